# SPDX-License-Identifier: Apache-2.0
"""Rules about what is written for people: links lead somewhere, words belong, reasons are given."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
#: A path in backticks is a promise too, if it starts like one of ours and is not an example with a gap in it.
_PATH = re.compile(r"`((?:src|docs|tests|setup|bench|frontend|requirements|cases)/[\w./*-]+)`")

#: Each with a gap in it, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": re.compile(r"/(?:r[o]ot|t[m]p)/[a-z]|(?<![\w.])/w[o]rk/"),
    "the address of a package registry": re.compile(
        r"p[y]pi\.org|p[y]thonhosted\.org|n[p]mjs\.|d[e]b\.debian\.org|d[e]bian\.org/debian|registry\.n[p]m"
    ),
    "talk about how the work was done": re.compile(r"s[e]ssion ends|\.l[i]brary\b|d[e]velopers.? session"),
}


def broken_links(path: Path, root: Path) -> Iterator[str]:
    """Yield each link or path in a Markdown file that points into the repository and to nothing there."""
    prose = _FENCED.sub("", path.read_text("utf-8"))
    for match in _LINK.finditer(prose):
        link = match[1] or match[2]
        if not re.match(r"[a-z][a-z0-9+.-]*:", link):
            yield from _broken_link(path, root, link)
    for named in _PATH.findall(prose):
        if not any(root.glob(named.rstrip("/"))):
            yield f"{path.relative_to(root)}: `{named}` does not exist"


def _broken_link(path: Path, root: Path, link: str) -> Iterator[str]:
    name, _, anchor = unquote(link).partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.is_relative_to(root) or not target.exists():
        yield f"{path.relative_to(root)}: {link} leads nowhere"
    elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text("utf-8")):
        yield f"{path.relative_to(root)}: {link} names a heading that is not there"


def anchors(markdown: str) -> set[str]:
    """Return the names under which the headings of a Markdown text can be linked to, as forges make them."""
    found: dict[str, int] = {}
    names = set()
    for heading in _HEADING.findall(_FENCED.sub("", markdown)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        names.add(f"{name}-{found[name]}" if name in found else name)
        found[name] = found.get(name, 0) + 1
    return names


def forbidden_words(texts: Iterable[tuple[Path, str]]) -> Iterator[str]:
    """Yield each line that names a machine, a registry's address, or how the work was done."""
    for path, text in texts:
        for what, pattern in FORBIDDEN.items():
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: {what}: {match[0]}"


_LIST_OPENS = re.compile(r"^(dependencies|[\w-]+)\s*=\s*\[\s*$")
_DEPENDENCY = re.compile(r'^\s*"([A-Za-z0-9][\w.-]*)')
_SECTION = re.compile(r"^\[(.+)\]\s*$")
_LISTS_OF_DEPENDENCIES = {"project.dependencies", "project.optional-dependencies", "dependency-groups"}


def dependencies_without_reason(pyproject: str) -> Iterator[str]:
    """Yield each dependency of pyproject.toml that no comment stands above (one comment may serve a few together)."""
    section, inside, has_reason = "", False, False
    for line in pyproject.splitlines():
        if opened := _SECTION.match(line):
            section, inside = opened[1], False
        elif opens := _LIST_OPENS.match(line):
            inside = section in _LISTS_OF_DEPENDENCIES or f"{section}.{opens[1]}" in _LISTS_OF_DEPENDENCIES
            has_reason = False
        elif line.strip() == "]":
            inside = False
        elif line.lstrip().startswith("#"):
            has_reason = True
        elif inside and (named := _DEPENDENCY.match(line)) and not has_reason:
            yield f"{named[1]} has no reason above it"

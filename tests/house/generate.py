# SPDX-License-Identifier: Apache-2.0
"""Writes the generated pages of docs/reference: ``python -m tests.house.generate``, or ``make docs``.

The pages are committed, so that they can be read without a set-up; a test compares them with what is generated.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest import mock

from tests.house.tree import ROOT, SOURCE

_REFERENCE = ROOT / "docs" / "reference"
#: argparse lays its help out anew with Python 3.13; the page shows it as of before.
HELP_LAYOUT = sys.version_info < (3, 13)


def settings_page() -> str:
    """Return the page of every setting, as the typed readers of the environment registered them."""
    from tallystick.web import environment, settings

    assert settings.INSTANCE  # read, so that every setting has registered itself
    named = {setting.name: setting for setting in environment.SETTINGS}
    lines = [
        "# Settings",
        "",
        "Printed from `src/tallystick/web/settings.py`. Each is an environment variable, or a line `NAME=value` of the",
        "file `instance.env` in the folder of the instance; the environment wins. A demo needs none of them.",
        "",
        "| Setting | Default | Meaning |",
        "|---|---|---|",
    ]
    for name, setting in sorted(named.items()):
        default = f"`{setting.default}`" if setting.default else "empty"
        lines.append(f"| `{name}` | {default} | {setting.meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the page of every command, with what its ``--help`` prints. Django must be set up."""
    from tallystick.cli import main

    with mock.patch.dict(os.environ, {"COLUMNS": "110"}):
        parts = ["# Commands", "", "What `tallystick --help` and `tallystick COMMAND --help` print."]
        parts += ["", "```", main.overview().format_help().rstrip(), "```", ""]
        for name, command in main.COMMANDS.items():
            need = "Works from the base install, without Django." if command.needs == "base" else ""
            parts += [f"## tallystick {name}", "", *([need, ""] if need else [])]
            parts += [line for text in _helps_of(name) for line in ("```", text, "```", "")]
    return "\n".join(parts)


def _helps_of(name: str) -> Iterator[str]:
    """Yield the help of a command, then of each of its own commands."""
    from tallystick.cli import main

    waiting = [_children(main.command_parser(name))[name]]
    while waiting:
        parser = waiting.pop(0)
        yield parser.format_help().rstrip()
        waiting += _children(parser).values()


def _children(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    # argparse offers no public way to its subparsers.
    found = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0]) if found else {}


def claims_page() -> str:
    """Return the page of the rules of standing."""
    from tallystick.core.claims import reference

    return reference.render_claims()


def facts_page() -> str:
    """Return the page of the kinds of facts."""
    from tallystick.core.claims import reference

    return reference.render_facts()


def casebook_page() -> str:
    """Return the page of the documented cases: what was found, when, and when it could have been found."""
    from tallystick.cli import casebook, casebook_files, casebook_table

    cases = casebook_files.read_all(ROOT / "cases")
    published = casebook.judged(cases, as_of_publication=True)
    return casebook_table.page(casebook.judged(cases), published=published)


def clocks_page() -> str:
    """Return the page of the statutory clocks and of the table of non-working days."""
    from tallystick.core.law.clocks import reference

    return reference.render()


def schema_page(what: str) -> str:
    """Return a JSON Schema as it is published."""
    from tallystick.cli import schema

    return schema.text(what) + "\n"


def law_page(kind: str) -> str:
    """Return the page of one kind of law check, or the list of all of them for an empty name."""
    from tallystick.core.law import reference
    from tallystick.core.law.kinds import Kind

    return reference.page(Kind(kind)) if kind else reference.index()


def _law_pages() -> dict[Path, Callable[[], str]]:
    from tallystick.core.law.kinds import Kind
    from tallystick.core.law.reference import page_name

    pages = {_REFERENCE / "law" / page_name(kind): partial(law_page, kind.value) for kind in Kind}
    return {_REFERENCE / "law" / "README.md": partial(law_page, ""), **pages}


#: Every generated page: its path, and what makes its text. The schemas stand in the wheel, too.
PAGES: dict[Path, Callable[[], str]] = {
    _REFERENCE / "settings.md": settings_page,
    _REFERENCE / "cli.md": commands_page,
    _REFERENCE / "claims.md": claims_page,
    _REFERENCE / "facts.md": facts_page,
    _REFERENCE / "dossier.schema.json": partial(schema_page, "dossier"),
    _REFERENCE / "report.schema.json": partial(schema_page, "report"),
    SOURCE / "core" / "facts" / "dossier.schema.json": partial(schema_page, "dossier"),
    SOURCE / "core" / "law" / "report.schema.json": partial(schema_page, "report"),
    **_law_pages(),
    _REFERENCE / "foi-clocks.md": clocks_page,
    _REFERENCE / "casebook.md": casebook_page,
}


def main() -> None:
    """Write every page whose text has changed, and name it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    for path, make in PAGES.items():
        text = make()
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Prints docs/reference/law: every check with its question, eras, the words of the law and its cases, by kind."""

import inspect
from collections.abc import Iterator, Mapping
from importlib import resources

from tallystick.core.law import checks as package
from tallystick.core.law.check import Check, Era
from tallystick.core.law.checks import checks
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.kinds import Kind
from tallystick.core.law.report import LIMITS, REGIME_NAMES

_HEAD = """\
Printed from `src/tallystick/core/law/checks/`: each module there is one check, with its cases beside it. A check
asks one question. Each era says under which law it is asked of which days, in the words that were read. No answer says
that anything is lawful.
"""


def index() -> str:
    """Return the page that lists every check."""
    lines = ["# The law checks\n", _HEAD, *(f"* {line}" for line in LIMITS), ""]
    for kind in Kind:
        lines += [f"## [{kind}]({page_name(kind)})\n", f"{kind.meaning[0].upper()}{kind.meaning[1:]}.\n"]
        lines += ["| check | severity | question |", "|---|---|---|"]
        for name, check in _of(kind).items():
            lines.append(f"| [`{name}`]({page_name(kind)}#{name}) | {check.severity} | {check.asks} |")
        lines.append("")
    return "\n".join(lines)


def page(kind: Kind) -> str:
    """Return the page of one kind of check."""
    lines = [f"# {kind}: {kind.meaning}\n", _HEAD]
    cited: dict[str, Citation] = {}
    for name, check in _of(kind).items():
        lines += _check(name, check)
        cited |= {era.citation.sha256: era.citation for era in check.eras}
    lines.append("# The words of the law\n")
    for citation in sorted(
        cited.values(), key=lambda citation: (citation.instrument, citation.provision, citation.url)
    ):
        lines += _citation(citation)
    return "\n".join(lines)


def page_name(kind: Kind) -> str:
    """Return the file name of the page of a kind."""
    return f"{kind.lower().replace('_', '-')}.md"


def _of(kind: Kind) -> Mapping[str, Check]:
    return {name: check for name, check in checks().items() if check.kind is kind}


def _check(name: str, check: Check) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"**{check.asks}** Severity of a “no”: {check.severity}.\n"
    yield f"* What a “no” means for people: {check.means}"
    yield f"* What resolves it: {check.resolves}"
    yield f"* Which day decides the era: {_judged(check)}\n"
    yield "| regimes | from | to | law | note |"
    yield "|---|---|---|---|---|"
    yield from (_era(era) for era in check.eras)
    yield "\nCases:\n\n```yaml"
    yield _cases(name)
    yield "```\n"


def _judged(check: Check) -> str:
    told = inspect.cleandoc(check.judged.__doc__ or "").split("\n")[0]
    return told or check.judged.__name__


def _era(era: Era) -> str:
    regimes = ", ".join(REGIME_NAMES[regime] for regime in era.regimes)
    since, until = era.since or "the beginning", era.until or "now"
    return f"| {regimes} | {since} | {until} | [{era.citation.short()}]({era.citation.url}) | {era.note} |"


def _cases(name: str) -> str:
    text = resources.files(package).joinpath(f"{name.replace('-', '_')}.cases.yaml").read_text("utf-8")
    return text.partition("\n")[2].strip()


def _citation(citation: Citation) -> Iterator[str]:
    yield f"## {citation.short()}\n"
    yield f"> {citation.quote}\n"
    yield f"{citation.instrument}, {citation.provision}. {citation.version[0].upper()}{citation.version[1:]}. "
    yield f"Read on {citation.read_on} at <{citation.url}>. SHA-256 of the words: `{citation.sha256}`\n"

# SPDX-License-Identifier: Apache-2.0
"""The report of ``tallystick check`` as plain text: a summary for a busy reader, then each finding with its grounds."""

import textwrap
from collections.abc import Iterator

from tallystick.cli.dossier_files import DossierFile
from tallystick.core.facts.dates import day
from tallystick.core.law.examine import Finding
from tallystick.core.law.given import Claimed
from tallystick.core.law.report import LIMITS, REGIME_NAMES, Basis, Report

WIDTH = 100
#: The longest line of the list of findings, in characters.
_LONG = 200
_RULE = "=" * WIDTH


def render(found: Report, *, file: DossierFile, everything: bool) -> str:
    """Return the report as text."""
    lines = [*_summary(found, file), *_findings(found), *_cannot_tell(found)]
    lines += [*_holds(found, everything=everything), *_limits()]
    return "\n".join(lines)


def _summary(found: Report, file: DossierFile) -> Iterator[str]:
    yield from _block("Project:   ", f"{found.name} ({found.body})" if found.name else found.project)
    yield from _block("Record:    ", f"{file.path}, {found.facts} facts, as of {day(found.as_of).words}")
    declared = "as the record declares" if found.regime_declared else "assumed: the record declares none"
    yield from _block("Law:       ", f"{REGIME_NAMES[found.regime]}, {declared}")
    counts = "; ".join(f"{law.instrument}: {law.results}" for law in found.laws)
    yield from _block("Judged by: ", f"{counts or 'no law: no question applies'}")
    for note in found.notes:
        yield from _block("Note:      ", note)
    yield ""
    yield from _consultation(found)
    yield from _counts(found)


def _consultation(found: Report) -> Iterator[str]:
    for claim in found.claims:
        yield from _block("Claimed:   ", f"“{claim.text}” ({claim.when.words if claim.when else 'no date'})")
        yield from _block("Shown:     ", claim.sentence)
        yield from _block("           ", counts_of(claim))
        yield ""
    for contact in found.contacts:
        yield from _block("Contact:   ", f"{contact.name}: {contact.sentence}")
    if found.contacts:
        yield ""


def counts_of(claim: Claimed) -> str:
    """Return how many organisations a claim names, and what they said."""
    corrected = f", {claim.corrected} corrected" if claim.corrected else ""
    return (
        f"{claim.claimed} claimed, {claim.confirmed} confirmed, {claim.disputed} disputed{corrected}, "
        f"{claim.unconfirmed} unconfirmed"
    )


def in_short(message: str) -> str:
    """Return what was found, cut at a word where it is long."""
    return message if len(message) <= _LONG else f"{message[: _LONG - 1].rsplit(' ', 1)[0]}…"


def _counts(found: Report) -> Iterator[str]:
    parts = ", ".join(f"{count} {severity}" for severity, count in found.by_severity.items() if count)
    yield f"Findings:     {len(found.findings)}{f' ({parts})' if parts else ''}"
    for finding in found.findings:
        yield from _block(f"  {finding.severity:<7} ", f"{in_short(finding.message)} [{finding.id}]")
    yield f"Cannot tell:  {len(found.cannot_tell)}"
    yield f"Answered yes: {len(found.holds)}"


def _findings(found: Report) -> Iterator[str]:
    for number, finding in enumerate(found.findings, start=1):
        yield from ("", _RULE, f"Finding {number} of {len(found.findings)}: {finding.id}")
        yield f"{finding.kind}: {finding.kind.meaning}. Severity: {finding.severity}."
        yield ""
        yield from _block("Asked:         ", finding.asks)
        yield from _block("Found:         ", finding.message)
        yield from _block("For people:    ", finding.means)
        for basis in found.rests_on(finding):
            yield from _block("Rests on:      ", _basis(basis))
        yield from _law(finding)
        yield from _block("What resolves: ", finding.resolves)


def _basis(basis: Basis) -> str:
    source = ", ".join(part for part in (basis.source_title, basis.source_url) if part)
    line = f"line {basis.line}" if basis.line else ""
    parts = [basis.ref, basis.kind, basis.date_words, f"says {basis.said_by}", source, line]
    quote = f": “{basis.quote}”" if basis.quote else ""
    return "; ".join(part for part in parts if part) + quote


def _law(finding: Finding) -> Iterator[str]:
    citation = finding.era.citation
    yield from _block("Law:           ", f"{citation.short()}: “{citation.quote}”")
    yield from _block("               ", f"{citation.version}. Read on {day(citation.read_on).words}. {citation.url}")
    yield from _block("               ", f"The day judged is {day(finding.judged_on).words}.")
    if finding.era.note:
        yield from _block("Note:          ", finding.era.note)


def _cannot_tell(found: Report) -> Iterator[str]:
    if not found.cannot_tell:
        return
    yield from ("", _RULE, "What the record does not tell, and what to supply", "")
    for finding in found.cannot_tell:
        yield from _block("", f"{finding.id} ({finding.era.citation.short()})")
        yield from _block("    ", finding.message)
        yield from _block("    Supply: ", finding.resolves)


def _holds(found: Report, *, everything: bool) -> Iterator[str]:
    if not everything or not found.holds:
        return
    yield from ("", _RULE, "Questions that the record answers with yes", "")
    for finding in found.holds:
        yield from _block("", f"{finding.id} ({finding.era.citation.short()})")
        yield from _block("    ", finding.message)


def _limits() -> Iterator[str]:
    yield from ("", _RULE)
    for line in LIMITS:
        yield from _block("", line)


def _block(label: str, text: str) -> Iterator[str]:
    """Yield a text with a label before it, wrapped under itself, and nothing in it that a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in " ".join(text.split()))
    yield from textwrap.wrap(
        shown,
        width=WIDTH,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
        break_long_words=False,
    ) or [label.rstrip()]

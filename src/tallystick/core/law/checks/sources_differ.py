# SPDX-License-Identifier: Apache-2.0
"""Do the sources agree on when something happened, and on its figures? Both are shown; neither is called wrong."""

from collections.abc import Hashable, Iterator

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import DisclosureReported, FundingApproved, ProcessingStarted
from tallystick.core.facts.oversight import RegulatorConsulted
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import apart
from tallystick.core.law.given import Given, Noted, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import shown


def _answer(given: Given) -> Iterator[Result]:
    events: dict[tuple[str, Hashable], list[Noted]] = {}
    for note in given.notes:
        key = _event(note.fact)
        if key is not None:
            events.setdefault((note.fact.kind, key), []).append(note)
    for (kind, key), notes in sorted(events.items(), key=lambda item: str(item[0])):
        if len({_source(note.fact) for note in notes}) > 1:
            yield _compare(_about(kind, key), sorted(notes, key=lambda note: note.ref))


def _event(fact: Fact) -> Hashable:
    """Return what makes two facts speak of one event: names and counts, never words; ``None`` for others."""
    if isinstance(fact, ProcessingStarted):
        return (fact.scale, fact.use)
    if isinstance(fact, AssessmentIssued):
        return (fact.assessment, fact.version, fact.state)
    if isinstance(fact, DisclosureReported):
        return (fact.recipient, fact.people) if fact.people is not None else None
    if isinstance(fact, FundingApproved):
        return (fact.reference, fact.period, fact.currency)
    if isinstance(fact, RegulatorConsulted):
        return (fact.regulator, fact.assessment)
    return None


def _source(fact: Fact) -> tuple[str, ...]:
    return tuple(str(getattr(fact, name, None)) for name in ("said_by", "source_title", "source_url"))


def _about(kind: str, key: Hashable) -> str:
    parts = [str(part) for part in key if part is not None] if isinstance(key, tuple) else []
    return f"{kind}: {', '.join(parts)}" if parts else kind


def _compare(about: str, notes: list[Noted]) -> Result:
    told = "; ".join(f"{_told(note)} ({getattr(note.fact, 'source_title', None) or _speaker(note)})" for note in notes)
    dates = [note.when for note in notes if note.when]
    differ = any(apart(one=one, other=other) for one in dates for other in dates)
    differ = differ or len({getattr(note.fact, "pence", None) for note in notes}) > 1
    if differ:
        return unmet(about, f"Sources differ: {told}. Which of them is right is not decided here.", on=refs(notes))
    return met(about, f"Sources agree: {told}.", on=refs(notes))


def _told(note: Noted) -> str:
    date = note.when.words if note.when else "no date"
    return f"{date}, {note.fact.pence / 100:,.2f}" if isinstance(note.fact, FundingApproved) else date


def _speaker(note: Noted) -> str:
    return f"said by {getattr(note.fact, 'said_by', 'somebody')}"


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.INFO,
    asks="Do the sources agree on when something happened, and on its figures?",
    means="What is worked out from this event, such as who came too late, may hold by one source and not by another.",
    resolves="A source that settles it; until then both are kept and shown.",
    eras=shown(),
    judged=today,
    answer=_answer,
)

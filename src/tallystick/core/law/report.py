# SPDX-License-Identifier: Apache-2.0
"""What the check of one record came to, ready to be printed as text, JSON, SARIF or a page.

A report says what was asked, under which law, and what the record answers. It never says that anything is lawful.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from tallystick.core.facts.base import Fact
from tallystick.core.facts.consultation import ClaimMade
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.law.examine import ASSUMED_REGIME, Finding
from tallystick.core.law.given import Claimed, Contact, Given, Noted
from tallystick.core.law.kinds import Severity

#: What readers call the regimes.
REGIME_NAMES: Mapping[str, str] = {
    "uk-gdpr": "UK GDPR and Data Protection Act 2018 Part 2",
    "dpa2018-part3": "Data Protection Act 2018 Part 3 (law enforcement)",
    "eu-gdpr": "EU GDPR",
    "led": "Law Enforcement Directive (EU) 2016/680",
}
#: Who speaks in the kinds of facts that name the speaker in a field of their own.
_SPEAKER_FIELDS = ("said_by", "made_by", "reporter")
_OF_THE_ORGANISATION = ("answer.received", "answer.unclear", "dispute.raised")
_OF_THE_BODY = ("project.registered", "engagement.claimed", "engagement.evidence_attached", "statement.fixed")
#: What no report shows, whatever it finds.
LIMITS = (
    "A finding says what the record shows or lacks; it is no ruling, and the record may be incomplete.",
    "No finding does not mean that anything is lawful: only what was asked was looked at, and only in this record.",
    "Who wrote the record decides what is in it: each fact names who says so and where it can be read.",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Basis:
    """A fact that a finding rests on, as a reader needs it."""

    ref: str
    kind: str
    #: The date as the record gives it, to the day, month or year; ``None`` where it gives none.
    date: str | None
    #: The same in words.
    date_words: str
    said_by: str
    source_title: str | None
    source_url: str | None
    quote: str | None
    #: Line of the file, from 1; ``None`` where the record has no lines.
    line: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class LawApplied:
    """How many results were judged by one instrument."""

    instrument: str
    results: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of one check of one record as of the end of a day."""

    project: str
    #: The name and body as registered; ``None`` where the record registers none.
    name: str | None
    body: str | None
    as_of: dt.date
    facts: int
    regime: str
    #: Whether the record declares the regime; where not, ``regime`` was assumed.
    regime_declared: bool
    laws: tuple[LawApplied, ...]
    claims: tuple[Claimed, ...]
    #: What is said of each contact that no public claim with a standing names.
    contacts: tuple[Contact, ...]
    notes: tuple[str, ...]
    #: Results by what they say; findings by severity, then by id.
    findings: tuple[Finding, ...]
    cannot_tell: tuple[Finding, ...]
    holds: tuple[Finding, ...]
    bases: Mapping[str, Basis]

    @property
    def by_severity(self) -> Mapping[Severity, int]:
        """Return how many findings there are of each severity, the gravest first."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in Severity}

    def rests_on(self, finding: Finding) -> tuple[Basis, ...]:
        """Return the facts that a finding rests on, in its order."""
        return tuple(self.bases[ref] for ref in finding.rests_on)


def report(*, project: str, given: Given, results: Iterable[Finding], lines: Mapping[str, int]) -> Report:
    """Return the report of what was found.

    Args:
        project: the name that the file gives.
        given: the record that was examined.
        results: what ``core.law.examine`` returned for it.
        lines: the line of the file at which each fact begins, by the fact's short name.
    """
    results = tuple(results)
    registered = next(iter(given.all(ProjectRegistered)), None)
    return Report(
        project=project,
        name=registered.name if registered else None,
        body=registered.body_name if registered else None,
        as_of=given.as_of,
        facts=len(given.notes),
        regime=given.regime or ASSUMED_REGIME,
        regime_declared=given.regime is not None,
        laws=_laws(results),
        claims=given.claims,
        contacts=_unclaimed(given),
        notes=tuple(_notes(given)),
        findings=tuple(sorted((one for one in results if one.holds is False), key=_gravest_first)),
        cannot_tell=tuple(sorted((one for one in results if one.holds is None), key=_gravest_first)),
        holds=tuple(sorted((one for one in results if one.holds), key=_gravest_first)),
        bases={note.ref: _basis(note, lines.get(note.ref)) for note in given.notes},
    )


def _gravest_first(finding: Finding) -> tuple[int, str]:
    return (tuple(Severity).index(finding.severity), finding.id)


def _laws(results: Iterable[Finding]) -> tuple[LawApplied, ...]:
    counts = Counter(one.era.citation.instrument for one in results)
    return tuple(LawApplied(instrument=name, results=count) for name, count in sorted(counts.items()))


def _unclaimed(given: Given) -> tuple[Contact, ...]:
    named = {engagement for claim in given.claims for engagement in claim.engagements}
    return tuple(contact for contact in given.contacts if contact.engagement not in named)


def _notes(given: Given) -> Iterable[str]:
    if given.regime is None:
        yield (
            f"The record does not say which law governs the processing: {REGIME_NAMES[ASSUMED_REGIME]} was assumed. "
            "A regime.declared fact says which."
        )
    known = {claim.claim for claim in given.claims}
    for claim in given.all(ClaimMade):
        if claim.claim not in known:
            yield (
                f"The claim {claim.claim} names an engagement that is not on record as of {given.as_of.isoformat()}: "
                "no sentence about it is computed."
            )


def _basis(note: Noted, line: int | None) -> Basis:
    fact = note.fact
    return Basis(
        ref=note.ref,
        kind=fact.kind,
        date=note.when.text if note.when else None,
        date_words=note.when.words if note.when else "no date",
        said_by=_speaker(fact),
        source_title=getattr(fact, "source_title", None),
        source_url=getattr(fact, "source_url", None),
        quote=getattr(fact, "quote", None),
        line=line,
    )


def _speaker(fact: Fact) -> str:
    named = next((str(getattr(fact, name)) for name in _SPEAKER_FIELDS if getattr(fact, name, None)), None)
    if named is not None:
        return named
    if fact.kind in _OF_THE_BODY:
        return "body"
    return "organisation" if fact.kind in _OF_THE_ORGANISATION else "the record itself"

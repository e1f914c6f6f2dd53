# SPDX-License-Identifier: Apache-2.0
"""What a check is given: the facts of a record as of a day, with the standing of what is claimed of consultation."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import ProcessingStarted, RecordSearched
from tallystick.core.facts.dates import When, read
from tallystick.core.facts.declaration import RegimeDeclared
from tallystick.core.facts.project import ProjectRegistered

F = TypeVar("F", bound=Fact)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Noted:
    """A fact with the short name that findings use and the date it happened."""

    ref: str
    fact: Fact
    when: When | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Contact:
    """What the facts support about one engagement: ``core.claims`` computes it, checks read it."""

    engagement: str
    organisation: str
    name: str
    #: What the body says it amounted to, and how: ``core.facts.consultation.RUNGS`` and ``CHANNELS``.
    claimed: str
    channel: str | None
    when: When | None
    #: A value of ``core.claims.standing.State``.
    state: str
    #: What was reported of it by third parties: ``core.facts.consultation.REPORT_SAYS``.
    reported: tuple[str, ...]
    sentence: str
    #: The facts it rests on.
    refs: tuple[str, ...]
    #: What a confirmation that counts supports: one of ``RUNGS``, or ``None`` where nothing does.
    supported: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Claimed:
    """What the facts support about one public claim of consultation."""

    claim: str
    ref: str
    text: str
    when: When | None
    asserts: str
    before_start: bool
    #: Organisations by what they said.
    claimed: int
    confirmed: int
    disputed: int
    corrected: int
    unconfirmed: int
    sentence: str
    #: What it asserts or suggests and the facts do not support.
    not_shown: tuple[str, ...]
    engagements: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Given:
    """One record as of the end of a day. Facts dated later are not in it; undated ones are."""

    as_of: dt.date
    notes: tuple[Noted, ...]
    contacts: tuple[Contact, ...] = ()
    claims: tuple[Claimed, ...] = ()

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of a kind, by date; those without a date come last."""
        return tuple(note.fact for note in self._by_kind.get(kind, ()) if isinstance(note.fact, kind))

    def notes_of(self, kind: type[Fact]) -> tuple[Noted, ...]:
        """Return the facts of a kind with their names and dates, by date; those without a date come last."""
        return tuple(self._by_kind.get(kind, ()))

    def ref(self, fact: Fact) -> str:
        """Return the short name of a fact of this record."""
        return self._refs[id(fact)]

    def when(self, fact: Fact) -> When | None:
        """Return when a fact of this record happened."""
        return self._whens[id(fact)]

    def complete(self, subject: str) -> bool:
        """Whether the record says that all there is on a subject (``core.facts.questions.SUBJECTS``) is in it."""
        return any(subject in fact.subjects for fact in self.all(RecordSearched))

    @cached_property
    def regime(self) -> str | None:
        """Return the regime that the record declares last; ``None`` where it declares none."""
        return next((fact.regime for fact in reversed(self.all(RegimeDeclared))), None)

    @cached_property
    def starts(self) -> tuple[Noted, ...]:
        """Return what says when processing began, earliest first: differing sources are all there."""
        if self.notes_of(ProcessingStarted):
            return tuple(note for note in self.notes_of(ProcessingStarted) if note.when)
        declared = [note for note in self.notes_of(ProjectRegistered) if _start(note.fact)]
        return tuple(dataclasses.replace(note, when=_start(note.fact)) for note in declared)

    @cached_property
    def started(self) -> When | None:
        """Return when processing began: from the earliest day that a source allows to the latest of the first start.

        Where sources differ about one start, every day between them is possible.
        """
        dates = [note.when for note in self.starts if note.when]
        if not dates:
            return None
        first, last = min(when.first for when in dates), min(max(when.last for when in dates), self._first_start_last)
        return When(text=" or ".join(dict.fromkeys(when.text for when in dates)), first=first, last=last)

    @cached_property
    def _first_start_last(self) -> dt.date:
        """Return the last possible day of the first start: a full start after a pilot is no other date of the pilot."""
        scales = {getattr(note.fact, "scale", None) for note in self.starts}
        first_scale = "pilot" if "pilot" in scales else None
        counted = [note for note in self.starts if first_scale is None or getattr(note.fact, "scale", None) == "pilot"]
        return max(note.when.last for note in counted if note.when)

    @cached_property
    def _by_kind(self) -> dict[type[Fact], list[Noted]]:
        found: dict[type[Fact], list[Noted]] = {}
        for note in sorted(self.notes, key=_order):
            found.setdefault(type(note.fact), []).append(note)
        return found

    @cached_property
    def _refs(self) -> dict[int, str]:
        return {id(note.fact): note.ref for note in self.notes}

    @cached_property
    def _whens(self) -> dict[int, When | None]:
        return {id(note.fact): note.when for note in self.notes}


def refs(notes: Sequence[Noted]) -> tuple[str, ...]:
    """Return the short names of facts, each once, in their order."""
    return tuple(dict.fromkeys(note.ref for note in notes))


def _start(fact: Fact) -> When | None:
    text = fact.starts_on if isinstance(fact, ProjectRegistered) else None
    return read(text) if text else None


def _order(note: Noted) -> tuple[bool, dt.date, str]:
    # Facts of equal date are put in the order of their names, so that the order of the file does not matter.
    return (note.when is None, note.when.first if note.when else dt.date.min, note.ref)

# SPDX-License-Identifier: Apache-2.0
"""Facts of one kind with their names and dates, and the order of dates that may be missing or inexact."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from tallystick.core.errors import Invalid
from tallystick.core.facts.assessment import CorrectionMade
from tallystick.core.facts.base import Fact
from tallystick.core.facts.dates import When, read
from tallystick.core.law.given import Given
from tallystick.core.law.statements import taken_back

F = TypeVar("F", bound=Fact)
F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry(Generic[F_co]):
    """A fact of a known kind, with the short name that findings use and the date it happened."""

    ref: str
    when: When | None
    fact: F_co

    @property
    def date(self) -> str:
        """Return the date in words, or that there is none."""
        return self.when.words if self.when else "no date"


def entries(given: Given, *, kind: type[F]) -> tuple[Entry[F], ...]:
    """Return the facts of a kind, by date; those without a date come last."""
    notes = given.notes_of(kind)
    return tuple(Entry(ref=note.ref, when=note.when, fact=note.fact) for note in notes if isinstance(note.fact, kind))


def newest(found: Iterable[Entry[F]], *, key: Callable[[F], Hashable]) -> tuple[Entry[F], ...]:
    """Return the facts that no other fact of the same key is younger than for certain; undated ones all stand."""
    listing = tuple(found)
    last: dict[Hashable, dt.date] = {}
    for entry in listing:
        if entry.when:
            last[key(entry.fact)] = max(last.get(key(entry.fact), entry.when.first), entry.when.first)
    return tuple(one for one in listing if one.when is None or one.when.last >= last[key(one.fact)])


def earlier(*, one: When | None, other: When | None) -> bool | None:
    """Whether one day was before another: ``None`` where a date is missing, or the order or a difference is open."""
    if one is None or other is None:
        return None
    if one.before(other):
        return True
    return False if other.before(one) else None


def by_then(*, one: When | None, other: When | None) -> bool | None:
    """Whether one day was on or before another: ``None`` where a date is missing or it cannot be told."""
    return None if one is None or other is None else one.by(other)


def apart(*, one: When, other: When) -> bool:
    """Whether two dates cannot be the same day."""
    return one.last < other.first or other.last < one.first


def date_in(text: str | None) -> When | None:
    """Return the date that a field gives; ``None`` where it gives none that can be read."""
    try:
        return read(text) if text else None
    except Invalid:
        return None


def names(found: Iterable[Entry[Fact]]) -> tuple[str, ...]:
    """Return the short names of facts, each once."""
    return tuple(dict.fromkeys(entry.ref for entry in found))


def listed(items: Sequence[str]) -> str:
    """Return items as English writes them: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def corrected(given: Given) -> frozenset[str]:
    """Return the refs of all statements that the record says were corrected."""
    made = given.all(CorrectionMade)
    return frozenset(ref for fact in made for ref in (fact.corrects, *(fact.also_corrects or ())))


def withdrawn(given: Given) -> frozenset[str]:
    """Return the refs of all statements that were corrected or that a later statement replaces."""
    return corrected(given) | taken_back(given)

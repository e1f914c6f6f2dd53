# SPDX-License-Identifier: Apache-2.0
"""Calendars of regimes: which day is a working day, and why another is not, by what was known on a day."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator

from tallystick.core.law.clocks import days_elsewhere, days_uk
from tallystick.core.law.clocks.nonworking import (
    ENGLAND_AND_WALES,
    EU_INSTITUTIONS,
    FIRST_DAY,
    GERMANY,
    IRELAND,
    JURISDICTIONS,
    LAST_DAY,
    NORTHERN_IRELAND,
    SATURDAY,
    SCOTLAND,
    NonWorking,
    Standing,
)

_WEEKEND = ("Saturday", "Sunday")
_EXPECTED = " (expected: not yet seen appointed)"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Off:
    """Why a day is no working day, or none in some places only."""

    why: str
    #: ``True``: nowhere in the calendar. ``None``: in a part of its area only, so that it depends on the place.
    everywhere: bool | None
    holidays: tuple[NonWorking, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days of a regime.

    ``every=False``: a holiday in any of its parts is no working day (the United Kingdom's information Acts).
    ``every=True``: a holiday in one part only is off there and nowhere else.
    """

    words: str
    parts: tuple[str, ...]
    every: bool = False
    #: Days that the table does not hold, such as a proclamation newer than this program.
    also: tuple[NonWorking, ...] = ()

    def off(self, day: dt.date, *, known_on: dt.date | None = None) -> Off | None:
        """Return why a day is no working day by what was known at the end of ``known_on``; ``None``: it is one."""
        if day.weekday() >= SATURDAY:
            return Off(why=_WEEKEND[day.weekday() - SATURDAY], everywhere=True)
        found = tuple(holiday for holiday in self._on(day) if holiday.known(on=known_on))
        if not found:
            return None
        where = {holiday.jurisdiction for holiday in found if holiday.standing is not Standing.LOCAL}
        everywhere = set(self.parts) <= where if self.every else bool(where)
        return Off(why=_words(found), everywhere=everywhere or None, holidays=found)

    def late(self, *, first: dt.date, last: dt.date) -> tuple[NonWorking, ...]:
        """Return the changes to days after ``first``, up to ``last``, that became known only after ``first``."""
        days = (first + dt.timedelta(days=number) for number in range(1, (last - first).days + 1))
        found = (holiday for day in days if day.weekday() < SATURDAY for holiday in self._on(day))
        return tuple(h for h in found if h.known(on=first) != h.known(on=None))

    def _on(self, day: dt.date) -> tuple[NonWorking, ...]:
        own = (holiday for part in self.parts for holiday in _table().get((part, day), ()))
        return (*own, *(holiday for holiday in self.also if holiday.day == day and holiday.jurisdiction in self.parts))


UNITED_KINGDOM = Calendar(
    words="a day off in any part of the United Kingdom does not count",
    parts=(ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND),
)
SCOTTISH = Calendar(words="a day off in Scotland does not count", parts=(SCOTLAND,))
UNITED_KINGDOM_LAST_DAY = Calendar(
    words="every day counts; a last day that is no working day moves on",
    parts=(ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND),
    every=True,
)
IRISH = Calendar(words="Saturdays, Sundays and public holidays in Ireland do not count", parts=(IRELAND,))
EUROPEAN = Calendar(words="a day on which the institution is closed does not count", parts=(EU_INSTITUTIONS,))
GERMAN = Calendar(
    words="every day counts; a last day that is a Saturday, Sunday or holiday moves on", parts=(GERMANY,), every=True
)


def table() -> tuple[NonWorking, ...]:
    """Return every day of the table, by jurisdiction and then by day."""
    return tuple(holiday for found in _table().values() for holiday in found)


@functools.cache
def _table() -> dict[tuple[str, dt.date], tuple[NonWorking, ...]]:
    found: dict[tuple[str, dt.date], tuple[NonWorking, ...]] = {}
    for place in JURISDICTIONS:
        for holiday in sorted(_of(place), key=lambda one: one.day):
            key = (place, holiday.day)
            found[key] = (*found.get(key, ()), holiday)
    return found


def _of(place: str) -> Iterator[NonWorking]:
    elsewhere = {
        IRELAND: days_elsewhere.irish,
        GERMANY: days_elsewhere.german,
        EU_INSTITUTIONS: days_elsewhere.european,
    }
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        yield from elsewhere[place](year) if place in elsewhere else days_uk.days(place, year)


def _words(found: tuple[NonWorking, ...]) -> str:
    """Name the holidays of one day, each name once with all the places that keep it."""
    places: dict[str, dict[str, None]] = {}
    for holiday in found:
        doubt = _EXPECTED if holiday.standing is Standing.EXPECTED else ""
        places.setdefault(holiday.name + doubt, {})[holiday.jurisdiction] = None
    return "; ".join(_name(name, list(where)) for name, where in places.items())


def _name(name: str, where: list[str]) -> str:
    whole = {ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND} <= set(where)
    bare = name.removesuffix(_EXPECTED)
    return f"{bare} in {'the United Kingdom' if whole else ' and '.join(where)}{name.removeprefix(bare)}"

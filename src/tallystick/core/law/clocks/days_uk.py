# SPDX-License-Identifier: Apache-2.0
"""The non-working days of the three parts of the United Kingdom, by rule and by proclamation.

Source: Banking and Financial Dealings Act 1971, section 1 and Schedule 1, https://www.legislation.gov.uk/ukpga/1971/80.
Days that the Act does not name are appointed every year by royal proclamation under its section 1(3).
"""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.law.clocks.nonworking import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    ONE_DAY,
    SCOTLAND,
    NonWorking,
    Standing,
    easter,
    first_monday,
    last_monday,
    next_weekday,
)
from tallystick.core.law.clocks.one_off import ONE_OFF, OneOff

_ACT = "Banking and Financial Dealings Act 1971"
_SCHEDULE = "https://www.legislation.gov.uk/ukpga/1971/80/schedule/1"
_SECTION = "https://www.legislation.gov.uk/ukpga/1971/80/section/1"
_ST_ANDREW = "St Andrew's Day Bank Holiday (Scotland) Act 2007, section 1, in Schedule 1 to the 1971 Act"
_PARAGRAPH = {ENGLAND_AND_WALES: 1, SCOTLAND: 2, NORTHERN_IRELAND: 3}
#: The last year of which the government's own list of bank holidays was compared with this table.
LISTED_UNTIL = 2028

SATURDAY, SUNDAY = 5, 6
#: A day, its name, and whether the Act itself names it.
_Named = tuple[dt.date, str, bool]


def days(part: str, year: int) -> Iterator[NonWorking]:
    """Yield the weekdays of a year that are bank holidays, Christmas Day or Good Friday in a part of the Kingdom."""
    moved = {one_off.replaces: one_off for one_off in ONE_OFF if one_off.replaces and part in one_off.parts}
    for day, name, named in _named(part, year):
        yield _ordinary(part, day, name, named=named, moved=moved.get(day))
    for one_off in ONE_OFF:
        if one_off.day.year == year and part in one_off.parts:
            yield _appointed(part, one_off)


def _named(part: str, year: int) -> Iterator[_Named]:
    yield from _new_year(part, year)
    yield easter(year) - 2 * ONE_DAY, "Good Friday", True
    yield first_monday(year, 5), "Early May bank holiday", part == SCOTLAND
    yield last_monday(year, 5), "Spring bank holiday", part != SCOTLAND
    yield from _scottish(year) if part == SCOTLAND else _not_scottish(year)
    if part == NORTHERN_IRELAND:
        yield from _northern_irish(year)
    yield from _christmas(part, year)


def _new_year(part: str, year: int) -> Iterator[_Named]:
    first, second = dt.date(year, 1, 1), dt.date(year, 1, 2)
    kept = next_weekday(first)
    if part != SCOTLAND:
        yield kept, _substitute("New Year's Day", first, kept), False
    elif kept == first:
        yield first, "New Year's Day", True
        yield (
            next_weekday(second),
            _substitute("2 January", second, next_weekday(second)),
            second == next_weekday(second),
        )
    else:
        # The Act moves either day from a Sunday to 3 January; what falls on a Saturday is moved by proclamation.
        sunday = first.weekday() == SUNDAY
        yield kept, _substitute("2 January", second, kept), True
        yield kept + ONE_DAY, "New Year's Day (substitute day)", sunday


def _scottish(year: int) -> Iterator[_Named]:
    yield first_monday(year, 8), "Summer bank holiday", True
    if year >= 2007:
        own = dt.date(year, 11, 30)
        yield next_weekday(own), _substitute("St Andrew's Day", own, next_weekday(own)), True


def _not_scottish(year: int) -> Iterator[_Named]:
    yield easter(year) + ONE_DAY, "Easter Monday", True
    yield last_monday(year, 8), "Summer bank holiday", True


def _northern_irish(year: int) -> Iterator[_Named]:
    for own, name, named in (
        (dt.date(year, 3, 17), "St Patrick's Day", True),
        (dt.date(year, 7, 12), "Battle of the Boyne", False),
    ):
        kept = next_weekday(own)
        # The Act moves 17 March from a Sunday; from a Saturday a proclamation does.
        yield kept, _substitute(name, own, kept), named and own.weekday() != SATURDAY


def _christmas(part: str, year: int) -> Iterator[_Named]:
    christmas, boxing = dt.date(year, 12, 25), dt.date(year, 12, 26)
    scottish = part == SCOTLAND
    if christmas.weekday() == SATURDAY:
        yield dt.date(year, 12, 27), "Boxing Day or Christmas Day (substitute day)", not scottish
        yield dt.date(year, 12, 28), "Christmas Day or Boxing Day (substitute day)", False
    elif christmas.weekday() == SUNDAY:
        yield boxing, "Boxing Day", True
        yield dt.date(year, 12, 27), "Christmas Day (substitute day)", not scottish
    else:
        kept = next_weekday(boxing)
        yield christmas, "Christmas Day", True
        yield kept, _substitute("Boxing Day", boxing, kept), kept == boxing and not scottish


def _substitute(name: str, own: dt.date, kept: dt.date) -> str:
    return name if own == kept else f"{name} (substitute day)"


def _ordinary(part: str, day: dt.date, name: str, *, named: bool, moved: OneOff | None) -> NonWorking:
    return NonWorking(
        jurisdiction=part,
        day=day,
        name=name,
        instrument=_instrument(part, name, named=named),
        url=_SCHEDULE if named else _SECTION,
        standing=_standing(day, named=named),
        dropped=moved is not None,
        dropped_from=moved.known_from if moved else None,
    )


def _instrument(part: str, name: str, *, named: bool) -> str:
    if not named:
        return f"{_ACT}, section 1(3): royal proclamation for the year"
    if name.startswith("St Andrew"):
        return _ST_ANDREW
    if name in {"Christmas Day", "Good Friday"} and part != SCOTLAND:
        return "common law; named beside bank holidays in the Acts that define a working day"
    return f"{_ACT}, Schedule 1, paragraph {_PARAGRAPH[part]}"


def _standing(day: dt.date, *, named: bool) -> Standing:
    if named:
        return Standing.STATUTE
    return Standing.APPOINTED if day.year <= LISTED_UNTIL else Standing.EXPECTED


def _appointed(part: str, one_off: OneOff) -> NonWorking:
    return NonWorking(
        jurisdiction=part,
        day=one_off.day,
        name=one_off.name,
        instrument=f"{_ACT}, section 1({2 if one_off.replaces else 3}): royal proclamation",
        url=one_off.url,
        standing=Standing.APPOINTED,
        known_from=one_off.known_from,
    )

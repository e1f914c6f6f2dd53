# SPDX-License-Identifier: Apache-2.0
"""The non-working days of Ireland, of Germany and of the institutions of the European Union."""

import datetime as dt
from collections.abc import Iterable, Iterator

from tallystick.core.law.clocks.nonworking import (
    EU_INSTITUTIONS,
    FRIDAY,
    GERMANY,
    IRELAND,
    ONE_DAY,
    SATURDAY,
    NonWorking,
    Standing,
    easter,
    first_monday,
    last_monday,
)

_IRISH = "Organisation of Working Time Act 1997, Second Schedule"
_IRISH_URL = "https://www.irishstatutebook.ie/eli/1997/act/20/schedule/2/enacted/en/html"
_GERMAN = "holiday laws of all sixteen Länder; 3 October: Einigungsvertrag, Article 2(2)"
_GERMAN_URL = "https://www.gesetze-im-internet.de/bgb/__193.html"
_EU = "Regulation (EEC, Euratom) No 1182/71, Article 2; the list that the institution publishes for the year"
_EU_URL = "https://eur-lex.europa.eu/eli/reg/1971/1182/oj"
_Named = tuple[dt.date, str]


def irish(year: int) -> Iterator[NonWorking]:
    """Yield the weekdays of a year that are public holidays in Ireland. The law moves none of them from a weekend."""
    named = [
        (dt.date(year, 1, 1), "New Year's Day"),
        (dt.date(year, 3, 17), "St Patrick's Day"),
        (easter(year) + ONE_DAY, "Easter Monday"),
        *((first_monday(year, month), "Public holiday") for month in (5, 6, 8)),
        (last_monday(year, 10), "October public holiday"),
        (dt.date(year, 12, 25), "Christmas Day"),
        (dt.date(year, 12, 26), "St Stephen's Day"),
    ]
    if year >= 2023:
        named.append((_st_brigid(year), "St Brigid's Day"))
    for day, name in _weekdays(named):
        yield _holiday(IRELAND, day, name)
    if year == 2022:
        yield _holiday(IRELAND, dt.date(2022, 3, 18), "Day of remembrance", Standing.APPOINTED)


def _st_brigid(year: int) -> dt.date:
    """Return the first Monday of February, or 1 February where that is a Friday."""
    first = dt.date(year, 2, 1)
    return first if first.weekday() == FRIDAY else first_monday(year, 2)


def german(year: int) -> Iterator[NonWorking]:
    """Yield the weekdays of a year that are holidays in all Länder, and as local those that are so in some only."""
    sunday = easter(year)
    everywhere = [
        (dt.date(year, 1, 1), "Neujahr"),
        (sunday - 2 * ONE_DAY, "Karfreitag"),
        (sunday + ONE_DAY, "Ostermontag"),
        (dt.date(year, 5, 1), "Tag der Arbeit"),
        (sunday + 39 * ONE_DAY, "Christi Himmelfahrt"),
        (sunday + 50 * ONE_DAY, "Pfingstmontag"),
        (dt.date(year, 10, 3), "Tag der Deutschen Einheit"),
        (dt.date(year, 12, 25), "1. Weihnachtstag"),
        (dt.date(year, 12, 26), "2. Weihnachtstag"),
    ]
    if year == 2017:
        everywhere.append((dt.date(2017, 10, 31), "500 Jahre Reformation"))
    known = {day for day, _ in everywhere}
    for day, name in _weekdays(everywhere):
        yield _holiday(GERMANY, day, name)
    for day, name in _weekdays(_in_some_laender(year)):
        if day not in known:
            yield _holiday(GERMANY, day, name, Standing.LOCAL)


def _in_some_laender(year: int) -> list[_Named]:
    repentance = dt.date(year, 11, 22)
    named = [
        (dt.date(year, 1, 6), "Heilige Drei Könige (some Länder)"),
        (easter(year) + 60 * ONE_DAY, "Fronleichnam (some Länder)"),
        (dt.date(year, 8, 8), "Friedensfest (Augsburg)"),
        (dt.date(year, 8, 15), "Mariä Himmelfahrt (some Länder)"),
        (dt.date(year, 10, 31), "Reformationstag (some Länder)"),
        (dt.date(year, 11, 1), "Allerheiligen (some Länder)"),
        (repentance - ONE_DAY * ((repentance.weekday() - 2) % 7), "Buß- und Bettag (Sachsen)"),
    ]
    if year >= 2019:
        named += [(dt.date(year, 3, 8), "Frauentag (some Länder)"), (dt.date(year, 9, 20), "Weltkindertag (Thüringen)")]
    if year in {2020, 2025}:
        named.append((dt.date(year, 5, 8), "Tag der Befreiung (Berlin)"))
    return named


def european(year: int) -> Iterator[NonWorking]:
    """Yield the weekdays of a year on which the institutions usually close; each publishes its own list every year."""
    sunday = easter(year)
    closed = [
        (dt.date(year, 1, 1), "New Year's Day"),
        (dt.date(year, 1, 2), "day after New Year's Day"),
        (sunday - 3 * ONE_DAY, "Maundy Thursday"),
        (sunday - 2 * ONE_DAY, "Good Friday"),
        (sunday + ONE_DAY, "Easter Monday"),
        (dt.date(year, 5, 1), "Labour Day"),
        (dt.date(year, 5, 9), "Europe Day"),
        (sunday + 39 * ONE_DAY, "Ascension Day"),
        (sunday + 40 * ONE_DAY, "day after Ascension Day"),
        (sunday + 50 * ONE_DAY, "Whit Monday"),
        (dt.date(year, 7, 21), "Belgian national day"),
        (dt.date(year, 8, 15), "Assumption Day"),
        (dt.date(year, 11, 1), "All Saints' Day"),
        (dt.date(year, 11, 2), "All Souls' Day"),
        *((dt.date(year, 12, day), "end of the year") for day in range(24, 32)),
    ]
    for day, name in _weekdays(dict(closed).items()):
        yield _holiday(EU_INSTITUTIONS, day, name, Standing.EXPECTED)


def _weekdays(named: Iterable[_Named]) -> list[_Named]:
    return [(day, name) for day, name in named if day.weekday() < SATURDAY]


def _holiday(place: str, day: dt.date, name: str, standing: Standing = Standing.STATUTE) -> NonWorking:
    instrument, url = {IRELAND: (_IRISH, _IRISH_URL), GERMANY: (_GERMAN, _GERMAN_URL), EU_INSTITUTIONS: (_EU, _EU_URL)}[
        place
    ]
    return NonWorking(jurisdiction=place, day=day, name=name, instrument=instrument, url=url, standing=standing)

# SPDX-License-Identifier: Apache-2.0
"""The table of non-working days against an independent library, and what of it was known when."""

import datetime as dt

import holidays
import pytest

from tallystick.core.law.clocks.calendars import GERMAN, SCOTTISH, UNITED_KINGDOM, UNITED_KINGDOM_LAST_DAY, table
from tallystick.core.law.clocks.nonworking import (
    ENGLAND_AND_WALES,
    EU_INSTITUTIONS,
    GERMANY,
    IRELAND,
    JURISDICTIONS,
    NORTHERN_IRELAND,
    SCOTLAND,
    NonWorking,
    Standing,
    easter,
)
from tallystick.core.law.clocks.one_off import ONE_OFF

YEARS = range(2000, 2036)


def ours(place, standing=None):
    return {
        one.day
        for one in table()
        if one.jurisdiction == place and one.known(on=None) and standing in {None, one.standing}
    }


def theirs(country, subdivision=None):
    found = holidays.country_holidays(country, subdiv=subdivision, years=YEARS)
    return {day for day in found if day.weekday() < 5}


#: The library's Scotland has St Andrew's Day of 2006, though the Act that made it a bank holiday is of January 2007.
BEFORE_THE_ACT = {dt.date(2006, 11, 30)}
#: The library's Ireland has a day of mourning in 2011; it was Friday 14 September 2001, and before the Act of 2014.
MOURNING = {dt.date(2011, 9, 14)}


@pytest.mark.parametrize(
    ("place", "country", "subdivisions", "not_ours"),
    [
        (ENGLAND_AND_WALES, "GB", ["ENG", "WLS"], set()),
        (SCOTLAND, "GB", ["SCT"], BEFORE_THE_ACT),
        (NORTHERN_IRELAND, "GB", ["NIR"], set()),
        (IRELAND, "IE", [None], MOURNING),
    ],
)
def test_agrees_with_the_library(place, country, subdivisions, not_ours):
    for subdivision in subdivisions:
        assert ours(place) == theirs(country, subdivision) - not_ours


def test_german_holidays_are_those_of_all_laender_and_local_ones_those_of_some():
    laender = [theirs("DE", subdivision) for subdivision in holidays.country_holidays("DE").subdivisions]
    everywhere = set.intersection(*laender)
    assert ours(GERMANY) - ours(GERMANY, Standing.LOCAL) == everywhere
    assert ours(GERMANY, Standing.LOCAL) == set.union(*laender) - everywhere


def test_easter_agrees_with_the_library():
    for year in YEARS:
        found = holidays.country_holidays("DE", years=[year])
        assert found[easter(year) - dt.timedelta(days=2)] in {"Good Friday", "Karfreitag"}


def test_every_day_has_its_instrument_and_falls_on_a_weekday():
    assert {one.jurisdiction for one in table()} == set(JURISDICTIONS)
    for one in table():
        assert one.day.weekday() < 5, one
        assert one.name
        assert one.instrument
        assert one.url.startswith("https://")
        assert one.known_from is None or one.known_from < one.day


def test_customary_days_are_projections_after_the_last_list():
    day = {one.day: one.standing for one in table() if one.jurisdiction == NORTHERN_IRELAND}
    assert day[dt.date(2028, 7, 12)] is Standing.APPOINTED
    assert day[dt.date(2029, 7, 12)] is Standing.EXPECTED
    assert day[dt.date(2029, 4, 2)] is Standing.STATUTE
    assert ours(EU_INSTITUTIONS) == ours(EU_INSTITUTIONS, Standing.EXPECTED)


@pytest.mark.parametrize("one_off", ONE_OFF, ids=lambda one: one.day.isoformat())
def test_proclaimed_day_is_off_where_and_since_when_it_was_proclaimed(one_off):
    calendar = UNITED_KINGDOM if ENGLAND_AND_WALES in one_off.parts else SCOTTISH
    assert calendar.off(one_off.day)
    if one_off.known_from:
        assert calendar.off(one_off.day, known_on=one_off.known_from)
        assert calendar.off(one_off.day, known_on=one_off.known_from - dt.timedelta(days=1)) is None
    if one_off.replaces:
        assert calendar.off(one_off.replaces) is None
        assert calendar.off(one_off.replaces, known_on=one_off.known_from) is None
    if one_off.replaces and one_off.known_from:
        assert calendar.off(one_off.replaces, known_on=one_off.known_from - dt.timedelta(days=1))


def test_only_scotland_kept_the_world_cup():
    assert UNITED_KINGDOM.off(dt.date(2026, 6, 15)).why == "Scotland in the World Cup in Scotland"
    assert UNITED_KINGDOM_LAST_DAY.off(dt.date(2026, 6, 15)).everywhere is None
    assert UNITED_KINGDOM_LAST_DAY.off(dt.date(2026, 12, 25)).everywhere is True


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        (UNITED_KINGDOM, "2026-06-13", "Saturday"),
        (UNITED_KINGDOM, "2026-06-14", "Sunday"),
        (UNITED_KINGDOM, "2026-04-03", "Good Friday in the United Kingdom"),
        (UNITED_KINGDOM, "2026-04-06", "Easter Monday in England and Wales and Northern Ireland"),
        (UNITED_KINGDOM, "2029-07-12", "Battle of the Boyne in Northern Ireland (expected: not yet seen appointed)"),
        (GERMAN, "2026-10-05", None),
        (SCOTTISH, "2026-04-06", None),
    ],
)
def test_says_why_a_day_does_not_count(calendar, day, why):
    off = calendar.off(dt.date.fromisoformat(day))
    assert (off.why if off else None) == why


def test_a_holiday_taken_away_is_known_to_be_so_from_its_day_or_throughout():
    holiday = NonWorking(
        jurisdiction=SCOTLAND,
        day=dt.date(2030, 5, 6),
        name="Harbour Day",
        instrument="a proclamation",
        url="https://law.example/harbour",
        standing=Standing.APPOINTED,
        dropped=True,
        dropped_from=dt.date(2029, 6, 1),
    )
    assert holiday.known(on=dt.date(2029, 5, 31))
    assert not holiday.known(on=dt.date(2029, 6, 1))
    assert not holiday.known(on=None)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # 1 January on a Friday, a Saturday, a Sunday and a Monday; Schedule 1, paragraph 2 of the Act of 1971.
        (
            2021,
            {"2021-01-01": ("New Year's Day", "statute"), "2021-01-04": ("2 January (substitute day)", "appointed")},
        ),
        (
            2022,
            {
                "2022-01-03": ("2 January (substitute day)", "statute"),
                "2022-01-04": ("New Year's Day (substitute day)", "appointed"),
            },
        ),
        (2023, {"2023-01-02": ("2 January", "statute"), "2023-01-03": ("New Year's Day (substitute day)", "statute")}),
        (2024, {"2024-01-01": ("New Year's Day", "statute"), "2024-01-02": ("2 January", "statute")}),
    ],
)
def test_scottish_new_year_is_moved_by_the_act_or_by_proclamation(year, expected):
    found = {
        one.day.isoformat(): (one.name, one.standing.value)
        for one in table()
        if one.jurisdiction == SCOTLAND and one.day.year == year and one.day.month == 1
    }
    assert found == expected

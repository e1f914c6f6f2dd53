# SPDX-License-Identifier: Apache-2.0
"""Dates that are known to the day, month or year only, and what can be told of two of them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.facts.dates import When, day, read

PARTIAL = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)).flatmap(
    lambda date: st.sampled_from([str(date), str(date)[:7], str(date)[:4]])
)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2022-06-03", "2022-06-03", "2022-06-03", "3 June 2022"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2100-02", "2100-02-01", "2100-02-28", "February 2100"),
        ("1900", "1900-01-01", "1900-12-31", "1900"),
    ],
)
def test_a_date_is_every_day_that_it_may_be(text: str, first: str, last: str, words: str):
    when = read(text)
    assert (str(when), str(when.first), str(when.last), when.words) == (text, first, last, words)
    assert when.exact == (first == last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "22", "2022-6", "2022-06-3", "2022-13", "2022-00", "2022-02-29", "2022-06-31", "1899", "2200", "0000"),
        *("2022-06-03T10:00", " 2022", "2022 ", "٢٠٢٢", "2022/06", "9" * 5000),
    ],
)
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(Invalid, match="is no date") as refusal:
        read(text)
    assert len(refusal.value.what) < 150
    assert refusal.value.next_step


@pytest.mark.parametrize(
    ("one", "other", "before", "by"),
    [
        ("2019", "2020", True, True),
        ("2020", "2019", False, False),
        ("2019-06", "2019-06-15", None, None),
        ("2019-06-15", "2019-06", None, None),
        ("2019-06-15", "2019-06-15", False, True),
        ("2019-06", "2019-07-01", True, True),
        ("2019-06-30", "2019-06", False, None),
        ("2019-06", "2019-06-30", None, True),
        ("2019", "2019", None, None),
    ],
)
def test_what_can_be_told_of_two_dates(one: str, other: str, before: bool | None, by: bool | None):
    assert read(one).before(read(other)) is before
    assert read(one).by(read(other)) is by


@given(PARTIAL, PARTIAL)
def test_what_is_told_holds_for_every_day_that_is_possible(one: str, other: str):
    first, second = read(one), read(other)
    days = [(a, b) for a in (first.first, first.last) for b in (second.first, second.last)]
    before = {a < b for a, b in days}
    by = {a <= b for a, b in days}
    assert first.before(second) is (before.pop() if len(before) == 1 else None)
    assert first.by(second) is (by.pop() if len(by) == 1 else None)


@given(PARTIAL)
def test_a_date_is_read_as_it_was_written(text: str):
    assert str(read(text)) == text


def test_a_day_is_exact():
    assert day(dt.date(2022, 6, 3)) == read("2022-06-03")
    assert isinstance(day(dt.date(2022, 6, 3)), When)

# SPDX-License-Identifier: Apache-2.0
"""Periods of retention are read, spelt out and added to a day."""

import datetime as dt

import pytest

from tallystick.core.law.durations import endless, ends, in_words, readable

DAY = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("period", "spelt"),
    [("P20Y", "20 years"), ("P1Y6M", "1 year 6 months"), ("P2W", "2 weeks"), ("P30D", "30 days"), ("P1D", "1 day")],
)
def test_a_duration_is_spelt_out(period: str, spelt: str) -> None:
    assert readable(period)
    assert in_words(period) == spelt


@pytest.mark.parametrize("period", ["", "P", "20 years", "PT", "P-1Y", "P1.5Y", "P99999Y", "p1y", "P1Y "])
def test_what_is_no_duration_stays_as_it_is(period: str) -> None:
    assert not readable(period)
    assert in_words(period) == f"“{period}”"
    assert ends(DAY, period) is None


@pytest.mark.parametrize("period", ["indefinitely", "unlimited", "Permanent record", "for ever", "no fixed period"])
def test_words_for_no_end_are_known(period: str) -> None:
    assert endless(period)


def test_a_period_in_words_is_not_taken_to_be_endless() -> None:
    assert not endless("until the review")


@pytest.mark.parametrize(
    ("period", "end"),
    [("P30D", dt.date(2024, 1, 31)), ("P1Y", dt.date(2025, 1, 1)), ("P9999Y", dt.date.max)],
)
def test_a_period_ends_and_never_too_early(period: str, end: dt.date) -> None:
    assert ends(DAY, period) == end

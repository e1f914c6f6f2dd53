# SPDX-License-Identifier: Apache-2.0
"""Ages and periods are read from free text only where a word beside them says what they are."""

import pytest

from tallystick.core.law.figures import Ages, ages, days, periods, same_length


@pytest.mark.parametrize(
    ("text", "youngest", "oldest"),
    [
        ("males aged 15 to 21", 15, 21),
        ("13-17 year olds", 13, 17),
        ("15- to 21-year-olds", 15, 21),
        ("ages 13–17", 13, 17),
        ("aged between 15 and 21", 15, 21),
        ("between the ages of 11 and 18", 11, 18),
        ("pupils aged eleven to eighteen", 11, 18),
        ("under the age of 18", None, 17),
        ("under 18s", None, 17),
        ("under-16s", None, 15),
        ("aged 18 or over", 18, None),
        ("over the age of 65", 65, None),
    ],
)
def test_ages_are_read(text: str, youngest: int | None, oldest: int | None) -> None:
    assert [(one.youngest, one.oldest, one.denied) for one in ages(text)] == [(youngest, oldest, False)]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "15 to 21 officers",
        "under 28 days",
        "over 200 people",
        "aged 21 to 15",
        "aged 15 to 999",
        "10-12 hours",
        "under 0s",
    ],
    ids=str,
)
def test_other_numbers_are_no_ages(text: str | None) -> None:
    assert ages(text) == ()


def test_ages_that_are_said_not_to_be_there_are_marked() -> None:
    assert ages("Nobody under 18 is recorded") == (Ages(youngest=None, oldest=17, denied=True, words="under 18"),)


def test_periods_count_only_where_keeping_is_spoken_of() -> None:
    text = "Images are kept for six years. It took 2 years. Records are deleted after 30 days, 4 weeks or 12 months."
    assert periods(text) == (("six years", 2190), ("30 days", 30), ("4 weeks", 28), ("12 months", 360))
    assert periods("We keep data on 12 year olds") == ()
    assert periods(None) == ()


def test_durations_are_counted_in_days() -> None:
    assert (days("P1Y"), days("P12M"), days("P4W"), days("P1Y6M2D")) == (365, 360, 28, 547)
    assert (days(None), days("P"), days("six years")) == (None, None, None)


def test_twelve_months_are_a_year_and_eight_years_are_not_twenty() -> None:
    assert same_length(one=365, other=360)
    assert not same_length(one=8 * 365, other=20 * 365)
    assert not same_length(one=30, other=31)

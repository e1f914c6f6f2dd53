# SPDX-License-Identifier: Apache-2.0
"""Facts with names and dates: what is missing or inexact is never guessed."""

import pytest

from tallystick.core.facts.base import JsonValue
from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.facts.dates import read
from tallystick.core.law.entries import (
    apart,
    by_then,
    corrected,
    date_in,
    earlier,
    entries,
    listed,
    names,
    newest,
    withdrawn,
)
from tests.unit.core.law.check_cases import given_of


@pytest.mark.parametrize(
    ("one", "other", "before", "by"),
    [
        ("2019", "2020", True, True),
        ("2020", "2019", False, False),
        ("2019-06-10", "2019-06-10", None, True),
        ("2019-06", "2019-06-10", None, None),
        (None, "2019", None, None),
        ("2019", None, None, None),
    ],
)
def test_the_order_of_dates(one: str | None, other: str | None, before: bool | None, by: bool | None) -> None:
    first, second = date_in(one), date_in(other)
    assert earlier(one=first, other=second) is before
    assert by_then(one=first, other=second) is by


def test_dates_are_apart_only_where_no_day_fits_both() -> None:
    assert apart(one=read("2019-06"), other=read("2019-07"))
    assert apart(one=read("2019-07"), other=read("2019-06"))
    assert not apart(one=read("2019-06"), other=read("2019-06-10"))


def test_a_date_that_cannot_be_read_is_none() -> None:
    assert date_in("tbc") is None
    assert date_in(None) is None
    assert str(date_in("2019-06")) == "2019-06"


def test_entries_are_in_the_order_of_their_dates() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        {"kind": "processing.started", "ref": "later", "on": "2020"},
        {"kind": "processing.started", "ref": "undated"},
        {"kind": "processing.started", "ref": "first", "on": "2019-06"},
    )
    found = entries(given_of(facts, read("2022").last), kind=ProcessingStarted)
    assert names(found) == ("first", "later", "undated")
    assert [entry.date for entry in found] == ["June 2019", "2020", "no date"]


def test_what_was_corrected_or_replaced() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        {"kind": "correction.made", "corrects": "one", "also_corrects": ["two"]},
        {"kind": "correction.made", "corrects": "three"},
        {"kind": "claim.stated", "topic": "deadline", "text": "New", "replaces": "four"},
    )
    record = given_of(facts, read("2022").last)
    assert corrected(record) == {"one", "two", "three"}
    assert withdrawn(record) == {"one", "two", "three", "four"}


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_are_written_as_english_writes_them(items: list[str], text: str) -> None:
    assert listed(items) == text


def test_the_newest_facts_of_a_key_stand_and_undated_ones_with_them() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        {"kind": "processing.started", "ref": "old", "on": "2019"},
        {"kind": "processing.started", "ref": "month", "on": "2020-06"},
        {"kind": "processing.started", "ref": "year", "on": "2020"},
        {"kind": "processing.started", "ref": "undated"},
        {"kind": "processing.started", "ref": "other", "on": "2018", "scale": "pilot"},
    )
    found = entries(given_of(facts, read("2022").last), kind=ProcessingStarted)
    assert set(names(newest(found, key=lambda fact: getattr(fact, "scale", None)))) == {
        "month",
        "year",
        "undated",
        "other",
    }

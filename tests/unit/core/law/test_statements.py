# SPDX-License-Identifier: Apache-2.0
"""How stated figures are read, and which statements stand."""

import datetime as dt

import pytest

from tallystick.core.law.statements import bounds, standing, taken_back
from tests.unit.core.law.check_cases import given_of


@pytest.mark.parametrize(
    ("figure", "precision", "expected"),
    [
        (480_000_000, "about", (475_000_000, 485_000_000)),
        (500_000_000, "about", (475_000_000, 525_000_000)),
        (500_000_000, "almost", (450_000_000, 500_000_000)),
        (483_470_540, "exactly", (483_470_540, 483_470_540)),
        (500_000_000, "at-most", (0, 500_000_000)),
        (6_983, None, (6_983, 6_983)),
        (0, "about", (0, 0)),
    ],
)
def test_a_stated_figure_allows_what_its_words_allow(
    figure: int, precision: str | None, expected: tuple[int, int]
) -> None:
    assert bounds(figure, precision) == expected


def test_what_was_corrected_or_replaced_no_longer_stands() -> None:
    said = {"kind": "claim.stated", "topic": "funding", "text": "Five million."}
    record = given_of(
        (
            {**said, "ref": "corrected"},
            {**said, "ref": "replaced"},
            {**said, "ref": "newer", "replaces": "replaced"},
            {**said, "ref": "elsewhere", "topic": "sharing"},
            {"kind": "correction.made", "ref": "correction", "corrects": "corrected"},
        ),
        dt.date(2022, 6, 3),
    )
    assert taken_back(record) == {"corrected", "replaced"}
    assert [fact.ref for fact in standing(record, "funding")] == ["newer"]

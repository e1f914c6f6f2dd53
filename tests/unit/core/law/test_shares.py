# SPDX-License-Identifier: Apache-2.0
"""The bounds of a share, against values worked out by hand from the formula."""

import pytest

from tallystick.core.law.shares import wilson


@pytest.mark.parametrize(
    ("count", "out_of", "expected"),
    [(5, 10, (236, 764)), (0, 10, (0, 278)), (10, 10, (722, 1000)), (0, 1, (0, 794))],
)
def test_bounds_are_those_of_the_score_interval(count: int, out_of: int, expected: tuple[int, int]) -> None:
    assert wilson(count=count, out_of=out_of) == expected


def test_a_larger_count_has_narrower_bounds() -> None:
    small, large = wilson(count=50, out_of=100), wilson(count=5000, out_of=10_000)
    assert small[0] < large[0] < 500 < large[1] < small[1]

# SPDX-License-Identifier: Apache-2.0
"""Financial years as decisions and statements write them."""

import pytest

from tallystick.core.law.periods import financial_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019/20", {2019}),
        ("FY19/20", {2019}),
        ("2019-20", {2019}),
        ("2022/23 and 2023/24", {2022, 2023}),
        ("2019/20-2021/22", {2019, 2020, 2021}),
        ("FY19/20 to FY21/22", {2019, 2020, 2021}),
        ("2022-24", {2022, 2023}),
        ("2022/2023", {2022}),
        ("since the beginning", set()),
        ("2019/20 - 2098/99", {2019}),
        ("2019-06", set()),
        ("2019/20 to 2017/18", {2019}),
        ("1/23", set()),
        (None, set()),
    ],
)
def test_years_are_named_by_their_first(text: str | None, years: set[int]) -> None:
    assert financial_years(text) == years

# SPDX-License-Identifier: Apache-2.0
"""Every case beside a check is answered as it says, under each regime that has law on its day."""

import pytest

from tallystick.core.law.checks import checks
from tests.unit.core.law.check_cases import WORDS, Case, all_cases, answers, given_of, regimes_of, with_regime


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.check}: {case.name}")
def test_the_check_answers_as_its_case_says(case: Case) -> None:
    check = checks()[case.check]
    regimes = regimes_of(check, case)
    assert regimes, "no regime has law on the day of this case: it tests nothing"
    for regime in regimes:
        results = answers(check, given_of(with_regime(case, regime), case.as_of))
        assert {result.about: WORDS[result.holds] for result in results} == case.gives, regime
        assert len(results) == len(case.gives), "two answers about one thing"
        assert all(case.says in result.says for result in results)
        if case.rests_on is not None:
            assert {ref for result in results for ref in result.rests_on} == set(case.rests_on)


@pytest.mark.parametrize("name", checks())
def test_a_check_has_cases_both_ways(name: str) -> None:
    given = {answer for case in all_cases() if case.check == name for answer in case.gives.values()}
    assert {"yes", "no"} <= given


@pytest.mark.parametrize("name", checks())
def test_what_cannot_be_told_says_what_to_supply(name: str) -> None:
    check = checks()[name]
    for case in [case for case in all_cases() if case.check == name]:
        for regime in regimes_of(check, case):
            for result in answers(check, given_of(with_regime(case, regime), case.as_of)):
                assert bool(result.supply) == (result.holds is None)

# SPDX-License-Identifier: Apache-2.0
"""The printed cases hold, each rule has them both ways, and the printed page is the file."""

import datetime as dt
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from tallystick.core.claims.consultation import claim_standing, engagement_standing
from tallystick.core.claims.reference import render_claims
from tests.unit.core.claims import short_form

RULES = tomllib.loads(resources.files("tallystick.core.claims").joinpath("consultation.cases.toml").read_text("utf-8"))[
    "rule"
]
CASES = [pytest.param(case, id=f"{rule['id']}: {case['name']}") for rule in RULES for case in rule["case"]]


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    facts = short_form.read(case["given"])
    starts_on: dt.date | None = case.get("starts_on")
    if any(line.startswith("claim ") for line in case["given"]):
        standing = claim_standing(claim=short_form.CLAIM, facts=facts, starts_on=starts_on)
    else:
        standing = engagement_standing(engagement="A", facts=facts, starts_on=starts_on)
    for name, wanted in case["expect"].items():
        found = getattr(standing, name)
        if name == "not_shown":
            assert wanted in found
        else:
            assert found == wanted, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_rule_has_cases_with_different_outcomes(rule):
    outcomes = {tuple(sorted(case["expect"].items())) for case in rule["case"]}
    assert len(outcomes) >= 2
    assert len({case["name"] for case in rule["case"]}) == len(rule["case"])


def test_printed_page_is_what_the_code_prints():
    page = Path(__file__).parents[4] / "docs" / "reference" / "claims.md"
    assert page.read_text("utf-8") == render_claims()

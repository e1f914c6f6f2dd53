# SPDX-License-Identifier: Apache-2.0
"""Requests for information: which exemptions give way to the public interest, and which requests are under the Act."""

import datetime as dt

import pytest

from tallystick.core.facts.base import decode
from tallystick.core.facts.foi import FoiAnswered
from tallystick.core.law.requests import qualified, requests
from tests.unit.core.law.check_cases import given_of


@pytest.mark.parametrize("text", ["s.31(1)(a)", "s31", "section 43(2)", "22", "S.30(1)"])
def test_a_qualified_exemption_is_known_by_its_section(text: str) -> None:
    assert qualified(_relying_on(text)) == (text,)


@pytest.mark.parametrize(
    "text", ["s.40(2)", "s.21", "s.36", "section 44", "reg 12(5)(b)", "commercial", "310", "s.3a1"]
)
def test_any_other_is_not(text: str) -> None:
    assert qualified(_relying_on(text)) == ()


def test_an_answer_alone_stands_for_a_request_under_the_act() -> None:
    record = given_of(
        (
            {"kind": "foi.answered", "request": "B", "outcome": "refused", "exemptions": ["s.31"]},
            {"kind": "foi.answered", "request": "C", "outcome": "refused", "exemptions": ["Reg 12(4)(d)"]},
            {"kind": "foi.requested", "request": "A", "law": "foia"},
            {"kind": "foi.requested", "request": "D", "law": "foisa"},
        ),
        dt.date(2022, 6, 3),
    )
    assert [(found.name, found.asked is None) for found in requests(record)] == [("A", False), ("B", True)]


def _relying_on(text: str) -> FoiAnswered:
    fact = decode(kind="foi.answered", values={"request": "F1", "outcome": "refused", "exemptions": [text]})
    assert isinstance(fact, FoiAnswered)
    return fact

# SPDX-License-Identifier: Apache-2.0
"""What a wording is read to say: never more than a sceptical reader would, and what our own statements mean to say."""

import datetime as dt

import pytest

from tallystick.core.claims.statement import statement_text
from tallystick.core.claims.wording import gives_date, rung_in, weaker
from tallystick.core.facts.consultation import CHANNELS, RUNGS


def statement(**values):
    usual = {
        "body": "Northshire Police",
        "organisation": "Harbour Trust",
        "project": "Lantern",
        "on": dt.date(2019, 3, 5),
        "channel": "meeting",
        "claimed_as": "consulted",
        "asked": "",
        "document_sha256": None,
    }
    return statement_text(**usual | values)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("claimed_as", RUNGS)
@pytest.mark.parametrize("organisation", ["Harbour Trust", "Voices Not Violence", "St. Never", "Not Without Us!"])
def test_our_statements_say_the_label_and_the_date(channel, claimed_as, organisation):
    text = statement(channel=channel, claimed_as=claimed_as, organisation=organisation, project="No Place: Consulted")
    assert rung_in(text, organisation=organisation) == claimed_as
    assert gives_date(text=text, on="2019-03-05")


@pytest.mark.parametrize("claimed_as", RUNGS)
def test_a_question_lifts_our_statements_to_an_invitation_at_most(claimed_as):
    text = statement(claimed_as=claimed_as, asked="Were you consulted? “Not at all”, or “consulted”?")
    expected = "invited" if claimed_as == "contacted" else claimed_as
    assert rung_in(text, organisation="Harbour Trust") == expected


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("", None),
        ("We wrote to you.", "contacted"),
        ("We INVITED your views.", "invited"),
        ("We asked you.", "invited"),
        ("You replied.", "responded"),
        ("We received your response.", "responded"),
        ("We consulted you.", "consulted"),
        ("A consultation took place.", "contacted"),
        ("Unconsulted neighbours complained.", "contacted"),
        ("We did not consult you.", None),
        ("You weren't consulted.", None),
        ("You weren’t consulted.", None),
        ("Nobody was consulted.", None),
        ("We wrote to you; you were never consulted.", "contacted"),
        ("We met you. You were not consulted.", "contacted"),
        ("We met you about “being consulted”.", "contacted"),
        ("We met you about “a “consulted” b” again.", "contacted"),
        ("We met you” and consulted you.", "consulted"),
        ("We met you “and consulted you.", "contacted"),
    ],
)
def test_rung_in(text, rung):
    assert rung_in(text, organisation="Harbour Trust") == rung


def test_the_name_is_left_out_as_a_whole_word_only():
    assert rung_in("We consulted you.", organisation="consult") == "consulted"
    assert rung_in("We met Consulted.", organisation="Consulted") == "contacted"
    assert rung_in("We did not meet you.", organisation="") is None
    assert rung_in("We met Not " + "x" * 300, organisation="Not " + "x" * 300) is None


def test_weaker():
    for index, rung in enumerate(RUNGS):
        assert weaker(rung, None) is None
        assert weaker("approved", rung) is None
        for other_index, other in enumerate(RUNGS):
            assert weaker(rung, other) == RUNGS[min(index, other_index)]

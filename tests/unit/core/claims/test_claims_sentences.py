# SPDX-License-Identifier: Apache-2.0
"""The grammar of the public sentence for none, one, several and all."""

import pytest

from tallystick.core.claims.sentences import Tally, claim_sentence, number
from tallystick.core.facts.consultation import RUNGS

FIVE = "Contact is claimed with five organisations; "


@pytest.mark.parametrize(("count", "word"), [(0, "no"), (1, "one"), (2, "two"), (10, "ten"), (11, "11"), (120, "120")])
def test_number(count, word):
    assert number(count) == word


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "none has confirmed it."),
        ({"disputed": 1}, "none has confirmed it, one disputes it."),
        ({"disputed": 3}, "none has confirmed it, three dispute it."),
        ({"disputed": 5}, "none has confirmed it, all five dispute it."),
        ({"corrected": 1}, "none has confirmed it, one says it was otherwise."),
        ({"corrected": 2}, "none has confirmed it, two say it was otherwise."),
        ({"never_reached": 1}, "none has confirmed it, one was never reached."),
        ({"never_reached": 2}, "none has confirmed it, two were never reached."),
        ({"never_reached": 5}, "none has confirmed it, all five were never reached."),
        ({"confirmed": 1}, "one has confirmed that it was consulted."),
        ({"confirmed": 2, "disputed": 1}, "two have confirmed that they were consulted, one disputes it."),
        ({"confirmed": 5}, "all five have confirmed that they were consulted."),
        ({"undated": 1}, "one has confirmed that it was consulted but not when."),
        ({"undated": 2}, "two have confirmed that they were consulted but not when."),
        ({"late": 1}, "one has confirmed that it was consulted but on no date before processing began."),
        (
            {"confirmed": 1, "lesser": {"responded": 1, "invited": 2, "contacted": 1}},
            "one has confirmed that it was consulted, one has confirmed a response and nothing more, two have "
            "confirmed an invitation and nothing more, one has confirmed contact and nothing more.",
        ),
        ({"lesser": {"contacted": 5}}, "all five have confirmed contact and nothing more."),
    ],
)
def test_five(values, sentence):
    assert claim_sentence(Tally(claimed=5, asserts="consulted", **values)) == FIVE + sentence


@pytest.mark.parametrize(
    ("asserts", "one", "two"),
    [
        ("contacted", "it", "it"),
        ("invited", "that it was invited", "that they were invited"),
        ("responded", "that it responded", "that they responded"),
        ("consulted", "that it was consulted", "that they were consulted"),
    ],
)
def test_what_is_confirmed(asserts, one, two):
    assert claim_sentence(Tally(claimed=5, asserts=asserts, confirmed=1)) == f"{FIVE}one has confirmed {one}."
    assert claim_sentence(Tally(claimed=5, asserts=asserts, confirmed=2)) == f"{FIVE}two have confirmed {two}."
    both = claim_sentence(Tally(claimed=2, asserts=asserts, confirmed=2))
    assert both == f"Contact is claimed with two organisations; both have confirmed {two}."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "has not confirmed it"),
        ({"confirmed": 1}, "has confirmed that it responded"),
        ({"undated": 1}, "has confirmed that it responded but not when"),
        ({"late": 1}, "has confirmed that it responded but on no date before processing began"),
        ({"lesser": {"invited": 1}}, "has confirmed an invitation and nothing more"),
        ({"disputed": 1}, "disputes it"),
        ({"corrected": 1}, "says it was otherwise"),
        ({"never_reached": 1}, "was never reached"),
    ],
)
def test_one(values, sentence):
    said = claim_sentence(Tally(claimed=1, asserts="responded", **values))
    assert said == f"Contact is claimed with one organisation, which {sentence}."


def test_many_are_counted_in_digits():
    assert claim_sentence(Tally(claimed=12, asserts="contacted", confirmed=11)) == (
        "Contact is claimed with 12 organisations; 11 have confirmed it."
    )


@pytest.mark.parametrize("asserts", RUNGS)
def test_none(asserts):
    assert claim_sentence(Tally(claimed=0, asserts=asserts)) == "Contact is claimed with no organisation."

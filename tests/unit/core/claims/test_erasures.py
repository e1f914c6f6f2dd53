# SPDX-License-Identifier: Apache-2.0
"""Erasing takes words away, and nothing of what an entry counts for; when and why is said wherever it is missed."""

import dataclasses
import datetime as dt

import pytest

from tallystick.core.claims.consultation import claim_standing, engagement_standing
from tallystick.core.claims.erasures import Erased, erasures
from tallystick.core.facts.consultation import ReceiptSent
from tests.unit.core.claims import short_form

CLAIMED = "A claimed consulted by meeting on 2019-03-05"
FIXED = "A fixed TS-1: We consulted you on 5 March 2019."
WHY = "erased on 2026-01-04, basis: UK GDPR Article 17(1)(a)"


def facts_without(*lines):
    """Return the facts of the lines as they stand afterwards: what was erased reads as ``None``."""
    facts = short_form.read(lines)
    for one in list(facts):
        if one.fact.kind == "field.erased":
            before = facts[one.fact.entry]
            gone = dataclasses.replace(before.fact, **{one.fact.field: None})
            facts[one.fact.entry] = dataclasses.replace(before, fact=gone)
    return facts


def standing(*lines):
    return engagement_standing(engagement="A", facts=facts_without(*lines), starts_on=None)


def test_each_field_is_erased_once_and_only_by_a_later_entry():
    lines = [
        CLAIMED,
        FIXED,
        "A DISPUTE TS-1 link",
        "A erased 2 words",
        "A erased 2 words",
        "A erased 5 by",
        "A erased 9 by",
    ]
    found = erasures(reversed(short_form.read(lines)))
    why = "UK GDPR Article 17(1)(a)"
    assert found == {2: {"words": Erased(entry=3, on=dt.date(2026, 1, 4), basis=why)}}
    assert found[2]["words"].text == WHY


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("A DISPUTE TS-1 domain", "words"),
        ("A DISPUTE TS-1 domain", "header_view"),
        ("A CORRECT TS-1 mailbox", "words"),
        ("A CONFIRM TS-1 domain", "header_view"),
        ("A CONFIRM TS-1 domain", "sender"),
        ("A disputed link", "words"),
        ("A report disputes on 2022-06-03", "quote"),
    ],
)
def test_a_standing_survives_erasure(said, field):
    before = standing(CLAIMED, FIXED, said)
    after = standing(CLAIMED, FIXED, said, f"A erased 2 {field}")
    same = ("state", "level", "supported", "sentence", "answers", "reporter", "body_words", "before_start")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert after.reasons[2].text.startswith(f"{before.reasons[2].text} The field {field} was {WHY}.")
    assert after.reasons[3].text == (
        f"The field {field} of entry 2 was erased, basis: UK GDPR Article 17(1)(a). What that entry does to the "
        "standing stays as recorded."
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [("A CORRECT TS-1 link", "words"), ("A disputed link", "words"), ("A report disputes on 2022-06-03", "quote")],
)
def test_words_that_were_erased_are_not_words_that_were_never_given(said, field):
    assert standing(CLAIMED, FIXED, said).words_erased is None
    after = standing(CLAIMED, FIXED, said, f"A erased 2 {field}")
    assert after.organisation_words is None
    assert after.words_erased is not None
    assert after.words_erased.text == WHY


def test_what_is_erased_from_another_entry_is_not_said_of_the_deciding_one():
    after = standing(CLAIMED, FIXED, "A DISPUTE TS-1 link", "A DISPUTE TS-1 link", "A erased 2 words")
    assert after.organisation_words == "DISPUTE in our own words"
    assert after.words_erased is None
    assert standing(CLAIMED, FIXED).words_erased is None


def test_the_reason_of_an_answer_says_that_its_signature_can_no_longer_be_shown():
    after = standing(CLAIMED, FIXED, "A CONFIRM TS-1 domain", "A erased 2 header_view", "A erased 2 words")
    assert after.reasons[2].text.endswith(
        f"The field header_view was {WHY}. The level stays as recorded; the signature can no longer be shown. "
        "The field words was erased on 2026-01-05, basis: UK GDPR Article 17(1)(a)."
    )


def test_an_erasure_that_is_about_no_engagement_changes_no_standing():
    lines = [CLAIMED, "claim contacted: A"]
    facts = short_form.read([*lines, "A erased 1 by"])
    facts[2] = dataclasses.replace(facts[2], fact=dataclasses.replace(facts[2].fact, engagement=None))
    before = claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=None)
    assert claim_standing(claim="c-1", facts=facts, starts_on=None) == before


def test_facts_of_other_kinds_erase_nothing():
    receipt = ReceiptSent(
        statement="TS-1", engagement="A", answer_entry=0, mail_sha256="", server_reply="", recipient=None
    )
    facts = short_form.read([CLAIMED, CLAIMED])
    assert erasures([facts[0], dataclasses.replace(facts[1], fact=receipt)]) == {}

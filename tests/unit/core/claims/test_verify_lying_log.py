# SPDX-License-Identifier: Apache-2.0
"""A log whose operator recorded what its own evidence does not support: every entry is proved, and it fails."""

import base64
import dataclasses
import json

import pytest

from tallystick.core.claims.verify import EVIDENCE, FACTS
from tallystick.core.facts.base import REGISTER, encode
from tests import signer
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.checking import answered, fails, log_with
from tests.unit.core.claims.claim_log import PROJECT, ClaimLog


def test_the_code_of_another_statement():
    data = answered(code=claim_log.code(verb="DISPUTE", statement="We met you."))
    fails(data, step=EVIDENCE, match="the code in entry 5 is not that of DISPUTE to these words")


def test_the_words_were_changed_after_they_were_answered():
    log = log_with(STATEMENT=claim_log.statement(text=claim_log.WORDS.replace("consulted", "met")))
    fails(log.bundle(), step=EVIDENCE, match="is not that of DISPUTE to these words")


def test_a_link_answer_with_the_code_of_another_verb():
    log = log_with(ANSWER_2=claim_log.by_link(code=claim_log.code(verb="DISPUTE", reference="TS-1002")))
    fails(log.bundle(), step=EVIDENCE, match="the code in entry 10 is not that of CONFIRM")


@pytest.mark.parametrize("salt", ["", "c2FsdA", "not base64url", "AAAA="])
def test_a_salt_that_is_none(salt):
    fails(answered(code_salt=salt), step=EVIDENCE, match="salt")


def test_an_unknown_verb():
    fails(answered(verb="AGREE", code="A" * 26, header_view=None), step=EVIDENCE, match="no answer called 'AGREE'")


def test_a_level_that_does_not_exist():
    fails(answered(level="gold"), step=EVIDENCE, match="no level of evidence called 'gold'")


@pytest.mark.parametrize("level", ["domain-passkey", "witnessed", "own-key"])
def test_a_raised_level(level):
    fails(answered(level=level), step=EVIDENCE, match="supports at most “Countersigned by the organisation's domain”")


@pytest.mark.parametrize("level", ["mailbox", "domain", "own-key"])
def test_a_raised_level_of_an_answer_by_link(level):
    log = log_with(ANSWER_2=claim_log.by_link(level=level))
    fails(log.bundle(), step=EVIDENCE, match="nothing in the file supports that entry 10")


def test_a_mailbox_that_is_called_a_domain():
    """The signature is good, but it is another domain's than the pinned one."""
    view = claim_log.signed_view(domain="elsewhere.example")
    log = log_with(
        KEY_SEEN=claim_log.key_seen(owner_name="s1._domainkey.elsewhere.example"),
        ANSWER=claim_log.answer(header_view=view),
    )
    fails(log.bundle(), step=EVIDENCE, match="supports at most “Answered by a signed-in mailbox”")


def test_a_pin_that_is_not_good_for_a_domain():
    log = log_with(PIN=claim_log.pin(assurance="mailbox"))
    fails(log.bundle(), step=EVIDENCE, match="supports at most “Answered by a signed-in mailbox”")


def test_a_pin_that_is_no_domain():
    fails(log_with(PIN=claim_log.pin(domain="x")).bundle(), step=EVIDENCE, match="not a domain name")


def test_the_newest_pin_before_the_answer_counts():
    story = claim_log.story()
    story[claim_log.KEY_SEEN - 1 : claim_log.KEY_SEEN - 1] = [(REGISTER, claim_log.pin(domain="newer.example"))]
    story[claim_log.ANSWER + 1] = (PROJECT, claim_log.answer(key_entry=claim_log.KEY_SEEN + 1))
    fails(ClaimLog(story).bundle(), step=EVIDENCE, match="supports at most “Answered by a signed-in mailbox”")


def test_a_pin_after_the_answer_does_not_count():
    story = [*claim_log.story(), (REGISTER, claim_log.pin())]
    story[claim_log.PIN] = (REGISTER, claim_log.pin(domain="older.example"))
    fails(ClaimLog(story).bundle(), step=EVIDENCE, match="supports at most “Answered by a signed-in mailbox”")


@pytest.mark.parametrize(
    "values",
    [
        {"records": (signer.key_record("ed25519/foreign"),)},
        {"records": (signer.key_record("ed25519"), signer.key_record("ed25519/foreign"))},
        {"records": ()},
        {"owner_name": "s2._domainkey.harbourtrust.example"},
        {"owner_name": "s1._domainkey.elsewhere.example"},
    ],
)
def test_a_key_that_is_not_the_recorded_one(values):
    log = log_with(KEY_SEEN=claim_log.key_seen(**values))
    fails(log.bundle(), step=EVIDENCE, match="the key shown with entry 5 is not the one recorded in entry 4")


@pytest.mark.parametrize("key_entry", [None, 0, 3, 5, 99])
def test_a_key_entry_that_records_no_key(key_entry):
    fails(
        answered(key_entry=key_entry), step=EVIDENCE, match="the key that entry 5 was checked with is not in the file"
    )


def test_a_key_that_was_observed_after_the_answer():
    story = claim_log.story()
    story[claim_log.ANSWER] = (PROJECT, claim_log.answer(key_entry=claim_log.ANSWER))
    first, second = claim_log.KEY_SEEN, claim_log.ANSWER
    story[first], story[second] = story[second], story[first]
    fails(ClaimLog(story).bundle(), step=EVIDENCE, match="the key that entry 4 was checked with is not in the file")


def test_a_foreign_key_that_is_passed_off_as_the_recorded_one():
    view = claim_log.signed_view(key="ed25519/foreign")
    data = answered(header_view=claim_log.altered_view(view, key_record=signer.key_record("ed25519")))
    fails(data, step=EVIDENCE, match="signature does not match")


def test_a_signed_subject_that_was_altered():
    view = claim_log.signed_view()
    signed = tuple(
        base64.b64decode(raw)
        .replace(b"DISPUTE", b"CONFIRM")
        .replace(claim_log.code(verb="DISPUTE").encode(), claim_log.code(verb="CONFIRM").encode())
        for raw in json.loads(view)["signed"]
    )
    altered = claim_log.altered_view(view, signed=signed)
    assert altered != view
    data = answered(verb="CONFIRM", header_view=altered)
    fails(data, step=EVIDENCE, match="signature does not match")


@pytest.mark.parametrize(
    "subject",
    [
        f"CONFIRM TS-1001 {claim_log.code(verb='CONFIRM')}",
        f"DISPUTE TS-1001 {'A' * 26}",
        f"DISPUTE TS-9999 {claim_log.code(verb='DISPUTE')}",
        "Out of office",
    ],
)
def test_a_signed_subject_that_says_something_else(subject):
    data = answered(header_view=claim_log.signed_view(subject=subject))
    fails(data, step=EVIDENCE, match="the signed Subject says something else than entry 5")


@pytest.mark.parametrize("claimed_at", [None, "2026-11-02T09:30:01Z", "2026-11-03T09:30:00Z", "yesterday"])
def test_a_signed_date_that_says_something_else(claimed_at):
    fails(answered(claimed_at=claimed_at), step=EVIDENCE, match="the signed Date is not the one in entry 5")


@pytest.mark.parametrize("received_at", ["2026-11-05T09:30:00Z", "soon", "2026-11-02T09:30:20"])
def test_an_answer_that_was_received_after_it_was_recorded(received_at):
    fails(answered(received_at=received_at), step=EVIDENCE, match="recorded before the answer is said to have been")


def test_a_signature_that_is_judged_before_it_was_made():
    fails(answered(received_at="2026-10-01T09:30:00Z"), step=EVIDENCE, match="Step 10")


@pytest.mark.parametrize("view", ["", "{}", "null", "[" * 5000, '{"form":"tallystick-header-view-1"}', "\ud7ff"])
def test_a_header_view_that_is_none(view):
    fails(answered(header_view=view), step=EVIDENCE, match="header view")


@pytest.mark.parametrize("values", [{"engagement": "e2"}, {"organisation": "o2"}])
def test_a_statement_that_was_put_to_another_organisation(values):
    fails(answered(**values), step=EVIDENCE, match="a statement that was put to another organisation")


def test_a_statement_of_another_project():
    story = claim_log.story()
    story[claim_log.STATEMENT] = ("p2", claim_log.statement())
    fails(ClaimLog(story).bundle(), step=EVIDENCE, match="TS-1001 that entry 5 answers is not in the file")


def test_a_statement_that_was_fixed_after_the_answer():
    story = claim_log.story()
    story[claim_log.STATEMENT], story[claim_log.CLAIMED] = story[claim_log.CLAIMED], story[claim_log.STATEMENT]
    fails(ClaimLog(story).bundle(), step=EVIDENCE, match="TS-1001 that entry 5 answers is not in the file")


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("ENGAGEMENT", {"organisation_name": 5}),
        ("ENGAGEMENT", {"on": None}),
        ("ENGAGEMENT", {"claimed_as": ("consulted",)}),
        ("CLAIMED", {"engagements": "e1"}),
        ("CLAIMED", {"engagements": ("e1", 2)}),
        ("CLAIMED", {"engagements": (None,)}),
        ("CLAIMED", {"before_start": 1}),
        ("ANSWER", {"key_entry": True}),
        ("ANSWER", {"key_entry": "4"}),
        ("ANSWER", {"header_view": 7}),
        ("REGISTERED", {"starts_on": 20190601}),
    ],
)
def test_a_value_of_a_type_that_the_kind_does_not_have(place, values):
    fact = claim_log.story()[getattr(claim_log, place)][1]
    log = log_with(**{place: dataclasses.replace(fact, **values)})
    fails(log.bundle(without_claim=True), step=FACTS, match=f"{next(iter(values))} of {fact.kind} is of another type")


def test_a_kind_that_this_version_does_not_know():
    log = log_with(CLAIMED=claim_log.Raw("claim.revoked", {"claim": "c1"}))
    fails(log.bundle(without_claim=True), step=FACTS, match="unknown kind of fact: 'claim.revoked'")


def test_a_field_that_holds_an_object():
    values = encode(claim_log.claim()) | {"text": {"en": "We consulted two charities."}}
    log = log_with(CLAIMED=claim_log.Raw("claim.made", values))
    fails(log.bundle(without_claim=True), step=FACTS, match="text of claim.made is of another type")


def test_a_text_that_is_longer_than_any_fact_holds():
    values = encode(claim_log.claim()) | {"text": "x" * 40_001}
    log = log_with(CLAIMED=claim_log.Raw("claim.made", values))
    fails(log.bundle(without_claim=True), step=FACTS, match="text is 40,001 characters long")

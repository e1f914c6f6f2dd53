# SPDX-License-Identifier: Apache-2.0
"""A stranger's verification of a bundle: honest ones hold, and one that was altered on its way fails at its step.

Each altered file has its digest made right again, as whoever alters a file can do.
"""

import dataclasses
import json

import pytest

from tallystick.core.claims.verify import CLAIM, EVIDENCE, FACTS, STEPS
from tallystick.core.claims.verify_claim import claim_entries, claim_object
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import REGISTER
from tallystick.core.facts.consultation import DisputeRaised
from tallystick.core.ledger.verify import (
    CANONICAL_FORM,
    CHECKPOINT,
    DIGEST,
    DISCLOSURES,
    INCLUSION,
    LOG_KEY,
)
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.checking import check, fails, log_with
from tests.unit.core.claims.claim_log import PROJECT, ClaimLog

HONEST = ClaimLog(claim_log.story())
SENTENCE = "Contact is claimed with two organisations; none has confirmed it, one disputes it."


# What holds


def test_the_steps_are_numbered_on():
    assert [step.number for step in STEPS] == list(range(1, 12))


def test_an_honest_bundle_holds():
    verified = check(HONEST.bundle(evidence=[{"entry": claim_log.ANSWER, "type": "answer"}]))
    assert [line.step for line in verified.report] == list(STEPS)
    assert verified.standing is not None
    assert verified.standing.sentence == SENTENCE
    assert verified.report[-1].text == f"It follows: {SENTENCE}"
    by_mail, by_link = verified.answers
    assert (by_mail.entry, by_mail.verb, by_mail.level) == (claim_log.ANSWER, "DISPUTE", Level.DOMAIN)
    assert (by_mail.domain, by_mail.key_owner) == ("harbourtrust.example", "s1._domainkey.harbourtrust.example")
    assert (by_link.verb, by_link.level, by_link.domain) == ("CONFIRM", Level.LINK, None)
    assert "signed by harbourtrust.example" in verified.report[-2].text
    assert [recorded.entry for recorded in verified.facts] == list(range(11))
    assert verified.facts[claim_log.STATEMENT].fact.code_salt is None


def test_it_says_what_is_not_proved():
    verified = check(HONEST.bundle())
    text = "\n".join(verified.not_proved)
    for said in (
        "replay the whole log to see the others",
        "compare it with one from another source",
        "The mails are not in the file",
        "That an answer by link came from the organisation",
        "That s1._domainkey.harbourtrust.example was in the DNS as shown",
        "That harbourtrust.example, or the account, is the organisation's",
        "all of the project's entries 1 to 8; replay the log to see whether there are more",
    ):
        assert said in text
    given = check(HONEST.bundle(), vkey=claim_log.SIGNER.verifier.vkey)
    assert "compare it with one from another source" not in "\n".join(given.not_proved)


def test_left_out_entries_of_the_project_are_counted():
    """Leaving out the dispute makes a kinder sentence, which follows from what is left: the gap gives it away."""
    kinder = ClaimLog([fact for fact in claim_log.story() if fact[1].kind != "answer.received"])
    entries = [index for index in range(11) if index not in (claim_log.ANSWER, claim_log.ANSWER_2)]
    verified = check(HONEST.bundle(entries=entries, claim=kinder.claim()))
    assert verified.standing is not None
    assert verified.standing.disputed == 0
    assert "leaves out 1 of the project's entries 1 to 7, and one of them could change" in verified.not_proved[-1]


def test_a_bundle_of_one_answer_without_a_claim_holds():
    entries = [claim_log.PIN, claim_log.STATEMENT, claim_log.KEY_SEEN, claim_log.ANSWER]
    verified = check(HONEST.bundle(entries=entries, without_claim=True))
    assert verified.standing is None
    assert verified.report[-1].text == "The file makes no claim."
    assert "by link" not in "\n".join(verified.not_proved)


def test_a_bundle_without_answers_holds():
    verified = check(HONEST.bundle(entries=[claim_log.REGISTERED], without_claim=True))
    assert verified.answers == ()
    assert verified.report[-2].text == "No answers are in the file."
    assert "mails" not in "\n".join(verified.not_proved)


@pytest.mark.parametrize("verb", ["CONFIRM", "CORRECT", "DISPUTE"])
def test_a_mail_signed_with_rsa_holds(verb):
    story = claim_log.short_story()
    story[claim_log.KEY_SEEN] = (REGISTER, claim_log.key_seen(key="rsa-2048"))
    view = claim_log.signed_view(verb=verb, key="rsa-2048")
    story[claim_log.ANSWER] = (PROJECT, claim_log.answer(verb=verb, header_view=view))
    standing = check(ClaimLog(story).bundle()).standing
    assert standing is not None
    assert (standing.confirmed, standing.corrected, standing.disputed) == tuple(
        int(verb == each) for each in ("CONFIRM", "CORRECT", "DISPUTE")
    )


def test_a_confirmation_by_the_domain_confirms():
    story = claim_log.short_story()
    story[claim_log.ANSWER] = (PROJECT, claim_log.answer(verb="CONFIRM"))
    standing = check(ClaimLog(story).bundle()).standing
    assert standing is not None
    assert standing.sentence == "Contact is claimed with one organisation, which has confirmed that it was consulted."


def test_an_answer_from_a_mailbox_holds_without_the_contact_address():
    view = claim_log.signed_view(domain="gmail.com")
    story = claim_log.story()
    story[claim_log.PIN] = (REGISTER, claim_log.pin(domain=None, assurance="mailbox"))
    story[claim_log.KEY_SEEN] = (REGISTER, claim_log.key_seen(owner_name="S1._domainkey.gmail.com."))
    story[claim_log.ANSWER] = (PROJECT, claim_log.answer(verb="DISPUTE", level="mailbox", header_view=view))
    assert check(ClaimLog(story).bundle()).answers[0].level is Level.MAILBOX


def test_the_words_of_the_organisation_may_have_been_erased():
    changed = {claim_log.ANSWER: HONEST.entry(claim_log.ANSWER, withhold=["words"])}
    assert check(HONEST.bundle(changed=changed)).facts[claim_log.ANSWER].fact.words is None


def test_a_dispute_whose_signed_header_was_erased_counts_all_the_same():
    changed = {claim_log.ANSWER: HONEST.entry(claim_log.ANSWER, withhold=["header_view"])}
    verified = check(HONEST.bundle(changed=changed))
    assert verified.answers[0].level_unchecked
    assert "the level is not checked; a dispute counts at any level" in verified.report[-2].text
    assert verified.standing is not None
    assert verified.standing.disputed == 1


def test_a_claim_may_leave_out_the_start_and_the_corrections():
    standing = check(HONEST.bundle()).standing
    assert standing is not None
    unknown = claim_object(dataclasses.replace(standing, starts_on=None))
    unknown.pop("corrected")
    assert check(HONEST.bundle(claim=unknown)).standing.starts_on is None


def test_a_dispute_that_nobody_asked_for_needs_no_evidence():
    unasked = DisputeRaised(
        dispute="d1",
        engagement="e2",
        organisation="o2",
        words="Nobody asked.",
        level="link",
        channel="web",
        received_at=claim_log.rfc3339(claim_log.NOW),
        contact=None,
    )
    standing = check(ClaimLog([*claim_log.story(), (PROJECT, unasked)]).bundle()).standing
    assert standing is not None
    assert standing.disputed == 2


def test_the_entries_of_a_claim_s_bundle():
    elsewhere = [("p2", claim_log.registered(project="p2")), (REGISTER, claim_log.pin(organisation="o9"))]
    log = ClaimLog([*claim_log.story(), *elsewhere, (REGISTER, claim_log.key_seen())])
    entries = claim_entries(claim=claim_log.CLAIM, facts=log.facts)
    assert entries == tuple(range(11))
    assert check(log.bundle(entries=entries)).standing.sentence == SENTENCE
    with pytest.raises(Invalid, match="no entry makes the claim 'c9'"):
        claim_entries(claim="c9", facts=log.facts)


# The file was altered on its way, and its digest made right again


def test_another_key_than_the_one_known():
    other = claim_log.NoteSigner(claim_log.ORIGIN, bytes(range(1, 33))).verifier.vkey
    fails(HONEST.bundle(), step=LOG_KEY, match="another key", vkey=other)


def test_a_digest_that_is_not_right():
    raw = json.loads(HONEST.bundle())
    data = HONEST.bundle().replace(raw["title"].encode(), b"What was agreed with two charities")
    fails(data, step=DIGEST, match="digest")


def test_bytes_that_are_no_bundle():
    for data in (b"", b"\n", b"{}\n", b"\xff\xfe\n", HONEST.bundle()[:-1], HONEST.bundle() + b"\n"):
        fails(data, step=CANONICAL_FORM, match="failed")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("sentence", "The organisations were consulted."),
        ("claimed", 1),
        ("confirmed", 1),
        ("confirmed", False),
        ("disputed", 0),
        ("corrected", 1),
        ("unconfirmed", 0),
        ("unconfirmed", "1"),
    ],
)
def test_a_claim_that_says_something_else(member, value):
    data = claim_log.redigested(HONEST.bundle(), claim=HONEST.claim(**{member: value}))
    fails(data, step=CLAIM, match=f"the claim's {member} is not what follows")


@pytest.mark.parametrize(
    ("claim", "match"),
    [
        ({}, "a claim has the members"),
        (HONEST.claim(approved=True), "a claim has the members"),
        ({name: value for name, value in HONEST.claim().items() if name != "disputed"}, "a claim has the members"),
        (HONEST.claim(claim="c2"), "no entry makes the claim 'c2'|no fact makes the claim 'c2'"),
        (HONEST.claim(claim=1), "no text"),
        (HONEST.claim(starts_on="2019-01-01"), "the start of processing is not"),
        (HONEST.claim(starts_on=20190601), "the start of processing is not"),
        (HONEST.claim(starts_on=[]), "the start of processing is not"),
    ],
)
def test_a_claim_that_cannot_be(claim, match):
    fails(claim_log.redigested(HONEST.bundle(), claim=claim), step=CLAIM, match=match)


def test_a_start_that_no_entry_shows():
    entries = [index for index in range(11) if index != claim_log.REGISTERED]
    fails(HONEST.bundle(entries=entries), step=CLAIM, match="the start of processing is not")


def test_a_claim_about_an_engagement_that_is_left_out():
    entries = [index for index in range(11) if index != claim_log.ENGAGEMENT_2]
    fails(HONEST.bundle(entries=entries), step=CLAIM, match="no fact claims the engagement 'e2'")


def test_a_disclosure_that_belongs_to_another_entry():
    raw = json.loads(HONEST.bundle())
    first, second = (raw["entries"][index]["disclosures"] for index in (claim_log.STATEMENT, claim_log.STATEMENT_2))
    first[3], second[3] = second[3], first[3]
    fails(claim_log.redigested(HONEST.bundle(), entries=raw["entries"]), step=DISCLOSURES, match="disclosure")


def test_a_leaf_that_is_not_the_logged_one():
    raw = json.loads(HONEST.bundle())
    entry = raw["entries"][claim_log.ANSWER]
    leaf = HONEST.logged[claim_log.ANSWER].data.replace(b"answer.received", b"answer.revoked1")
    entry["leaf"] = claim_log.b64.encode(leaf)
    fails(claim_log.redigested(HONEST.bundle(), entries=raw["entries"]), step=INCLUSION, match="proof|root")


def test_a_checkpoint_that_the_log_did_not_sign():
    raw = json.loads(HONEST.bundle())
    for entry in raw["entries"]:
        entry["proof"] = entry["proof"].replace(f"\n{claim_log.ORIGIN}\n11\n", f"\n{claim_log.ORIGIN}\n12\n")
    fails(claim_log.redigested(HONEST.bundle(), entries=raw["entries"]), step=CHECKPOINT, match="sign")


def test_names_that_are_not_those_of_the_kind():
    """Renaming a field of no opened disclosure leaves the commitments alone, so only the schema shows it."""
    entry = HONEST.entry(claim_log.STATEMENT)
    names = (*entry.names[:-1], "witness_name")
    fails(
        HONEST.bundle(changed={claim_log.STATEMENT: dataclasses.replace(entry, names=names)}),
        step=FACTS,
        match="names other fields than those of statement.fixed",
    )


@pytest.mark.parametrize(
    "name", ["verb", "level", "statement", "engagement", "organisation", "code", "key_entry", "signed"]
)
def test_a_public_field_that_is_withheld(name):
    changed = {claim_log.ANSWER: HONEST.entry(claim_log.ANSWER, withhold=[name])}
    fails(HONEST.bundle(changed=changed), step=FACTS, match=f"withholds {name}, which is public")


def test_an_element_of_a_public_list_that_is_withheld():
    entry = HONEST.entry(claim_log.CLAIMED)
    element = HONEST.logged[claim_log.CLAIMED].disclosures["engagements"].elements[1]
    kept = tuple(text for text in entry.disclosures if text != element)
    changed = {claim_log.CLAIMED: dataclasses.replace(entry, disclosures=kept)}
    fails(HONEST.bundle(changed=changed), step=FACTS, match="withholds engagements")


@pytest.mark.parametrize(
    "item",
    [
        {"entry": claim_log.STATEMENT, "type": "answer"},
        {"entry": claim_log.ANSWER, "type": "minutes"},
        {"entry": claim_log.ANSWER, "type": "answer", "level": "own-key"},
    ],
)
def test_evidence_that_is_listed_and_not_there(item):
    fails(HONEST.bundle(evidence=[item]), step=EVIDENCE, match="cannot check")


@pytest.mark.parametrize(
    ("left_out", "match"),
    [
        (claim_log.STATEMENT, "the statement TS-1001 that entry 5 answers is not in the file"),
        (claim_log.STATEMENT_2, "the statement TS-1002 that entry 10 answers is not in the file"),
        (claim_log.KEY_SEEN, "the key that entry 5 was checked with is not in the file"),
        (claim_log.PIN, "its signature supports at most “Answered by a signed-in mailbox”"),
    ],
)
def test_what_an_answer_rests_on_is_left_out(left_out, match):
    entries = [index for index in range(11) if index != left_out]
    fails(HONEST.bundle(entries=entries), step=EVIDENCE, match=match)


@pytest.mark.parametrize("verb", ["CONFIRM", "CORRECT"])
def test_the_signed_header_of_an_answer_that_may_lift_is_left_out(verb):
    log = log_with(ANSWER=claim_log.answer(verb=verb))
    changed = {claim_log.ANSWER: log.entry(claim_log.ANSWER, withhold=["header_view"])}
    fails(log.bundle(changed=changed), step=EVIDENCE, match="nothing in the file supports that entry 5")

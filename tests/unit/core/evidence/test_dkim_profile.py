# SPDX-License-Identifier: Apache-2.0
"""Steps 1 to 15 of the evidence profile, each by a mail that passes and mails that fail exactly there."""

import pytest

from tallystick.core.evidence.levels import Level
from tests.signer import (
    CODE,
    GMAIL,
    M365,
    PLAIN,
    RECEIVED,
    WHEN,
    compose_mail,
    key_record,
    key_records,
    sign_like_gmail,
    sign_like_m365,
    sign_mail,
)
from tests.unit.core.evidence.judged import DOMAIN, ids, judge

MAIL = compose_mail()
ANSWER = ("DISPUTE", "TS-1234", CODE)


def test_a_mail_signed_as_microsoft_365_does() -> None:
    raw = sign_like_m365(MAIL)
    evidence = judge(raw)
    assert evidence.level is Level.DOMAIN
    assert evidence.worth is Level.DOMAIN
    assert evidence.problems == ()
    assert (evidence.verb, evidence.reference, evidence.code) == ANSWER
    assert evidence.from_address == "ada@harbourtrust.example"
    assert evidence.message_id == "<one.2026@mail.harbourtrust.example>"
    assert evidence.claimed_date == WHEN
    assert evidence.received == RECEIVED
    assert evidence.signed_at is None
    assert evidence.auto is None
    assert evidence.body_hash_ok is True
    assert evidence.content_type_signed is True
    assert (evidence.domain, evidence.selector) == (DOMAIN, "selector1")
    assert evidence.key_owner_name == "selector1._domainkey.harbourtrust.example"
    assert evidence.key_record == key_record()
    assert (evidence.key_bits, evidence.algorithm) == (2048, "rsa-sha256")
    assert [name for name, _ in evidence.signed] == list(M365[:-1])
    assert evidence.unsigned == ("To",)
    assert b"".join(evidence.signed_raw).count(b"\r\n") == 6
    assert evidence.signature_raw == raw[: raw.index(b"From: ")]


def test_a_mail_signed_as_gmail_does() -> None:
    evidence = judge(sign_like_gmail(MAIL))
    assert evidence.level is Level.DOMAIN
    assert ids(evidence) == ["layout-not-signed"]
    assert evidence.signed_at == WHEN
    assert evidence.content_type_signed is False
    assert [name.lower() for name, _ in evidence.signed] == list(GMAIL[:6])
    assert evidence.unsigned == ("Content-Type",)


@pytest.mark.parametrize(
    "c", ["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple", "relaxed", "simple"]
)
@pytest.mark.parametrize("key", ["rsa-2048", "ed25519"])
def test_every_canonical_form_and_algorithm(c: str, key: str) -> None:
    for body in ("We were  never\tasked. \r\n\r\n\r\n", "", "\r\n", " \r\n", "no line end", "x\r\n \r\n\t\r\n"):
        raw = sign_mail(compose_mail(body=body, subject=f"Re:  DISPUTE\r\n TS-1234 {CODE}"), c=c, key=key)
        assert judge(raw, keys=key_records(key=key)).worth is Level.DOMAIN


def test_the_signature_may_stand_anywhere_and_be_folded_anywhere() -> None:
    raw = sign_mail(MAIL)
    signature, rest = raw[: raw.index(b"From: ")], raw[raw.index(b"From: ") :]
    folded = signature.replace(b"; ", b";\r\n\t")
    assert judge(folded + rest).worth is Level.DOMAIN
    at = rest.index(b"Subject:")
    assert judge(rest[:at] + folded + rest[at:]).worth is Level.DOMAIN


def test_a_tag_may_hold_what_looks_like_another() -> None:
    raw = sign_mail(MAIL, tags={"z": "From:b=AAAA|Subject:x", "q": "dns/txt", "i": "=40ada@mail.harbourtrust.example"})
    assert judge(raw).worth is Level.DOMAIN


def test_the_signature_value_may_come_first() -> None:
    for c in ("relaxed/relaxed", "simple/simple"):
        raw = sign_mail(MAIL, c=c, first="b")
        assert raw.startswith(b"DKIM-Signature: b=")
        assert judge(raw).worth is Level.DOMAIN


def test_a_signature_value_that_others_misread_is_refused() -> None:
    raw = sign_mail(MAIL, first="b")
    at = raw.index(b"; v=1")
    assert ids(judge(raw[:at] + b" " + raw[at:])) == ["signature-malformed"]
    assert ids(judge(raw.replace(b"DKIM-Signature: b=", b"DKIM-Signature:b="))) == ["signature-malformed"]


# Step 1


def test_step_1_a_mail_that_is_not_strict() -> None:
    evidence = judge(sign_mail(MAIL).replace(b"\r\n", b"\n"))
    assert ids(evidence) == ["not-a-strict-mail"]
    assert (evidence.level, evidence.worth) == (Level.LINK, Level.SENT)
    assert evidence.verb is None


# Step 2


@pytest.mark.parametrize("name", ["From", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type", "MIME-Version"])
def test_step_2_a_second_field_of_a_kind_that_stands_once(name: str) -> None:
    field = f"{name.swapcase()}: x\r\n".encode()
    raw = sign_mail(compose_mail(extra=[("Cc", "witness@oversight.example")]))
    for mutant in (field + raw, raw.replace(b"\r\n\r\n", b"\r\n" + field + b"\r\n", 1)):
        evidence = judge(mutant)
        assert evidence.level is Level.LINK
        assert ids(evidence)[0] == "duplicate-header"
        assert name.lower() in evidence.problems[0].text


def test_step_2_a_doubled_subject_says_nothing() -> None:
    evidence = judge(b"Subject: CONFIRM TS-1234 " + CODE.encode() + b"\r\n" + sign_mail(MAIL))
    assert evidence.verb is None
    assert evidence.worth is Level.SENT


# Step 3


@pytest.mark.parametrize(
    "sender", ["Ada", "ada@harbourtrust.example, x@harbourtrust.example", "", "Ad\u00e0 <a@b.example>"]
)
def test_step_3_from_holds_one_plain_address(sender: str) -> None:
    evidence = judge(sign_mail(compose_mail(sender=sender)))
    assert evidence.level is Level.LINK
    assert ids(evidence) == ["from-unclear"]
    assert evidence.from_address is None
    # What is claimed without proof is still read, for a dispute counts at any level.
    assert evidence.worth is Level.LINK


def test_step_3_no_from_at_all() -> None:
    raw = sign_mail(MAIL)
    assert ids(judge(raw.replace(b"From: Ada <ada@harbourtrust.example>\r\n", b""))) == ["from-unclear"]


# Step 4


def test_step_4_no_signature() -> None:
    evidence = judge(MAIL)
    assert ids(evidence) == ["not-signed"]
    assert evidence.level is Level.LINK
    assert evidence.signed == ()
    assert (evidence.verb, evidence.reference, evidence.code) == ANSWER
    assert evidence.from_address == "ada@harbourtrust.example"
    assert evidence.unsigned == ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
    assert evidence.body_hash_ok is None


def test_step_4_eight_signatures_at_most() -> None:
    bad = b"DKIM-Signature: v=1\r\n"
    assert judge(bad * 7 + sign_mail(MAIL)).level is Level.DOMAIN
    assert ids(judge(bad * 8 + sign_mail(MAIL))) == ["too-many-signatures"]


# Steps 5 to 9

MALFORMED_SIGNATURES = {
    "not a list": {"v": "1; nonsense"},
    "no version": {"v": None},
    "another version": {"v": "2"},
    "no algorithm": {"a": None},
    "no body hash": {"bh": None},
    "no domain": {"d": None},
    "no selector": {"s": None},
    "no list of fields": {"h": None},
    "repeated tag": {"x1": "1; x1=1"},
    "other key source": {"q": "dns/other"},
    "not ASCII": {"n": "caf\u00e9"},
    "unknown header form": {"c": "nofws/relaxed"},
    "unknown body form": {"c": "relaxed/nofws"},
    "no body form after a slash": {"c": "relaxed/"},
    "empty form": {"c": ""},
    "three forms": {"c": "relaxed/relaxed/simple"},
    "domain of one label": {"d": "example"},
    "domain with a final dot": {"d": "harbourtrust.example."},
    "domain with a space": {"d": "harbour trust.example"},
    "empty domain": {"d": ""},
    "empty selector": {"s": ""},
    "selector with an empty label": {"s": "s1..s2"},
    "selector with a slash": {"s": "../s1"},
    "selector too long": {"s": ".".join(["s" * 60] * 4)},
    "identity elsewhere": {"i": "@oversight.example"},
    "identity that only ends alike": {"i": "@nottheharbourtrust.example"},
    "identity without an at sign": {"i": "harbourtrust.example"},
    "identity with a space": {"i": "a da@harbourtrust.example"},
    "identity with a final dot": {"i": "@harbourtrust.example."},
    "identity of one label": {"i": "@example"},
    "empty list of fields": {"h": ""},
    "empty name in the list": {"h": "from::subject:date:message-id"},
    "name with a space": {"h": "fr om:from:subject:date:message-id"},
    "list ends in a colon": {"h": "from:subject:date:message-id:"},
    "list names a signature": {"h": "from:subject:date:message-id:dkim-signature"},
    "list too long": {"h": ":".join(["from", "subject", "date", "message-id", *["x"] * 197])},
    "body hash not base64": {"bh": "????"},
    "body hash too short": {"bh": "AAAA"},
    "signing time not a number": {"t": "1e9"},
    "signing time negative": {"t": "-1"},
    "signing time too long": {"t": "9" * 12},
    "signing time in other digits": {"t": "\u0661"},
    "expiry not a number": {"x": "soon"},
}


@pytest.mark.parametrize("tags", MALFORMED_SIGNATURES.values(), ids=MALFORMED_SIGNATURES)
def test_steps_5_to_9_a_malformed_signature(tags: dict[str, str | None]) -> None:
    evidence = judge(sign_mail(MAIL, tags=tags))
    assert evidence.level is Level.LINK
    assert ids(evidence) == ["signature-malformed"]


@pytest.mark.parametrize("change", [(b"b=", b"b=?"), (b"b=", b"B="), (b"; h=", b" \xe9; h="), (b"; b=", b";; b=")])
def test_step_5_a_signature_altered_by_hand(change: tuple[bytes, bytes]) -> None:
    assert ids(judge(sign_mail(MAIL).replace(*change, 1))) == ["signature-malformed"]


def test_step_5_two_hundred_names_are_read() -> None:
    names = [*PLAIN, *["x"] * 193]
    assert judge(sign_mail(MAIL, h=names)).worth is Level.DOMAIN


def test_step_6_algorithms_that_prove_nothing() -> None:
    for algorithm in ("rsa-sha1", "rsa-sha512", "RSA-SHA256", ""):
        assert ids(judge(sign_mail(MAIL, tags={"a": algorithm}))) == ["algorithm"]


@pytest.mark.parametrize("name", ["From", "Subject", "Date", "Message-ID"])
def test_step_9_fields_that_must_be_signed(name: str) -> None:
    evidence = judge(sign_mail(MAIL, h=[each for each in PLAIN if each != name]))
    assert evidence.level is Level.LINK
    assert ids(evidence) == [f"{name.lower()}-unsigned"]
    assert f"The {name} field" in evidence.problems[0].text


# Step 10


@pytest.mark.parametrize(
    ("t", "x", "problem"),
    [
        (0, None, None),
        (300, None, None),
        (301, None, "signed-in-future"),
        (-10, 0, None),
        (-10, -1, "signature-expired"),
        (None, 0, None),
        (None, -1, "signature-expired"),
        (20, 10, "signature-expired"),
    ],
)
def test_step_10_times_are_judged_at_receipt(t: int | None, x: int | None, problem: str | None) -> None:
    arrival = int(RECEIVED.timestamp())
    tags = {} if x is None else {"x": str(arrival + x)}
    evidence = judge(sign_mail(MAIL, t=None if t is None else arrival + t, tags=tags))
    assert ids(evidence) == ([] if problem is None else [problem])


# Steps 11 and 12


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ([], "key-missing"),
        ([key_record(), key_record("rsa-2048/other")], "key-ambiguous"),
        (["v=DKIM1; p="], "key-revoked"),
        ([key_record(flags="t=y; ")], "key-testing"),
        ([key_record(flags="h=sha1; ")], "key-hash"),
        ([key_record(flags="s=other; ")], "key-service"),
        ([key_record("ed25519")], "key-mismatch"),
        ([key_record("rsa-2048/other")], "signature-wrong"),
    ],
)
def test_steps_11_and_12_keys(records: list[str], problem: str) -> None:
    evidence = judge(sign_mail(MAIL), keys={"s1._domainkey.harbourtrust.example": records})
    assert evidence.level is Level.LINK
    assert ids(evidence) == [problem]


def test_step_12_an_rsa_key_for_an_ed25519_signature() -> None:
    assert ids(judge(sign_mail(MAIL, key="ed25519"))) == ["key-mismatch"]


def test_step_12_keys_that_forbid_subdomains() -> None:
    keys = key_records(flags="t=s; ")
    assert judge(sign_mail(MAIL), keys=keys).worth is Level.DOMAIN
    assert ids(judge(sign_mail(MAIL, tags={"i": "@mail.harbourtrust.example"}), keys=keys)) == ["key-exact-domain"]
    below = compose_mail(sender="ada@mail.harbourtrust.example")
    assert judge(sign_mail(below)).worth is Level.DOMAIN
    assert ids(judge(sign_mail(below), keys=keys)) == ["key-exact-domain"]


# Step 13


@pytest.mark.parametrize("name", ["Subject", "Date", "Message-ID"])
def test_step_13_a_field_that_must_be_there(name: str) -> None:
    lines = [line for line in MAIL.split(b"\r\n") if not line.startswith(name.encode() + b":")]
    evidence = judge(sign_mail(b"\r\n".join(lines)))
    assert evidence.level is Level.LINK
    assert ids(evidence)[0] == "field-missing"
    assert f"no {name} field" in evidence.problems[0].text


def test_step_13_the_bottom_most_instances_are_signed() -> None:
    raw = sign_mail(
        compose_mail(extra=[("Received", "low"), ("Received", "lower")]), h=[*PLAIN, "Received", "received"]
    )
    evidence = judge(b"Received: high\r\n" + raw)
    assert evidence.worth is Level.DOMAIN
    assert evidence.signed[-2:] == (("Received", "lower"), ("Received", "low"))
    assert evidence.unsigned == ("Received",)


def test_step_13_a_signed_absence_cannot_be_filled() -> None:
    raw = sign_mail(MAIL, h=[*PLAIN, "Reply-To"])
    assert judge(raw).worth is Level.DOMAIN
    assert ids(judge(b"Reply-To: bea@oversight.example\r\n" + raw)) == ["signature-wrong"]


# Steps 14 and 15


def test_step_14_another_subject() -> None:
    evidence = judge(sign_mail(MAIL).replace(b"DISPUTE", b"CONFIRM"))
    assert evidence.level is Level.LINK
    assert ids(evidence) == ["signature-wrong"]


def test_step_15_another_body() -> None:
    evidence = judge(sign_mail(MAIL).replace(b"never asked", b"always asked"))
    assert evidence.level is Level.LINK
    assert ids(evidence) == ["body-changed"]

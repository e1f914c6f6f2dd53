# SPDX-License-Identifier: Apache-2.0
"""The numbered steps of the evidence profile, each by a mail that passes and mails that fail exactly there."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tallystick.core.errors import Invalid
from tallystick.core.evidence.dkim import verify
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


def test_white_space_after_the_signature_value_is_refused() -> None:
    raw = sign_mail(MAIL, first="b")
    at = raw.index(b"; v=1")
    assert ids(judge(raw[:at] + b" " + raw[at:])) == ["signature-malformed"]


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


# Step 16


def level_of(
    sender: str, domain: str, *, pinned: str | None = DOMAIN, contact: str | None = None
) -> tuple[Level, list[str]]:
    raw = sign_mail(compose_mail(sender=sender), domain=domain)
    evidence = judge(raw, keys=key_records(domain=domain), pinned_domain=pinned, contact=contact)
    return evidence.level, ids(evidence)


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("ada@harbourtrust.example", "harbourtrust.example"),
        ("ada@mail.harbourtrust.example", "harbourtrust.example"),
        ("ada@harbourtrust.example", "mail.harbourtrust.example"),
        ("ada@a.harbourtrust.example", "b.harbourtrust.example"),
    ],
)
def test_step_16_inside_the_pinned_domain(sender: str, domain: str) -> None:
    assert level_of(sender, domain) == (Level.DOMAIN, [])
    # The organisation's other addresses may answer too: the level says "from its mail system".
    assert level_of(sender, domain, contact="info@harbourtrust.example") == (Level.DOMAIN, [])
    assert level_of(sender, domain, pinned="HARBOURTRUST.example.") == (Level.DOMAIN, [])


@pytest.mark.parametrize(
    ("sender", "domain", "pinned", "problem"),
    [
        ("trust@gmail.com", "gmail.com", DOMAIN, "free-mail"),
        ("trust@gmail.com", "gmail.com", None, "free-mail"),
        ("trust@gmail.com", "gmail.com", "gmail.com", "free-mail"),
        ("ada@harbourtrust.example", "trust.onmicrosoft.com", DOMAIN, "provider-domain"),
        ("ada@harbourtrust.example", "trust-example.20230601.gappssmtp.com", DOMAIN, "provider-domain"),
        ("ada@trust.onmicrosoft.com", "trust.onmicrosoft.com", "trust.onmicrosoft.com", "provider-domain"),
        ("ada@harbourtrust.example", "harbourtrust.example", None, "no-pinned-domain"),
        ("bea@oversight.example", "oversight.example", DOMAIN, "other-domain"),
        ("bea@mail.oversight.example", "oversight.example", DOMAIN, "other-domain"),
        ("ada@harbourtrust.example.oversight.example", "oversight.example", DOMAIN, "other-domain"),
    ],
)
def test_step_16_a_signed_in_mailbox(sender: str, domain: str, pinned: str | None, problem: str) -> None:
    assert level_of(sender, domain, pinned=pinned) == (Level.MAILBOX, [problem])
    assert level_of(sender, domain, pinned=pinned, contact=sender.upper()) == (Level.MAILBOX, [problem])
    assert level_of(sender, domain, pinned=pinned, contact="x@y.example") == (Level.LINK, ["not-the-contact"])


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("ada@harbourtrust.example", "oversight.example"),
        ("ada@harbourtrust.example", "gmail.com"),
        ("bea@oversight.example", "harbourtrust.example"),
        ("bea@oversight.example", "mail.oversight.example"),
        ("ada@notharbourtrust.example", "harbourtrust.example"),
        ("ada@harbourtrust.example", "notharbourtrust.example"),
    ],
)
def test_step_16_a_signer_who_says_nothing_about_the_sender(sender: str, domain: str) -> None:
    assert level_of(sender, domain) == (Level.LINK, ["signer-unrelated"])


def test_step_16_a_short_key_is_allowed_and_said() -> None:
    evidence = judge(sign_mail(MAIL, key="rsa-1024"), keys=key_records(key="rsa-1024"))
    assert evidence.worth is Level.DOMAIN
    assert ids(evidence) == ["weak-key"]
    assert "1024 bits" in evidence.problems[0].text


def test_layout_is_signed_only_with_the_transfer_encoding() -> None:
    raw = sign_mail(compose_mail(extra=[("Content-Transfer-Encoding", "8bit")]))
    assert ids(judge(raw)) == ["layout-not-signed"]
    signed = sign_mail(
        compose_mail(extra=[("Content-Transfer-Encoding", "8bit")]), h=[*PLAIN, "content-transfer-encoding"]
    )
    assert ids(judge(signed)) == []
    assert ids(judge(b"Content-Transfer-Encoding: base64\r\n" + sign_mail(MAIL))) == ["layout-not-signed"]


# Several signatures


def test_one_good_signature_is_enough() -> None:
    evidence = judge(b"DKIM-Signature: v=1\r\n" + sign_mail(MAIL) + b"")
    assert evidence.worth is Level.DOMAIN
    assert ids(evidence) == []
    assert evidence.unsigned == ("DKIM-Signature",)


def test_the_highest_level_wins_wherever_it_stands() -> None:
    keys = key_records() | key_records(domain="trust.onmicrosoft.com")
    inner, outer = {"domain": DOMAIN}, {"domain": "trust.onmicrosoft.com"}
    for first, second in ((inner, outer), (outer, inner)):
        evidence = judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys)
        assert (evidence.level, evidence.domain) == (Level.DOMAIN, DOMAIN)


def test_a_strong_key_wins_over_a_short_one_and_then_the_upper_signature() -> None:
    keys = key_records(selectors=["s1"]) | key_records(selectors=["s2"], key="rsa-1024") | key_records(selectors=["s3"])
    weak, strong, other = (
        {"selector": s, "key": k} for s, k in (("s2", "rsa-1024"), ("s1", "rsa-2048"), ("s3", "rsa-2048"))
    )
    for first, second in ((weak, strong), (strong, weak)):
        evidence = judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys)
        assert evidence.selector == "s1"
        assert ids(evidence) == []
    for first, second in ((other, strong), (strong, other)):
        assert judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys).selector == second["selector"]


def test_why_the_other_signatures_fail_is_said_where_it_matters() -> None:
    raw = sign_mail(sign_mail(MAIL, domain="trust.onmicrosoft.com"), tags={"l": "3"})
    evidence = judge(raw, keys=key_records(domain="trust.onmicrosoft.com"))
    assert evidence.level is Level.MAILBOX
    assert ids(evidence) == ["provider-domain", "body-length"]
    assert evidence.problems[1].text.startswith("Signature 1 of 2: ")


# Step 17


def test_step_17_an_unclear_subject_is_no_answer() -> None:
    evidence = judge(sign_mail(compose_mail(subject="Thank you for your message")))
    assert evidence.level is Level.DOMAIN
    assert evidence.worth is Level.SENT
    assert (evidence.verb, evidence.reference, evidence.code) == (None, None, None)
    assert ids(evidence) == ["unclear-subject"]


def test_step_17_a_date_that_is_none() -> None:
    raw = sign_mail(MAIL.replace(b"Mon, 02 Nov 2026 09:30:00 +0000", b"yesterday"))
    evidence = judge(raw)
    assert evidence.worth is Level.DOMAIN
    assert evidence.claimed_date is None
    assert ids(evidence) == ["date-unclear"]


def test_step_17_a_mail_without_subject_date_and_message_id() -> None:
    evidence = judge(b"From: ada@harbourtrust.example\r\n\r\n")
    assert ids(evidence) == ["not-signed", "date-unclear", "unclear-subject"]
    assert (evidence.message_id, evidence.claimed_date, evidence.worth) == (None, None, Level.SENT)


# The question itself


def test_a_time_without_a_zone_is_invalid() -> None:
    with pytest.raises(Invalid, match="time zone"):
        judge(MAIL, received=datetime(2026, 11, 2))  # noqa: DTZ001


def test_a_time_outside_the_calendar_is_invalid() -> None:
    with pytest.raises(Invalid, match="calendar"):
        judge(MAIL, received=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))))


def test_times_in_other_zones_are_the_same_times() -> None:
    moved = RECEIVED.astimezone(timezone(timedelta(hours=-5)))
    assert judge(sign_mail(MAIL), received=moved) == judge(sign_mail(MAIL))
    assert judge(MAIL, received=datetime(1, 1, 1, tzinfo=UTC)).received.year == 1


def test_a_pin_that_is_no_domain_is_invalid() -> None:
    with pytest.raises(Invalid, match="domain name"):
        judge(MAIL, pinned_domain="example")


def test_keys_of_another_shape_are_invalid() -> None:
    with pytest.raises(Invalid, match="TXT records"):
        verify(sign_mail(MAIL), keys={"a": "b"}, received=RECEIVED, pinned_domain=DOMAIN)

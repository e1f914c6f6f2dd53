# SPDX-License-Identifier: Apache-2.0
"""One test for each known pitfall of mail as evidence, in the order of the project's list of pitfalls."""

import email
import email.policy
import json
from datetime import timedelta

import pytest

from tallystick.core.evidence.file import describe
from tallystick.core.evidence.freemail import is_freemail
from tallystick.core.evidence.header_view import header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.reply import words
from tests.signer import (
    CODE,
    PLAIN,
    RECEIVED,
    compose_mail,
    key_record,
    key_records,
    sign_like_gmail,
    sign_like_m365,
    sign_mail,
)
from tests.unit.core.evidence.judged import ids, judge

MAIL = compose_mail()
SIGNED = sign_mail(MAIL)
FORGED = b"Subject: CONFIRM TS-1234 " + CODE.encode() + b"\r\n"


def test_pitfall_1_value_taken_from_an_unsigned_duplicate() -> None:
    # The stock parser shows the first Subject, the signature covers the last.
    raw = FORGED + SIGNED
    assert str(email.message_from_bytes(raw, policy=email.policy.default)["Subject"]).startswith("CONFIRM")
    evidence = judge(raw)
    assert evidence.level is Level.LINK
    assert evidence.verb is None


def test_pitfall_2_from_not_signed() -> None:
    evidence = judge(sign_mail(MAIL, h=PLAIN[1:]))
    assert (evidence.level, ids(evidence)) == (Level.LINK, ["from-unsigned"])


@pytest.mark.parametrize("length", ["0", "5", "31", "99999999", ""])
def test_pitfall_3_signed_length_present(length: str) -> None:
    assert ids(judge(sign_mail(MAIL, tags={"l": length}))) == ["body-length"]


@pytest.mark.parametrize("swap", [(b"utf-8", b"utf-7"), (b"text/plain", b"text/html")])
def test_pitfall_4_content_type_not_signed(swap: tuple[bytes, bytes]) -> None:
    evidence = judge(sign_like_gmail(MAIL).replace(*swap))
    assert evidence.verb == "DISPUTE"
    assert evidence.content_type_signed is False
    assert "layout-not-signed" in ids(evidence)


def test_pitfall_5_expiry_judged_at_receipt_and_not_now() -> None:
    raw = sign_like_gmail(MAIL)
    assert judge(raw, received=RECEIVED).worth is Level.DOMAIN
    assert judge(raw, received=RECEIVED + timedelta(days=8)).worth is Level.LINK


def test_pitfall_6_only_the_recorded_key_is_used() -> None:
    # After a rotation the DNS says something else; the verdict follows what was recorded, in both directions.
    raw = sign_mail(MAIL)
    assert judge(raw, keys=key_records()).key_record == key_record()
    assert ids(judge(raw, keys=key_records(key="rsa-2048/other"))) == ["signature-wrong"]


def test_pitfall_7_several_records_or_a_name_made_by_a_search_suffix() -> None:
    owner = "s1._domainkey.harbourtrust.example"
    assert ids(judge(SIGNED, keys={owner: [key_record(), key_record()]})) == ["key-ambiguous"]
    assert ids(judge(SIGNED, keys={owner + ".northshire.example": [key_record()]})) == ["key-missing"]
    assert ids(judge(SIGNED, keys={"alias.mail.example": [key_record()]})) == ["key-missing"]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (key_record(flags="t=y; "), "key-testing"),
        ("v=DKIM1; k=rsa; p=", "key-revoked"),
        (key_record().replace("k=rsa", "k=ed25519"), "key-malformed"),
        (key_record("ed25519"), "key-mismatch"),
    ],
)
def test_pitfall_8_keys_that_are_in_testing_revoked_or_of_another_kind(record: str, problem: str) -> None:
    assert ids(judge(SIGNED, keys={"s1._domainkey.harbourtrust.example": [record]})) == [problem]


def test_pitfall_8_short_keys_and_sha1() -> None:
    assert ids(judge(sign_mail(MAIL, key="rsa-1024"), keys=key_records(key="rsa-1024"))) == ["weak-key"]
    assert ids(judge(sign_mail(MAIL, tags={"a": "rsa-sha1"}))) == ["algorithm"]


def test_pitfall_9_the_signer_is_the_provider_and_not_the_organisation() -> None:
    for domain in ("trust.onmicrosoft.com", "trust-example.20230601.gappssmtp.com"):
        evidence = judge(sign_mail(MAIL, domain=domain), keys=key_records(domain=domain))
        assert evidence.level is Level.MAILBOX
        assert not evidence.level.confirms
        assert ids(evidence) == ["provider-domain"]


@pytest.mark.parametrize(
    "lookalike", ["harbourtrust.example.northshire.example", "harbour-trust.example", "xharbourtrust.example"]
)
def test_pitfall_10_a_domain_that_looks_alike(lookalike: str) -> None:
    raw = sign_mail(compose_mail(sender=f"Ada <ada@{lookalike}>"), domain=lookalike)
    evidence = judge(raw, keys=key_records(domain=lookalike))
    assert evidence.level is Level.MAILBOX
    assert ids(evidence) == ["other-domain"]


def test_pitfall_10_a_provider_pinned_as_if_it_were_the_organisation() -> None:
    raw = sign_mail(compose_mail(sender="trust@gmail.com"), domain="gmail.com")
    assert is_freemail("gmail.com")
    assert judge(raw, keys=key_records(domain="gmail.com"), pinned_domain="gmail.com").level is Level.MAILBOX


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (b"Auto-Submitted: auto-replied\r\n", "out-of-office"),
        (b"Precedence: auto_reply\r\n", "out-of-office"),
        (b"Precedence: bulk\r\n", "bulk"),
        (b"List-Id: <news.harbourtrust.example>\r\n", "list"),
        (b"Return-Path: <>\r\n", "bounce"),
    ],
)
def test_pitfall_11_absence_notes_and_list_mail_are_no_answers(field: bytes, kind: str) -> None:
    # Absence notes are signed by the domain too, and may repeat the Subject they answer.
    evidence = judge(field + SIGNED)
    assert evidence.level is Level.DOMAIN
    assert evidence.auto == kind
    assert evidence.verb is None
    assert evidence.worth is Level.SENT
    assert ids(evidence) == ["automatic"]


def test_pitfall_11_the_null_sender_of_the_envelope() -> None:
    assert judge(SIGNED, envelope_sender="").worth is Level.SENT
    assert judge(SIGNED, envelope_sender="ada@harbourtrust.example").worth is Level.DOMAIN


def test_pitfall_12_quoted_codes_are_not_counted() -> None:
    body = f"> CONFIRM TS-1234 {CODE}\r\nCONFIRM TS-1234 {CODE}\r\n"
    evidence = judge(sign_mail(compose_mail(subject="Re: What we would like you to check", body=body)))
    assert evidence.verb is None
    assert ids(evidence) == ["unclear-subject"]


def test_pitfall_13_the_message_id_that_tells_repeats_is_a_signed_one() -> None:
    assert judge(SIGNED).message_id == "<one.2026@mail.harbourtrust.example>"
    assert ids(judge(sign_mail(MAIL, h=[n for n in PLAIN if n != "Message-ID"]))) == ["message-id-unsigned"]
    assert judge(SIGNED.replace(b"<one.2026@", b"<two.2026@")).level is Level.LINK


def test_pitfall_14_the_copy_of_a_witness_proves_the_same() -> None:
    # The witness holds its own copy, with its own server's marks on top; a swallowed answer can be brought back.
    trace = b"Received: from mail.harbourtrust.example by mx.oversight.example;\r\n Mon, 2 Nov 2026 09:30:04 +0000\r\n"
    ours, theirs = judge(SIGNED), judge(b"Return-Path: <ada@harbourtrust.example>\r\n" + trace + SIGNED)
    assert theirs.worth is Level.DOMAIN
    assert theirs.signed_raw == ours.signed_raw
    assert (theirs.verb, theirs.code, theirs.message_id) == (ours.verb, ours.code, ours.message_id)
    assert theirs.unsigned == ("Return-Path", "Received")


def test_pitfall_15_a_copy_parsed_and_written_again_is_not_the_mail() -> None:
    awkward = compose_mail(
        subject=f"DISPUTE TS-1234\r\n\t{CODE}", body="--\r\nFrom here on\r\n", extra=[("X-Long", "word " * 40)]
    )
    raw = sign_mail(awkward, c="simple/simple", h=[*PLAIN, "X-Long"])
    assert judge(raw).worth is Level.DOMAIN
    written = email.message_from_bytes(raw, policy=email.policy.default).as_bytes(policy=email.policy.SMTP)
    assert written != raw
    assert judge(written).level is Level.LINK


@pytest.mark.parametrize(
    ("found", "put"),
    [
        (b"never asked.\r\n", b"never asked.\r\n\r\nThis mail came from outside.\r\n"),
        (b"DISPUTE TS", b"[EXTERNAL] DISPUTE TS"),
        (b"We were", b"https://gateway.example/?u=We were"),
        (b"text/plain", b"multipart/mixed"),
    ],
)
def test_pitfall_15_gateways_that_add_and_rewrite_break_the_signature(found: bytes, put: bytes) -> None:
    evidence = judge(SIGNED.replace(found, put, 1))
    assert evidence.level is Level.LINK
    assert ids(evidence)[0] in ("body-changed", "signature-wrong")


@pytest.mark.parametrize(
    "raw",
    [
        sign_mail(compose_mail(body=" " * 100_000 + "\r\n")),
        b"X: " + b" " * 100_000 + b"\r\n" + SIGNED,
        b"X: " + b"\r\n y" * 100_000 + b"\r\n" + SIGNED,
        b"X: y\r\n" * 2_000 + SIGNED,
        SIGNED + b"x" * (10 * 1024 * 1024),
    ],
    ids=["long body line", "long header line", "long header", "many fields", "large mail"],
)
def test_pitfall_16_hostile_sizes_are_refused(raw: bytes) -> None:
    assert ids(judge(raw)) == ["not-a-strict-mail"]


def test_pitfall_16_hostile_but_legal_mail_is_read() -> None:
    raw = sign_mail(compose_mail(body=(" \t" * 499 + "\r\n") * 3_000))
    assert judge(raw).worth is Level.DOMAIN
    h = ";" * 900
    assert ids(judge(b"DKIM-Signature: " + h.encode() + b"\r\n" + MAIL)) == ["signature-malformed"]
    assert judge(b"X: y\r\n" * 990 + SIGNED).worth is Level.DOMAIN


def test_pitfall_21_the_header_only_view_reveals_no_words_of_the_body() -> None:
    raw = sign_like_m365(compose_mail(body="The name of the child is a secret.\r\n", extra=[("X-Phone", "555 0100")]))
    shown = json.dumps([part.decode() for part in header_view(judge(raw)).signed])
    assert "secret" not in shown
    assert "555" not in shown
    assert "DISPUTE" in shown


def test_pitfall_24_the_words_for_a_domain_signature_do_not_say_agreed() -> None:
    for level in (Level.MAILBOX, Level.DOMAIN):
        assert "agree" not in (level.public_name + level.could_be_faked).lower()
    assert "mail system" in Level.DOMAIN.could_be_faked


def test_the_words_above_the_marker_never_decide() -> None:
    raw = sign_mail(compose_mail(body="Yes, we confirm.\r\n-- please leave this line and what follows --\r\n"))
    assert words(raw) == "Yes, we confirm."
    assert judge(raw).verb == "DISPUTE"


def test_a_saved_mail_uploaded_as_a_file_is_only_a_claim() -> None:
    # The same bytes are judged by the profile only when they are imported as an answer.
    assert describe(SIGNED, "answer.eml").kind == "eml"

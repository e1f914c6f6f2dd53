# SPDX-License-Identifier: Apache-2.0
"""What a common verifier takes for a good signature, and what the evidence profile says to the same bytes.

Each case is judged by both, so that the difference that the profile exists for is shown and not only told. Where the
common verifier improves, the case fails and its expectation is updated; the profile's column must never move.
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta

import pytest

from tallystick.core.evidence.levels import Level
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
from tests.unit.core.evidence.oracle import dkimpy_accepts

MAIL = compose_mail()
SIGNED = sign_mail(MAIL)
CONFIRM = b"CONFIRM TS-1234 " + CODE.encode()
SHA1 = base64.b64encode(hashlib.sha1(MAIL.partition(b"\r\n\r\n")[2]).digest()).decode()  # noqa: S324
NO_FROM = [name for name in PLAIN if name != "From"]

PARTS = (
    "--one\r\nContent-Type: text/plain\r\n\r\nNo, this never happened.\r\n--one--\r\n"
    "--two\r\nContent-Type: text/plain\r\n\r\nYes, we confirm we were consulted.\r\n--two--\r\n"
)
TWO_LAYOUTS = sign_like_gmail(compose_mail(body=PARTS, content_type='multipart/mixed; boundary="one"'))

ONE_KEY = key_records()
RELATED: Mapping[str, list[str]] = ONE_KEY | key_records(domain="oversight.example")

# case: (mail, keys, accepted by dkimpy, problem named by the profile)
ATTACKS = {
    "second Subject on top": (b"Subject: " + CONFIRM + b"\r\n" + SIGNED, ONE_KEY, True, "duplicate-header"),
    "second Date on top": (b"Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n" + SIGNED, ONE_KEY, True, "duplicate-header"),
    "second Message-ID on top": (b"Message-ID: <x@y.example>\r\n" + SIGNED, ONE_KEY, True, "duplicate-header"),
    "second Content-Type on top": (b"Content-Type: text/html\r\n" + SIGNED, ONE_KEY, True, "duplicate-header"),
    "second Subject amid the header": (
        SIGNED.replace(b"To: ", b"Subject: " + CONFIRM + b"\r\nTo: "),
        ONE_KEY,
        True,
        "duplicate-header",
    ),
    "second From on top": (b"From: bea@oversight.example\r\n" + SIGNED, ONE_KEY, False, "duplicate-header"),
    "From not signed": (sign_mail(MAIL, h=NO_FROM), ONE_KEY, True, "from-unsigned"),
    "From not signed and replaced": (
        sign_mail(MAIL, h=NO_FROM).replace(b"From: Ada <ada@", b"From: Bea <bea@"),
        ONE_KEY,
        True,
        "from-unsigned",
    ),
    "only part of the body signed": (sign_mail(MAIL, tags={"l": "31"}), ONE_KEY, True, "body-length"),
    "SHA-1": (sign_mail(MAIL, tags={"a": "rsa-sha1", "bh": SHA1}), ONE_KEY, True, "algorithm"),
    "key in testing": (SIGNED, key_records(flags="t=y:s; "), True, "key-testing"),
    "From unrelated to the signer": (sign_mail(MAIL, domain="oversight.example"), RELATED, True, "signer-unrelated"),
    "key for SHA-1 only": (SIGNED, key_records(flags="h=sha1; "), True, "key-hash"),
    "key not for subdomains": (
        sign_mail(MAIL, tags={"i": "@mail.harbourtrust.example"}),
        key_records(flags="t=s; "),
        True,
        "key-exact-domain",
    ),
    "several key records": (
        SIGNED,
        {name: [texts[0], key_record("rsa-2048/other")] for name, texts in ONE_KEY.items()},
        True,
        "key-ambiguous",
    ),
    "bare line feeds": (SIGNED.replace(b"\r\n", b"\n"), ONE_KEY, True, "not-a-strict-mail"),
    "revoked key": (SIGNED, {name: ["v=DKIM1; p="] for name in ONE_KEY}, False, "key-revoked"),
}


@pytest.mark.parametrize(("raw", "keys", "accepted", "problem"), ATTACKS.values(), ids=ATTACKS)
def test_what_the_profile_refuses(raw: bytes, keys: Mapping[str, list[str]], accepted: bool, problem: str) -> None:
    assert dkimpy_accepts(raw, keys=keys) is accepted
    evidence = judge(raw, keys=keys)
    assert evidence.level is Level.LINK
    assert ids(evidence)[0] == problem


def test_both_accept_the_mail_that_the_attacks_start_from() -> None:
    for raw in (SIGNED, sign_like_m365(MAIL), sign_like_gmail(MAIL)):
        assert dkimpy_accepts(raw)
        assert judge(raw).worth is Level.DOMAIN


def test_both_signatures_of_one_mail_hold_and_the_short_key_is_flagged() -> None:
    # The shape of RFC 8463 appendix A: one mail signed with Ed25519 and with an RSA key of 1024 bits.
    keys = key_records(selectors=["brisbane"], key="ed25519") | key_records(selectors=["test"], key="rsa-1024")
    edwards = sign_mail(MAIL, selector="brisbane", key="ed25519")
    both = sign_mail(edwards, selector="test", key="rsa-1024")
    assert dkimpy_accepts(both, keys=keys)
    assert ids(judge(both, keys=keys)) == []
    assert judge(both, keys=keys).algorithm == "ed25519-sha256"
    assert ids(judge(sign_mail(MAIL, selector="test", key="rsa-1024"), keys=keys)) == ["weak-key"]


def test_an_added_in_reply_to_is_shown_as_unsigned() -> None:
    raw = b"In-Reply-To: <request@record.northshire.example>\r\n" + SIGNED
    assert dkimpy_accepts(raw)
    evidence = judge(raw)
    assert evidence.worth is Level.DOMAIN
    assert evidence.unsigned == ("In-Reply-To",)
    assert "In-Reply-To" not in dict(evidence.signed)


def test_a_swapped_boundary_inverts_the_body_and_never_decides() -> None:
    swapped = TWO_LAYOUTS.replace(b'boundary="one"', b'boundary="two"')
    assert dkimpy_accepts(TWO_LAYOUTS)
    assert dkimpy_accepts(swapped)
    for raw in (TWO_LAYOUTS, swapped):
        evidence = judge(raw)
        assert evidence.verb == "DISPUTE"
        assert ids(evidence) == ["layout-not-signed"]


def test_text_appended_below_the_signed_length_is_refused() -> None:
    body = "We were never asked.\r\n"
    appended = sign_mail(compose_mail(body=body), tags={"l": str(len(body))}) + b"I withdraw this.\r\n"
    assert dkimpy_accepts(appended)
    assert ids(judge(appended)) == ["body-length"]


def test_a_signature_that_expired_later_is_judged_at_receipt() -> None:
    raw = sign_like_gmail(MAIL)
    month_later = RECEIVED + timedelta(days=30)
    assert not dkimpy_accepts(raw, received=month_later)
    assert judge(raw, received=RECEIVED).worth is Level.DOMAIN
    assert ids(judge(raw, received=month_later)) == ["signature-expired"]


def test_a_long_line_of_spaces_is_refused_at_once() -> None:
    raw = sign_mail(compose_mail(body=" " * 80_000 + "\r\n"))
    assert ids(judge(raw)) == ["not-a-strict-mail"]


def test_many_lines_of_spaces_are_read() -> None:
    raw = sign_mail(compose_mail(body=(" " * 990 + "x\r\n") * 200))
    assert dkimpy_accepts(raw)
    assert judge(raw).worth is Level.DOMAIN


@pytest.mark.parametrize(
    "tags", [{"l": ""}, {"i": "x"}, {"b": "A"}, {"bh": "A"}, {"d": "caf\u00e9.example"}, {"t": "\u0661"}]
)
def test_tags_on_which_others_fall_over_are_one_kind_of_problem(tags: Mapping[str, str]) -> None:
    evidence = judge(sign_mail(MAIL, tags=tags))
    assert evidence.level is Level.LINK
    assert ids(evidence)[0] in ("signature-malformed", "body-length")

# SPDX-License-Identifier: Apache-2.0
import base64
import dataclasses
import hashlib
import json
from typing import Any

import pytest

from tallystick.core.errors import Invalid, Refused, TallystickError
from tallystick.core.evidence.header_view import HeaderView, header_view, verify_header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.verdict import MailEvidence, Rejected
from tests.signer import (
    GMAIL,
    PLAIN,
    RECEIVED,
    compose_mail,
    key_record,
    key_records,
    sign_like_gmail,
    sign_like_m365,
    sign_mail,
)
from tests.unit.core.evidence.judged import DOMAIN, ids, judge

MAIL = compose_mail()
RAW = {
    "Microsoft 365": sign_like_m365(MAIL),
    "Gmail, oversigned": sign_like_gmail(MAIL),
    "simple": sign_mail(MAIL, c="simple/simple"),
    "several of one name": sign_mail(
        compose_mail(extra=[("Received", "a"), ("Received", "b")]), h=[*PLAIN, "Received", "Received"]
    ),
}


def view_of(raw: bytes = RAW["Microsoft 365"]) -> HeaderView:
    return header_view(judge(raw))


def check(view: HeaderView) -> MailEvidence:
    return verify_header_view(view, received=RECEIVED, pinned_domain=DOMAIN)


def without_the_body(evidence: MailEvidence) -> dict[str, Any]:
    values = {field.name: getattr(evidence, field.name) for field in dataclasses.fields(evidence)}
    return {name: value for name, value in values.items() if name not in ("unsigned", "body_hash_ok", "problems")}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_the_view_proves_the_same_as_the_mail(raw: bytes) -> None:
    whole = judge(raw)
    view = header_view(whole)
    assert HeaderView.from_json(view.to_json()) == view
    evidence = check(HeaderView.from_json(view.to_json()))
    assert without_the_body(evidence) == without_the_body(whole)
    assert evidence.worth is Level.DOMAIN
    assert evidence.body_hash_ok is None
    assert evidence.unsigned == ()
    assert ids(evidence)[-1] == "body-withheld"


def test_the_json_form() -> None:
    members = json.loads(view_of().to_json())
    assert list(members) == ["digest", "domain", "form", "key_record", "selector", "signature", "signed"]
    assert base64.b64decode(members["signed"][0]) == b"From: Ada <ada@harbourtrust.example>\r\n"
    assert members["key_record"] == key_record()
    digest = members.pop("digest")
    assert digest == hashlib.sha256(json.dumps(members, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_every_single_byte_of_the_json_form_matters(raw: bytes) -> None:
    text = view_of(raw).to_json()
    alternatives = {letter: chr(ord(letter) ^ 1) for letter in set(text)}
    for at, letter in enumerate(text):
        for altered in (alternatives[letter], letter.swapcase(), " ", ""):
            if altered != letter:
                with pytest.raises(TallystickError):
                    check(HeaderView.from_json(text[:at] + altered + text[at + 1 :]))


def resealed(text: str, change: dict[str, Any]) -> str:
    """Return the JSON form with members changed and the digest made to fit, as a forger would."""
    members = {**json.loads(text), **change}
    members.pop("digest")
    packed = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return json.dumps(
        members | {"digest": hashlib.sha256(packed.encode()).hexdigest()}, sort_keys=True, separators=(",", ":")
    )


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def test_a_forger_who_fits_the_digest_still_needs_the_signature() -> None:
    view = view_of()
    subject = view.signed[2].replace(b"DISPUTE", b"CONFIRM")
    changed = resealed(
        view.to_json(), {"signed": [*map(b64, view.signed[:2]), b64(subject), *map(b64, view.signed[3:])]}
    )
    with pytest.raises(Rejected) as refusal:
        check(HeaderView.from_json(changed))
    assert refusal.value.problem.id == "signature-wrong"


UNREADABLE: dict[str, dict[str, Any]] = {
    "signed is no list": {"signed": "x"},
    "signed holds a number": {"signed": [7]},
    "signature is a number": {"signature": 7},
    "domain is nothing": {"domain": None},
    "signature is not base64": {"signature": "????"},
    "signed is not base64": {"signed": ["????"]},
    "signed is base64 with white space": {"signed": [" " + b64(b"From: a@b.example\r\n")]},
    "another form": {"form": "tallystick-header-view-2"},
    "one member more": {"note": "x"},
}


@pytest.mark.parametrize("change", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_views(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        HeaderView.from_json(resealed(view_of().to_json(), change))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        "{}",
        '{"a":',
        "[" * 100_000,
        '{"digest":' + "9" * 5000 + "}",
        "x" * 600_000,
        "\ud800",
        "\x00",
    ],
)
def test_texts_that_are_no_view(text: str) -> None:
    with pytest.raises(Invalid):
        HeaderView.from_json(text)


def test_another_spelling_of_the_same_json() -> None:
    text = view_of().to_json()
    for spelled in (text + "\n", " " + text, json.dumps(json.loads(text)), text.replace("From", "\\u0046rom")):
        if spelled != text:
            with pytest.raises(Invalid):
                HeaderView.from_json(spelled)


def changed(**members: Any) -> HeaderView:
    return dataclasses.replace(view_of(), **members)


SIGNED = view_of().signed
INCONSISTENT = {
    "another domain": changed(domain="northshire.example"),
    "another selector": changed(selector="s2"),
    "a field left out": changed(signed=SIGNED[1:]),
    "a field more": changed(signed=(*SIGNED, b"To: x@y.example\r\n")),
    "a field twice": changed(signed=(SIGNED[0], *SIGNED)),
    "fields in another order": changed(signed=SIGNED[::-1]),
    "no fields": changed(signed=()),
    "another field as the signature": changed(signature=view_of().signature.replace(b"DKIM-", b"DOIM-")),
    "another key": changed(key_record=key_record("rsa-2048/other")),
    "a key that is none": changed(key_record="\ud800"),
    "signature of nothing": changed(signature=b"DKIM-Signature: v=1\r\n"),
}


@pytest.mark.parametrize("view", INCONSISTENT.values(), ids=INCONSISTENT)
def test_views_that_do_not_hold_together(view: HeaderView) -> None:
    with pytest.raises(Rejected):
        check(view)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b.example",
        b"From: a@b.example\n",
        b"From: a\rb\r\n",
        b"From: a\r\nTo: b\r\n",
        b"no field\r\n",
        b"\r\n",
    ],
)
def test_parts_that_are_not_one_field(raw: bytes) -> None:
    with pytest.raises(Invalid):
        check(changed(signed=(raw, *SIGNED[1:])))
    with pytest.raises(Invalid):
        check(changed(signature=raw))


def test_a_singleton_signed_twice_is_refused() -> None:
    # Both Subjects are signed, so the signature would hold: which one was meant would be open.
    twice = MAIL.replace(b"Subject:", b"Subject: x\r\nSubject:")
    raw = sign_mail(twice, h=[*PLAIN, "Subject"])
    head = raw.partition(b"\r\n\r\n")[0] + b"\r\n"
    fields = {line.partition(b":")[0].lower(): line + b"\r\n" for line in head.split(b"\r\n") if b": " in line}
    signed = [fields[name.lower().encode()] for name in PLAIN] + [b"Subject: x\r\n"]
    signature = head[: head.index(b"\r\nFrom: ") + 2]
    with pytest.raises(Rejected) as refusal:
        check(HeaderView(tuple(signed), signature, key_record(), DOMAIN, "s1"))
    assert refusal.value.problem.id == "view-inconsistent"


def test_a_view_of_too_few_fields_is_refused() -> None:
    raw = sign_mail(b"\r\n".join(line for line in MAIL.split(b"\r\n") if not line.startswith(b"Date:")))
    parts = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    fields = {line.partition(b":")[0].lower(): line + b"\r\n" for line in parts if b": " in line}
    signed = tuple(fields[name.lower().encode()] for name in PLAIN if name.lower().encode() in fields)
    signature = raw[: raw.index(b"\r\nFrom: ") + 2]
    with pytest.raises(Rejected) as refusal:
        check(HeaderView(signed, signature, key_record(), DOMAIN, "s1"))
    assert refusal.value.problem.id == "field-missing"


def test_an_expired_view_is_judged_at_the_recorded_receipt() -> None:
    view = view_of(sign_like_gmail(MAIL))
    assert "x=" in view.signature.decode()
    assert check(view).worth is Level.DOMAIN
    assert [name.lower() for name, _ in check(view).signed] == list(GMAIL[:6])


def test_marks_among_the_signed_fields_are_still_seen() -> None:
    raw = sign_mail(compose_mail(extra=[("Auto-Submitted", "auto-replied")]), h=[*PLAIN, "Auto-Submitted"])
    assert check(view_of(raw)).worth is Level.SENT


def test_the_contact_of_a_mailbox_is_compared() -> None:
    raw = sign_mail(compose_mail(sender="trust@gmail.com"), domain="gmail.com")
    view = header_view(judge(raw, keys=key_records(domain="gmail.com")))
    for contact, level in (("trust@gmail.com", Level.MAILBOX), ("other@gmail.com", Level.LINK)):
        assert verify_header_view(view, received=RECEIVED, pinned_domain=DOMAIN, contact=contact).level is level


def test_a_mail_without_a_good_signature_has_no_view() -> None:
    with pytest.raises(Refused, match="No signature"):
        header_view(judge(MAIL))

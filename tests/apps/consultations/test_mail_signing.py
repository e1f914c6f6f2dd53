# SPDX-License-Identifier: Apache-2.0
"""Our own mails are signed so that independent verifiers, and our own strict one, accept them."""

import base64
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from tallystick.apps.consultations.mail import signing
from tallystick.core.errors import Invalid
from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import RequestSent
from tests.apps.consultations.mailroom import MailRoom, open_mail_room
from tests.signer import compose_mail, key_record, private_key

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
_OWNER = "tallystick._domainkey.record.example"


def _pem(key: RSAPrivateKey | Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _signed(raw: bytes, *, key: str) -> bytes:
    made = private_key(key)
    return signing.sign(raw, key=made, domain="record.example", selector="tallystick", now=NOW)


_AWKWARD = compose_mail(
    sender="The record <answers@record.example>",
    subject="A subject\r\n that is folded,\r\n\ttwice",
    body="trailing blanks   \r\n\ttabs\t\tinside\r\n\r\n\r\n",
    extra=[("Reply-To", "answers@record.example"), ("X-Other", "left alone")],
    date=NOW,
)


def test_an_independent_verifier_accepts_it_and_refuses_it_when_changed() -> None:
    raw = _signed(_AWKWARD, key="rsa-2048")
    record = key_record("rsa-2048").encode()

    def look_up(name: bytes, timeout: int = 5) -> bytes | None:
        return record if name.decode().rstrip(".") == _OWNER else None

    assert dkim.verify(raw, dnsfunc=look_up)
    assert not dkim.verify(raw.replace(b"tabs", b"tubs"), dnsfunc=look_up)
    assert not dkim.verify(b"Subject: Another\r\n" + raw, dnsfunc=look_up), "the Subject is signed once more than it is"
    assert not dkim.verify(b"From: eve@elsewhere.example\r\n" + raw, dnsfunc=look_up)


@pytest.mark.parametrize("key", ["rsa-2048", "ed25519"])
def test_our_own_strict_verifier_accepts_it(key: str) -> None:
    raw = _signed(_AWKWARD, key=key)
    seen = verify(raw, keys={_OWNER: [key_record(key)]}, received=NOW, pinned_domain="record.example")
    assert seen.level is Level.DOMAIN
    assert "X-Other" in seen.unsigned
    assert all(len(line) <= 78 for line in raw.partition(b"From:")[0].split(b"\r\n"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        _pem(ec.generate_private_key(ec.SECP256R1())),
        generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )[:-200],
    ],
    ids=["empty", "text", "elliptic curve", "cut off"],
)
def test_a_key_file_without_a_usable_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dkim.pem"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        signing.read_key(path)


def test_a_key_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        signing.read_key(tmp_path)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["rsa-2048", "ed25519"])
def test_with_a_key_in_the_instance_every_mail_goes_out_signed(room: MailRoom, settings: Settings, key: str) -> None:
    made = private_key(key)
    (Path(settings.KEY_DIR) / "dkim.pem").write_bytes(_pem(made))
    room.settle()
    room.work()
    ((_, _, raw),) = room.postbox.mails
    (sent,) = room.facts(RequestSent)
    assert expect(sent.fact, RequestSent).signed is True
    seen = verify(raw, keys={_OWNER: [key_record(key)]}, received=room.now, pinned_domain="record.example")
    assert seen.level is Level.DOMAIN
    assert {name.lower() for name, _ in seen.signed} >= {"from", "to", "subject", "date", "message-id", "reply-to"}
    assert base64.b64decode(key_record(key).rpartition("p=")[2])

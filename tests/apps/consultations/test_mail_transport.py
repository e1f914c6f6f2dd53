# SPDX-License-Identifier: Apache-2.0
"""Mail leaves over TLS and with a password where that is asked for, never to a server that cannot show who it is."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from tallystick.apps.consultations.mail.transport import Handed, hand_over
from tests.apps.consultations.mailroom import Postbox
from tests.rigs.tools import free_port

_RAW = b"Subject: x\r\n\r\n.a dot\r\nFrom the start   \r\n"


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    path = folder / "server.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return _certificate(tmp_path)


@pytest.fixture
def postbox(settings: Settings, certificate: Path) -> Iterator[Postbox]:
    """A mail server that takes mail only over TLS and with the password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"tally", b"a password"))

    box = Postbox()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        decode_data=False,
        server_hostname="mx",
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=known,
    )
    controller.start()
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_STARTTLS = "127.0.0.1", controller.port, True
    settings.SMTP_USER, settings.SMTP_PASSWORD = "tally", "a password"
    yield box
    controller.stop()


def _send() -> object:
    return hand_over(raw=_RAW, envelope_from="bounces@record.example", recipients=["office@harbourtrust.example"])


def test_exact_bytes_leave_over_tls_and_the_reply_is_remembered(
    postbox: Postbox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert _send() == Handed(reply="250 2.0.0 queued as 1")
    assert postbox.mails == [("bounces@record.example", ["office@harbourtrust.example"], _RAW)]


def test_a_server_whose_certificate_nobody_vouches_for_gets_neither_password_nor_mail(postbox: Postbox) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        _send()
    assert not postbox.mails


def test_a_server_without_tls_is_not_spoken_to_in_the_clear(settings: Settings) -> None:
    controller = Controller(Postbox(), hostname="127.0.0.1", port=free_port(), server_hostname="mx")
    controller.start()
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_STARTTLS = "127.0.0.1", controller.port, True
    try:
        with pytest.raises(OSError, match="STARTTLS"):
            _send()
    finally:
        controller.stop()

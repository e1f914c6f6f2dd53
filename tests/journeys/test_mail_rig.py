# SPDX-License-Identifier: Apache-2.0
"""The mail rig itself: what it signs is a real signature, and what it delivers is what was sent."""

import base64
import contextlib
import email
import email.policy
from pathlib import Path

import dkim
import dns.resolver
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.rigs.dns import name_server
from tests.rigs.mail import SigningKey, mail_server
from tests.rigs.mailbox import Mailbox
from tests.rigs.tools import listens

pytestmark = pytest.mark.servers

_SENDER = "director@harbourtrust.example"
_RECIPIENT = "answers@record.northshire.example"
# Lines that mail software likes to change: a dot, a From, trailing blanks, a tab, no ASCII.
_RAW = (
    b"From: Harbour Trust <director@harbourtrust.example>\r\n"
    b"To: answers@record.northshire.example\r\n"
    b"Subject: DISPUTE TS-1 ABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n"
    b"Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@harbourtrust.example>\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n"
    b"\r\n"
    b"We were never asked.\r\n"
    b".a line that starts with a dot\r\n"
    b"From the start, with blanks at the end   \r\n"
    b"\ta tab, and Stra\xc3\x9fe\r\n"
)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def signing_key(key) -> SigningKey:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return SigningKey(domain="harbourtrust.example", selector="tide", private_key=pem)


@pytest.fixture(scope="module")
def key_record(key) -> str:
    der = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return "v=DKIM1; k=rsa; p=" + base64.b64encode(der).decode("ascii")


def test_signed_mail_arrives_byte_for_byte_and_verifies_with_the_key_from_dns(signing_key, key_record):
    owner = "tide._domainkey.harbourtrust.example"
    with (
        Mailbox(known=_RECIPIENT).open() as mailbox,
        mail_server(deliver={"record.northshire.example": mailbox.port}, sign=[signing_key]) as server,
        name_server(txt={owner: [key_record]}) as dns_port,
    ):
        server.submit(_RAW, sender=_SENDER, recipients=[_RECIPIENT])
        received = mailbox.received.get(timeout=20)
        assert received.endswith(_RAW)
        assert dkim.verify(received, dnsfunc=_resolver(dns_port))
        # The judge must be able to say no.
        assert not dkim.verify(received.replace(b"never asked", b"asked twice"), dnsfunc=_resolver(dns_port))


def test_mail_of_a_domain_without_a_key_arrives_unsigned(signing_key):
    with (
        Mailbox(known=_RECIPIENT).open() as mailbox,
        mail_server(deliver={"record.northshire.example": mailbox.port}, sign=[signing_key]) as server,
    ):
        raw = _RAW.replace(b"harbourtrust.example", b"elsewhere.example")
        server.submit(raw, sender="someone@elsewhere.example", recipients=[_RECIPIENT])
        received = mailbox.received.get(timeout=20)
    assert received.endswith(raw)
    assert b"DKIM-Signature" not in received


def test_refused_recipient_comes_back_as_a_failure_report():
    with (
        Mailbox(known=_SENDER).open() as sender,
        Mailbox(known="nobody@nowhere.example").open() as organisation,
        mail_server(
            deliver={"harbourtrust.example": sender.port, "record.northshire.example": organisation.port}
        ) as server,
    ):
        server.submit(_RAW, sender=_SENDER, recipients=[_RECIPIENT])
        report = email.message_from_bytes(sender.received.get(timeout=20), policy=email.policy.default)
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    _whole_mail, one_recipient = list(report.iter_parts())[1].get_payload()
    assert one_recipient["Action"] == "failed"
    assert one_recipient["Status"] == "5.1.1"
    assert one_recipient["Final-Recipient"] == f"rfc822; {_RECIPIENT}"


def test_rig_leaves_nothing_behind(signing_key):
    with mail_server(deliver={}, sign=[signing_key]) as server, name_server(txt={}) as dns_port:
        assert {"master", "qmgr", "opendkim"} <= _processes_of(server.folder)
    assert not _processes_of(server.folder)
    assert not listens(server.smtp_port)
    assert not listens(dns_port)
    assert not server.folder.exists()


def test_name_server_answers_what_it_was_told_and_nothing_else():
    long_text = "x" * 600
    with name_server(
        txt={"long.example": [long_text], "two.example": ["first", "second"]},
        mx={"harbourtrust.example": "mx.harbourtrust.example"},
    ) as port:
        resolver = _dns(port)
        assert [b"".join(answer.strings).decode() for answer in resolver.resolve("long.example", "TXT")] == [long_text]
        assert len(resolver.resolve("two.example", "TXT")) == 2
        assert str(resolver.resolve("harbourtrust.example", "MX")[0].exchange) == "mx.harbourtrust.example."
        with pytest.raises(dns.resolver.NXDOMAIN):
            resolver.resolve("unknown.example", "TXT")


def _dns(port: int) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    return resolver


def _resolver(port: int):
    def look_up(name: bytes, timeout: int = 5) -> bytes:
        answer = _dns(port).resolve(name.decode("ascii"), "TXT", lifetime=timeout)
        return b"".join(answer[0].strings)

    return look_up


def _processes_of(folder: Path) -> set[str]:
    """Return the names of the processes that were started with this folder as an argument or in their environment."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            if str(folder).encode() in told:
                found.add((process / "comm").read_text().strip())
    return found

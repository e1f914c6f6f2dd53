# SPDX-License-Identifier: Apache-2.0
"""The LMTP listener: exact bytes, stored before the mail server is told; strangers are turned away at RCPT."""

import smtplib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tallystick.apps.consultations.mail import addresses, lmtp
from tallystick.apps.consultations.models import InboundMail
from tallystick.core.errors import Unavailable
from tests.apps.consultations.mailroom import ANSWERS, SENDER, MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)
_RAW = (
    b"From: Director <director@harbourtrust.example>\r\n"
    b"Subject: Hello\r\n"
    b"\r\n"
    b".a line that starts with a dot\r\n"
    b"..two\r\n"
    b"From the start, with blanks at the end   \r\n"
    b"\ta tab, and Stra\xc3\x9fe \xff\r\n"
)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    settings.MAX_MAIL_BYTES = 20_000
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def connected(room: MailRoom) -> Iterator[smtplib.LMTP]:
    with smtplib.LMTP("127.0.0.1", room.lmtp_port, local_hostname="mx.example", timeout=20) as client:
        client.ehlo()
        yield client


def test_the_bytes_are_stored_exactly_as_they_arrived(room: MailRoom) -> None:
    room.deliver(_RAW)
    row = InboundMail.objects.get()
    assert bytes(row.raw) == _RAW
    assert (row.envelope_from, row.recipient, row.channel) == (SENDER, ANSWERS, "mail")
    assert (row.received_at, row.read_at) == (room.now, None)


@pytest.mark.parametrize(
    "recipient",
    [
        "postmaster@record.example",
        "answers@elsewhere.example",
        "bounces+ts-1001.00000000000000000000@record.example",
        "answers+more@record.example",
    ],
)
def test_an_unknown_recipient_is_turned_away_before_the_mail_is_sent(room: MailRoom, recipient: str) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        room.deliver(_RAW, to=recipient)
    code, text = refused.value.recipients[recipient]
    assert (code, text[:5]) == (550, b"5.1.1")
    assert not InboundMail.objects.exists()


def test_our_own_bounce_address_is_known(room: MailRoom) -> None:
    room.deliver(_RAW, to=addresses.bounce_address(reference="TS-1001").upper(), sender="")
    assert InboundMail.objects.get().envelope_from == ""


def test_one_recipient_at_a_time(connected: smtplib.LMTP) -> None:
    connected.mail(SENDER)
    assert connected.rcpt(ANSWERS)[0] == 250
    assert connected.rcpt(addresses.bounce_address(reference="TS-1001"))[0] == 452


def test_a_mail_that_is_too_large_is_refused_whether_or_not_its_size_was_told(connected: smtplib.LMTP) -> None:
    assert connected.mail(SENDER, ["SIZE=20001"])[0] == 552
    connected.rset()
    connected.mail(SENDER)
    connected.rcpt(ANSWERS)
    code, _ = connected.data(b"Subject: x\r\n\r\n" + b"x" * 78 * 300 + b"\r\n")
    assert code in (500, 552)
    connected.mail(SENDER)
    connected.rcpt(ANSWERS)
    assert connected.data(b"Subject: x\r\n\r\n" + b"many lines\r\n" * 2000)[0] == 552
    assert not InboundMail.objects.exists()


def test_a_line_that_is_too_long_is_refused(connected: smtplib.LMTP) -> None:
    connected.mail(SENDER)
    connected.rcpt(ANSWERS)
    assert connected.data(b"Subject: x\r\n\r\n" + b"x" * 5000 + b"\r\n")[0] == 500
    assert not InboundMail.objects.exists()


def test_a_bare_line_feed_cannot_end_a_mail(connected: smtplib.LMTP) -> None:
    smuggled = b"Subject: one\r\n\r\nfirst\r\n\n.\nMAIL FROM:<eve@elsewhere.example>\nDATA\nSubject: two\r\n"
    connected.mail(SENDER)
    connected.rcpt(ANSWERS)
    assert connected.docmd("DATA")[0] == 354
    connected.send(smuggled + b".\r\n")
    assert connected.getreply()[0] == 250
    assert bytes(InboundMail.objects.get().raw) == smuggled


def test_a_database_that_takes_nothing_makes_the_mail_server_keep_the_mail(room: MailRoom) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE consultations_inboundmail RENAME TO gone")
    try:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            room.deliver(_RAW)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO consultations_inboundmail")
    assert refused.value.smtp_code == 451
    room.deliver(_RAW)
    assert InboundMail.objects.count() == 1


def test_an_envelope_sender_that_is_no_text_does_not_make_the_mail_bounce_for_ever(connected: smtplib.LMTP) -> None:
    assert connected.docmd("MAIL", "FROM:<a@harbourtrust.example> SMTPUTF8")[0] == 250
    connected.rset()
    connected.send(b"MAIL FROM:<\xff@harbourtrust.example> SMTPUTF8\r\n")
    assert connected.getreply()[0] == 250
    connected.rcpt(ANSWERS)
    assert connected.data(_RAW)[0] == 250
    assert InboundMail.objects.get().envelope_from == "?@harbourtrust.example"


def test_too_many_connections_are_told_to_come_back(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "MOST_CONNECTIONS", 1)
    with smtplib.LMTP("127.0.0.1", room.lmtp_port, local_hostname="mx.example", timeout=20) as first:
        first.ehlo()
        with socket.create_connection(("127.0.0.1", room.lmtp_port), timeout=20) as second:
            assert second.recv(100).startswith(b"421 4.3.2")
            assert second.recv(100) == b""
        assert first.noop()[0] == 250
    room.deliver(_RAW)


def test_a_second_listener_at_the_same_address_says_so(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIOSMTPD_CONTROLLER_TIMEOUT", "0.5")
    second = lmtp.Intake(host="127.0.0.1", port=room.lmtp_port, clock=room.clock)
    with pytest.raises(Unavailable, match="cannot be taken at"):
        second.start()


def test_a_connection_that_ends_in_the_middle_of_a_mail_leaves_nothing(room: MailRoom) -> None:
    with socket.create_connection(("127.0.0.1", room.lmtp_port), timeout=20) as client:
        client.recv(500)
        for line in (b"LHLO mx.example", b"MAIL FROM:<a@b.example>", f"RCPT TO:<{ANSWERS}>".encode(), b"DATA"):
            client.sendall(line + b"\r\n")
            client.recv(1000)
        client.sendall(b"Subject: half a mail\r\n\r\nWe")
    room.deliver(_RAW)
    assert [bytes(row.raw) for row in InboundMail.objects.all()] == [_RAW]

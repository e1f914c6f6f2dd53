# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence.dsn import DeliveryStatus, read_dsn

ABOUT = (
    "Reporting-MTA: dns; mx.record.northshire.example\r\nOriginal-Envelope-Id: TS-1234.1\r\n"
    "Arrival-Date: Mon, 2 Nov 2026 09:30:00 +0000\r\n"
)
FAILED = (
    "Final-Recipient: rfc822; info@harbourtrust.example\r\nOriginal-Recipient: rfc822;Info@HarbourTrust.example\r\n"
    "Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.harbourtrust.example\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <info@harbourtrust.example>:\r\n    Recipient address rejected\r\n"
)
WITNESS = "Final-Recipient: rfc822; witness@oversight.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n"
TOP = "From: MAILER-DAEMON@record.northshire.example\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
KIND = 'multipart/report; report-type=delivery-status;\r\n\tboundary="=_x/1"'


def dsn(
    about: str = ABOUT, *blocks: str, kind: str = KIND, part: str = "Content-Type: message/delivery-status\r\n"
) -> bytes:
    status = "\r\n".join((about, *(blocks or (FAILED,))))
    text = "--=_x/1\r\nContent-Description: Notification\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\r\n"
    copy = "--=_x/1\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\n\r\nhello\r\n"
    body = f"This is a report.\r\n\r\n{text}--=_x/1 \r\n{part}\r\n{status}\r\n{copy}\r\n--=_x/1--\r\n"
    return f"{TOP}Content-Type: {kind}\r\n\r\n{body}".encode()


def test_a_failed_delivery() -> None:
    assert read_dsn(dsn()) == DeliveryStatus(
        action="failed",
        status="5.1.1",
        final_recipient="info@harbourtrust.example",
        original_envelope_id="TS-1234.1",
        reporting_mta="mx.record.northshire.example",
        diagnostic="550 5.1.1 <info@harbourtrust.example>: Recipient address rejected",
    )


def test_a_delivery_with_the_least_that_is_needed() -> None:
    status = read_dsn(dsn("Reporting-MTA: dns;mx.example\r\n", WITNESS))
    assert (status.action, status.status) == ("delivered", "2.0.0")
    assert (status.original_envelope_id, status.diagnostic) == (None, None)


@pytest.mark.parametrize(
    "recipient", ["info@harbourtrust.example", "INFO@harbourtrust.example", "info@HarbourTrust.example"]
)
def test_one_of_several_recipients(recipient: str) -> None:
    assert read_dsn(dsn(ABOUT, WITNESS, FAILED), recipient=recipient).action == "failed"


def test_the_witness_not_reached_is_not_the_organisation_not_reached() -> None:
    assert read_dsn(dsn(ABOUT, WITNESS, FAILED), recipient="witness@oversight.example").action == "delivered"
    with pytest.raises(Invalid, match="2 matching recipients"):
        read_dsn(dsn(ABOUT, WITNESS, FAILED))
    with pytest.raises(Invalid, match="0 matching recipients"):
        read_dsn(dsn(), recipient="ada@harbourtrust.example")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("Status: 5.1.1", "Status: 5.1.1 (no such user)"), ("failed", "5.1.1")),
        (("Status: 5.1.1", "Status: 4.4.7"), ("failed", "4.4.7")),
        (("Action: failed\r\nStatus: 5.1.1", "Action: Delayed\r\nStatus: 4.4.1"), ("delayed", "4.4.1")),
        (("Action: failed\r\nStatus: 5.1.1", "Action: relayed\r\nStatus: 2.1.5"), ("relayed", "2.1.5")),
        (("Action: failed\r\nStatus: 5.1.1", "Action: expanded\r\nStatus: 2.1.5"), ("expanded", "2.1.5")),
    ],
)
def test_actions_and_their_codes(change: tuple[str, str], expected: tuple[str, str]) -> None:
    status = read_dsn(dsn(ABOUT, FAILED.replace(*change)))
    assert (status.action, status.status) == expected


MALFORMED_FIELDS = {
    "no Final-Recipient": ("Final-Recipient: rfc822; info@harbourtrust.example\r\n", ""),
    "empty Final-Recipient": ("Final-Recipient: rfc822; info@harbourtrust.example", "Final-Recipient:"),
    "Final-Recipient without a type": ("Final-Recipient: rfc822; ", "Final-Recipient: "),
    "Final-Recipient of another type": ("Final-Recipient: rfc822; ", "Final-Recipient: x400; "),
    "two Final-Recipients": ("Action: failed", "Final-Recipient: rfc822; x@y.example\r\nAction: failed"),
    "no Action": ("Action: failed\r\n", ""),
    "unknown Action": ("Action: failed", "Action: lost"),
    "two Actions": ("Action: failed", "Action: failed\r\nAction: delivered"),
    "no Status": ("Status: 5.1.1\r\n", ""),
    "Status of three words": ("Status: 5.1.1", "Status: it did not work"),
    "Status of another class": ("Status: 5.1.1", "Status: 3.1.1"),
    "Status too long": ("Status: 5.1.1", "Status: 5.1.1000"),
    "Status contradicts Action": ("Status: 5.1.1", "Status: 2.0.0"),
    "Action contradicts Status": ("Action: failed", "Action: delayed"),
    "Diagnostic-Code without a type": ("Diagnostic-Code: smtp; 550", "Diagnostic-Code: 550"),
    "not a field": ("Action: failed", "Action failed"),
    "no Reporting-MTA": ("Reporting-MTA: dns; mx.record.northshire.example\r\n", ""),
    "Reporting-MTA of another type": ("Reporting-MTA: dns;", "Reporting-MTA: x-local;"),
    "two Original-Envelope-Ids": (
        "Original-Envelope-Id: TS-1234.1",
        "Original-Envelope-Id: a\r\nOriginal-Envelope-Id: b",
    ),
}


@pytest.mark.parametrize(("found", "put"), MALFORMED_FIELDS.values(), ids=MALFORMED_FIELDS)
def test_malformed_fields(found: str, put: str) -> None:
    raw = dsn().replace(found.encode(), put.encode())
    assert raw != dsn()
    with pytest.raises(Invalid) as fault:
        read_dsn(raw)
    assert fault.value.rule
    assert fault.value.next_step


MALFORMED_MAILS = {
    "not a strict mail": dsn().replace(b"\r\n", b"\n"),
    "no Content-Type": dsn().replace(b"Content-Type: multipart/report", b"X-Was: multipart/report"),
    "two Content-Types": b"Content-Type: text/plain\r\n" + dsn(),
    "another type": dsn(kind='multipart/mixed; report-type=delivery-status; boundary="=_x/1"'),
    "a type that is none": dsn(kind="report"),
    "another report": dsn(kind='multipart/report; report-type=disposition-notification; boundary="=_x/1"'),
    "no report type": dsn(kind='multipart/report; boundary="=_x/1"'),
    "no boundary": dsn(kind="multipart/report; report-type=delivery-status"),
    "empty boundary": dsn(kind='multipart/report; report-type=delivery-status; boundary=""'),
    "boundary too long": dsn(kind=f'multipart/report; report-type=delivery-status; boundary="{"x" * 71}"'),
    "boundary given twice": dsn(kind='multipart/report; report-type=delivery-status; boundary="=_x/1"; boundary="y"'),
    "another boundary": dsn(kind='multipart/report; report-type=delivery-status; boundary="y"'),
    "parts not closed": dsn().replace(b"--=_x/1--", b"--=_x/1"),
    "boundary line with other text": dsn().replace(b"--=_x/1 \r\n", b"--=_x/1 x\r\n"),
    "boundary line is the prefix of another": dsn().replace(b"--=_x/1 \r\n", b"--=_x/11\r\n"),
    "boundary line cut off": dsn().replace(b"--=_x/1 \r\n", b"--=_x/1\r\n--=_x/1\r\n--=_x/1"),
    "too many parts": dsn().replace(b"--=_x/1 \r\n", b"--=_x/1\r\n\r\n\r\n" * 20 + b"--=_x/1\r\n"),
    "no status part": dsn(part="Content-Type: text/plain\r\n"),
    "two status parts": dsn().replace(b"message/rfc822", b"message/delivery-status"),
    "status part encoded": dsn(part="Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n"),
    "part without a header": dsn(part=""),
    "no recipient": dsn(ABOUT, ""),
    "too many recipients": dsn(ABOUT, *[WITNESS] * 51),
    "broken part header": dsn(part="Content-Type message/delivery-status\r\n"),
    "too large": dsn() + b"x\r\n" * 700_000,
}


@pytest.mark.parametrize("raw", MALFORMED_MAILS.values(), ids=MALFORMED_MAILS)
def test_mails_that_are_no_report(raw: bytes) -> None:
    with pytest.raises(Invalid):
        read_dsn(raw)


def test_a_status_part_with_its_encoding_named() -> None:
    part = "Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: 7BIT\r\n"
    assert read_dsn(dsn(part=part)).action == "failed"


def test_a_part_of_nothing_but_a_body() -> None:
    raw = dsn().replace(b"Content-Description: Notification\r\nContent-Type: text/plain\r\n", b"")
    assert read_dsn(raw).action == "failed"


@given(st.data())
def test_any_change_is_read_or_refused(data: st.DataObject) -> None:
    raw = dsn()
    at = data.draw(st.integers(0, len(raw)))
    put = data.draw(st.sampled_from([b"", b";", b"\r\n", b" ", b":", b"--=_x/1", b'"', b"x", b"\xff"]))
    cut = data.draw(st.integers(0, 40))
    try:
        status = read_dsn(raw[:at] + put + raw[at + cut :])
    except Invalid:
        return
    assert status.action in ("failed", "delayed", "delivered", "relayed", "expanded")

# SPDX-License-Identifier: Apache-2.0
import pytest

from tallystick.core.evidence.auto import classify
from tallystick.core.evidence.message import read_fields

MARKS = {
    "Auto-Submitted: auto-replied": "out-of-office",
    "Auto-Submitted: auto-generated (by a rule)": "out-of-office",
    "Auto-Submitted: AUTO-NOTIFIED; owner=x": "out-of-office",
    "Auto-Submitted:": "out-of-office",
    "Auto-Submitted: nothing": "out-of-office",
    "Auto-Submitted: no": None,
    "Auto-Submitted: No (a person)": None,
    "auto-submitted: no; x=y": None,
    "Precedence: bulk": "bulk",
    "Precedence: junk": "bulk",
    "Precedence: LIST": "list",
    "Precedence: auto_reply": "out-of-office",
    "Precedence: first-class": None,
    "List-Id: <news.harbourtrust.example>": "list",
    "LIST-Unsubscribe: <mailto:x@y.example>": "list",
    "List-Anything-New: x": "list",
    "X-Autoreply: yes": "out-of-office",
    "X-Autorespond: x": "out-of-office",
    "Return-Path: <>": "bounce",
    "Return-Path: < >": "bounce",
    "Return-Path: <ada@harbourtrust.example>": None,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="x"': "bounce",
    "Content-Type: MESSAGE/delivery-status": "bounce",
    "Content-Type: text/plain": None,
    "X-Auto-Response-Suppress: All": None,
    "Listening-To: music": None,
}


@pytest.mark.parametrize(("line", "kind"), MARKS.items())
def test_marks_of_automatic_mail(line: str, kind: str | None) -> None:
    assert classify(read_fields(f"From: a@b.example\r\n{line}\r\n".encode())) == kind


@pytest.mark.parametrize(
    ("sender", "kind"), [("", "bounce"), ("<>", "bounce"), (" ", "bounce"), ("a@b.example", None), (None, None)]
)
def test_the_null_sender(sender: str | None, kind: str | None) -> None:
    assert classify(read_fields(b"From: a@b.example\r\n"), envelope_sender=sender) == kind


def test_the_gravest_mark_is_named() -> None:
    marks = b"Precedence: bulk\r\nAuto-Submitted: auto-replied\r\nList-Id: x\r\nReturn-Path: <>\r\n"
    lines = marks.split(b"\r\n")
    for count, kind in ((1, "bulk"), (2, "out-of-office"), (3, "list"), (4, "bounce")):
        assert classify(read_fields(b"\r\n".join(lines[:count]) + b"\r\n")) == kind

# SPDX-License-Identifier: Apache-2.0
import base64
import random

import pytest

from tallystick.core.evidence import reply
from tallystick.core.evidence.reply import MARKER, words
from tests.signer import compose_mail, sign_mail

BELOW = f"\r\n{MARKER}\r\nThe statement as it was put.\r\n"


def mail(body: str | bytes, kind: str = 'text/plain; charset="utf-8"', extra: str = "") -> bytes:
    raw = body if isinstance(body, bytes) else body.encode()
    return f"From: ada@harbourtrust.example\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + raw


SHOWN = {
    "plain": (mail("We were never asked." + BELOW), "We were never asked."),
    "several lines": (mail("One.\r\n\r\nTwo. \r\n" + BELOW), "One.\n\nTwo."),
    "quoted lines are cut": (mail("> asked\r\nNo.\r\n > asked too\r\n" + BELOW), "No."),
    "quoted marker": (mail(f"No.\r\n> > {MARKER}\r\n> text\r\n"), "No."),
    "line feeds only": (mail(f"No.\n{MARKER}\n"), "No."),
    "not ASCII": (mail("Caf\u00e9." + BELOW), "Caf\u00e9."),
    "no charset": (mail("Caf\u00e9." + BELOW, "text/plain"), "Caf\u00e9."),
    "Windows": (
        mail(("Caf\u00e9 \u2013." + BELOW).encode("cp1252"), "text/plain; charset=Windows-1252"),
        "Caf\u00e9 \u2013.",
    ),
    "Latin": (mail(("Caf\u00e9." + BELOW).encode("latin-1"), "text/plain; charset=iso-8859-1"), "Caf\u00e9."),
    "wrong charset": (mail(b"Caf\xe9." + BELOW.encode()), "Caf\ufffd."),
    "unknown charset": (mail("No." + BELOW, "text/plain; charset=nonsense"), "No."),
    "a codec that is no charset": (mail("No." + BELOW, "text/plain; charset=zlib"), "No."),
    "quoted-printable": (
        mail("Caf=C3=A9=\r\n." + BELOW, extra="Content-Transfer-Encoding: quoted-printable\r\n"),
        "Caf\u00e9.",
    ),
    "base64": (
        mail(base64.encodebytes(("No." + BELOW).encode()), extra="Content-Transfer-Encoding: base64\r\n"),
        "No.",
    ),
    "first plain part": (
        mail(
            "--x\r\nContent-Type: text/html\r\n\r\n<p>Yes.</p>\r\n"
            f"--x\r\nContent-Type: text/plain\r\n\r\nNo.{BELOW}\r\n--x--\r\n",
            'multipart/alternative; boundary="x"',
        ),
        "No.",
    ),
    "several parts announced, none there": (mail("No." + BELOW, 'text/plain; boundary="x"'), "No."),
    "control characters": (mail("N\x1b[2Jo\u202e.\x07" + BELOW), "N[2Jo."),
    "cut at the limit": (mail("x" * 30_000 + BELOW), "x" * reply.MAX_WORDS),
}


@pytest.mark.parametrize(("raw", "text"), SHOWN.values(), ids=SHOWN)
def test_words_above_the_marker(raw: bytes, text: str) -> None:
    assert words(raw) == text


NOTHING = {
    "no marker": mail("We were never asked.\r\n"),
    "marker inside a line": mail(f"No. {MARKER}\r\n"),
    "nothing above": mail(BELOW),
    "only quoted lines above": mail("> asked\r\n" + BELOW),
    "only HTML": mail("<p>No.</p>" + BELOW, "text/html"),
    "no text part": mail("--x\r\nContent-Type: image/png\r\n\r\n\r\n--x--\r\n", 'multipart/mixed; boundary="x"'),
    "too large": mail("No." + BELOW + "x\r\n" * 400_000),
    "too deep": mail("No." + BELOW, "multipart/mixed; boundary=a" + "; boundary=a" * 20),
    "mails within mails": mail("Content-Type: message/rfc822\r\n\r\n" * 400 + "No." + BELOW, "message/rfc822"),
    "empty": b"",
}


@pytest.mark.parametrize("raw", NOTHING.values(), ids=NOTHING)
def test_nothing_to_show(raw: bytes) -> None:
    assert words(raw) is None


def test_no_bytes_make_it_fail() -> None:
    source = random.Random(2026)  # noqa: S311 - the same bytes in every run
    seeds = [raw for raw, _ in SHOWN.values() if len(raw) < 5000] + [sign_mail(compose_mail(body="No." + BELOW))]
    bits = [
        b"Content-Type: ",
        b"charset=",
        b"boundary=",
        b"\r\n",
        b"--x",
        b"=?utf-8?",
        b"\xff\xfe",
        b"*0*=",
        b";",
        b"\x00",
        b'"',
    ]
    for _ in range(3000):
        raw = bytearray(source.choice(seeds))
        for _ in range(source.randrange(1, 6)):
            at = source.randrange(len(raw))
            raw[at : at + source.randrange(4)] = source.choice(bits)
        assert isinstance(words(bytes(raw)), str | None)

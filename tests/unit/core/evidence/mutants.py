# SPDX-License-Identifier: Apache-2.0
"""Signed mails, and an endless supply of altered copies of them: the same ones in every run.

A mutant is made by one to three alterations of a kind that an attacker, a gateway or a broken program could make: bits
and bytes, spans, whole fields doubled, moved, forged or taken from another mail, white space, and the tags of the
signature itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tests.signer import CODE, GMAIL, PLAIN, compose_mail, key_records, sign_like_gmail, sign_like_m365, sign_mail

OTHER_CODE = CODE[::-1].translate(str.maketrans("01", "AB"))
NAMES = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "Sender", "Content-Type", "MIME-Version")
NAMES += ("DKIM-Signature", "Received", "List-Id", "Auto-Submitted", "In-Reply-To", "X-Note")
VALUES = (
    f"CONFIRM TS-1234 {CODE}",
    f"DISPUTE TS-1234 {OTHER_CODE}",
    f"Re: CORRECT TS-9 {CODE}",
    "Bea <bea@oversight.example>",
    "ada@harbourtrust.example, bea@oversight.example",
    "Thu, 1 Jan 2026 00:00:00 +0000",
    "<two.2026@mail.harbourtrust.example>",
    'multipart/mixed; boundary="x"',
    "no",
    "",
    "\r\n\tfolded",
)
BYTES = b"\x00\t\n\r !\"'(),-.0:;<=>@AZ[\\]_az{|}~\x7f\x80\xff"
TAGS = ("v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x", "z", "n", "darn")
TAG_VALUES = ("", "1", "2", "rsa-sha1", "rsa-sha256", "ed25519-sha256", "simple", "relaxed/simple", "relaxed/relaxed")
TAG_VALUES += ("harbourtrust.example", "oversight.example", "example", "mail.harbourtrust.example", "@x.example", "s1")
TAG_VALUES += (
    "0",
    "5",
    "9999999999999",
    "1793611800",
    "dns/txt",
    "AAAA",
    "=",
    "from",
    ":".join(PLAIN),
    "from:from:subject",
)


@dataclass(frozen=True)
class Seed:
    """One good mail with the keys it is judged by."""

    name: str
    raw: bytes
    keys: Mapping[str, list[str]]


def seeds() -> list[Seed]:
    """Return good mails of every kind that reaches the domain's level."""
    mail = compose_mail()
    quoted = compose_mail(
        sender='"Lovett, Ada" <ada@harbourtrust.example>',
        subject=f"Re: CONFIRM\r\n TS-77  {OTHER_CODE}",
        body="--x\r\n\r\nYes.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>No</p>\r\n--x--\r\n",
        content_type='multipart/alternative; boundary="x"',
        message_id="<two@harbourtrust.example>",
        extra=[
            ("Cc", "witness@oversight.example"),
            ("References", "<a@b.example>\r\n <c@d.example>"),
            ("Received", "x"),
        ],
    )
    one, tenant = key_records(), key_records(domain="trust.onmicrosoft.com")
    short, edwards = key_records(key="rsa-1024"), key_records(key="ed25519")
    twice = sign_like_m365(sign_mail(mail), domain="trust.onmicrosoft.com")
    return [
        Seed("Microsoft 365", sign_like_m365(mail), one),
        Seed("Gmail", sign_like_gmail(quoted), one),
        Seed("plain", b"Received: by mx.example;\r\n now\r\n" + sign_mail(quoted, h=[*PLAIN, "Received", "From"]), one),
        Seed("simple", sign_mail(quoted, c="simple/simple", h=[*GMAIL, "References"]), one),
        Seed("mixed forms", sign_mail(mail, c="relaxed/simple", tags={"i": "ada@harbourtrust.example"}), one),
        Seed("Ed25519", sign_mail(mail, key="ed25519", tags={"x": "1799999999"}), edwards),
        Seed("two signatures", twice, {**one, **tenant}),
        Seed("short key", sign_mail(quoted, key="rsa-1024", first="b"), short),
    ]


def mutants(*, count: int, seed: int = 1) -> Iterator[tuple[Seed, bytes]]:
    """Yield ``count`` altered mails, none of them equal to the seed it comes from and is given with."""
    source = Random(seed)  # noqa: S311 - the same mutants in every run
    stock = seeds()
    while count:
        origin = source.choice(stock)
        raw = origin.raw
        for _ in range(source.choice((1, 1, 1, 2, 3))):
            raw = source.choice(ALTERATIONS)(source, raw, stock)
        if raw != origin.raw:
            count -= 1
            yield origin, raw


def _spot(source: Random, raw: bytes) -> int:
    # Half of the alterations fall into the header, however long the body is.
    end = raw.find(b"\r\n\r\n")
    return source.randrange(end + 1 if end > 0 and source.random() < 0.8 else len(raw) + 1)


def _flip(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    at = _spot(source, raw)
    return raw[:at] + bytes([raw[at] ^ 1 << source.randrange(8)]) + raw[at + 1 :] if at < len(raw) else raw


def _put(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    at = _spot(source, raw)
    return raw[:at] + bytes([source.choice(BYTES)]) + raw[at + 1 :]


def _insert(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    at = _spot(source, raw)
    piece = source.choice(
        (bytes([source.choice(BYTES)]), b"\r\n", b"\r\n ", b"\r\n\t", b"  ", b"\r\n\r\n", b"=?utf-8?Q?x?=")
    )
    return raw[:at] + piece + raw[at:]


def _delete(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    at = _spot(source, raw)
    return raw[:at] + raw[at + source.choice((1, 1, 2, 5, 80)) :]


def _double(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    at, size = _spot(source, raw), source.choice((1, 2, 10, 100))
    return raw[: at + size] + raw[at:]


def _cut(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    return raw[: _spot(source, raw)] if source.random() < 0.2 else raw[: len(raw) - source.randrange(8)]


def _tail(source: Random, raw: bytes, _: list[Seed]) -> bytes:
    return raw + source.choice((b"\r\n", b"\r\n\r\n", b" \r\n", b"x\r\n", b"I agree.\r\n", b"\t", b"\n", b"\r"))


def _split(raw: bytes) -> tuple[list[bytes], bytes]:
    head, found, body = raw.partition(b"\r\n\r\n")
    return re.findall(rb"[^\r\n]*(?:\r\n[ \t][^\r\n]*)*(?:\r\n|$)", head + b"\r\n"), found[2:] + body


def _fields(change: Callable[[Random, list[bytes]], None]) -> Callable[[Random, bytes, list[Seed]], bytes]:
    def altered(source: Random, raw: bytes, _: list[Seed]) -> bytes:
        fields, rest = _split(raw)
        change(source, fields)
        return b"".join(fields) + rest

    return altered


def _forge(source: Random, fields: list[bytes]) -> None:
    name = source.choice(NAMES)
    field = f"{source.choice((name, name.lower(), name.upper()))}: {source.choice(VALUES)}\r\n".encode()
    fields.insert(source.choice((0, len(fields), source.randrange(len(fields) + 1))), field)


def _repeat(source: Random, fields: list[bytes]) -> None:
    fields.insert(source.randrange(len(fields) + 1), source.choice(fields))


def _swap(source: Random, fields: list[bytes]) -> None:
    one, two = source.randrange(len(fields)), source.randrange(len(fields))
    fields[one], fields[two] = fields[two], fields[one]


def _drop(source: Random, fields: list[bytes]) -> None:
    fields.pop(source.randrange(len(fields)))


def _rename(source: Random, fields: list[bytes]) -> None:
    at = source.randrange(len(fields))
    name, colon, value = fields[at].partition(b":")
    fields[at] = (
        source.choice((name.swapcase(), name + b" ", name + b"X", source.choice(NAMES).encode())) + colon + value
    )


def _revalue(source: Random, fields: list[bytes]) -> None:
    at = source.randrange(len(fields))
    fields[at] = fields[at].partition(b":")[0] + b": " + source.choice(VALUES).encode() + b"\r\n"


def _respace(source: Random, fields: list[bytes]) -> None:
    at = source.randrange(len(fields))
    found, put = source.choice(
        ((b" ", b"  "), (b" ", b"\t"), (b" ", b"\r\n "), (b"\r\n ", b" "), (b"\r\n", b" \r\n"), (b";", b" ;"))
    )
    fields[at] = fields[at].replace(found, put, source.choice((1, 2, 50)))


def _join(source: Random, fields: list[bytes]) -> None:
    at = source.randrange(len(fields))
    fields[at] = fields[at][:-2] + source.choice((b"", b"\r", b"\n", b"\r\n ", b"\r\n\r\n", b"\r\n\t\r\n"))


def _retag(source: Random, fields: list[bytes]) -> None:
    places = [at for at, field in enumerate(fields) if field.lower().startswith(b"dkim-signature:")]
    if not places:
        return
    at = source.choice(places)
    name, colon, value = fields[at][:-2].partition(b":")
    tags = value.split(b";")
    tag = source.randrange(len(tags))
    new = f" {source.choice(TAGS)}={source.choice(TAG_VALUES)}".encode()
    match source.randrange(6):
        case 0:
            tags[tag] = new
        case 1:
            tags.insert(tag, new)
        case 2:
            tags.pop(tag)
        case 3:
            tags.insert(source.randrange(len(tags) + 1), tags[tag])
        case 4:
            source.shuffle(tags)
        case _:
            tags[tag] = tags[tag].partition(b"=")[0] + b"=" + source.choice(TAG_VALUES).encode()
    fields[at] = name + colon + b";".join(tags) + b"\r\n"


def _graft(source: Random, raw: bytes, stock: list[Seed]) -> bytes:
    """Take a field, the signature or the body from another good mail."""
    fields, rest = _split(raw)
    others, other_rest = _split(source.choice(stock).raw)
    match source.randrange(3):
        case 0:
            fields.insert(source.randrange(len(fields) + 1), source.choice(others))
        case 1:
            signature = [field for field in others if field.startswith(b"DKIM-Signature")]
            fields = signature + [field for field in fields if not field.startswith(b"DKIM-Signature")]
        case _:
            rest = other_rest
    return b"".join(fields) + rest


ALTERATIONS: list[Callable[[Random, bytes, list[Seed]], bytes]] = [
    _flip,
    _put,
    _insert,
    _delete,
    _double,
    _cut,
    _tail,
    _graft,
    *map(_fields, (_forge, _repeat, _swap, _drop, _rename, _revalue, _respace, _join, _retag, _retag)),
]

# SPDX-License-Identifier: Apache-2.0
"""A small DKIM signer for tests: signs what it is told to, however unwise, as the big providers do or otherwise.

It shares no code with the verifier. Keys are made from their names, so that every run signs with the same ones and no
private key lies in the repository.

    raw = sign_mail(compose_mail(sender="ada@harbourtrust.example", subject="..."), domain="harbourtrust.example")
    keys = key_records(domain="harbourtrust.example")
"""

import base64
import hashlib
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
"""The time at which the fictional mails are written; they are received a few seconds later."""
RECEIVED = datetime(2026, 11, 2, 9, 30, 20, tzinfo=UTC)
CODE = "ABCDEFGHIJKLMNOPQRSTUVWX23"

# The header lists seen in mail of these providers.
M365 = ("From", "Date", "Subject", "Message-ID", "Content-Type", "MIME-Version", "X-MS-Exchange-SenderADCheck")
GMAIL_OVERSIGNED = ("from", "to", "cc", "subject", "date", "message-id", "reply-to")
GMAIL = ("to", "subject", "message-id", "date", "from", "mime-version", *GMAIL_OVERSIGNED)
PLAIN = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")

PrivateKey = rsa.RSAPrivateKey | Ed25519PrivateKey


def compose_mail(
    *,
    sender: str = "Ada <ada@harbourtrust.example>",
    subject: str = f"DISPUTE TS-1234 {CODE}",
    to: str = "answer@record.northshire.example",
    date: datetime = WHEN,
    message_id: str = "<one.2026@mail.harbourtrust.example>",
    body: str = "We were never asked.\r\n\r\nAda\r\n",
    extra: Iterable[tuple[str, str]] = (),
    content_type: str | None = 'text/plain; charset="utf-8"',
) -> bytes:
    """Return an unsigned mail with CR LF line ends; ``extra`` fields stand at the end of the header."""
    fields = [("From", sender), ("To", to), ("Subject", subject), ("Date", format_datetime(date))]
    fields += [("Message-ID", message_id), ("MIME-Version", "1.0")]
    fields += [("Content-Type", content_type)] if content_type else []
    head = "".join(f"{name}: {value}\r\n" for name, value in (*fields, *extra))
    return (head + "\r\n" + body).encode("utf-8")


def sign_mail(
    raw: bytes,
    *,
    domain: str = "harbourtrust.example",
    selector: str = "s1",
    key: str = "rsa-2048",
    h: Sequence[str] = PLAIN,
    c: str = "relaxed/relaxed",
    t: int | None = int(WHEN.timestamp()),
    tags: Mapping[str, str | None] | None = None,
    first: str = "v",
) -> bytes:
    """Return the mail with a DKIM-Signature on top, in which the tag ``first`` stands first.

    ``key`` is "rsa-<bits>" or "ed25519", optionally with a name ("rsa-2048/other"). ``tags`` adds or replaces tags, or
    takes one away where the value is None, before signing.
    """
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = re.findall(rb"([^:\r\n]+):((?:[^\r]|\r\n[ \t])*)\r\n", head + b"\r\n")
    header_canon, _, body_canon = c.partition("/")
    algorithm = "ed25519-sha256" if key.startswith("ed25519") else "rsa-sha256"
    values: dict[str, str | None] = {"v": "1", "a": algorithm, "c": c, "d": domain, "s": selector}
    values |= {"t": None if t is None else str(t), "h": ":".join(h), "bh": body_hash(body, body_canon), "b": ""}
    values |= dict(tags or {})
    values = {first: values[first]} | values
    shown = "; ".join(f"{name}={value}" for name, value in values.items() if value is not None)
    signed = [_canonical(*field, header_canon) for field in _choose(fields, h)]
    own = _canonical(b"DKIM-Signature", b" " + shown.encode(), header_canon)[:-2]
    signature = _sign(private_key(key), b"".join(signed) + own, values.get("a") or algorithm)
    packed = base64.b64encode(signature).decode()
    folded = "\r\n ".join(packed[at : at + 70] for at in range(0, len(packed), 70))
    filled = re.sub(r"\bb=(?=;|$)", lambda _: "b=" + folded, shown, count=1)
    return b"DKIM-Signature: " + filled.encode() + b"\r\n" + raw


def sign_like_m365(raw: bytes, *, domain: str = "harbourtrust.example", key: str = "rsa-2048") -> bytes:
    """Sign as Microsoft 365 does: no t=, no To, Content-Type signed."""
    return sign_mail(raw, domain=domain, selector="selector1", key=key, h=M365, t=None)


def sign_like_gmail(raw: bytes, *, domain: str = "harbourtrust.example", key: str = "rsa-2048") -> bytes:
    """Sign as Gmail does: oversigned, Content-Type not signed, expiring after seven days."""
    t = int(WHEN.timestamp())
    tags = {"x": str(t + 604800), "darn": "record.northshire.example"}
    return sign_mail(raw, domain=domain, selector="20230601", key=key, h=GMAIL, t=t, tags=tags)


def key_record(key: str = "rsa-2048", *, flags: str = "") -> str:
    """Return the TXT record of a key; ``flags`` is put before ``p=``, for example "t=y; "."""
    kind = "ed25519" if key.startswith("ed25519") else "rsa"
    return f"v=DKIM1; k={kind}; {flags}p={base64.b64encode(public_bytes(key)).decode()}"


def key_records(
    *,
    domain: str = "harbourtrust.example",
    selectors: Sequence[str] = ("s1", "selector1", "20230601"),
    key: str = "rsa-2048",
    flags: str = "",
) -> dict[str, list[str]]:
    """Return DNS owner names with their one TXT record, as ``verify(keys=...)`` and KEYS.json take them."""
    return {f"{selector}._domainkey.{domain}": [key_record(key, flags=flags)] for selector in selectors}


def public_bytes(key: str) -> bytes:
    """Return what ``p=`` holds: SubjectPublicKeyInfo in DER for RSA, 32 raw bytes for Ed25519."""
    public = private_key(key).public_key()
    if isinstance(public, rsa.RSAPublicKey):
        return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return public.public_bytes_raw()


@cache
def private_key(key: str) -> PrivateKey:
    """Return the private key called ``key``, the same in every run."""
    if key.startswith("ed25519"):
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(key.encode()).digest())
    bits = int(key.partition("/")[0].removeprefix("rsa-"))
    source = random.Random(key)  # noqa: S311 - a fixed test key, not a secret
    p, q = _prime(source, bits // 2), _prime(source, bits // 2)
    d = pow(65537, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    )
    return numbers.private_key()


def _prime(source: random.Random, bits: int) -> int:
    small = [n for n in range(3, 2000, 2) if all(n % m for m in range(3, int(n**0.5) + 1, 2))]
    while True:
        candidate = source.getrandbits(bits) | 3 << bits - 2 | 1
        if all(candidate % n for n in small) and candidate % 65537 != 1 and pow(3, candidate - 1, candidate) == 1:
            return candidate


def body_hash(body: bytes, canon: str = "relaxed") -> str:
    """Return ``bh=`` of a body, computed line by line."""
    lines = body.split(b"\r\n")
    if canon == "relaxed":
        lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    text = b"".join(line + b"\r\n" for line in lines)
    if canon != "relaxed" and not text:
        text = b"\r\n"
    return base64.b64encode(hashlib.sha256(text).digest()).decode()


def _choose(fields: list[tuple[bytes, bytes]], h: Sequence[str]) -> list[tuple[bytes, bytes]]:
    left = list(fields)
    chosen = []
    for name in h:
        for index in range(len(left) - 1, -1, -1):
            if left[index][0].lower() == name.lower().encode():
                chosen.append(left.pop(index))
                break
    return chosen


def _canonical(name: bytes, value: bytes, canon: str) -> bytes:
    if canon == "simple":
        return name + b":" + value + b"\r\n"
    flat = re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip(b" ")
    return name.lower() + b":" + flat + b"\r\n"


def _sign(key: PrivateKey, data: bytes, algorithm: str) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(hashlib.sha256(data).digest())
    digest = hashes.SHA1() if algorithm == "rsa-sha1" else hashes.SHA256()  # noqa: S303 - shows that it is refused
    return key.sign(data, padding.PKCS1v15(), digest)

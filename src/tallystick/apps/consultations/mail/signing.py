# SPDX-License-Identifier: Apache-2.0
"""Sign our own mails (DKIM, RFC 6376, RFC 8463) where the operator has given a key.

Only the relaxed forms are written. The tests check the result with an independent implementation.
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from tallystick.core.errors import Invalid
from tallystick.core.evidence.message import Message, read_fields, read_message
from tallystick.core.evidence.signature import body_digest

PrivateKey = RSAPrivateKey | Ed25519PrivateKey

#: From and Subject are named once more than they occur, so that nobody can add a second one.
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"reply-to",
    b"from",
    b"subject",
)
_KEY_FILE = "dkim.pem"
_LINE = 72
_RULE = "The key that signs our mails is an RSA key of at least 1024 bits or an Ed25519 key, as PEM without a password."


def sign_if_possible(raw: bytes, *, now: dt.datetime) -> bytes:
    """Return a mail (exact bytes) with our signature on top where the instance has a key, else unchanged.

    Raises:
        Invalid: the key file holds no key that mails can be signed with.
    """
    path = Path(settings.KEY_DIR) / _KEY_FILE
    if not path.exists():
        return raw
    return sign(raw, key=read_key(path), domain=settings.MAIL_DOMAIN, selector=settings.DKIM_SELECTOR, now=now)


def is_signed(raw: bytes) -> bool:
    """Return whether a mail of ours went out with our signature."""
    return raw.startswith(b"DKIM-Signature:")


def read_key(path: Path) -> PrivateKey:
    """Return the private key in a PEM file.

    Raises:
        Invalid: the file cannot be read, or holds no RSA or Ed25519 key.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Invalid(f"{path} cannot be read: {error}", rule=_RULE, next_step="Make a key as the docs say.") from error
    if isinstance(key, Ed25519PrivateKey) or (isinstance(key, RSAPrivateKey) and key.key_size >= 1024):
        return key
    raise Invalid(f"{path} holds a key of another kind.", rule=_RULE, next_step="Make a key as the docs say.")


def sign(raw: bytes, *, key: PrivateKey, domain: str, selector: str, now: dt.datetime) -> bytes:
    """Return a mail with a DKIM-Signature field on top (relaxed/relaxed).

    Raises:
        Invalid: the bytes are no strict mail.
    """
    message = read_message(raw)
    names = _names(message)
    algorithm = "rsa-sha256" if isinstance(key, RSAPrivateKey) else "ed25519-sha256"
    digest = base64.b64encode(body_digest(message.body, "relaxed")).decode("ascii")
    lines = [
        f"DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; t={int(now.timestamp())}",
        f"d={domain}",
        f"s={selector}",
        "h=" + ":\r\n\t ".join(":".join(part) for part in (names[:6], names[6:]) if part),
        f"bh={digest}",
        "b=",
    ]
    draft = ";\r\n\t".join(lines)
    value = base64.b64encode(_signature(key, _to_be_signed(draft, message, names))).decode("ascii")
    folded = "\r\n\t ".join(value[start : start + _LINE] for start in range(0, len(value), _LINE))
    return (draft + folded + "\r\n").encode("ascii") + raw


def _names(message: Message) -> list[str]:
    present = {field.name for field in message.fields}
    return [name.decode("ascii") for name in SIGNED if name in present]


def _to_be_signed(draft: str, message: Message, names: Iterable[str]) -> bytes:
    """Return the relaxed form of the fields that the names choose, bottom-most first, and of our own (section 3.7)."""
    left = list(message.fields)
    lines = []
    for name in names:
        found = next((field for field in reversed(left) if field.name == name.encode("ascii")), None)
        if found is not None:
            left.remove(found)
            lines.append(found.name + b":" + found.flat)
    own = read_fields(draft.encode("ascii") + b"\r\n")[0]
    return b"\r\n".join([*lines, own.name + b":" + own.flat])


def _signature(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(data, PKCS1v15(), SHA256())
    return key.sign(hashlib.sha256(data).digest())

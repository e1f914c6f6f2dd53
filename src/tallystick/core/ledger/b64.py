# SPDX-License-Identifier: Apache-2.0
"""Base 64 as the ledger formats use it: one spelling per value.

Standard alphabet with padding (the C2SP formats) and URL alphabet without padding (RFC 9901, our own leaves).
Source: RFC 4648 sections 3.5, 4 and 5, https://www.rfc-editor.org/rfc/rfc4648
"""

import base64
import binascii

from tallystick.core.errors import Invalid

HASH_SIZE = 32


def encode(data: bytes) -> str:
    """Return ``data`` in the standard alphabet with padding (RFC 4648 section 4)."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str, *, what: str) -> bytes:
    """Return the bytes of standard base 64. Raises `Invalid` unless ``text`` is their only canonical spelling."""
    data = decode_lenient(text, what=what)
    if encode(data) != text:
        raise Invalid(f"{what} is not canonical base64", rule="RFC 4648 section 3.5: pad bits are zero")
    return data


def decode_lenient(text: str, *, what: str) -> bytes:
    """Return the bytes of standard base 64, tolerating non-zero pad bits only. Raises `Invalid`.

    For signature blobs: a verifier that is strict here answers "malformed" where the reference witness answers
    "signature does not verify".
    """
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Invalid(f"{what} is not base64", rule="RFC 4648 section 4") from error


def decode_hash(text: str, *, what: str) -> bytes:
    """Return the 32 bytes of a canonical standard base 64 SHA-256 hash. Raises `Invalid`."""
    data = decode(text, what=what)
    if len(data) != HASH_SIZE:
        raise Invalid(f"{what} has {len(data)} bytes, a SHA-256 hash has {HASH_SIZE}")
    return data


def encode_url(data: bytes) -> str:
    """Return ``data`` in the URL alphabet without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_url(text: str, *, what: str) -> bytes:
    """Return the bytes of unpadded URL base 64. Raises `Invalid` unless ``text`` is their only canonical spelling."""
    try:
        raw = text.encode("ascii").translate(_TO_STANDARD)
        data = base64.b64decode(raw + b"=" * (-len(raw) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Invalid(f"{what} is not base64url", rule="RFC 4648 section 5") from error
    if encode_url(data) != text:
        raise Invalid(f"{what} is not canonical base64url", rule="RFC 4648 section 3.5: no padding, pad bits are zero")
    return data


def decode_url_hash(text: str, *, what: str) -> bytes:
    """Return the 32 bytes of a canonical unpadded URL base 64 SHA-256 hash. Raises `Invalid`."""
    data = decode_url(text, what=what)
    if len(data) != HASH_SIZE:
        raise Invalid(f"{what} has {len(data)} bytes, a SHA-256 hash has {HASH_SIZE}")
    return data


_TO_STANDARD = bytes.maketrans(b"-_+/", b"+/--")  # "+" and "/" become "-", which the strict decoder refuses

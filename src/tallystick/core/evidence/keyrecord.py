# SPDX-License-Identifier: Apache-2.0
"""DKIM key records as found in DNS (RFC 6376 section 3.6.1, RFC 8301, RFC 8463), read for use as evidence.

Stricter than delivery needs: a key in testing, a key for other services or hashes, or a key below 1024 bits proves
nothing here. Parsed keys are kept in a cache keyed by the record's text, so the answer never depends on earlier calls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tallystick.core.errors import Invalid
from tallystick.core.evidence.tags import read_base64, read_tags
from tallystick.core.evidence.verdict import Rejected

MIN_RSA_BITS = 1024  # RFC 8301 section 3.2
GOOD_RSA_BITS = 2048
MAX_RSA_BITS = 8192
MAX_RECORD_CHARS = 4096

_PADDING = PKCS1v15()
_HASH = SHA256()

# Ed25519 points of small order: with such a key anybody can make a signature, so a signature proves nothing.
_SMALL_ORDER = frozenset(
    bytes.fromhex(point)
    for base in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
    for point in (base, base[:62] + f"{int(base[62:], 16) | 0x80:02x}")
)


@dataclass(frozen=True, slots=True)
class Key:
    """A usable public key: ``kind`` is "rsa" or "ed25519"; ``exact_domain`` is the record's ``t=s``."""

    kind: str
    bits: int
    public: RSAPublicKey | Ed25519PublicKey
    exact_domain: bool

    @property
    def weak(self) -> bool:
        """Return whether the key is allowed but too short to rely on for years."""
        return self.kind == "rsa" and self.bits < GOOD_RSA_BITS

    def check(self, *, signature: bytes, data: bytes) -> None:
        """Raise ``Rejected`` unless ``signature`` is this key's over ``data`` (RFC 8463 signs the SHA-256 of it)."""
        try:
            if isinstance(self.public, RSAPublicKey):
                self.public.verify(signature, data, _PADDING, _HASH)
            else:
                digest = Hash(_HASH)
                digest.update(data)
                self.public.verify(signature, digest.finalize())
        except InvalidSignature:
            raise Rejected("signature-wrong", "The signature does not match the signed header fields.") from None


def find_record(keys: Mapping[str, Sequence[str]], owner: str) -> str:
    """Return the one TXT record that ``keys`` holds for the DNS name ``owner``, ignoring case and a final dot.

    Raises ``Rejected`` when there is none or more than one, ``Invalid`` when ``keys`` is not names to lists of strings.
    """
    found: list[str] = []
    for name, records in keys.items():
        if not isinstance(name, str) or not isinstance(records, list | tuple):
            raise Invalid("The keys are not DNS names with lists of TXT records.", rule="One string is one TXT record.")
        if len(name) - len(owner) in (0, 1) and name.isascii() and name.lower().removesuffix(".") == owner:
            found.extend(records)
    if not found:
        raise Rejected("key-missing", f"No key record for {owner} was given.")
    if len(found) > 1:
        raise Rejected("key-ambiguous", f"There are {len(found)} TXT records for {owner}, so the key is not certain.")
    if not isinstance(found[0], str) or len(found[0]) > MAX_RECORD_CHARS:
        raise Rejected("key-malformed", f"The key record is not text of at most {MAX_RECORD_CHARS} characters.")
    return found[0]


@lru_cache(maxsize=512)
def read_key(record: str) -> Key:
    """Read one key record; raise ``Rejected`` unless it is a key that may serve as evidence."""
    try:
        tags = read_tags(record)
    except Invalid as fault:
        raise Rejected("key-malformed", f"The key record cannot be read: {fault.what}") from None
    _check_flags(tags)
    kind = tags.get("k", "rsa")
    if "p" not in tags:
        raise Rejected("key-malformed", "The key record holds no key (p=).")
    if not tags["p"]:
        raise Rejected("key-revoked", "The key has been revoked (p= is empty).")
    try:
        packed = read_base64(tags["p"])
    except Invalid as fault:
        raise Rejected("key-malformed", f"The key cannot be read: {fault.what}") from None
    public, bits = _rsa(packed) if kind == "rsa" else _ed25519(packed, kind)
    return Key(kind=kind, bits=bits, public=public, exact_domain="s" in _list(tags.get("t", "")))


def _list(value: str) -> list[str]:
    return [item.strip() for item in value.split(":")]


def _check_flags(tags: dict[str, str]) -> None:
    if "v" in tags and (next(iter(tags)) != "v" or tags["v"] != "DKIM1"):
        raise Rejected("key-malformed", "The key record does not begin with v=DKIM1.")
    if "y" in _list(tags.get("t", "")):
        raise Rejected("key-testing", "The domain says that its signatures are only a test (t=y).")
    if "h" in tags and "sha256" not in _list(tags["h"]):
        raise Rejected("key-hash", "The key may not be used with SHA-256 (h=).")
    if "s" in tags and not {"*", "email"} & set(_list(tags["s"])):
        raise Rejected("key-service", "The key is not meant for mail (s=).")


def _rsa(packed: bytes) -> tuple[RSAPublicKey, int]:
    try:
        public = load_der_public_key(packed)
    except (ValueError, UnsupportedAlgorithm):
        raise Rejected("key-malformed", "The key cannot be read as an RSA key.") from None
    if not isinstance(public, RSAPublicKey):
        raise Rejected("key-mismatch", "The record says RSA but holds a key of another kind.")
    bits = public.key_size
    if not MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
        raise Rejected("key-size", f"An RSA key of {bits} bits is not evidence ({MIN_RSA_BITS} to {MAX_RSA_BITS} are).")
    return public, bits


def _ed25519(packed: bytes, kind: str) -> tuple[Ed25519PublicKey, int]:
    if kind != "ed25519":
        raise Rejected("key-kind", f"Keys of the kind {kind[:20]!r} are not known (k=).")
    if len(packed) != 32 or packed in _SMALL_ORDER:
        raise Rejected("key-malformed", "The key cannot be read as an Ed25519 key of full strength.")
    return Ed25519PublicKey.from_public_bytes(packed), 256

# SPDX-License-Identifier: Apache-2.0
"""Cosignatures: a witness says that it saw this checkpoint, consistent with all it saw before, at this time.

Two note signature types: Ed25519 (0x04) and ML-DSA-44 (0x06), which resists quantum computers, commits to the
cosigner's name, and may also be the log's own second signature.
Source: C2SP tlog-cosignature v1.0.1 (0x04) and v1.1.0-rc.1 (0x06), https://c2sp.org/tlog-cosignature;
ML-DSA: FIPS 204, https://csrc.nist.gov/pubs/fips/204/final
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.checkpoint import Checkpoint, parse_checkpoint_text
from tallystick.core.ledger.note import NoteSignature, NoteSigner, NoteVerifier

MAX_TIMESTAMP: Final = 2**63 - 1
ML_DSA_44_KEY_SIZE: Final = 1312

_LABEL: Final = b"subtree/v1\n\x00"
_RULE: Final = "C2SP tlog-cosignature, section Format"


class CosignatureVerifier(NoteVerifier):
    """A witness key of type 0x04: timestamped Ed25519 over the note text.

    The message does not name the witness, so one key under two names is one witness (see `policy`).
    """

    signature_type: ClassVar[int] = 0x04

    def verify(self, *, text: bytes, signature: bytes) -> None:
        """Check the timestamped signature over a checkpoint's text. Raises `Unverified`."""
        self.verify_message(message=_ed25519_message(text, timestamp_of(signature)), signature=signature[8:])


class MlDsaVerifier(NoteVerifier):
    """A cosigner key of type 0x06: timestamped ML-DSA-44 over origin, size and root, but no extension lines."""

    signature_type: ClassVar[int] = 0x06

    def check_key(self) -> None:
        """Raise `Invalid` unless the key has 1,312 bytes and the name fits the signed message."""
        if len(self.public_key) != ML_DSA_44_KEY_SIZE:
            raise Invalid(f"an ML-DSA-44 public key has {ML_DSA_44_KEY_SIZE} bytes, not {len(self.public_key)}")
        _short(self.name, what="cosigner name")

    def verify(self, *, text: bytes, signature: bytes) -> None:
        """Check the timestamped signature over a checkpoint's text. Raises `Invalid` or `Unverified`."""
        message = _ml_dsa_message(text, name=self.name, timestamp=timestamp_of(signature))
        try:
            self._ml_dsa.verify(signature[8:], message)
        except InvalidSignature as error:
            raise Unverified(f"the cosignature of {self.name} does not verify", rule="FIPS 204") from error

    @cached_property
    def _ml_dsa(self) -> MLDSA44PublicKey:
        return MLDSA44PublicKey.from_public_bytes(self.public_key)


@dataclass(frozen=True)
class CosignatureSigner(NoteSigner):
    """A witness's Ed25519 key at one moment: ``timestamp`` is POSIX seconds."""

    timestamp: int = field(kw_only=True)
    verifier_type: ClassVar[type[NoteVerifier]] = CosignatureVerifier

    def sign(self, text: bytes) -> NoteSignature:
        """Return the cosignature line over a checkpoint's text."""
        stamp = _stamp(self.timestamp)
        signature = self.sign_message(_ed25519_message(text, self.timestamp))
        return NoteSignature(self.name, self.verifier.key_id, stamp + signature)


@dataclass(frozen=True)
class MlDsaSigner(NoteSigner):
    """An ML-DSA-44 key at one moment: ``timestamp`` is POSIX seconds. The seed is 32 secret random bytes (FIPS 204)."""

    timestamp: int = field(kw_only=True)
    verifier_type: ClassVar[type[NoteVerifier]] = MlDsaVerifier

    def public_key(self) -> bytes:
        """Return the 1,312 bytes of the public key that belongs to the seed."""
        return self._ml_dsa.public_key().public_bytes_raw()

    def sign_message(self, message: bytes) -> bytes:
        """Return the 2,420 bytes of an ML-DSA-44 signature over ``message``."""
        return self._ml_dsa.sign(message)

    def sign(self, text: bytes) -> NoteSignature:
        """Return the cosignature line over a checkpoint's text. Raises `Invalid` where the text is no checkpoint."""
        stamp = _stamp(self.timestamp)
        signature = self.sign_message(_ml_dsa_message(text, name=self.name, timestamp=self.timestamp))
        return NoteSignature(self.name, self.verifier.key_id, stamp + signature)

    @cached_property
    def _ml_dsa(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(self.seed)


LOG_TYPES: Final[tuple[type[NoteVerifier], ...]] = (NoteVerifier, MlDsaVerifier)
WITNESS_TYPES: Final[tuple[type[NoteVerifier], ...]] = (CosignatureVerifier, MlDsaVerifier)


def timestamp_of(signature: bytes) -> int:
    """Return the POSIX seconds at the head of a cosignature (the blob after the key id). Raises `Unverified`."""
    timestamp = int.from_bytes(signature[:8])
    if len(signature) <= 8 or timestamp > MAX_TIMESTAMP:
        raise Unverified("a cosignature starts with a 64-bit time below 2^63", rule=_RULE)
    return timestamp


def _stamp(timestamp: int) -> bytes:
    if not 0 <= timestamp <= MAX_TIMESTAMP:
        raise Invalid("a cosignature has a POSIX time from 0 and below 2^63", rule=_RULE)
    return timestamp.to_bytes(8)


def _ed25519_message(text: bytes, timestamp: int) -> bytes:
    return b"cosignature/v1\ntime %d\n" % timestamp + text


def _ml_dsa_message(text: bytes, *, name: str, timestamp: int) -> bytes:
    head: Checkpoint = parse_checkpoint_text(text.decode("utf-8"))
    named = _short(name, what="cosigner name") + timestamp.to_bytes(8) + _short(head.origin, what="log origin")
    return _LABEL + named + bytes(8) + head.size.to_bytes(8) + head.root


def _short(text: str, *, what: str) -> bytes:
    data = text.encode("utf-8")
    if not 0 < len(data) < 256:
        raise Invalid(f"the {what} has {len(data)} bytes; the signed message takes 1 to 255", rule=_RULE)
    return bytes([len(data)]) + data

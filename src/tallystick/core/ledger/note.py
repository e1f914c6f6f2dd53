# SPDX-License-Identifier: Apache-2.0
"""Signed notes: a text and signature lines, each by a named key.

The plain Ed25519 type (0x01) lives here; other signature types subclass `NoteVerifier` in the module of their own
specification and are handed to `parse_vkey`.
Source: C2SP signed-note v1.0.0, https://c2sp.org/signed-note@v1.0.0
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tallystick.core.errors import Invalid, Refused, Unverified
from tallystick.core.ledger import b64, ed25519

MAX_NOTE_SIZE = 1_000_000
MAX_SIGNATURES = 100  # the specification asks for at least 16; Go's reference implementation stops at 100
SIGNATURE_PREFIX = "— "

_RULE = "C2SP signed-note v1.0.0, section Format"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the key's name, its 4-byte id, and the bytes that its type defines."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """Return the line, LF included."""
        return f"{SIGNATURE_PREFIX}{self.name} {b64.encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart, nothing verified yet. ``text`` ends with LF."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def encode(self) -> bytes:
        """Return the note as UTF-8 bytes."""
        return (self.text + "\n" + "".join(signature.line() for signature in self.signatures)).encode("utf-8")


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note with at least one signature by a known key, and none by a known key that fails.

    ``signed_by`` names the keys in the order of the caller's list, each once; ``unknown`` are the ignored lines.
    """

    text: str
    signed_by: tuple["NoteVerifier", ...]
    signatures: tuple[NoteSignature, ...]
    unknown: tuple[NoteSignature, ...]


@dataclass(frozen=True)
class NoteVerifier:
    """A public key that checks note signatures of type 0x01: Ed25519 over the text."""

    name: str
    public_key: bytes
    signature_type: ClassVar[int] = 0x01

    def __post_init__(self) -> None:
        """Raise `Invalid` for a name or a key that the format or RFC 8032 forbids."""
        check_key_name(self.name)
        self.check_key()

    def check_key(self) -> None:
        """Raise `Invalid` unless the key bytes are right for this signature type."""
        ed25519.check_public_key(self.public_key)

    @cached_property
    def key_id(self) -> bytes:
        """The 4 bytes by which signature lines name this key: SHA-256(name || LF || type || key)[:4]."""
        return sha256(self.name.encode() + b"\n" + bytes([self.signature_type]) + self.public_key).digest()[:4]

    @cached_property
    def vkey(self) -> str:
        """The key as one printable string: ``name+hex id+base64(type || key)``."""
        return f"{self.name}+{self.key_id.hex()}+{b64.encode(bytes([self.signature_type]) + self.public_key)}"

    def verify(self, *, text: bytes, signature: bytes) -> None:
        """Check ``signature`` (the blob after the key id) over the note text. Raises `Unverified`."""
        self.verify_message(message=text, signature=signature)

    def verify_message(self, *, message: bytes, signature: bytes) -> None:
        """Check an Ed25519 signature over ``message``. Raises `Unverified`."""
        try:
            self._ed25519.verify(signature, message)
        except InvalidSignature as error:
            raise Unverified(f"the signature of {self.name} does not verify", rule="RFC 8032 section 5.1.7") from error

    @cached_property
    def _ed25519(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public_key)


@dataclass(frozen=True)
class NoteSigner:
    """A private key that makes note signatures of type 0x01. The seed is 32 secret random bytes (RFC 8032)."""

    name: str
    seed: bytes = field(repr=False)
    verifier_type: ClassVar[type[NoteVerifier]] = NoteVerifier

    def __post_init__(self) -> None:
        """Raise `Invalid` for a seed of another length than 32 bytes, or a forbidden name."""
        if len(self.seed) != ed25519.KEY_SIZE:
            raise Invalid(f"an Ed25519 seed has {ed25519.KEY_SIZE} bytes, this one {len(self.seed)}")
        check_key_name(self.name)

    @cached_property
    def verifier(self) -> NoteVerifier:
        """The public half."""
        return self.verifier_type(name=self.name, public_key=self.public_key())

    def public_key(self) -> bytes:
        """Return the raw public key that belongs to the seed."""
        return self._ed25519.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, text: bytes) -> NoteSignature:
        """Return the signature line over the note text."""
        return NoteSignature(self.name, self.verifier.key_id, self.sign_message(text))

    def sign_message(self, message: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature over ``message``."""
        return self._ed25519.sign(message)

    @cached_property
    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def parse_vkey(vkey: str, *, types: Sequence[type[NoteVerifier]] = (NoteVerifier,)) -> NoteVerifier:
    """Return the verifier that a vkey string spells.

    Args:
        vkey: ``name+hex id+base64(type || key)``.
        types: the signature types that the caller accepts.

    Raises:
        Invalid: malformed, an id that is not the key's, a type not in ``types``, or a weak key.
    """
    name, _, rest = vkey.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = b64.decode(encoded, what="the key in the vkey")
    if not _KEY_ID.fullmatch(key_id) or not raw:
        raise Invalid("a vkey reads name+8 hexadecimal digits+base64", rule="C2SP signed-note v1.0.0")
    verifier = _verifier_type(raw[0], types)(name=name, public_key=raw[1:])
    if verifier.key_id.hex() != key_id:
        raise Invalid(f"the id {key_id} in the vkey does not belong to its name and key")
    return verifier


def check_key_name(name: str) -> None:
    """Raise `Invalid` unless ``name`` is non-empty and without Unicode spaces, plus signs and control characters."""
    if not name or "+" in name or any(character.isspace() for character in name) or _CONTROL.search(name):
        raise Invalid("a key name is not empty and has no spaces and no plus sign", rule=_RULE)
    _utf8(name)


def sign_note(*, text: str, signers: Sequence[NoteSigner]) -> bytes:
    """Return the note over ``text`` (which ends with LF) with one line per signer.

    Raises:
        Invalid: the text breaks a rule of the format.
        Refused: no signer, or more than a reader must accept.
    """
    if not 0 < len(signers) <= MAX_SIGNATURES:
        raise Refused(f"a note takes 1 to {MAX_SIGNATURES} signatures, not {len(signers)}")
    message = check_text(text)
    return Note(text, tuple(signer.sign(message) for signer in signers)).encode()


def check_text(text: str) -> bytes:
    """Return the UTF-8 bytes of a note text. Raises `Invalid` unless it ends with LF and has no other controls."""
    if not text.endswith("\n"):
        raise Invalid("a note text ends with a line feed", rule=_RULE)
    if _CONTROL.search(text):
        raise Invalid("a note has no control characters but the line feed", rule=_RULE)
    return _utf8(text)


def parse_note(data: bytes) -> Note:
    """Take a note apart without verifying anything.

    Raises:
        Invalid: longer than `MAX_NOTE_SIZE`, not UTF-8, control characters, no signature, more than
            `MAX_SIGNATURES`, or a malformed signature line.
    """
    text, lines = _split_note(data)
    if len(lines) > MAX_SIGNATURES:
        raise Invalid(f"the note has {len(lines)} signatures, more than {MAX_SIGNATURES}")
    return Note(text, tuple(parse_signature(line) for line in lines))


def parse_signature(line: str) -> NoteSignature:
    """Return the signature line given without its LF. Raises `Invalid`."""
    if not line.startswith(SIGNATURE_PREFIX):
        raise Invalid("a signature line starts with an em dash and a space", rule=_RULE)
    name, _, encoded = line.removeprefix(SIGNATURE_PREFIX).partition(" ")
    check_key_name(name)
    blob = b64.decode_lenient(encoded, what=f"the signature of {name}")
    if len(blob) <= 4:
        raise Invalid(f"the signature of {name} is too short", rule=_RULE)
    return NoteSignature(name, blob[:4], blob[4:])


def open_note(data: bytes, *, verifiers: Sequence[NoteVerifier]) -> OpenedNote:
    """Return the text of a note that a known key signed.

    1. Take the note apart.
    2. Ignore lines by unknown keys: those whose name and id are not both those of one of ``verifiers``.
    3. Verify every line by a known key; one that fails rejects the note.
    4. Require at least one.

    Raises:
        Invalid: the note is malformed, or two of ``verifiers`` share name and id.
        Unverified: a known key's signature fails, or there is none.
    """
    note = parse_note(data)
    known = _by_name_and_id(verifiers)
    message = note.text.encode("utf-8")
    verified = tuple(line for line in note.signatures if (line.name, line.key_id) in known)
    for line in verified:
        known[line.name, line.key_id].verify(text=message, signature=line.signature)
    if not verified:
        raise Unverified("the note is not signed by any key we know", rule="C2SP signed-note v1.0.0, Signatures")
    names = {(line.name, line.key_id) for line in verified}
    signed_by = tuple(key for identity, key in known.items() if identity in names)
    unknown = tuple(line for line in note.signatures if (line.name, line.key_id) not in known)
    return OpenedNote(note.text, signed_by, verified, unknown)


def _by_name_and_id(verifiers: Sequence[NoteVerifier]) -> dict[tuple[str, bytes], NoteVerifier]:
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    if len(known) != len(verifiers):
        raise Invalid("two configured keys share one name and id")
    return known


def _verifier_type(signature_type: int, types: Sequence[type[NoteVerifier]]) -> type[NoteVerifier]:
    for candidate in types:
        if candidate.signature_type == signature_type:
            return candidate
    raise Invalid(f"signature type 0x{signature_type:02x} is not accepted here")


def _split_note(data: bytes) -> tuple[str, list[str]]:
    if len(data) > MAX_NOTE_SIZE:
        raise Invalid(f"the note has {len(data)} bytes, more than {MAX_NOTE_SIZE}")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid("the note is not UTF-8", rule=_RULE) from error
    check_text(whole)
    text, separator, signatures = whole.rpartition("\n\n")
    if not separator or not signatures:
        raise Invalid("the note has no signature lines after an empty line", rule=_RULE)
    return text + "\n", signatures[:-1].split("\n")


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Invalid("the text holds a lone surrogate, which is no character", rule=_RULE) from error

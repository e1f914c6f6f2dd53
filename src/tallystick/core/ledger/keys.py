# SPDX-License-Identifier: Apache-2.0
"""Private keys as text, and the statement by which a log changes its key.

One line per key in the form of Go's reference signers, ``PRIVATE+KEY+name+hex id+base64(type || seed)``; the id is
that of the public key, so a key under another name, or a damaged one, is noticed. A seed is 32 secret random bytes
that the caller brings.
Source: form of the line https://pkg.go.dev/golang.org/x/mod/sumdb/note#hdr-Signing_Notes; signature types C2SP
signed-note v1.0.0, https://c2sp.org/signed-note@v1.0.0, and tlog-cosignature, https://c2sp.org/tlog-cosignature
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from tallystick.core.errors import Invalid, Refused, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, parse_decimal
from tallystick.core.ledger.cosignature import CosignatureSigner, CosignatureVerifier, MlDsaSigner, MlDsaVerifier
from tallystick.core.ledger.note import NoteSigner, NoteVerifier, open_note, parse_note, parse_vkey, sign_note

PREFIX: Final = "PRIVATE+KEY+"
MAX_FILE_SIZE: Final = 16 * 1024
MAX_KEYS: Final = 8
ROTATION: Final = "tallystick.key-rotation/v1"

ED25519: Final = NoteVerifier.signature_type
WITNESS: Final = CosignatureVerifier.signature_type
ML_DSA: Final = MlDsaVerifier.signature_type
#: What people call a key that signs with this type.
KINDS: Final[Mapping[str, int]] = {"log": ED25519, "witness": WITNESS, "ml-dsa": ML_DSA}

_RULE: Final = "golang.org/x/mod/sumdb/note, Signing Notes"
_TIMESTAMPED: Final[Mapping[int, type[CosignatureSigner] | type[MlDsaSigner]]] = {
    WITNESS: CosignatureSigner,
    ML_DSA: MlDsaSigner,
}


@dataclass(frozen=True)
class PrivateKey:
    """A name, a signature type and a seed. The seed shows neither in ``repr`` nor in an error."""

    name: str
    signature_type: int
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raise `Invalid` for an unknown type, a seed of another length than 32 bytes, or a forbidden name."""
        if self.signature_type not in KINDS.values():
            raise Invalid(f"there are no keys of signature type 0x{self.signature_type:02x} here", rule=_RULE)
        _ = self.verifier

    @cached_property
    def verifier(self) -> NoteVerifier:
        """The public half."""
        return self._signer(timestamp=0).verifier

    def signer(self, *, timestamp: int) -> NoteSigner:
        """Return the signer at one moment, POSIX seconds.

        Raises:
            Invalid: a cosignature would carry the time 0, which means "no time" (C2SP tlog-cosignature).
        """
        if timestamp < 1 and self.signature_type in _TIMESTAMPED:
            raise Invalid("a cosignature carries a POSIX time after 0", next_step="Set the clock of this machine.")
        return self._signer(timestamp=timestamp)

    def line(self) -> str:
        """Return the secret line of a key file, LF included."""
        secret = b64.encode(bytes([self.signature_type]) + self.seed)
        return f"{PREFIX}{self.name}+{self.verifier.key_id.hex()}+{secret}\n"

    def _signer(self, *, timestamp: int) -> NoteSigner:
        timestamped = _TIMESTAMPED.get(self.signature_type)
        if timestamped is None:
            return NoteSigner(self.name, self.seed)
        return timestamped(self.name, self.seed, timestamp=timestamp)


def parse_private_key(line: str) -> PrivateKey:
    """Return the key of one line, given without its LF.

    Raises:
        Invalid: malformed, an unknown type, or an id that belongs to another name or key. Never shows the seed.
    """
    name, _, rest = line.removeprefix(PREFIX).partition("+")
    key_id, _, encoded = rest.partition("+")
    secret = b64.decode(encoded, what="the secret part of a key")
    if not line.startswith(PREFIX) or not secret:
        raise Invalid(f"a private key reads {PREFIX}name+id+base64", rule=_RULE)
    key = PrivateKey(name, secret[0], secret[1:])
    if key.verifier.key_id.hex() != key_id:
        raise Invalid(f"the id {key_id[:8]!a} in the private key does not belong to its name and seed", rule=_RULE)
    return key


def encode_key_file(keys: Sequence[PrivateKey]) -> bytes:
    """Return the secret bytes of a key file. Raises `Invalid` where `parse_key_file` would."""
    data = "".join(key.line() for key in keys).encode("utf-8")
    parse_key_file(data)
    return data


def parse_key_file(data: bytes) -> tuple[PrivateKey, ...]:
    """Return the keys of a key file, in its order.

    Raises:
        Invalid: too long, not UTF-8 lines, no key, more than eight, a malformed one, or one twice.
    """
    if len(data) > MAX_FILE_SIZE:
        raise Invalid(f"the key file has {len(data)} bytes, more than {MAX_FILE_SIZE}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:  # its text would show the bytes
        raise Invalid("the key file is not UTF-8") from None
    lines = text.removesuffix("\n").split("\n") if text.endswith("\n") else []
    if not 0 < len(lines) <= MAX_KEYS:
        raise Invalid(f"a key file has 1 to {MAX_KEYS} lines that end with a line feed")
    keys = tuple(parse_private_key(line) for line in lines)
    if len({key.verifier.vkey for key in keys}) != len(keys):
        raise Invalid("the key file has a key twice")
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A log says that from now on ``new`` signs for it. ``head`` is the last tree that ``old`` signed alone."""

    old: NoteVerifier
    new: NoteVerifier
    head: Checkpoint
    time: datetime


def sign_rotation(*, old: NoteSigner, new: NoteSigner, head: Checkpoint, time: datetime) -> bytes:
    """Return the statement, a note signed by both keys: the old one hands over, the new one is held.

    Raises:
        Refused: the keys are one key, or not both named as the log's origin.
        Invalid: the time is not UTC in whole seconds, or the checkpoint has extension lines.
    """
    if old.name != head.origin or new.name != head.origin or old.public_key() == new.public_key():
        raise Refused("a log changes from one key to another, both named as its origin", rule=ROTATION)
    if time.utcoffset() != timedelta(0) or time.microsecond or head.extensions:
        raise Invalid("a rotation has a time in UTC and whole seconds, and a head without extensions", rule=ROTATION)
    stamp = time.replace(tzinfo=None).isoformat() + "Z"
    lines = (ROTATION, stamp, old.verifier.vkey, new.verifier.vkey, head.text())
    return sign_note(text="\n".join(lines), signers=[old, new])


def open_rotation(data: bytes, *, old: NoteVerifier) -> Rotation:
    """Return the statement that the known key ``old`` made about its successor.

    1. The text is a rotation statement of the log that ``old`` belongs to, and names it as the old key.
    2. The new key is well-formed, not weak, another key, and has the log's name.
    3. Both keys signed the text.

    Raises:
        Invalid: malformed.
        Unverified: one of the steps fails.
    """
    opened = open_note(data, verifiers=[old])
    rotation = _parse_rotation(opened.text)
    if rotation.old != old or rotation.head.origin != old.name:
        raise Unverified("the statement is about another log or another key", rule=ROTATION)
    if rotation.new.name != old.name or rotation.new.public_key == old.public_key:
        raise Unverified("the statement does not hand over to another key of the same log", rule=ROTATION)
    open_note(data, verifiers=[rotation.new])
    return rotation


def named_keys(data: bytes) -> tuple[str, str]:
    """Return the old and the new vkey that a statement names. Nothing is verified. Raises `Invalid`."""
    rotation = _parse_rotation(parse_note(data).text)
    return rotation.old.vkey, rotation.new.vkey


def _parse_rotation(text: str) -> Rotation:
    lines = text.split("\n")
    if len(lines) != 8 or lines[0] != ROTATION:
        raise Invalid("this is no statement of a change of key", rule=ROTATION)
    head = Checkpoint(
        origin=lines[4],
        size=parse_decimal(lines[5], what="the tree size"),
        root=b64.decode_hash(lines[6], what="the root hash"),
    )
    return Rotation(old=parse_vkey(lines[2]), new=parse_vkey(lines[3]), head=head, time=_time(lines[1]))


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("the time of the statement is no date and time", rule="RFC 3339 section 5.6") from error
    if time.utcoffset() != timedelta(0) or time.replace(tzinfo=None).isoformat() + "Z" != text:
        raise Invalid("the time of the statement reads like 2026-03-01T09:30:00Z", rule="RFC 3339 section 5.6")
    return time

# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: the signed head of the log's tree.

Source: C2SP tlog-checkpoint v1.0.0, https://c2sp.org/tlog-checkpoint@v1.0.0
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.merkle import EMPTY_ROOT, HASH_SIZE, MAX_SIZE
from tallystick.core.ledger.note import NoteSigner, NoteVerifier, OpenedNote, check_text, open_note, sign_note

_RULE = "C2SP tlog-checkpoint v1.0.0, section Note text"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: which log, how many entries, which root. ``extensions`` are foreign; we never write any."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise `Invalid` for values that have no checkpoint text."""
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            raise Invalid("the origin and the extensions of a checkpoint are non-empty single lines", rule=_RULE)
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise Invalid("a checkpoint has a size below 2^63 and a root of 32 bytes", rule=_RULE)
        check_text(self.text())

    def text(self) -> str:
        """Return the note text that is signed."""
        lines = (self.origin, str(self.size), b64.encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint whose log signature verified, with the note around it."""

    checkpoint: Checkpoint
    note: OpenedNote


def parse_decimal(text: str, *, what: str) -> int:
    """Return the number that ``text`` spells in ASCII without leading zeros, below 2^63. Raises `Invalid`."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_SIZE:
        raise Invalid(f"{what} is no decimal number without leading zeros below 2^63", rule=_RULE)
    return int(text)


def parse_checkpoint_text(text: str) -> Checkpoint:
    """Return the checkpoint in a note text, extension lines kept. Nothing is verified here.

    Raises:
        Invalid: fewer than three lines, an empty line, a size with leading zeros, or a root that is not
            canonical base 64 of 32 bytes.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        raise Invalid("a checkpoint has an origin, a size and a root line", rule=_RULE)
    origin, size, root, *extensions = lines
    return Checkpoint(
        origin=origin,
        size=parse_decimal(size, what="the tree size"),
        root=b64.decode_hash(root, what="the root hash"),
        extensions=tuple(extensions),
    )


def sign_checkpoint(*, checkpoint: Checkpoint, signers: Sequence[NoteSigner]) -> bytes:
    """Return the signed checkpoint note.

    Raises:
        Invalid: it carries extension lines, which no witness signs reliably, or an empty tree with another root.
    """
    _check_extensions(checkpoint)
    _check_empty(checkpoint)
    return sign_note(text=checkpoint.text(), signers=signers)


def open_checkpoint(
    data: bytes, *, origin: str, verifiers: Sequence[NoteVerifier], extensions: bool = False
) -> OpenedCheckpoint:
    """Return the checkpoint of the log ``origin``, its signature verified.

    1. Open the note with the log's keys.
    2. Parse the text.
    3. Compare the origin.
    4. Refuse extension lines, unless ``extensions`` says that a foreign log may use them.
    5. Refuse an empty tree with the root of another.

    Raises:
        Invalid: malformed, extension lines, or an impossible root.
        Unverified: not signed by the log, or another origin.
    """
    note = open_note(data, verifiers=verifiers)
    checkpoint = parse_checkpoint_text(note.text)
    if checkpoint.origin != origin:
        raise Unverified("the checkpoint is of another log than the one asked for", rule=_RULE)
    if not extensions:
        _check_extensions(checkpoint)
    _check_empty(checkpoint)
    return OpenedCheckpoint(checkpoint, note)


def _check_extensions(checkpoint: Checkpoint) -> None:
    if checkpoint.extensions:
        raise Invalid("the checkpoint has extension lines", rule=f"{_RULE}: NOT RECOMMENDED, and not used here")


def _check_empty(checkpoint: Checkpoint) -> None:
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise Invalid("the checkpoint gives an empty tree the root of another", rule="RFC 6962 section 2.1")

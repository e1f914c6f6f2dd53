# SPDX-License-Identifier: Apache-2.0
"""Portable proofs that an entry is in a log: index, inclusion proof and checkpoint in one text.

Source: C2SP tlog-proof, https://c2sp.org/tlog-proof
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.core.errors import Invalid
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import OpenedCheckpoint, open_checkpoint, parse_decimal
from tallystick.core.ledger.merkle import verify_inclusion
from tallystick.core.ledger.note import MAX_NOTE_SIZE, NoteVerifier, parse_note

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PROOF_SIZE = MAX_NOTE_SIZE + 100_000
MAX_HASHES = 63

_RULE = "C2SP tlog-proof, section Format"


@dataclass(frozen=True, slots=True)
class TlogProof:
    """An inclusion proof with its checkpoint, verbatim. ``extra`` is authenticated by nothing."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def text(self) -> str:
        """Return the proof in the C2SP text form."""
        extra = [] if self.extra is None else [f"extra {b64.encode(self.extra)}"]
        lines = [HEADER, *extra, f"index {self.index}", *map(b64.encode, self.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint.decode("utf-8")


def parse_proof(data: bytes) -> TlogProof:
    """Take a proof apart without verifying it.

    Raises:
        Invalid: too long, not UTF-8, another header, a malformed index, hash or checkpoint, or more than 63 hashes.
    """
    head, checkpoint = _split_proof(data)
    lines = head.split("\n")
    if lines.pop(0) != HEADER:
        raise Invalid(f"a proof starts with the line {HEADER}", rule=_RULE)
    extra = b64.decode(lines.pop(0)[6:], what="the extra data") if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise Invalid("a proof names the index of its entry", rule=_RULE)
    index = parse_decimal(lines.pop(0)[6:], what="the index")
    if len(lines) > MAX_HASHES:
        raise Invalid(f"the proof has {len(lines)} hashes, more than {MAX_HASHES}", rule=_RULE)
    hashes = tuple(b64.decode_hash(line, what="a hash of the proof") for line in lines)
    parse_note(checkpoint)
    return TlogProof(index=index, hashes=hashes, checkpoint=checkpoint, extra=extra)


def verify_proof(proof: TlogProof, *, leaf: bytes, origin: str, verifiers: Sequence[NoteVerifier]) -> OpenedCheckpoint:
    """Check that the entry with this leaf hash is in the log ``origin``, at the index that the proof names.

    1. Origin and log signature of the checkpoint.
    2. Inclusion of the leaf hash under its root.

    Raises:
        Invalid: the checkpoint is malformed.
        Unverified: another log, no signature of it, or the leaf is not there.
    """
    opened = open_checkpoint(proof.checkpoint, origin=origin, verifiers=verifiers)
    head = opened.checkpoint
    verify_inclusion(index=proof.index, size=head.size, leaf=leaf, proof=proof.hashes, root=head.root)
    return opened


def _split_proof(data: bytes) -> tuple[str, bytes]:
    if len(data) > MAX_PROOF_SIZE:
        raise Invalid(f"the proof has {len(data)} bytes, more than {MAX_PROOF_SIZE}")
    head, separator, checkpoint = data.partition(b"\n\n")
    if not separator:
        raise Invalid("a proof ends with an empty line and a checkpoint", rule=_RULE)
    try:
        return head.decode("utf-8"), checkpoint
    except UnicodeDecodeError as error:
        raise Invalid("the proof is not UTF-8", rule=_RULE) from error

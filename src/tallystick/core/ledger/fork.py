# SPDX-License-Identifier: Apache-2.0
"""Proof that a log signed two histories: two of its notes, and the hashes that tie the larger to another past.

Anybody who has the log's key can check it, offline, without either of the two logs.
Source: our own format; the hashes are a consistency proof, RFC 9162 section 2.1.4,
https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint
from tallystick.core.ledger.jcs import JsonValue, canonical, parse_canonical
from tallystick.core.ledger.merkle import verify_extension
from tallystick.core.ledger.note import MAX_NOTE_SIZE, NoteVerifier
from tallystick.core.ledger.tiles import Fetch, TileReader

FORMAT: Final = "tallystick.fork/v1"
MAX_FORK_SIZE: Final = 4 * MAX_NOTE_SIZE

_MEMBERS: Final = frozenset({"fork", "first", "second", "prefix_root", "proof"})
_MAX_PROOF: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """Two notes of one log, not yet checked.

    Attributes:
        first: the one of the smaller size (or of the same).
        second: the other.
        prefix_root: the root that the first note's entries have in the second note's tree.
        proof: consistency proof from that root to the second note's.
    """

    first: bytes
    second: bytes
    prefix_root: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ProvenFork:
    """The two tree heads of a fork that was checked."""

    first: Checkpoint
    second: Checkpoint


def find_fork(*, one: bytes, other: bytes, origin: str, verifiers: Sequence[NoteVerifier], fetch: Fetch) -> Fork | None:
    """Return the proof that two notes of a log contradict each other, or None where one continues the other.

    Args:
        one: a signed note.
        other: another, larger or smaller.
        origin: the log's origin line.
        verifiers: the log's keys.
        fetch: returns the published files of the larger tree by path. Not asked where the sizes are equal.

    Raises:
        Invalid: a note or a file is malformed.
        Unverified: a note is not this log's, or the files are not those of the larger tree.
        Unavailable: a file is missing.
    """
    opened = [(open_checkpoint(note, origin=origin, verifiers=verifiers).checkpoint, note) for note in (one, other)]
    (small, first), (large, second) = sorted(opened, key=lambda pair: pair[0].size)
    prefix_root, proof = large.root, tuple[bytes, ...]()
    if small.size < large.size:
        reader = TileReader(size=large.size, root=large.root, fetch=fetch)
        proof, prefix_root = reader.consistency_proof(small.size), reader.root_at(small.size)
    if prefix_root == small.root:
        return None
    return Fork(first=first, second=second, prefix_root=prefix_root, proof=proof)


def verify_fork(fork: Fork, *, origin: str, verifiers: Sequence[NoteVerifier]) -> ProvenFork:
    """Check that the log signed two histories.

    1. Both notes are the log's, signed by one of its keys.
    2. The second tree begins with as many entries as the first note has, under ``prefix_root``.
    3. The first note has another root.

    Raises:
        Invalid: a note is malformed.
        Unverified: one of the steps fails, so that this proves nothing.
    """
    first = open_checkpoint(fork.first, origin=origin, verifiers=verifiers).checkpoint
    second = open_checkpoint(fork.second, origin=origin, verifiers=verifiers).checkpoint
    verify_extension(size1=first.size, size2=second.size, root1=fork.prefix_root, root2=second.root, proof=fork.proof)
    if fork.prefix_root == first.root:
        raise Unverified("the second note continues the first: this is no fork", rule=FORMAT)
    return ProvenFork(first, second)


def encode_fork(fork: Fork) -> bytes:
    """Return the bytes of the file that carries a fork."""
    members: dict[str, JsonValue] = {
        "fork": FORMAT,
        "first": fork.first.decode("utf-8"),
        "second": fork.second.decode("utf-8"),
        "prefix_root": b64.encode(fork.prefix_root),
        "proof": [b64.encode(value) for value in fork.proof],
    }
    return canonical(members) + b"\n"


def parse_fork(data: bytes) -> Fork:
    """Return the fork that a file carries, unchecked.

    Raises:
        Invalid: too long, not canonical JSON and a line feed, or a member that is missing, unknown or malformed.
    """
    if not data.endswith(b"\n"):
        raise Invalid("the file of a fork ends with a line feed", rule=FORMAT)
    members = parse_canonical(data[:-1], limit=MAX_FORK_SIZE)
    if not isinstance(members, Mapping) or set(members) != _MEMBERS or members["fork"] != FORMAT:
        raise Invalid(f"this is no file of the format {FORMAT}", rule=FORMAT)
    proof = members["proof"]
    if not isinstance(proof, list) or len(proof) > _MAX_PROOF:
        raise Invalid(f"the proof of a fork is a list of at most {_MAX_PROOF} hashes", rule=FORMAT)
    return Fork(
        first=_text(members["first"]).encode("utf-8"),
        second=_text(members["second"]).encode("utf-8"),
        prefix_root=b64.decode_hash(_text(members["prefix_root"]), what="the prefix root"),
        proof=tuple(b64.decode_hash(_text(value), what="a hash of the proof") for value in proof),
    )


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise Invalid("notes and hashes in the file of a fork are strings", rule=FORMAT)
    return value

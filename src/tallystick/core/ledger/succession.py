# SPDX-License-Identifier: Apache-2.0
"""Following a log from one key to the next: a new key is believed because a key that was believed handed over to it.

A log shows the statements of all its changes of key as ``hand-over/1``, ``hand-over/2`` and so on beside its
checkpoint; each is recorded in the log as well, as an entry of the kind ``log.key.rotated``.
Source: our own format, `tallystick.core.ledger.keys`
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.core.errors import TallystickError, Unavailable, Unverified
from tallystick.core.ledger.keys import ROTATION, Rotation, named_keys, open_rotation
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.replay import Fault, OnFault
from tallystick.core.ledger.tiles import Fetch, TileReader

#: How often a log may change its key, as far as readers follow it.
MAX_CHANGES: Final = 100
MAX_STATEMENT_SIZE: Final = 16 * 1024
#: How the clear part of the entry of a change begins (our leaf is canonical JSON, and "kind" its first member).
ENTRY_OF_CHANGE: Final = b'{"kind":"log.key.rotated",'
_FOLDER: Final = "hand-over"


@dataclass(frozen=True, slots=True)
class Succession:
    """Which keys a reader believes.

    ``changes``: the changes that led from believed keys to others; ``statements``: how many were shown altogether.
    """

    keys: tuple[NoteVerifier, ...]
    changes: tuple[Rotation, ...] = ()
    statements: int = 0

    def shown(self) -> frozenset[str]:
        """Return the paths of the statements."""
        return frozenset(hand_over_path(number + 1) for number in range(self.statements))


def hand_over_path(number: int) -> str:
    """Return where a log shows the statement of its change of key number so-and-so, from 1."""
    return f"{_FOLDER}/{number}"


def read_statements(fetch: Fetch) -> list[bytes]:
    """Return the statements that a log shows, in their order.

    Raises:
        Unverified: there are more than any log has, or one is too long to be one.
    """
    statements: list[bytes] = []
    while True:
        path = hand_over_path(len(statements) + 1)
        try:
            data = fetch(path)
        except Unavailable:
            return statements
        if len(statements) >= MAX_CHANGES or len(data) > MAX_STATEMENT_SIZE:
            raise Unverified(f"{path} is no change of key that a reader follows", rule=ROTATION)
        statements.append(data)


def follow(*, known: Sequence[NoteVerifier], statements: Sequence[bytes]) -> Succession:
    """Return the keys that a reader believes who knew some, after a log's changes of key.

    1. A statement counts only where it names a believed key as the old one.
    2. Both keys must have signed it (`keys.open_rotation`).

    A statement by a key that is not believed changes nothing, whoever signed it. Keys that were known stay believed:
    who knows that one was stolen no longer names it.

    Raises:
        Invalid: a statement is malformed.
        Unverified: a statement names a believed key, and that key or the new one has not signed it.
    """
    keys, changes = list(known), list[Rotation]()
    for data in statements:
        old = next((key for key in keys if key.vkey == named_keys(data)[0]), None)
        if old is None:
            continue
        rotation = open_rotation(data, old=old)
        changes.append(rotation)
        if rotation.new not in keys:
            keys.append(rotation.new)
    return Succession(tuple(keys), tuple(changes), len(statements))


def check_changes(succession: Succession, *, recorded: int, reader: TileReader, on_fault: OnFault) -> None:
    """Check the changes of key against the log, after a replay.

    1. The log continues the last tree that each old key signed alone.
    2. Every change is both recorded in the log and shown: there are as many statements as entries.

    Args:
        succession: what `follow` returned.
        recorded: how many entries of the log start with `ENTRY_OF_CHANGE`.
        reader: the log.
        on_fault: is told each fault.
    """
    for change in succession.changes:
        try:
            _check_continued(change, reader=reader)
        except TallystickError as error:
            on_fault(Fault(_FOLDER, error.what))
    if recorded != succession.statements:
        shown = f"{succession.statements} statements of one are shown"
        on_fault(Fault(_FOLDER, f"the log has {recorded} entries of a change of its key, and {shown}"))


def _check_continued(change: Rotation, *, reader: TileReader) -> None:
    head = change.head
    if head.size > reader.size or (head.size and _root(reader, head.size) != head.root):
        old = change.old.key_id.hex()
        raise Unverified(f"the key {old} handed over a log of {head.size} entries, and this one does not continue it")


def _root(reader: TileReader, size: int) -> bytes:
    reader.consistency_proof(size)
    return reader.root_at(size)

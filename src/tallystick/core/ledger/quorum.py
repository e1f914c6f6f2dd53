# SPDX-License-Identifier: Apache-2.0
"""Gathering cosignatures under a log's checkpoint until its policy is met.

What `settle` returns as met is what a log publishes as ``checkpoint``; its own newest, cosigned by whoever has
answered so far, is ``checkpoint.pending``.
Source: C2SP tlog-policy (2026-06-22), https://c2sp.org/tlog-policy; tlog-witness v1.0.0,
https://c2sp.org/tlog-witness@v1.0.0
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tallystick.core.errors import Unverified
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.note import Note, NoteSignature, NoteVerifier, parse_note
from tallystick.core.ledger.policy import MAX_AGE, Policy, WitnessedCheckpoint, open_witnessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A checkpoint with its cosignatures.

    Attributes:
        note: the log's lines, then one line per witness key, the newest of each.
        witnessed: what it is worth under the policy, or None while it does not meet it.
        reason: why it does not, in plain words; empty where it does.
    """

    note: bytes
    witnessed: WitnessedCheckpoint | None
    reason: str


def settle(
    *,
    policy: Policy,
    origin: str,
    checkpoint: bytes,
    cosignatures: Iterable[NoteSignature],
    own: Sequence[NoteVerifier],
    now: datetime,
    max_age: timedelta = MAX_AGE,
) -> Settled:
    """Merge cosignatures into a checkpoint, and say whether the policy is met.

    Args:
        policy: the log's witnesses and quorum.
        origin: the log's origin line.
        checkpoint: its signed note, perhaps with cosignatures from earlier rounds.
        cosignatures: lines that `witness.read_response` returned, of any number of witnesses.
        own: keys of witnesses that the operator of the log runs: these are left out, and never count.
        now: aware, UTC.
        max_age: how old a cosignature may be and still count.

    Raises:
        Invalid: the checkpoint is malformed.
        Unverified: the policy does not list the log, the log did not sign the checkpoint, or a cosignature by a
            witness of the policy does not verify.
    """
    logs = [key for key in policy.logs if key.name == origin]
    open_checkpoint(checkpoint, origin=origin, verifiers=logs)
    note = parse_note(checkpoint)
    excluded = {key.public_key for key in own}
    witnesses = [key for key in policy.witnesses.values() if key.public_key not in excluded]
    newest = _newest(note, cosignatures, witnesses=witnesses)
    identities = {(key.name, key.key_id) for key in logs}
    signed = [line for line in note.signatures if (line.name, line.key_id) in identities]
    merged = Note(note.text, (*signed, *newest)).encode()
    try:
        witnessed = open_witnessed(merged, policy=policy, origin=origin, now=now, max_age=max_age)
    except Unverified as error:
        return Settled(note=merged, witnessed=None, reason=error.what)
    return Settled(note=merged, witnessed=witnessed, reason="")


def _newest(
    note: Note, cosignatures: Iterable[NoteSignature], *, witnesses: Sequence[NoteVerifier]
) -> list[NoteSignature]:
    """Return the newest verified line of each witness that has one, in the policy's order."""
    text = note.text.encode("utf-8")
    lines = [*note.signatures, *cosignatures]
    newest = []
    for key in witnesses:
        by_key = [line for line in lines if (line.name, line.key_id) == (key.name, key.key_id)]
        for line in by_key:
            key.verify(text=text, signature=line.signature)
        newest += sorted(by_key, key=lambda line: timestamp_of(line.signature))[-1:]
    return newest

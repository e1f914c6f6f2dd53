# SPDX-License-Identifier: Apache-2.0
"""Gathering cosignatures until the policy is met."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.keys import ML_DSA, WITNESS, PrivateKey
from tallystick.core.ledger.note import NoteSignature, parse_note
from tallystick.core.ledger.policy import parse_policy
from tallystick.core.ledger.quorum import Settled, settle
from tests.unit.core.ledger.witness_log import NOON, ORIGIN, OTHER_ORIGIN, WitnessedLog

LOG = WitnessedLog()
CHECKPOINT = LOG.checkpoint(5)
NOW = datetime.fromtimestamp(NOON, UTC)
TRUST = PrivateKey("witness.harbour-trust.example", WITNESS, bytes([1]) * 31 + b"t")
REGULATOR = PrivateKey("witness.regulator.example", ML_DSA, bytes([2]) * 32)
PAPER = PrivateKey("witness.paper.example", WITNESS, bytes([3]) * 32)
STRANGER = PrivateKey("witness.stranger.example", WITNESS, bytes([4]) * 32)
POLICY = parse_policy(
    f"log {LOG.vkey}\n"
    f"witness trust {TRUST.verifier.vkey}\n"
    f"witness regulator {REGULATOR.verifier.vkey}\n"
    f"witness paper {PAPER.verifier.vkey}\n"
    "group two-of-three 2 trust regulator paper\n"
    "quorum two-of-three\n".encode()
)


def line(key: PrivateKey, *, at: int = NOON, size: int = 5) -> NoteSignature:
    return key.signer(timestamp=at).sign(LOG.head(size).text().encode())


def gather(*cosignatures: NoteSignature, checkpoint: bytes = CHECKPOINT, **changes: object) -> Settled:
    arguments: dict[str, object] = {"policy": POLICY, "origin": ORIGIN, "own": [], "now": NOW, **changes}
    return settle(checkpoint=checkpoint, cosignatures=cosignatures, **arguments)  # type: ignore[arg-type]


def names(settled: Settled) -> list[str]:
    return [signature.name for signature in parse_note(settled.note).signatures]


def test_a_quorum_is_met():
    settled = gather(line(REGULATOR), line(TRUST))
    assert settled.witnessed is not None
    assert settled.witnessed.cosigned == {"trust": NOON, "regulator": NOON}
    assert settled.reason == ""
    assert names(settled) == [ORIGIN, TRUST.name, REGULATOR.name], "in the policy's order, however they came"


def test_one_of_two_is_not_enough_and_is_kept_for_the_next_round():
    first = gather(line(TRUST))
    assert first.witnessed is None
    assert "too few witnesses" in first.reason
    second = gather(line(PAPER), checkpoint=first.note)
    assert second.witnessed is not None
    assert names(second) == [ORIGIN, TRUST.name, PAPER.name]


def test_nobody_has_answered_yet():
    settled = gather()
    assert settled.witnessed is None
    assert settled.note == CHECKPOINT


def test_strangers_are_left_out():
    settled = gather(line(STRANGER), line(TRUST), line(PAPER))
    assert names(settled) == [ORIGIN, TRUST.name, PAPER.name]


def test_the_operators_own_witness_never_counts():
    own = [PAPER.verifier]
    settled = gather(line(TRUST), line(PAPER), own=own)
    assert settled.witnessed is None
    assert names(settled) == [ORIGIN, TRUST.name]
    # Nor where it was merged before it was known to be the operator's.
    before = gather(line(TRUST), line(PAPER))
    assert before.witnessed is not None
    assert gather(checkpoint=before.note, own=own).witnessed is None


def test_the_same_witness_twice_counts_once_with_its_newest_line():
    settled = gather(line(TRUST, at=NOON - 60), line(TRUST, at=NOON), line(TRUST, at=NOON - 30))
    assert settled.witnessed is None
    assert names(settled) == [ORIGIN, TRUST.name]
    assert timestamp_of(parse_note(settled.note).signatures[1].signature) == NOON


def test_a_stale_cosignature_does_not_count_until_it_is_renewed():
    old = int((NOW - timedelta(hours=25)).timestamp())
    stale = gather(line(TRUST, at=old), line(PAPER))
    assert stale.witnessed is None
    assert gather(line(TRUST), checkpoint=stale.note).witnessed is not None
    assert gather(checkpoint=stale.note, max_age=timedelta(hours=26)).witnessed is not None


def test_a_cosignature_of_another_checkpoint_is_not_merged():
    with pytest.raises(Unverified):
        gather(line(TRUST), line(PAPER, size=6))


def test_a_checkpoint_of_another_log_is_not_settled():
    with pytest.raises(Unverified):
        gather(checkpoint=WitnessedLog(OTHER_ORIGIN).checkpoint(5), origin=OTHER_ORIGIN)


def test_a_checkpoint_that_the_log_did_not_sign_is_not_settled():
    with pytest.raises(Unverified):
        gather(line(TRUST), line(PAPER), checkpoint=WitnessedLog(seed=9).checkpoint(5))


def test_a_malformed_checkpoint_is_invalid():
    with pytest.raises(Invalid):
        gather(checkpoint=b"no note")

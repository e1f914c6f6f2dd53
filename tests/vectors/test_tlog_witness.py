# SPDX-License-Identifier: Apache-2.0
"""Sunlight's add-checkpoint requests, in their order, against our witness: status and body of each."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.keys import ML_DSA, WITNESS, PrivateKey
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.pin import NOTHING, Head
from tallystick.core.ledger.witness import NotCosigned, cosign, decide, examine
from tests.vectors.test_tlog_folder import folder

CASES: list[dict[str, Any]] = json.loads((folder() / "sunlight-witness-add-checkpoint.json").read_text("utf-8"))
LOG_KEY = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
# Sigsum names a log after the hash of its key.
ORIGIN = f"sigsum.org/v1/tree/{sha256(LOG_KEY).hexdigest()}"
LOGS = {ORIGIN: (NoteVerifier(ORIGIN, LOG_KEY),)}
KEYS = [PrivateKey("example.com/witness", kind, bytes(range(32))) for kind in (WITNESS, ML_DSA)]


def answers() -> Iterator[tuple[int, bytes]]:
    """Yield status and body of each answer, by a witness that remembers what it cosigned."""
    latest: Head = NOTHING
    for case in CASES:
        try:
            submission = examine(case["body"].encode(), logs=LOGS)
            decide(submission, latest=latest)
        except NotCosigned as refusal:
            yield refusal.status, refusal.body()
        else:
            latest = submission.head
            yield 200, cosign(submission, keys=KEYS, timestamp=1_772_366_400).lines


ANSWERS = list(answers())


def test_there_are_eleven() -> None:
    assert len(CASES) == len(ANSWERS) == 11


@pytest.mark.parametrize(
    ("case", "answer"), [pytest.param(*pair, id=pair[0]["name"]) for pair in zip(CASES, ANSWERS, strict=True)]
)
def test_the_answer_is_the_expected_one(case: dict[str, Any], answer: tuple[int, bytes]) -> None:
    status, body = answer
    assert status == case["status"]
    assert case["body_contains"] in body.decode()
    if status == 409:
        assert body.decode() == case["body_contains"], "the size is all of it"
    if status == 200:
        note = case["body"].encode().partition(b"\n\n")[2]
        opened = open_checkpoint(note + body, origin=ORIGIN, verifiers=[key.verifier for key in KEYS])
        assert len(opened.note.signed_by) == 2

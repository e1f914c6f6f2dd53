# SPDX-License-Identifier: Apache-2.0
"""The 914 Ed25519 edge cases of C2SP/CCTV: no weak or second-spelling key is ever configured."""

import json
from typing import Any

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.note import NoteVerifier
from tests.vectors.test_tlog_folder import folder

VECTORS: list[dict[str, Any]] = json.loads((folder() / "cctv-ed25519vectors.json").read_text())
REFUSED = {"low_order_A", "non_canonical_A"}


def accepts(vector: dict[str, Any]) -> bool:
    try:
        key = NoteVerifier("log.example", bytes.fromhex(vector["key"]))
        key.verify(text=vector["msg"].encode(), signature=bytes.fromhex(vector["sig"]))
    except (Invalid, Unverified):
        return False
    return True


def test_there_are_914() -> None:
    assert len(VECTORS) == 914


def test_every_low_order_or_non_canonical_key_is_refused_as_a_key() -> None:
    refused = 0
    for vector in VECTORS:
        if REFUSED & set(vector["flags"] or []):
            refused += 1
            with pytest.raises(Invalid):
                NoteVerifier("log.example", bytes.fromhex(vector["key"]))
    assert refused > 500


def test_no_low_order_or_non_canonical_key_verifies_anything_and_the_others_are_keys() -> None:
    accepted = [set(vector["flags"] or []) for vector in VECTORS if accepts(vector)]
    assert accepted  # the vectors also hold signatures that every verifier accepts
    assert not any(REFUSED & flags for flags in accepted)
    for vector in VECTORS:
        if not REFUSED & set(vector["flags"] or []):
            NoteVerifier("log.example", bytes.fromhex(vector["key"]))

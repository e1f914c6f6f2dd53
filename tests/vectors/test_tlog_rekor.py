# SPDX-License-Identifier: Apache-2.0
"""Checkpoints and inclusion proofs of a live log (Rekor v2), good and bad, from sigstore-conformance."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.checkpoint import OpenedCheckpoint, parse_checkpoint_text
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.note import NoteVerifier, parse_note
from tallystick.core.ledger.proof import TlogProof, verify_proof
from tests.vectors.test_tlog_folder import folder

BASE = folder() / "rekor2" / "test" / "assets" / "bundle-verify"
ORIGIN = "log2025-alpha1.rekor.sigstage.dev"
# The bundles whose fault lies in the checkpoint; the faults of the others are none of the log's.
NO_SIGNATURE = "rekor2-checkpoint-missing-log-signature_fail"
LINE_MISSING = {f"rekor2-checkpoint-missing-{line}_fail" for line in ("origin", "size", "root-hash")}
BAD = LINE_MISSING | {NO_SIGNATURE, "rekor2-checkpoint-no-matching-signature_fail"}


def entry_of(name: str) -> dict[str, Any]:
    bundle = json.loads((BASE / name / "bundle.sigstore.json").read_text())
    entries: list[dict[str, Any]] = bundle["verificationMaterial"].get("tlogEntries", [])
    return entries[0]


def log_key(name: str) -> NoteVerifier:
    roots = json.loads((BASE / name / "trusted_root.json").read_text())
    keys = [log["publicKey"]["rawBytes"] for log in roots["tlogs"] if log["baseUrl"] == f"https://{ORIGIN}"]
    return NoteVerifier(ORIGIN, b64decode(keys[0])[-32:])


def check(name: str) -> OpenedCheckpoint:
    entry = entry_of(name)
    given = entry["inclusionProof"]
    hashes = tuple(b64decode(value) for value in given["hashes"])
    proof = TlogProof(int(given["logIndex"]), hashes, given["checkpoint"]["envelope"].encode())
    leaf = leaf_hash(b64decode(entry["canonicalizedBody"]))
    return verify_proof(proof, leaf=leaf, origin=ORIGIN, verifiers=[log_key(name)])


def of_that_log(path: Path) -> bool:
    envelope = json.dumps(entry_of(path.name)) if "no-inclusion" not in path.name else ""
    return path.name in BAD or f"{ORIGIN}\\n" in envelope


NAMES = sorted(path.name for path in BASE.glob("rekor2-*") if of_that_log(path))


def test_there_are_good_and_bad_ones() -> None:
    assert set(NAMES) >= BAD
    assert len(NAMES) > 20


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BAD])
def test_a_good_checkpoint_proves_its_entry(name: str) -> None:
    assert [key.name for key in check(name).note.signed_by] == [ORIGIN]


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_checkpoint_proves_nothing(name: str) -> None:
    with pytest.raises(Invalid if name == NO_SIGNATURE else Unverified):
        check(name)


@pytest.mark.parametrize("name", sorted(LINE_MISSING))
def test_a_checkpoint_without_one_of_its_lines_is_not_even_read(name: str) -> None:
    envelope = entry_of(name)["inclusionProof"]["checkpoint"]["envelope"]
    with pytest.raises(Invalid):
        parse_checkpoint_text(parse_note(envelope.encode()).text)


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("rekor2-checkpoint-cosigned", 1),
        ("rekor2-checkpoint-multiple-cosigs", 2),
        ("rekor2-checkpoint-origin-not-first", 1),
        ("rekor2-checkpoint-two-sigs-cosigned", 2),
        ("rekor2-checkpoint-two-sigs-from-origin", 1),
    ],
)
def test_signatures_of_unknown_keys_are_ignored_wherever_they_stand(name: str, ignored: int) -> None:
    assert len(check(name).note.unknown) == ignored

# SPDX-License-Identifier: Apache-2.0
"""The 98 inclusion and 98 consistency vectors of transparency-dev/merkle."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from tallystick.core.errors import Unverified
from tallystick.core.ledger.merkle import verify_consistency, verify_inclusion
from tests.vectors.test_tlog_folder import folder

# The suite calls this one valid, but its two roots are a 12-byte placeholder instead of hashes. A strict verifier
# of 32-byte hashes refuses it (and shows below that nothing else is wrong with it).
PLACEHOLDER_ROOTS = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"


def vectors(kind: str) -> list[Any]:
    base = folder() / "merkle-transparency-dev"
    paths = sorted((base / kind).rglob("*.json"))
    return [pytest.param(path, id=path.relative_to(base).as_posix()) for path in paths]


def hashes(values: list[str] | None) -> list[bytes]:
    return [b64decode(value or "") for value in values or []]


def test_there_are_98_of_each() -> None:
    assert len(vectors("inclusion")) == len(vectors("consistency")) == 98


@pytest.mark.parametrize("path", vectors("inclusion"))
def test_inclusion(path: Path) -> None:
    vector = json.loads(path.read_text())
    claim = {"index": vector["leafIdx"], "size": vector["treeSize"], "proof": hashes(vector["proof"])}
    claim |= {"leaf": b64decode(vector["leafHash"] or ""), "root": b64decode(vector["root"] or "")}
    if vector["wantErr"]:
        with pytest.raises(Unverified):
            verify_inclusion(**claim)
    else:
        verify_inclusion(**claim)


@pytest.mark.parametrize("path", vectors("consistency"))
def test_consistency(path: Path) -> None:
    vector = json.loads(path.read_text())
    claim = {"size1": vector["size1"], "size2": vector["size2"], "proof": hashes(vector["proof"])}
    claim |= {"root1": b64decode(vector["root1"] or ""), "root2": b64decode(vector["root2"] or "")}
    exception = path.as_posix().endswith(PLACEHOLDER_ROOTS)
    if vector["wantErr"] or exception:
        with pytest.raises(Unverified):
            verify_consistency(**claim)
    else:
        verify_consistency(**claim)
    if exception:
        assert not vector["wantErr"]
        verify_consistency(**claim | {"root1": bytes(32), "root2": bytes(32)})

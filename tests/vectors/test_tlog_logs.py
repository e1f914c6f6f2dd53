# SPDX-License-Identifier: Apache-2.0
"""Two small logs written by Go programs: checkpoints of sizes 0 to 15, tiles and bundles."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tallystick.core.errors import Unavailable, Unverified
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint_text
from tallystick.core.ledger.merkle import leaf_hash, root, verify_extension
from tallystick.core.ledger.note import parse_note, parse_vkey
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, grow, parse_entries, read_edge, root_of
from tests.vectors.test_tlog_folder import folder

TESSERA = folder() / "tessera-testdata" / "testdata" / "log"
TESSERA_ORIGIN = "example.com/log/testdata"
TESSERA_KEY = parse_vkey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")

SERVERLESS = folder() / "serverless-log" / "testdata" / "log"
SERVERLESS_ORIGIN = "example.com/testdata"
SERVERLESS_KEY = parse_vkey("astra+cad5a3d2+AZJqeuyE/GnknsCNh1eCtDtwdAwKBddOlS8M2eI1Jt4b")

SIZES = range(16)


def fetcher(base: Path) -> Callable[[str], bytes]:
    def fetch(path: str) -> bytes:
        try:
            return (base / path).read_bytes()
        except FileNotFoundError as error:
            raise Unavailable(path) from error

    return fetch


FETCH = fetcher(TESSERA)
ENTRIES = parse_entries(FETCH("tile/entries/000.p/15"), width=15)


def tessera(size: int) -> Checkpoint:
    data = FETCH(f"checkpoint.{size}")
    return open_checkpoint(data, origin=TESSERA_ORIGIN, verifiers=[TESSERA_KEY]).checkpoint


@pytest.mark.parametrize("size", SIZES)
def test_tessera_checkpoints_open_and_print_back(size: int) -> None:
    head = tessera(size)
    assert head.size == size
    assert head.root == root([leaf_hash(entry) for entry in ENTRIES[:size]])
    note = parse_note(FETCH(f"checkpoint.{size}"))
    assert parse_checkpoint_text(note.text).text() == note.text
    assert note.encode() == FETCH(f"checkpoint.{size}")


@pytest.mark.parametrize("size", SIZES)
def test_our_writer_makes_the_files_of_tessera(size: int) -> None:
    growth = grow(edge=EMPTY_EDGE, entries=ENTRIES[:size])
    assert root_of(growth.edge) == tessera(size).root
    assert growth.files == {path: FETCH(path) for path in growth.files}
    assert read_edge(size=size, root=tessera(size).root, fetch=FETCH) == growth.edge


@pytest.mark.parametrize("size", SIZES)
def test_proofs_are_made_from_the_files_of_tessera(size: int) -> None:
    head = tessera(size)
    reader = TileReader(size=size, root=head.root, fetch=FETCH)
    assert [reader.entry(index) for index in range(size)] == list(ENTRIES[:size])
    for old in range(size + 1):
        proof = reader.consistency_proof(old)
        verify_extension(size1=old, size2=size, root1=tessera(old).root, root2=head.root, proof=proof)


def test_a_key_of_another_log_does_not_open_tesseras_checkpoint() -> None:
    with pytest.raises(Unverified):
        open_checkpoint(FETCH("checkpoint"), origin=TESSERA_ORIGIN, verifiers=[SERVERLESS_KEY])


@pytest.mark.parametrize("size", SIZES)
def test_serverless_checkpoints_open_though_the_key_is_not_named_as_the_origin(size: int) -> None:
    data = (SERVERLESS / f"checkpoint.{size}").read_bytes()
    head = open_checkpoint(data, origin=SERVERLESS_ORIGIN, verifiers=[SERVERLESS_KEY]).checkpoint
    entries = [(SERVERLESS / "seq/00/00/00/00" / f"{index:02x}").read_bytes() for index in range(size)]
    assert (head.size, head.root) == (size, root([leaf_hash(entry) for entry in entries]))


def test_both_logs_hold_the_same_leaves() -> None:
    root_line = (SERVERLESS / "checkpoint.15").read_bytes().split(b"\n")[2]
    assert b64encode(tessera(15).root) == root_line

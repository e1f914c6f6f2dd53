# SPDX-License-Identifier: Apache-2.0
"""What we publish is understood by the reference implementation in Go, and what it signs is understood by us.

A program of ours (go/main.go) uses golang.org/x/mod/sumdb/note and .../tlog, from Debian's golang-golang-x-mod-dev or
from the tool chain's own copy. It is built without a network. Without Go the tests skip; with CI=true they fail.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from tallystick.core.ledger.keys import ED25519, PrivateKey, parse_private_key
from tallystick.core.ledger.note import parse_vkey
from tallystick.core.ledger.proof import TlogProof
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, bundle_path, grow, root_of, tile_path
from tallystick.core.ledger.witness import cosign, examine, request
from tests.rigs.tools import absent
from tests.unit.core.ledger.small_log import ORIGIN, SIGNER, fetcher
from tests.unit.core.ledger.witness_log import ED25519_KEY, ML_DSA_KEY, NOON

# A tree with three levels of tiles, none of them full at its edge; and an earlier size in the middle of a tile.
SIZE, OLDER, INDEX = 65_536 + 256 + 44, 70 * 256 + 200, 65_000
VKEY = SIGNER.verifier.vkey
_MODULE = Path("golang.org") / "x" / "mod"
_PLACES = (Path("/usr/share/gocode/src"), Path("src") / "cmd" / "vendor")
_REMEDY = "sh setup/debian.sh test installs what the tests drive: golang-go and golang-golang-x-mod-dev."


@dataclass(frozen=True)
class Oracle:
    """The Go program, built."""

    path: Path

    def __call__(self, *words: object, text: str = "") -> "subprocess.CompletedProcess[str]":
        command = [str(self.path), *map(str, words)]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=False, timeout=120)


def go_program() -> str:
    found = shutil.which("go")
    if found is None:
        absent("Go", remedy=_REMEDY)
    return found


def reference_sources(go: str) -> Path:
    """Return the folder that holds golang.org/x/mod."""
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    for place in _PLACES:
        if (Path(root) / place / _MODULE / "sumdb" / "tlog").is_dir():
            return Path(root) / place
    return absent("golang.org/x/mod", remedy=_REMEDY)


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    go = go_program()
    place = tmp_path_factory.mktemp("go")
    sources = place / "path" / "src"
    (sources / _MODULE).parent.mkdir(parents=True)
    (sources / _MODULE).symlink_to(reference_sources(go) / _MODULE, target_is_directory=True)
    (sources / "oracle").mkdir()
    shutil.copy(Path(__file__).parent / "go" / "main.go", sources / "oracle" / "main.go")
    settings = {
        "GO111MODULE": "off",
        "GOPATH": str(place / "path"),
        "GOCACHE": str(place / "cache"),
        "GOFLAGS": "",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
    }
    built = subprocess.run(
        [go, "build", "-o", str(place / "oracle"), "oracle"],
        env={**os.environ, **settings},
        cwd=sources / "oracle",
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return Oracle(place / "oracle")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our log, an older checkpoint of it, an inclusion proof and a consistency proof."""
    folder = tmp_path_factory.mktemp("log")
    entries = [b"entry %d of Northshire" % number for number in range(SIZE)]
    early = grow(edge=EMPTY_EDGE, entries=entries[:OLDER])
    growth = grow(edge=early.edge, entries=entries[OLDER:])
    for path, content in {**early.files, **growth.files}.items():
        (folder / "log" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "log" / path).write_bytes(content)
    root = root_of(growth.edge)
    reader = TileReader(size=SIZE, root=root, fetch=fetcher({**early.files, **growth.files}))
    checkpoint = signed(SIZE, root)
    (folder / "log" / "checkpoint").write_bytes(checkpoint)
    (folder / "older").write_bytes(signed(OLDER, root_of(early.edge)))
    (folder / "entry").write_bytes(entries[INDEX])
    proof = TlogProof(index=INDEX, hashes=reader.inclusion_proof(INDEX), checkpoint=checkpoint)
    (folder / "entry.tlog-proof").write_text(proof.text(), "utf-8")
    (folder / "consistency").write_text("\n".join(map(b64.encode, reader.consistency_proof(OLDER))) + "\n", "ascii")
    return folder


def signed(size: int, root: bytes) -> bytes:
    return sign_checkpoint(checkpoint=Checkpoint(ORIGIN, size, root), signers=[SIGNER])


def test_the_reference_accepts_our_log_and_our_proofs(oracle: Oracle, published: Path):
    told = oracle("check", published, VKEY)
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == [
        f"the checkpoint is signed by the log, size {SIZE}",
        "the tiles lead to its root",
        "every entry hashes to its leaf",
        f"entry {INDEX} is included, by our proof and by one rebuilt from our tiles",
        f"it continues the log of size {OLDER}",
    ]


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def other_hash(data: bytes) -> bytes:
    lines = data.decode().split("\n")
    lines[2] = b64.encode(bytes(32))
    return "\n".join(lines).encode()


CHANGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a full tile": (f"log/{tile_path(level=0, index=7)}", flip),
    "the upper full tile": (f"log/{tile_path(level=1, index=0)}", flip),
    "the tile at the edge": (f"log/{tile_path(level=0, index=257, width=44)}", flip),
    "a bundle": (f"log/{bundle_path(index=100)}", flip),
    "the last bundle": (f"log/{bundle_path(index=257, width=44)}", lambda data: data + b"\0\0"),
    "the size in the checkpoint": ("log/checkpoint", lambda data: data.replace(b"65836", b"65837")),
    "the older checkpoint": ("older", lambda data: data.replace(b"18120", b"18121")),
    "the entry": ("entry", flip),
    "our inclusion proof": ("entry.tlog-proof", other_hash),
    "the index in our proof": ("entry.tlog-proof", lambda data: data.replace(b"index 65000", b"index 65001")),
    "our consistency proof": ("consistency", other_hash),
}


@pytest.mark.parametrize(("path", "change"), CHANGES.values(), ids=CHANGES)
def test_the_reference_refuses_what_was_changed(
    oracle: Oracle, published: Path, path: str, change: Callable[[bytes], bytes]
):
    data = (published / path).read_bytes()
    assert change(data) != data
    (published / path).write_bytes(change(data))
    try:
        assert oracle("check", published, VKEY).returncode == 1
    finally:
        (published / path).write_bytes(data)


def test_the_reference_refuses_another_key(oracle: Oracle, published: Path):
    other = PrivateKey(ORIGIN, ED25519, bytes(32)).verifier.vkey
    assert oracle("check", published, other).returncode == 1


# Keys and notes, both ways.

TEXT = Checkpoint(ORIGIN, 5, bytes(range(32))).text()


def test_the_reference_signs_with_our_private_key(oracle: Oracle):
    key = PrivateKey(ORIGIN, ED25519, bytes(range(32)))
    told = oracle("sign", key.line().strip(), text=TEXT)
    assert told.returncode == 0, told.stderr
    assert open_checkpoint(told.stdout.encode(), origin=ORIGIN, verifiers=[key.verifier]).checkpoint.size == 5
    assert (
        told.stdout
        == sign_checkpoint(
            checkpoint=Checkpoint(ORIGIN, 5, bytes(range(32))), signers=[key.signer(timestamp=0)]
        ).decode()
    ), "Ed25519 has one signature per key and text"


def test_we_read_the_keys_and_notes_of_the_reference(oracle: Oracle):
    told = oracle("generate", ORIGIN, text=TEXT)
    secret, vkey, note = told.stdout.split("\n", 2)
    key = parse_private_key(secret)
    assert key.line() == f"{secret}\n"
    assert key.verifier == parse_vkey(vkey)
    assert open_checkpoint(note.encode(), origin=ORIGIN, verifiers=[key.verifier]).checkpoint.size == 5


def cosigned_note() -> bytes:
    """Return a checkpoint with our witness's signatures; its log is of no matter here."""
    asked = request(old_size=0, proof=[], checkpoint=signed(5, bytes(range(32))))
    submission = examine(asked, logs={ORIGIN: (SIGNER.verifier,)})
    return cosign(submission, keys=[ED25519_KEY, ML_DSA_KEY], timestamp=NOON).note


def test_a_verifier_in_go_accepts_the_cosignature_of_our_witness(oracle: Oracle, tmp_path: Path):
    note = cosigned_note()
    (tmp_path / "cosigned").write_bytes(note)
    told = oracle("cosigned", tmp_path, ED25519_KEY.verifier.vkey)
    assert told.returncode == 0, told.stderr
    (tmp_path / "cosigned").write_bytes(note.replace(b"\n5\n", b"\n6\n", 1))
    assert oracle("cosigned", tmp_path, ED25519_KEY.verifier.vkey).returncode == 1

# SPDX-License-Identifier: Apache-2.0
"""Replaying a log: an honest one comes out whole, and every dishonesty is found, with its file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from tallystick.core.errors import Invalid, TallystickError, Unavailable, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.leaf import Leaf, encode_leaf
from tallystick.core.ledger.merkle import EMPTY_ROOT, leaf_hash
from tallystick.core.ledger.note import sign_note
from tallystick.core.ledger.replay import Fault, Fetch, OnFault, Replay, read_checkpoint, refuse
from tallystick.core.ledger.tiles import EMPTY_EDGE, bundle_path, grow, root_of, tile_path
from tests.unit.core.ledger.small_log import NOW, ORIGIN, OTHER_SIGNER, SIGNER, START, chain, fetcher

Files = dict[str, bytes]


def leaves(count: int, *, projects: int = 3) -> list[bytes]:
    """Return entries of several projects in turn, each linked to its project's previous one."""
    made: list[bytes] = []
    for index in range(count):
        before = index - projects
        leaf = Leaf(
            kind="project.registered",
            time=START + timedelta(minutes=index),
            project=f"p{index % projects}",
            pseq=index // projects + 1,
            prev=None if before < 0 else (before, b64.encode_url(leaf_hash(made[before]))),
            sd=(),
        )
        made.append(encode_leaf(leaf))
    return made


def published(entries: Sequence[bytes], *, batch: int | None = None) -> Files:
    """Return all files of a log, with the checkpoint, and the partial ones of each batch."""
    edge, files = EMPTY_EDGE, dict[str, bytes]()
    for start in range(0, len(entries), batch or max(1, len(entries))):
        growth = grow(edge=edge, entries=entries[start : start + (batch or len(entries))])
        files.update(growth.files)
        edge = growth.edge
    head = Checkpoint(ORIGIN, len(entries), root_of(edge))
    return {**files, "checkpoint": sign_checkpoint(checkpoint=head, signers=[SIGNER])}


@cache
def long_log() -> Files:
    """Return a log with full tiles on two levels: 65,536 entries and a few more."""
    return published([b"%d" % number for number in range(65_536 + 256 + 3)])


def head_of(files: Files) -> Checkpoint:
    return read_checkpoint(fetch=fetcher(files), origin=ORIGIN, verifiers=[SIGNER.verifier]).checkpoint


def replayed(files: Files, *, on_fault: OnFault = refuse) -> tuple[Replay, list[bytes]]:
    replay = Replay(fetch=fetcher(files), checkpoint=head_of(files), now=NOW, on_fault=on_fault)
    return replay, [entry.data for entry in replay.entries()]


def faults(files: Files) -> list[Fault]:
    """Return every fault, not only the first."""
    found: list[Fault] = []
    replayed(files, on_fault=found.append)
    return found


# Honest logs.


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 700])
def test_an_honest_log_comes_out_whole(size: int):
    entries = leaves(size)
    replay, found = replayed(published(entries))
    assert found == entries
    assert replay.counts.entries == size
    assert replay.counts.entry_bytes == sum(map(len, entries))
    assert replay.counts.bundles == -(-size // 256)
    assert replay.projects == min(3, size)
    assert replay.newest == (START + timedelta(minutes=size - 1) if size else None)


def test_entries_are_handed_out_with_their_index_hash_and_leaf():
    files = published([record.data for record in chain()])
    replay = Replay(fetch=fetcher(files), checkpoint=head_of(files), now=NOW)
    for number, (entry, record) in enumerate(zip(replay.entries(), chain(), strict=True)):
        assert (entry.number, entry.data, entry.leaf) == (number, record.data, record.leaf)
        assert entry.leaf_hash == leaf_hash(record.data)


def test_every_tile_of_a_tall_log_is_read():
    found: list[Fault] = []
    replay, entries = replayed(long_log(), on_fault=found.append)
    assert len(entries) == replay.counts.entries == 65_795
    assert entries[65_794] == b"65794"
    assert replay.counts.tiles == sum(path.startswith("tile/") and "entries" not in path for path in long_log())
    assert all("it is no leaf" in fault.what or "entry" in fault.what for fault in found), (
        "only that they are no leaves"
    )


def test_partial_files_may_have_given_way_to_full_ones():
    entries = leaves(700)
    files = published(entries, batch=300)
    before = published(entries[:300])
    for path in list(files):
        if path.startswith(("tile/0/001.p/", "tile/entries/001.p/")):
            del files[path]
    files["checkpoint"] = before["checkpoint"]
    assert replayed(files)[1] == entries[:300]


# Checkpoints.


def test_a_log_without_checkpoint_is_unavailable():
    with pytest.raises(Unavailable):
        head_of({})


def test_a_checkpoint_by_another_key_is_unverified():
    head = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    with pytest.raises(Unverified):
        head_of({"checkpoint": sign_checkpoint(checkpoint=head, signers=[OTHER_SIGNER])})


def test_a_checkpoint_that_is_spelled_otherwise_is_invalid():
    note = published(leaves(1))["checkpoint"].decode()
    last = note[-3]
    assert note.endswith("=\n")
    spelled = note[:-3] + chr(ord(last) + 1) + note[-2:]
    with pytest.raises(Invalid, match="canonical"):
        head_of({"checkpoint": spelled.encode()})


def test_a_checkpoint_with_lines_by_others_is_read_with_them():
    note = sign_note(text=Checkpoint(ORIGIN, 0, EMPTY_ROOT).text(), signers=[OTHER_SIGNER, SIGNER])
    opened = read_checkpoint(fetch=fetcher({"checkpoint": note}), origin=ORIGIN, verifiers=[SIGNER.verifier])
    assert len(opened.note.unknown) == 1


# Dishonest logs.


def small() -> Files:
    return published(leaves(300))


def edited(path: str, change: Callable[[bytes], bytes]) -> Files:
    files = small()
    assert change(files[path]) != files[path]
    return {**files, path: change(files[path])}


def flipped(data: bytes) -> bytes:
    return data[:40] + bytes([data[40] ^ 1]) + data[41:]


def swapped(bundle: bytes) -> bytes:
    first = 2 + int.from_bytes(bundle[:2])
    second = first + 2 + int.from_bytes(bundle[first : first + 2])
    return bundle[first:second] + bundle[:first] + bundle[second:]


TILE0, EDGE0, EDGE1 = tile_path(level=0, index=0), tile_path(level=0, index=1, width=44), "tile/1/000.p/1"
BUNDLE0, BUNDLE1 = bundle_path(index=0), bundle_path(index=1, width=44)

EDITS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "full tile changed": (TILE0, flipped, TILE0),
    "full tile cut": (TILE0, lambda data: data[:-1], TILE0),
    "full tile with a hash less": (TILE0, lambda data: data[:-32], TILE0),
    "bytes after a full tile": (TILE0, lambda data: data + b"\0", TILE0),
    "edge tile changed": (EDGE0, flipped, "checkpoint"),
    "edge tile cut": (EDGE0, lambda data: data[:-32], EDGE0),
    "bytes after an edge tile": (EDGE0, lambda data: data + bytes(32), EDGE0),
    "upper edge tile changed": (EDGE1, lambda data: data[:3] + b"?" + data[4:], "checkpoint"),
    "bundle changed": (BUNDLE0, flipped, BUNDLE0),
    "bundle cut": (BUNDLE0, lambda data: data[:-1], BUNDLE0),
    "bytes after a bundle": (BUNDLE0, lambda data: data + b"\0", BUNDLE0),
    "an entry more in a bundle": (BUNDLE1, lambda data: data + b"\0\1x", BUNDLE1),
    "last bundle changed": (BUNDLE1, flipped, BUNDLE1),
    "last bundle empty": (BUNDLE1, lambda data: b"", BUNDLE1),
    "first two entries swapped": (BUNDLE0, swapped, BUNDLE0),
}


@pytest.mark.parametrize(("path", "change", "blamed"), EDITS.values(), ids=EDITS)
def test_an_edited_file_is_found_by_name(path: str, change: Callable[[bytes], bytes], blamed: str):
    files = edited(path, change)
    with pytest.raises(Unverified) as caught:
        replayed(files)
    assert caught.value.what.startswith(f"{blamed}: ")
    assert blamed in [fault.path for fault in faults(files)]


@pytest.mark.parametrize("path", [TILE0, EDGE0, EDGE1, BUNDLE0, BUNDLE1])
def test_a_missing_file_is_found_by_name(path: str):
    files = small()
    del files[path]
    with pytest.raises(Unverified, match="there is no"):
        replayed(files)
    assert path in [fault.path for fault in faults(files)]


def test_the_others_are_still_checked_where_one_file_is_lost():
    files = edited(BUNDLE0, flipped)
    files[BUNDLE1] = flipped(files[BUNDLE1])
    assert [fault.path for fault in faults(files)] == [BUNDLE0, BUNDLE1]
    replay = Replay(fetch=fetcher(files), checkpoint=head_of(files), now=NOW, on_fault=lambda fault: None)
    assert [entry.number for entry in replay.entries()] == [], "what is not proved is not handed out"


def test_the_entry_that_was_changed_is_named():
    entries = leaves(300)
    files = published(entries)
    at = files[BUNDLE0].index(entries[100])
    files[BUNDLE0] = files[BUNDLE0][: at + 30] + b"?" + files[BUNDLE0][at + 31 :]
    assert [fault.what for fault in faults(files)] == ["entry 100 does not hash to its place in the level-0 tile"]


def test_full_files_that_stand_in_for_partial_ones_have_their_length_too():
    entries = leaves(600)
    files = published(entries, batch=300)
    small_files = published(entries[:300])
    for path in (EDGE0, BUNDLE1):
        del files[path]
    files["checkpoint"] = small_files["checkpoint"]
    assert faults(files) == []
    for path in (tile_path(level=0, index=1), bundle_path(index=1)):
        assert faults({**files, path: files[path] + b"\0"}), path


def test_a_damaged_middle_tile_of_a_tall_log_is_found():
    path = tile_path(level=0, index=100)
    found: list[Fault] = []
    replayed({**long_log(), path: flipped(long_log()[path])}, on_fault=found.append)
    assert Fault(path, "it does not hash to its place in the tile above") in found


def test_a_damaged_upper_tile_of_a_tall_log_is_found():
    path = tile_path(level=1, index=0)
    found: list[Fault] = []
    replayed({**long_log(), path: flipped(long_log()[path])}, on_fault=found.append)
    assert Fault(path, "it does not hash to its place in the tile above") in found


def test_a_log_that_says_it_is_endless_ends_where_its_files_end():
    head = Checkpoint(ORIGIN, 2**63 - 1, bytes(32))
    replay = Replay(fetch=fetcher({}), checkpoint=head, now=NOW, on_fault=lambda fault: None)
    assert list(replay.entries()) == []


def test_an_empty_log_with_another_root_is_found():
    replay = Replay(fetch=fetcher({}), checkpoint=Checkpoint(ORIGIN, 0, bytes(32)), now=NOW)
    with pytest.raises(Unverified, match="there are none"):
        list(replay.entries())


class Enough(TallystickError):
    """Raised by a reader who has seen enough."""


@pytest.mark.parametrize("path", [TILE0, EDGE0, BUNDLE0])
def test_who_reports_faults_may_stop_the_pass(path: str):
    def stop(fault: Fault) -> None:
        raise Enough(fault.path)

    with pytest.raises(Enough):
        replayed(edited(path, lambda data: data[:-1]), on_fault=stop)


# Entries that do not follow one another: everything hashes, and the log is wrong all the same.


def test_an_entry_that_is_no_leaf_is_found():
    files = published([*leaves(2), b"hello"])
    assert [fault.path for fault in faults(files)] == [bundle_path(index=0, width=3)]
    with pytest.raises(Unverified, match="entry 2: "):
        replayed(files)


def test_a_gap_in_a_project_is_found():
    records = [record.data for record in chain()]
    found = faults(published([records[0], *records[2:]]))
    assert "number 3 of its project, where 2 comes next" in found[0].what


def test_a_last_entry_in_the_future_is_found():
    entries = leaves(2)
    files = published(entries)
    soon = START + timedelta(minutes=1)
    for now, expected in ((soon, 0), (soon - timedelta(minutes=5), 0), (soon - timedelta(minutes=5, seconds=1), 1)):
        found: list[Fault] = []
        replay = Replay(fetch=fetcher(files), checkpoint=head_of(files), now=now, on_fault=found.append)
        assert len(list(replay.entries())) == 2
        assert len(found) == expected


def test_another_fetch_that_fails_in_the_middle_is_a_fault_of_that_file():
    files = small()
    fetch = fetcher(files)

    def failing(path: str) -> bytes:
        if path == BUNDLE1:
            raise Unavailable("the disk is on fire")
        return fetch(path)

    flaky: Fetch = failing
    with pytest.raises(Unverified, match=r"44: the disk is on fire"):
        list(Replay(fetch=flaky, checkpoint=replace(head_of(files)), now=NOW).entries())

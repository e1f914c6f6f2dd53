# SPDX-License-Identifier: Apache-2.0
"""A copied log as a folder: older partial files, files that came too early, and files that are none of its own."""

from collections.abc import Iterable

import pytest

from tallystick.core.errors import TallystickError, Unverified
from tallystick.core.ledger.listing import Listed, check_listing
from tallystick.core.ledger.note import parse_note
from tallystick.core.ledger.replay import Fault, Replay, read_checkpoint, refuse
from tallystick.core.ledger.tiles import bundle_path, tile_path
from tests.unit.core.ledger.small_log import NOW, ORIGIN, SIGNER, chain, fetcher
from tests.unit.core.ledger.test_replay import Files, leaves, published


def listed(files: Files, *, size: int, paths: Iterable[str] | None = None) -> tuple[Listed, list[Fault]]:
    faults: list[Fault] = []
    names = (path for path in paths or files if path != "checkpoint")
    return check_listing(names, size=size, fetch=fetcher(files), on_fault=faults.append), faults


def check(files: Files) -> None:
    """Check a folder as ``tallystick verify-log`` does. Raises one of our errors."""
    opened = read_checkpoint(fetch=fetcher(files), origin=ORIGIN, verifiers=[SIGNER.verifier])
    for _ in Replay(fetch=fetcher(files), checkpoint=opened.checkpoint, now=NOW).entries():
        pass
    names = (path for path in files if path != "checkpoint")
    check_listing(names, size=opened.checkpoint.size, fetch=fetcher(files), on_fault=refuse)


def test_older_partial_files_are_compared_with_the_present_ones():
    files = published(leaves(700), batch=100)
    assert tile_path(level=0, index=0, width=100) in files
    found, faults = listed(files, size=700)
    assert faults == []
    # Of six sizes before the last, each left a tile and a bundle; the last two also an upper tile.
    assert found.older == sum(".p/" in path for path in files) - 3
    assert found.beyond == found.foreign == []


@pytest.mark.parametrize(
    "path",
    [
        tile_path(level=0, index=0, width=100),
        bundle_path(index=0, width=100),
        tile_path(level=1, index=0, width=1),
        tile_path(level=0, index=2, width=88),
    ],
)
def test_an_older_partial_file_that_was_changed_is_found(path: str):
    files = published(leaves(700), batch=100)
    data = files[path]
    for changed in (data[:-1] + bytes([data[-1] ^ 1]), data[:-1], data + b"\0"):
        assert [fault.path for fault in listed({**files, path: changed}, size=700)[1]] == [path]


def test_what_the_checkpoint_does_not_cover_yet_begins_with_what_it_covers():
    early = published(leaves(700), batch=100)
    found, faults = listed(early, size=300)
    assert faults == []
    assert found.beyond == sorted(found.beyond, key=list(early).index)
    assert tile_path(level=0, index=1) in found.beyond, "wider than this size"
    assert tile_path(level=0, index=2, width=188) in found.beyond, "after this size"
    assert tile_path(level=0, index=1, width=44) not in found.beyond


def test_what_the_checkpoint_does_not_cover_yet_may_not_contradict_it():
    files = published(leaves(700), batch=100)
    path = tile_path(level=0, index=1, width=144)
    files[path] = bytes([files[path][0] ^ 1]) + files[path][1:]
    assert [fault.path for fault in listed(files, size=300, paths=[path])[1]] == [path]


def test_a_present_partial_file_that_is_gone_is_read_from_the_full_one():
    files = published(leaves(700), batch=100)
    for path in (tile_path(level=0, index=1, width=44), bundle_path(index=1, width=44)):
        del files[path]
    older = [tile_path(level=0, index=0, width=100)]
    assert listed(files, size=300, paths=older) == (Listed(older=1), [])
    wider = [tile_path(level=0, index=1, width=144), bundle_path(index=1, width=144)]
    assert listed(files, size=300, paths=wider) == (Listed(beyond=wider), [])


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/1",
        "tile/0/0001",
        "tile/0/x000/000",
        "tile/0/x001",
        "tile/00/000",
        "tile/64/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/007",
        "tile/0/000.p/1/2",
        "tile/8/0/000",
        "tile/entries/x001/x001/1",
        "tile/data/000",
    ],
)
def test_a_name_that_no_file_of_a_log_has_is_a_fault(path: str):
    files = {**published(leaves(3)), path: b""}
    assert listed(files, size=3)[1] == [Fault(path, "no file of a log has this name")]


@pytest.mark.parametrize("path", ["index.html", "tile/0/index.html", "robots.txt", "vkey", "tile/0/.000.123", "tile"])
def test_other_files_are_named_and_not_read(path: str):
    found, faults = listed(published(leaves(3)), size=3, paths=[path])
    assert (found.foreign, faults) == ([path], [])


def test_an_older_file_is_not_blamed_for_a_present_one_that_is_gone():
    files = published(leaves(150), batch=100)
    for path in (tile_path(level=0, index=0, width=150), bundle_path(index=0, width=150)):
        del files[path]
    assert listed(files, size=150)[1] == []


def test_a_listed_file_that_cannot_be_read_is_a_fault():
    path = tile_path(level=0, index=0, width=2)
    assert [fault.path for fault in listed(published(leaves(3)), size=3, paths=[path])[1]] == [path]


def small_folder() -> Files:
    """Return the five entries of a case, published in three rounds: every file that a log folder can hold."""
    return published([record.data for record in chain()], batch=2)


def test_the_small_folder_holds():
    check(small_folder())
    assert len(small_folder()) == 7


@pytest.mark.parametrize("path", small_folder())
def test_every_change_of_one_byte_is_found(path: str):
    files = small_folder()
    data = files[path]
    missed = []
    for place in range(len(data)):
        for bit in (0x01, 0x20):
            changed = data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]
            try:
                check({**files, path: changed})
            except TallystickError:
                continue
            missed.append((place, bit))
    assert not missed


@pytest.mark.parametrize("path", small_folder())
def test_every_cut_and_every_addition_is_found(path: str):
    files = small_folder()
    data = files[path]
    for changed in (*(data[:end] for end in range(len(data))), data + b"\0", data + b"\n", data + data):
        with pytest.raises(TallystickError):
            check({**files, path: changed})


def test_every_value_of_every_byte_of_the_checkpoint_is_checked():
    files = small_folder()
    data = files["checkpoint"]
    for place in range(len(data)):
        for value in set(range(256)) - {data[place]}:
            changed = data[:place] + bytes([value]) + data[place + 1 :]
            with pytest.raises(TallystickError):
                read_checkpoint(fetch=fetcher({"checkpoint": changed}), origin=ORIGIN, verifiers=[SIGNER.verifier])


def test_a_signature_line_that_stands_twice_changes_nothing():
    files = small_folder()
    note = parse_note(files["checkpoint"])
    twice = files["checkpoint"] + note.signatures[0].line().encode()
    check({**files, "checkpoint": twice})
    with pytest.raises(Unverified):
        check({**files, "checkpoint": twice.replace(b"5\n", b"4\n", 1)})

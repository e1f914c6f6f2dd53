# SPDX-License-Identifier: Apache-2.0
"""Tiles and bundles: the same files in whatever batches the log grew, and proofs read back from them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Refused, TallystickError, Unavailable, Unverified
from tallystick.core.ledger import merkle, tiles
from tallystick.core.ledger.tiles import EMPTY_EDGE, Edge, TileReader, grow, read_edge, root_of
from tests.unit.core.ledger.small_log import fetcher

ENTRIES = [b"entry %d" % number for number in range(66_000)]
HASHES = [merkle.leaf_hash(entry) for entry in ENTRIES]


def log_of(size: int) -> tuple[dict[str, bytes], Edge]:
    growth = grow(edge=EMPTY_EDGE, entries=ENTRIES[:size])
    return growth.files, growth.edge


@pytest.mark.parametrize(
    ("index", "path"),
    [(0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067"), (10**6, "x001/x000/000")],
)
def test_paths_number_in_groups_of_three(index: int, path: str) -> None:
    assert tiles.tile_path(level=2, index=index) == f"tile/2/{path}"
    assert tiles.tile_path(level=2, index=index, width=17) == f"tile/2/{path}.p/17"
    assert tiles.bundle_path(index=index) == f"tile/entries/{path}"
    assert tiles.bundle_path(index=index, width=255) == f"tile/entries/{path}.p/255"


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_impossible_tiles_have_no_path(level: int, index: int, width: int) -> None:
    with pytest.raises(Refused):
        tiles.tile_path(level=level, index=index, width=width)


def test_a_log_of_70000_entries_has_the_files_that_the_specification_counts() -> None:
    files = grow(edge=EMPTY_EDGE, entries=[b""] * 70_000).files
    level0 = {tiles.tile_path(level=0, index=number) for number in range(273)}
    bundles = {tiles.bundle_path(index=number) for number in range(273)}
    rest = {"tile/0/273.p/112", "tile/entries/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"}
    assert set(files) == level0 | bundles | rest
    assert len(files) == 551
    assert {len(files[path]) for path in level0} == {8192}


def test_a_log_of_256_entries_has_a_full_tile_and_one_above() -> None:
    files, edge = log_of(256)
    assert set(files) == {"tile/0/000", "tile/entries/000", "tile/1/000.p/1"}
    assert edge == Edge(256, (b"", files["tile/1/000.p/1"]), b"")


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, 66_000])
def test_the_root_of_the_edge_is_that_of_the_tree(size: int) -> None:
    files, edge = log_of(size)
    assert root_of(edge) == merkle.root(HASHES[:size])
    assert read_edge(size=size, root=root_of(edge), fetch=fetcher(files)) == edge


@settings(max_examples=30)
@given(st.lists(st.integers(0, 700), max_size=12))
def test_growing_in_any_batches_gives_the_same_log(batches: list[int]) -> None:
    edge, published, size = EMPTY_EDGE, dict[str, bytes](), 0
    for batch in batches:
        growth = grow(edge=edge, entries=ENTRIES[size : size + batch])
        assert not published.keys() & growth.files.keys()  # nothing is ever published twice
        published |= growth.files
        edge, size = growth.edge, size + batch
        assert root_of(edge) == merkle.root(HASHES[:size])
        assert read_edge(size=size, root=root_of(edge), fetch=fetcher(published)) == edge
    files, whole = log_of(size)
    assert edge == whole
    assert {path: published[path] for path in files} == files
    superseded = published.keys() - files.keys()
    assert all(".p/" in path for path in superseded)


def test_growing_by_nothing_publishes_nothing() -> None:
    edge = log_of(300)[1]
    assert grow(edge=edge, entries=[]) == tiles.Growth({}, edge)


def test_entries_up_to_the_length_prefix_are_taken_and_longer_ones_refused() -> None:
    longest = b"x" * tiles.MAX_ENTRY_SIZE
    files = grow(edge=EMPTY_EDGE, entries=[longest, b""]).files
    assert tiles.parse_entries(files["tile/entries/000.p/2"], width=2) == (longest, b"")
    with pytest.raises(Invalid, match="65536"):
        grow(edge=EMPTY_EDGE, entries=[longest + b"x"])


@pytest.mark.parametrize(
    ("data", "width"),
    [(b"", 1), (b"\x00", 1), (b"\x00\x02x", 1), (b"\x00\x01x\x00", 1), (b"\x00\x01x", 2), (b"x", 0)],
    ids=["missing", "half a length", "cut short", "trailing", "too few", "not empty"],
)
def test_malformed_bundles_are_refused(data: bytes, width: int) -> None:
    with pytest.raises(Invalid):
        tiles.parse_entries(data, width=width)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_tile_of_another_length_is_refused(size: int) -> None:
    assert tiles.parse_tile(bytes(32), width=1) == (bytes(32),)
    with pytest.raises(Invalid):
        tiles.parse_tile(bytes(size), width=1)


@pytest.mark.parametrize("size", [1, 3, 255, 256, 300, 600])
def test_every_proof_and_entry_read_from_the_files_holds(size: int) -> None:
    files, edge = log_of(size)
    root = root_of(edge)
    reader = TileReader(size=size, root=root, fetch=fetcher(files))
    for index in {0, 1, 2, 100, 254, 255, 256, 299, 511, 512, size - 1} & set(range(size)):
        proof = reader.inclusion_proof(index)
        merkle.verify_inclusion(index=index, size=size, leaf=HASHES[index], proof=proof, root=root)
        assert reader.entry(index) == ENTRIES[index]
    for old in {0, 1, 128, 255, 256, 257, 512, size} & set(range(size + 1)):
        proof = reader.consistency_proof(old)
        assert reader.root_at(old) == merkle.root(HASHES[:old])
        merkle.verify_extension(size1=old, size2=size, root1=reader.root_at(old), root2=root, proof=proof)


@settings(max_examples=25)
@given(st.data(), st.integers(1, 66_000))
def test_proofs_from_tiles_are_those_from_the_hashes(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    files, edge = log_of(size)
    reader = TileReader(size=size, root=root_of(edge), fetch=fetcher(files))
    level_hashes = [HASHES[:size]]
    while len(level_hashes[-1]) > 1:
        below = level_hashes[-1]
        level_hashes.append([merkle.node_hash(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)])
    assert reader.inclusion_proof(index) == merkle.inclusion_proof(
        index=index, size=size, node=lambda level, at: level_hashes[level][at]
    )


def test_partial_files_that_a_later_log_dropped_are_cut_from_the_full_ones() -> None:
    edge = log_of(300)[1]
    later = {path: data for path, data in log_of(66_000)[0].items() if ".p/" not in path}
    assert read_edge(size=300, root=root_of(edge), fetch=fetcher(later | {"tile/1/000.p/1": edge.tiles[1]})) == edge
    reader = TileReader(size=300, root=root_of(edge), fetch=fetcher(later))
    assert reader.entry(299) == ENTRIES[299]
    assert reader.consistency_proof(257)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/000"])
def test_a_missing_full_file_is_unavailable(path: str) -> None:
    files, edge = log_of(300)
    del files[path]
    with pytest.raises(Unavailable):
        TileReader(size=300, root=root_of(edge), fetch=fetcher(files)).entry(3)


@pytest.mark.parametrize("path", ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
def test_every_file_of_the_edge_is_checked(path: str) -> None:
    files, edge = log_of(300)
    for wrong in (files[path][:-1], files[path] + b"x", files[path][:-1] + b"\x7f"):
        with pytest.raises((Invalid, Unverified)):
            read_edge(size=300, root=root_of(edge), fetch=fetcher(files | {path: wrong}))
    del files[path]
    with pytest.raises(Unavailable):
        read_edge(size=300, root=root_of(edge), fetch=fetcher(files))


def test_every_altered_byte_of_a_small_log_is_found() -> None:
    files, edge = log_of(5)
    root = root_of(edge)
    for path, data in files.items():
        for at in range(len(data)):
            altered = files | {path: data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]}
            with pytest.raises(TallystickError):
                read_edge(size=5, root=root, fetch=fetcher(altered))
            reader = TileReader(size=5, root=root, fetch=fetcher(altered))
            with pytest.raises(TallystickError):
                [reader.entry(index) for index in range(5)]


def test_the_reader_refuses_what_is_not_in_the_tree() -> None:
    files, edge = log_of(5)
    reader = TileReader(size=5, root=root_of(edge), fetch=fetcher(files))
    for question in (lambda: reader.entry(5), lambda: reader.consistency_proof(6), lambda: reader.root_at(6)):
        with pytest.raises(Refused):
            question()


def test_the_reader_keeps_a_bounded_number_of_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "_MAX_CACHED_TILES", 2)
    files, edge = log_of(2000)
    reader = TileReader(size=2000, root=root_of(edge), fetch=fetcher(files))
    for index in range(0, 2000, 250):
        assert reader.entry(index) == ENTRIES[index]
        assert len(reader._tiles) <= 2

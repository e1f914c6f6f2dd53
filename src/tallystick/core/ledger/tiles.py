# SPDX-License-Identifier: Apache-2.0
"""The log as static files: hash tiles and entry bundles, written and read.

Paths are relative to the log's prefix. Nothing here touches a disk or a network: the writer returns the files to
publish, the readers are given a ``fetch`` that returns a file's bytes or raises `Unavailable` where there is none.
Source: C2SP tlog-tiles, https://c2sp.org/tlog-tiles
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from tallystick.core.errors import Invalid, Refused, Unavailable, Unverified
from tallystick.core.ledger import merkle
from tallystick.core.ledger.merkle import HASH_SIZE

TILE_WIDTH: Final = 256
MAX_ENTRY_SIZE: Final = 65_535
MAX_BUNDLE_SIZE: Final = TILE_WIDTH * (2 + MAX_ENTRY_SIZE)

Fetch: TypeAlias = Callable[[str], bytes]

_MAX_CACHED_TILES = 1024


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a log: all that is needed to append to it.

    ``tiles[level]`` is the content of that level's partial tile (empty where the level has none; the highest level
    always has one), ``bundle`` that of the partial entry bundle.
    """

    size: int = 0
    tiles: tuple[bytes, ...] = ()
    bundle: bytes = b""


EMPTY_EDGE: Final = Edge()


@dataclass(frozen=True, slots=True)
class Growth:
    """What an append publishes: files by path, all of them new, and the edge afterwards."""

    files: dict[str, bytes]
    edge: Edge


def tile_path(*, level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Return the path of a hash tile, ``tile/<L>/<N>`` or with ``.p/<W>`` where it is partial. Raises `Refused`."""
    if not 0 <= level <= 63:
        raise Refused(f"there is no tile level {level}")
    return f"tile/{level}/{_numbered(index=index, width=width)}"


def bundle_path(*, index: int, width: int = TILE_WIDTH) -> str:
    """Return the path of an entry bundle, ``tile/entries/<N>`` or with ``.p/<W>``. Raises `Refused`."""
    return f"tile/entries/{_numbered(index=index, width=width)}"


def tile_width(*, level: int, index: int, size: int) -> int:
    """Return how many hashes (at level 0 also: entries) tile ``index`` has in a tree of ``size`` leaves, 0 to 256."""
    return max(0, min(TILE_WIDTH, (size >> (8 * level)) - index * TILE_WIDTH))


def parse_tile(data: bytes, *, width: int) -> tuple[bytes, ...]:
    """Return the ``width`` hashes of a tile. Raises `Invalid` unless it has exactly that many."""
    if len(data) != width * HASH_SIZE:
        raise Invalid(f"the tile has {len(data)} bytes instead of {width * HASH_SIZE}", rule="C2SP tlog-tiles")
    return tuple(data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE))


def parse_entries(data: bytes, *, width: int) -> tuple[bytes, ...]:
    """Return the ``width`` entries of a bundle.

    Raises:
        Invalid: an entry is cut short, there are fewer entries, or bytes follow the last.
    """
    cuts = _entry_ends(data, count=width)
    if cuts[-1] != len(data):
        raise Invalid("bytes follow the last entry of the bundle", rule="C2SP tlog-tiles, Log entries")
    return tuple(data[start + 2 : end] for start, end in pairwise(cuts))


def root_of(edge: Edge) -> bytes:
    """Return the root hash of the tree that ends in ``edge``."""
    carried: list[bytes] = []
    for tile in edge.tiles:
        hashes = [*parse_tile(tile, width=len(tile) // HASH_SIZE), *carried]
        carried = [merkle.root(hashes)] if hashes else []
    return carried[0] if carried else merkle.EMPTY_ROOT


def grow(*, edge: Edge, entries: Sequence[bytes]) -> Growth:
    """Append ``entries`` and return exactly the files to publish for the new size, and the new edge.

    Full tiles and bundles that the entries complete, and the partial ones of the new size where they changed.
    Publish all of them before the checkpoint. Appending in any batches gives the same full files and the same edge.

    Raises:
        Invalid: an entry is longer than 65,535 bytes.
    """
    size = edge.size + len(entries)
    files, bundle = _grow_bundles(edge, entries)
    tiles: list[bytes] = []
    fresh = [merkle.leaf_hash(entry) for entry in entries]
    level = 0
    while fresh or level < len(edge.tiles):
        old = edge.tiles[level] if level < len(edge.tiles) else b""
        written, partial, fresh = _grow_level(level=level, before=edge.size, old=old, fresh=fresh)
        files.update(written)
        tiles.append(partial)
        level += 1
    return Growth(files, Edge(size, tuple(tiles), bundle))


def read_edge(*, size: int, root: bytes, fetch: Fetch) -> Edge:
    """Rebuild the edge of a log of ``size`` entries from its published files.

    1. Read the partial tile of each level, or the full one that replaced it.
    2. Their root must be ``root``.
    3. Read the partial bundle; its entries must hash to the level-0 tile.

    Raises:
        Unavailable: a file is missing.
        Invalid: a file has the wrong length.
        Unverified: the files are not those of that tree.
    """
    edge = Edge(size, _edge_tiles(size, fetch))
    if root_of(edge) != root:
        raise Unverified("the published tiles lead to another root than the checkpoint's", rule="C2SP tlog-tiles")
    width = size % TILE_WIDTH
    if not width:
        return edge
    bundle = _read_partial_bundle(index=size // TILE_WIDTH, width=width, fetch=fetch)
    leaves = b"".join(map(merkle.leaf_hash, parse_entries(bundle, width=width)))
    if leaves != edge.tiles[0]:
        raise Unverified("the last entry bundle does not hash to its tile", rule="C2SP tlog-tiles, Log entries")
    return Edge(size, edge.tiles, bundle)


class TileReader:
    """Proofs and entries of one tree, read from its published files and verified against its root."""

    def __init__(self, *, size: int, root: bytes, fetch: Fetch) -> None:
        """Read the tree with this size and root (from a verified checkpoint) through ``fetch``."""
        self.size = size
        self.root = root
        self._fetch = fetch
        self._tiles: dict[tuple[int, int], bytes] = {}

    def inclusion_proof(self, index: int) -> tuple[bytes, ...]:
        """Return the proof for leaf ``index``, verified. Raises `Refused`, `Unavailable`, `Invalid`, `Unverified`."""
        proof = merkle.inclusion_proof(index=index, size=self.size, node=self.node)
        leaf = self.node(0, index)
        merkle.verify_inclusion(index=index, size=self.size, leaf=leaf, proof=proof, root=self.root)
        return proof

    def consistency_proof(self, old_size: int) -> tuple[bytes, ...]:
        """Return the proof from ``old_size`` to this tree, verified. Raises as `inclusion_proof`."""
        proof = merkle.consistency_proof(size1=old_size, size2=self.size, node=self.node)
        old_root = self.root_at(old_size)
        merkle.verify_extension(size1=old_size, size2=self.size, root1=old_root, root2=self.root, proof=proof)
        return proof

    def root_at(self, size: int) -> bytes:
        """Return the root that the tiles give the first ``size`` entries (`consistency_proof` verifies it)."""
        if not 0 <= size <= self.size:
            raise Refused(f"a tree of {self.size} entries has no first {size}")
        return merkle.range_hash(start=0, end=size, node=self.node)

    def entry(self, index: int) -> bytes:
        """Return entry ``index``, verified by its inclusion proof. Raises as `inclusion_proof`."""
        self.inclusion_proof(index)
        number, offset = divmod(index, TILE_WIDTH)
        width = tile_width(level=0, index=number, size=self.size)
        bundle = _read_partial_bundle(index=number, width=width, fetch=self._fetch)
        entry = parse_entries(bundle, width=width)[offset]
        if merkle.leaf_hash(entry) != self.node(0, index):
            raise Unverified(f"entry {index} does not hash to its leaf in the tile", rule="C2SP tlog-tiles")
        return entry

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree: the `merkle.NodeSource` of this tree."""
        tile_level, height = divmod(level, 8)
        number, offset = divmod(index << height, TILE_WIDTH)
        tile = self._tile(tile_level, number)
        hashes = tile[offset * HASH_SIZE : (offset + (1 << height)) * HASH_SIZE]
        return merkle.root(parse_tile(hashes, width=1 << height))

    def _tile(self, level: int, index: int) -> bytes:
        if (level, index) not in self._tiles:
            if len(self._tiles) >= _MAX_CACHED_TILES:
                self._tiles.clear()
            width = tile_width(level=level, index=index, size=self.size)
            self._tiles[level, index] = _read_partial_tile(level=level, index=index, width=width, fetch=self._fetch)
        return self._tiles[level, index]


def _numbered(*, index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= TILE_WIDTH:
        raise Refused(f"there is no tile {index} of width {width}")
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == TILE_WIDTH else f"{path}.p/{width}"


def _entry_ends(data: bytes, *, count: int) -> list[int]:
    cuts, position = [0], 0
    for _ in range(count):
        position += 2 + int.from_bytes(data[position : position + 2])
        cuts.append(position)
        if position > len(data):
            raise Invalid("the entry bundle is cut short", rule="C2SP tlog-tiles, Log entries")
    return cuts


def _framed(entry: bytes) -> bytes:
    if len(entry) > MAX_ENTRY_SIZE:
        raise Invalid(f"an entry has {len(entry)} bytes, more than {MAX_ENTRY_SIZE}", rule="C2SP tlog-tiles")
    return len(entry).to_bytes(2) + entry


def _grow_bundles(edge: Edge, entries: Sequence[bytes]) -> tuple[dict[str, bytes], bytes]:
    files: dict[str, bytes] = {}
    index, width = divmod(edge.size, TILE_WIDTH)
    bundle = [edge.bundle]
    for entry in entries:
        bundle.append(_framed(entry))
        width += 1
        if width == TILE_WIDTH:
            files[bundle_path(index=index)] = b"".join(bundle)
            index, width, bundle = index + 1, 0, []
    partial = b"".join(bundle)
    if entries and width:
        files[bundle_path(index=index, width=width)] = partial
    return files, partial


def _grow_level(
    *, level: int, before: int, old: bytes, fresh: list[bytes]
) -> tuple[dict[str, bytes], bytes, list[bytes]]:
    """Return this level's files, its new partial tile and the new hashes of the level above."""
    files: dict[str, bytes] = {}
    index = before >> (8 * (level + 1))
    hashes = [*parse_tile(old, width=len(old) // HASH_SIZE), *fresh]
    whole = len(hashes) // TILE_WIDTH
    above = []
    for number in range(whole):
        tile = hashes[number * TILE_WIDTH : (number + 1) * TILE_WIDTH]
        files[tile_path(level=level, index=index + number)] = b"".join(tile)
        above.append(merkle.root(tile))
    rest = hashes[whole * TILE_WIDTH :]
    if rest and fresh:
        files[tile_path(level=level, index=index + whole, width=len(rest))] = b"".join(rest)
    return files, b"".join(rest), above


def _edge_tiles(size: int, fetch: Fetch) -> tuple[bytes, ...]:
    tiles, level = [], 0
    while size >> (8 * level):
        index, width = divmod(size >> (8 * level), TILE_WIDTH)
        tiles.append(_read_partial_tile(level=level, index=index, width=width, fetch=fetch) if width else b"")
        level += 1
    return tuple(tiles)


def _read_partial_tile(*, level: int, index: int, width: int, fetch: Fetch) -> bytes:
    try:
        data = fetch(tile_path(level=level, index=index, width=width))
    except Unavailable:
        if width == TILE_WIDTH:
            raise
        data = b"".join(parse_tile(fetch(tile_path(level=level, index=index)), width=TILE_WIDTH)[:width])
    parse_tile(data, width=width)
    return data


def _read_partial_bundle(*, index: int, width: int, fetch: Fetch) -> bytes:
    try:
        return fetch(bundle_path(index=index, width=width))
    except Unavailable:
        if width == TILE_WIDTH:
            raise
        full = fetch(bundle_path(index=index))
        return full[: _entry_ends(full, count=width)[-1]]

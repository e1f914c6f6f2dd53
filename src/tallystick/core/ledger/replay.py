# SPDX-License-Identifier: Apache-2.0
"""Reading a whole log and checking all of it: every tile, every bundle, every entry, every link.

Only this shows what is *not* in a log. Tiles are proved from the root down, so that every entry is proved before it is
handed out. Memory stays bounded: by the height of the tree and the number of projects, not by the number of entries.
Source: C2SP tlog-tiles, https://c2sp.org/tlog-tiles; RFC 6962 section 2.1,
https://www.rfc-editor.org/rfc/rfc6962#section-2.1; the leaf is our own format, `tallystick.core.ledger.leaf`
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.ledger import merkle, tiles
from tallystick.core.ledger.chains import Chains
from tallystick.core.ledger.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from tallystick.core.ledger.leaf import Leaf, parse_leaf
from tallystick.core.ledger.merkle import HASH_SIZE
from tallystick.core.ledger.note import NoteVerifier, parse_note
from tallystick.core.ledger.tiles import TILE_WIDTH, Edge, Fetch, bundle_path, parse_entries, tile_path

FUTURE_TOLERANCE: Final = timedelta(minutes=5)
CHECKPOINT: Final = "checkpoint"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which file of the log."""

    path: str
    what: str


OnFault: TypeAlias = Callable[[Fault], None]


class ReplayedEntry(NamedTuple):
    """An entry that the checkpoint covers: its index in the log, its bytes, and their hash in the tree."""

    number: int
    data: bytes
    leaf_hash: bytes

    @property
    def leaf(self) -> Leaf:
        """The clear part of the entry."""
        return parse_leaf(self.data)


@dataclass(slots=True)
class Counts:
    """What was read and checked so far."""

    entries: int = 0
    entry_bytes: int = 0
    bundles: int = 0
    tiles: int = 0


def refuse(fault: Fault) -> None:
    """Stop at the first fault. Raises `Unverified`."""
    raise Unverified(f"{fault.path}: {fault.what}", rule="C2SP tlog-tiles", next_step="Get another copy of the log.")


def read_checkpoint(*, fetch: Fetch, origin: str, verifiers: Sequence[NoteVerifier]) -> OpenedCheckpoint:
    """Return the checkpoint that a log shows, its signature verified, spelled in the one canonical way.

    Raises:
        Unavailable: there is none.
        Invalid: malformed, or not spelled canonically.
        Unverified: not signed by the log, or of another one.
    """
    data = fetch(CHECKPOINT)
    opened = open_checkpoint(data, origin=origin, verifiers=verifiers)
    if parse_note(data).encode() != data:
        raise Invalid("the checkpoint's signatures are not canonical base64", rule="RFC 4648 section 3.5")
    return opened


class Replay:
    """One pass over the log of a verified checkpoint.

    1. The tiles at the right edge lead to the checkpoint's root.
    2. Every full tile hashes to its place in the tile above it.
    3. Every bundle hashes, entry by entry, to its level-0 tile.
    4. Every file has exactly the length that the size of the tree gives it.
    5. Every entry is a leaf in canonical form. Times do not run backwards, the last is not in the future, each
       project's entries are numbered without gaps, and each names the one before it and its hash.

    A partial file that is gone may be read from the full one that replaced it.
    """

    def __init__(self, *, fetch: Fetch, checkpoint: Checkpoint, now: datetime, on_fault: OnFault = refuse) -> None:
        """Prepare the pass; `entries` makes it.

        Args:
            fetch: returns a file's bytes by its path, or raises `Unavailable`.
            checkpoint: verified, for example by `read_checkpoint`.
            now: aware, UTC.
            on_fault: is told each fault. It raises to stop. Where it returns, the pass goes on around the fault, and
                what depends on it (entries under a lost tile, the next link of every project) is not checked.
        """
        self.checkpoint = checkpoint
        self.counts = Counts()
        self._fetch = fetch
        self._fault = on_fault
        self._chains = Chains()
        self._latest = now + FUTURE_TOLERANCE

    @property
    def projects(self) -> int:
        """How many projects have entries among those read so far."""
        return len(self._chains.projects)

    @property
    def newest(self) -> datetime | None:
        """When the last entry read so far was recorded."""
        return self._chains.newest

    def entries(self) -> Iterator[ReplayedEntry]:
        """Check the log and yield its entries in order. Run to the end: the last checks come there.

        Raises:
            Unverified: a fault, unless ``on_fault`` takes it.
        """
        edge = self._edge()
        for level in reversed(range(len(edge))):
            for index, tile in self._leaf_tiles(level, self.checkpoint.size >> (8 * (level + 1)), edge[level]):
                yield from self._bundle(index, tile)
        if self._chains.newest is not None and self._chains.newest > self._latest:
            self._fault(Fault(CHECKPOINT, "its last entry is dated in the future"))

    def _edge(self) -> list[bytes]:
        """Return the partial tile of each level, empty where there is none or it is lost."""
        size, paths, edge = self.checkpoint.size, list[str](), list[bytes | None]()
        while size >> (8 * len(edge)):
            index, width = divmod(size >> (8 * len(edge)), TILE_WIDTH)
            if width:
                paths.append(tile_path(level=len(edge), index=index, width=width))
            edge.append(self._tile(len(edge), index, width) if width else b"")
        found = tuple(tile for tile in edge if tile is not None)
        if len(found) == len(edge) and tiles.root_of(Edge(size, found)) != self.checkpoint.root:
            self._fault(
                Fault(CHECKPOINT, f"the last tiles lead to another root: {', '.join(paths) or 'there are none'}")
            )
        return [tile or b"" for tile in edge]

    def _leaf_tiles(self, level: int, index: int, tile: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the level-0 tiles at or below a tile, each with its index, in order."""
        if level == 0 and tile:
            yield index, tile
        for offset in range(len(tile) // HASH_SIZE if level else 0):
            number = index * TILE_WIDTH + offset
            child = self._tile(level - 1, number, TILE_WIDTH)
            if child is None:
                continue
            if merkle.root(tiles.parse_tile(child, width=TILE_WIDTH)) != _nth(tile, offset):
                path = tile_path(level=level - 1, index=number)
                self._fault(Fault(path, "it does not hash to its place in the tile above"))
            yield from self._leaf_tiles(level - 1, number, child)

    def _bundle(self, index: int, tile: bytes) -> Iterator[ReplayedEntry]:
        width = len(tile) // HASH_SIZE
        path = bundle_path(index=index, width=width)
        entries = self._read_bundle(index, width)
        if entries is None:
            return
        hashes = [sha256(b"\x00" + entry).digest() for entry in entries]
        if b"".join(hashes) != tile:
            wrong = next(offset for offset, value in enumerate(hashes) if value != _nth(tile, offset))
            self._lose(path, f"entry {index * TILE_WIDTH + wrong} does not hash to its place in the level-0 tile")
            return
        self.counts.bundles += 1
        self.counts.entries += width
        self.counts.entry_bytes += sum(map(len, entries))
        for number, (entry, leaf_hash) in enumerate(zip(entries, hashes, strict=True), start=index * TILE_WIDTH):
            try:
                self._chains.follow(index=number, data=entry, leaf_hash=leaf_hash)
            except (Invalid, Unverified) as error:
                self._fault(Fault(path, f"entry {number}: {error.what}"))
            yield ReplayedEntry(number, entry, leaf_hash)

    def _tile(self, level: int, index: int, width: int) -> bytes | None:
        path = tile_path(level=level, index=index, width=width)
        try:
            data = self._partial_or_full(path, tile_path(level=level, index=index), cut=lambda full: _cut(full, width))
            tiles.parse_tile(data, width=width)
        except (Invalid, Unavailable) as error:
            self._lose(path, error.what)
            return None
        self.counts.tiles += 1
        return data

    def _read_bundle(self, index: int, width: int) -> tuple[bytes, ...] | None:
        path = bundle_path(index=index, width=width)
        try:
            full = bundle_path(index=index)
            data = self._partial_or_full(path, full, cut=lambda whole: _cut_entries(whole, width))
            return parse_entries(data, width=width)
        except (Invalid, Unavailable) as error:
            self._lose(path, error.what)
            return None

    def _partial_or_full(self, path: str, full: str, *, cut: Callable[[bytes], bytes]) -> bytes:
        try:
            return self._fetch(path)
        except Unavailable as missing:
            if path == full:
                raise
            try:
                return cut(self._fetch(full))
            except Unavailable:
                raise missing from None

    def _lose(self, path: str, what: str) -> None:
        """Report a fault that leaves entries unread."""
        self._fault(Fault(path, what))
        self._chains.break_off()


def first_entries(bundle: bytes, count: int) -> bytes:
    """Return the part of a bundle that holds its first ``count`` entries (all of it where it has fewer)."""
    end = 0
    for _ in range(count):
        end += 2 + int.from_bytes(bundle[end : end + 2])
    return bundle[:end]


def _cut(full: bytes, width: int) -> bytes:
    return b"".join(tiles.parse_tile(full, width=TILE_WIDTH)[:width])


def _cut_entries(full: bytes, width: int) -> bytes:
    parse_entries(full, width=TILE_WIDTH)
    return first_entries(full, width)


def _nth(tile: bytes, offset: int) -> bytes:
    return tile[offset * HASH_SIZE : (offset + 1) * HASH_SIZE]

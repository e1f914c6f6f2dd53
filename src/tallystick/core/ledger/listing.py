# SPDX-License-Identifier: Apache-2.0
"""The files of a copied log that reading it does not need: older partial tiles, and what does not belong there.

Tiles only ever grow, so an older partial one is the beginning of the present one, byte for byte.
Source: C2SP tlog-tiles, Partial Tiles, https://c2sp.org/tlog-tiles
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.merkle import HASH_SIZE
from tallystick.core.ledger.replay import Fault, OnFault, first_entries
from tallystick.core.ledger.tiles import (
    TILE_WIDTH,
    Fetch,
    bundle_path,
    parse_entries,
    parse_tile,
    tile_path,
    tile_width,
)

_PATH: Final = re.compile(
    r"tile/(?P<level>entries|0|[1-9]\d?)/(?P<number>(?:x\d{3}/){0,6}\d{3})(?:\.p/(?P<width>\d{1,3}))?", re.ASCII
)
#: What was meant to be a tile. Programs that copy leave other things behind, such as index.html.
_LIKE: Final = re.compile(r"tile/(?:.*/)?x?\d+", re.ASCII)


@dataclass(slots=True)
class Listed:
    """``older``: how many older partial files there are. ``beyond``: paths that the checkpoint does not cover yet.

    ``foreign``: paths that are no part of a log, and were not read.
    """

    older: int = 0
    beyond: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    level: int | None  # None for an entry bundle
    index: int
    width: int

    def path(self, *, width: int) -> str:
        if self.level is None:
            return bundle_path(index=self.index, width=width)
        return tile_path(level=self.level, index=self.index, width=width)

    def cut(self, data: bytes) -> bytes:
        """Return the beginning of ``data`` as wide as this file, which must be all of it or less."""
        return data[: self.width * HASH_SIZE] if self.level is not None else first_entries(data, self.width)

    def check(self, data: bytes) -> None:
        """Raise `Invalid` unless ``data`` is exactly as wide as this file's name says."""
        if self.level is None:
            parse_entries(data, width=self.width)
        else:
            parse_tile(data, width=self.width)


def check_listing(paths: Iterable[str], *, size: int, fetch: Fetch, on_fault: OnFault) -> Listed:
    """Check every file under ``tile/`` that a replay of ``size`` entries has not read.

    1. An older partial file is the beginning of the one of this size (which the replay has proved).
    2. A file that is wider than this size needs begins with the one of this size; the rest is not covered yet.
    3. Every other number under ``tile/`` is a fault.

    Args:
        paths: all files of the copy, relative to the log's prefix, "/" between the parts.
        size: that of the checkpoint.
        fetch: returns a file's bytes by its path.
        on_fault: is told each fault.
    """
    listed = Listed()
    for path in paths:
        file = _parse(path)
        if file is not None:
            _check_file(file, path=path, size=size, fetch=fetch, on_fault=on_fault, listed=listed)
        elif _LIKE.fullmatch(path):
            on_fault(Fault(path, "no file of a log has this name"))
        else:
            listed.foreign.append(path)
    return listed


def _check_file(file: _File, *, path: str, size: int, fetch: Fetch, on_fault: OnFault, listed: Listed) -> None:
    now = tile_width(level=file.level or 0, index=file.index, size=size)
    if file.width == now:
        return  # the replay has read it
    if file.width > now:
        listed.beyond.append(path)
    else:
        listed.older += 1
    try:
        data = fetch(path)
        file.check(data)
    except (Invalid, Unavailable) as error:
        on_fault(Fault(path, error.what))
        return
    present = _present(file, width=now, fetch=fetch) if now else b""
    if present is not None and not (data.startswith(present) if file.width > now else file.cut(present) == data):
        on_fault(Fault(path, f"it differs from {file.path(width=now)}"))


def _present(file: _File, *, width: int, fetch: Fetch) -> bytes | None:
    """Return the file as the checkpoint's size has it, from the full one where the partial one is gone.

    None where both are gone; the replay has reported that.
    """
    try:
        return fetch(file.path(width=width))
    except Unavailable:
        pass
    try:
        return _File(file.level, file.index, width).cut(fetch(file.path(width=TILE_WIDTH)))
    except Unavailable:
        return None


def _parse(path: str) -> _File | None:
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level = None if match["level"] == "entries" else int(match["level"])
    index = int(match["number"].replace("x", "").replace("/", ""))
    file = _File(level, index, int(match["width"] or TILE_WIDTH))
    usual = (level is None or level <= 63) and 1 <= file.width <= TILE_WIDTH and file.path(width=file.width) == path
    return file if usual else None

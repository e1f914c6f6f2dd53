# SPDX-License-Identifier: Apache-2.0
"""Publish new entries: bundles and tiles first, flushed to disk, then the checkpoint, by atomic rename.

C2SP tlog-tiles (https://c2sp.org/tlog-tiles) and tlog-checkpoint (https://c2sp.org/tlog-checkpoint).
"""

import contextlib
import datetime as dt
import fcntl
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import keys, pin, queries
from tallystick.apps.journal.models import Entry, Published
from tallystick.core.errors import Refused, Unverified
from tallystick.core.ledger import tiles
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint

#: Entries read, hashed and written in one step; bounds the memory of a large catch-up.
BATCH = 16_384


def publish(*, now: dt.datetime) -> Published | None:
    """Publish every entry that is not yet published and return the newest checkpoint (``None`` in an empty log).

    Entries whose transaction committed before the call are covered when it returns.

    Raises:
        Unverified: the published files do not fit the last checkpoint, or an immutable file would change.
        Unavailable: a published file or the signing key is missing, or the instance is read-only.
        Refused: the new head does not extend the pinned one; the instance is read-only from here on.
    """
    pin.check_writable()
    with _only_publisher():
        last = queries.published()
        edge = _edge(last)
        grown = edge
        while batch := _entries(start=grown.size):
            growth = tiles.grow(edge=grown, entries=batch)
            _write_files(growth.files)
            grown = growth.edge
        if grown.size == 0:
            return None
        head = Checkpoint(origin=settings.LOG_ORIGIN, size=grown.size, root=tiles.root_of(grown))
        _pin(head=head, signed_before=last is not None)
        return _sign(head=head, now=now) if last is None or last.size < head.size else last


def _pin(*, head: Checkpoint, signed_before: bool) -> None:
    reader = tiles.TileReader(size=head.size, root=head.root, fetch=queries.fetch)
    try:
        pin.advance(head=head, signed_before=signed_before, root_at=reader.root_at)
    except Refused as error:
        pin.turn_read_only(error)
        raise


def _sign(*, head: Checkpoint, now: dt.datetime) -> Published:
    checkpoint = sign_checkpoint(checkpoint=head, signers=[keys.signer()])
    # The row first: a crash in between leaves a checkpoint that was signed but not shown, and is shown next time.
    row, _ = Published.objects.update_or_create(
        pk=1, defaults={"size": head.size, "root": head.root, "checkpoint": checkpoint.decode(), "signed_at": now}
    )
    _replace(settings.LOG_DIR / "checkpoint", checkpoint)
    return row


def _edge(last: Published | None) -> tiles.Edge:
    if last is None:
        return tiles.EMPTY_EDGE
    shown = settings.LOG_DIR / "checkpoint"
    if not shown.exists() or shown.read_bytes() != last.checkpoint.encode():
        _replace(shown, last.checkpoint.encode())
    return tiles.read_edge(size=last.size, root=bytes(last.root), fetch=queries.fetch)


def _entries(*, start: int) -> list[bytes]:
    rows = Entry.objects.filter(index__gte=start).order_by("index").values_list("index", "leaf")[:BATCH]
    entries = []
    for offset, (index, leaf) in enumerate(rows):
        if index != start + offset:
            raise Unverified(
                f"entry {start + offset} is missing",
                rule="Entries are numbered without gaps.",
                next_step="Restore the database from its backup; nothing was published.",
            )
        entries.append(bytes(leaf))
    return entries


def _write_files(files: Mapping[str, bytes]) -> None:
    folders = set()
    for path, content in files.items():
        target = settings.LOG_DIR / path
        if target.exists() and target.read_bytes() == content:
            continue
        if target.exists():
            raise Unverified(
                f"the published file {path} would change",
                rule="Tiles and bundles are immutable.",
                next_step="Stop the service and run tallystick fsck.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content, sync_folder=False)
        folders.add(target.parent)
    for folder in folders:
        _sync_folder(folder)


def _replace(target: Path, content: bytes, *, sync_folder: bool = True) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    if sync_folder:
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _only_publisher() -> Iterator[None]:
    settings.LOG_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.LOG_DIR.parent / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

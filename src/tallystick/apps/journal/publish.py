# SPDX-License-Identifier: Apache-2.0
"""Publish new entries: bundles and tiles first, flushed to disk, then the checkpoint, by atomic rename.

With a policy the order is: bundles and tiles, ``checkpoint.pending``, the witnesses, ``checkpoint``.
C2SP tlog-tiles (https://c2sp.org/tlog-tiles) and tlog-checkpoint (https://c2sp.org/tlog-checkpoint).
"""

import contextlib
import datetime as dt
import fcntl
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import keys, pin, queries, trust
from tallystick.apps.journal.models import Cosigner, Entry, Pending, Published, SignedHead
from tallystick.apps.journal.trust import PENDING
from tallystick.core.errors import Invalid, Refused, Unverified
from tallystick.core.ledger import tiles
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from tallystick.core.ledger.replay import CHECKPOINT

#: Entries read, hashed and written in one step; bounds the memory of a large catch-up.
BATCH = 16_384


def publish(*, now: dt.datetime) -> SignedHead | None:
    """Sign a head that covers every entry, and return it (``None`` in an empty log).

    Entries whose transaction committed before the call are covered when it returns. Without a policy the head is
    published at once, and what is returned is `Published`. With one it is `Pending`: `witnessing.witness` publishes it.

    Raises:
        Unverified: the published files do not fit the last checkpoint, or an immutable file would change.
        Unavailable: a published file or the signing key is missing, or the instance is read-only.
        Refused: the new head does not extend the pinned one; the instance is read-only from here on. Or the policy
            is gone that was in force.
        Invalid: the policy cannot be read as one for this log.
    """
    pin.check_writable()
    with only_publisher():
        has_policy = _has_policy()
        last = queries.signed()
        grown = _grown(_edge(last))
        if grown.size == 0:
            return None
        head = Checkpoint(origin=settings.LOG_ORIGIN, size=grown.size, root=tiles.root_of(grown))
        _pin(head=head, signed=None if last is None else _head(last))
        return _wait(head=head, now=now) if has_policy else _show_alone(head=head, last=last, now=now)


def show(*, head: Checkpoint, note: bytes, signed_at: dt.datetime) -> Published:
    """Show a checkpoint as the log's own. Its files must be on disk, and the caller the only publisher."""
    # The row first: a crash in between leaves a checkpoint that was signed but not shown, and is shown next time.
    row, _ = Published.objects.update_or_create(
        pk=1, defaults={"size": head.size, "root": head.root, "checkpoint": note.decode(), "signed_at": signed_at}
    )
    _replace(settings.LOG_DIR / CHECKPOINT, note)
    return row


def show_newest_again() -> None:
    """Write the checkpoint files that a crash left behind the database.

    Raises:
        Refused: a file is newer than the database; the instance is read-only from here on.
    """
    for name, row in ((PENDING, Pending.objects.first()), (CHECKPOINT, queries.published())):
        if row is not None:
            _show_again(name, row)


def leaves(*, start: int, most: int = BATCH) -> list[bytes]:
    """Return the bytes of up to so many entries from one on, in order.

    Raises:
        Unverified: one of them is missing.
    """
    rows = Entry.objects.filter(index__gte=start).order_by("index").values_list("index", "leaf")[:most]
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


@contextlib.contextmanager
def only_publisher() -> Iterator[None]:
    """Wait until nobody else of this instance signs or shows a checkpoint."""
    settings.LOG_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.LOG_DIR.parent / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _has_policy() -> bool:
    if trust.read() is not None:
        return True
    if trust.policy_path() is not None and Cosigner.objects.exists():
        raise Refused(
            f"The policy {trust.policy_path()} is gone, and witnesses have cosigned this log.",
            rule="A log that has witnesses does not go on without them unless its operator says so.",
            next_step="Put it back. To go on without witnesses, set TALLYSTICK_POLICY to nothing.",
        )
    return False


def _grown(edge: tiles.Edge) -> tiles.Edge:
    while batch := leaves(start=edge.size):
        growth = tiles.grow(edge=edge, entries=batch)
        _write_files(growth.files)
        edge = growth.edge
    return edge


def _pin(*, head: Checkpoint, signed: Checkpoint | None) -> None:
    reader = tiles.TileReader(size=head.size, root=head.root, fetch=queries.fetch)
    try:
        pin.advance(head=head, signed=signed, root_at=reader.root_at)
    except Refused as error:
        pin.turn_read_only(error)
        raise


def _sign(head: Checkpoint) -> bytes:
    return sign_checkpoint(checkpoint=head, signers=[keys.signer()])


def _show_alone(*, head: Checkpoint, last: SignedHead | None, now: dt.datetime) -> Published:
    """Show a head that the log alone has signed, and forget what waited for witnesses."""
    shown = queries.published()
    if shown is None or shown.size < head.size:
        at = now if last is None or last.size < head.size else last.signed_at
        shown = show(head=head, note=_sign(head), signed_at=at)
    Pending.objects.all().delete()
    (settings.LOG_DIR / PENDING).unlink(missing_ok=True)
    return shown


def _wait(*, head: Checkpoint, now: dt.datetime) -> Pending:
    """Keep a head that the log has signed until its witnesses have."""
    waiting = Pending.objects.first()
    if waiting is None or waiting.size < head.size:
        values = {"size": head.size, "root": head.root, "checkpoint": _sign(head).decode(), "signed_at": now}
        waiting, _ = Pending.objects.update_or_create(pk=1, defaults=values)
    _show_again(PENDING, waiting)
    return waiting


def _edge(last: SignedHead | None) -> tiles.Edge:
    show_newest_again()
    if last is None:
        return tiles.EMPTY_EDGE
    return tiles.read_edge(size=last.size, root=bytes(last.root), fetch=queries.fetch)


def _head(row: SignedHead) -> Checkpoint:
    return Checkpoint(origin=settings.LOG_ORIGIN, size=row.size, root=bytes(row.root))


def _show_again(name: str, row: SignedHead) -> None:
    """Write a checkpoint's file where a crash or somebody left another one."""
    file = settings.LOG_DIR / name
    shown = file.read_bytes() if file.exists() else b""
    if shown == row.checkpoint.encode():
        return
    newer = _ours(shown)
    if newer is not None and newer.size > row.size:
        error = Refused(
            f"The file {name} is a checkpoint of ours of {newer.size} entries, and the database knows {row.size}: an "
            "older database was restored.",
            rule="A log signs one history: each head extends every head that it signed before.",
            next_step="Bring back the newest backup of the database, then run tallystick fsck --resume.",
        )
        pin.turn_read_only(error)
        raise error
    _replace(file, row.checkpoint.encode())


def _ours(note: bytes) -> Checkpoint | None:
    try:
        return open_checkpoint(note, origin=settings.LOG_ORIGIN, verifiers=[keys.signer().verifier]).checkpoint
    except (Invalid, Unverified):
        return None


def _write_files(files: Mapping[str, bytes]) -> None:
    folders: set[Path] = set()
    for path, content in files.items():
        target = settings.LOG_DIR / path
        if not target.exists():
            _replace(target, content, sync_folder=False)
        elif target.read_bytes() != content:
            raise Unverified(
                f"the published file {path} would change",
                rule="Tiles and bundles are immutable.",
                next_step="Stop the service and run tallystick fsck.",
            )
        # Also of a file that was there: whoever wrote it may have ended, or failed, before its name was on disk.
        folders.update(folder for folder in target.parents if folder.is_relative_to(settings.LOG_DIR.parent))
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

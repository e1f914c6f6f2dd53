# SPDX-License-Identifier: Apache-2.0
"""Publish new entries: bundles and tiles first, flushed to disk, then the checkpoint, by atomic rename.

Before the first byte is written, files, database and pin are compared: what does not continue what was signed before
leaves no trace under the published tree. With a policy the order is: bundles and tiles, ``checkpoint.pending``, the
witnesses, ``checkpoint``.
C2SP tlog-tiles (https://c2sp.org/tlog-tiles) and tlog-checkpoint (https://c2sp.org/tlog-checkpoint).
"""

import contextlib
import datetime as dt
import fcntl
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import disk, keys, pin, queries, trust
from tallystick.apps.journal.models import Cosigner, Entry, Pending, Published, SignedHead
from tallystick.apps.journal.trust import PENDING
from tallystick.core.errors import Invalid, Refused, Unavailable, Unverified
from tallystick.core.ledger import tiles
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from tallystick.core.ledger.replay import CHECKPOINT
from tallystick.core.ledger.succession import hand_over_path

#: Entries read, hashed and written in one step; bounds the memory of a large catch-up.
BATCH = 16_384
_RULE = "A log signs one history: each head extends every head that it signed before."


def publish(*, now: dt.datetime) -> SignedHead | None:
    """Sign a head that covers every entry, and return it (``None`` in an empty log).

    Entries whose transaction committed before the call are covered when it returns. Without a policy the head is
    published at once, and what is returned is `Published`. With one it is `Pending`: `witnessing.witness` publishes it.

    Raises:
        Unverified: the published files do not fit the last checkpoint, or an immutable file would change; the
            instance is read-only from here on.
        Refused: the new head does not extend the pinned one; the instance is read-only from here on. Or the policy
            is gone that was in force.
        Unavailable: a published file or the signing key is missing, or the instance is read-only.
        Invalid: the policy cannot be read as one for this log.
    """
    pin.check_writable()
    with only_publisher(), pin.held():
        has_policy = _has_policy()
        with read_only_where_it_differs():
            last = queries.signed()
            edge = checked_edge(last)
            show_newest_again()
            grown = _grown(edge)
            if grown.size == 0:
                return None
            head = Checkpoint(origin=settings.LOG_ORIGIN, size=grown.size, root=tiles.root_of(grown))
            if last is None or last.size < head.size:
                _write_files(hand_overs(size=head.size))
            reader = tiles.TileReader(size=head.size, root=head.root, fetch=queries.fetch)
            pin.advance(head=head, signed=None if last is None else _head(last), root_at=reader.root_at)
        return _wait(head=head, now=now) if has_policy else _show_alone(head=head, last=last, now=now)


def checked_edge(last: SignedHead | None) -> tiles.Edge:
    """Compare the newest signed head with its files, the entries and the pin, and return its edge. Writes nothing.

    Raises:
        Refused: a checkpoint on disk or the pin is of more entries than are here, or of others; or the pin is older
            or missing.
        Unverified: the published files are not those of the newest signed head, or an entry is missing.
        Unavailable: a file or the key cannot be read.
        Invalid: the pin cannot be read as one, or a file has the wrong length.
    """
    for name, row in _shown():
        _check_not_newer(name, row)
    edge = read_edge(last)
    check_pin(edge)
    return edge


def read_edge(last: SignedHead | None) -> tiles.Edge:
    """Return the edge of the newest signed head, from its files. Raises as `checked_edge`."""
    if last is None:
        return tiles.EMPTY_EDGE
    return tiles.read_edge(size=last.size, root=bytes(last.root), fetch=queries.fetch)


def check_pin(edge: tiles.Edge) -> None:
    """Compare the edge of the newest signed head, and the entries after it, with the pin. Raises as `checked_edge`."""
    pinned = pin.read()
    if pinned is None and edge.size == 0:
        return
    if pinned is not None and pinned.size < edge.size:
        raise Refused(
            f"The pin knows {pinned.size} entries, and this log has signed {edge.size}: an older pin was put back.",
            rule=_RULE,
            next_step="Put back the newest pin. If it is lost, remove this one, and: tallystick pin adopt CHECKPOINT",
        )
    # A crash between pin and signature leaves a pin that is ahead; the entries up to it must be those pinned.
    while pinned is not None and edge.size < pinned.size and (batch := _leaves_up_to(pinned.size, start=edge.size)):
        edge = tiles.grow(edge=edge, entries=batch).edge
    root = tiles.root_of(edge)
    pin.check(
        head=Checkpoint(origin=settings.LOG_ORIGIN, size=edge.size, root=root),
        # The pin is not below the edge, and `check` asks for no root above it.
        root_at=lambda _size: root,
    )


@contextlib.contextmanager
def read_only_where_it_differs() -> Iterator[None]:
    """Turn the instance read-only where the block finds that something does not fit; a missing file may come back."""
    try:
        yield
    except (Refused, Unverified, Invalid) as error:
        pin.turn_read_only(error)
        raise


def show(*, head: Checkpoint, note: bytes, signed_at: dt.datetime) -> Published:
    """Show a checkpoint as the log's own. Its files must be on disk, and the caller the only publisher."""
    # The row first: a crash in between leaves a checkpoint that was signed but not shown, and is shown next time.
    row, _ = Published.objects.update_or_create(
        pk=1, defaults={"size": head.size, "root": head.root, "checkpoint": note.decode(), "signed_at": signed_at}
    )
    disk.replace(settings.LOG_DIR / CHECKPOINT, note)
    return row


def show_newest_again() -> None:
    """Write the checkpoint files that a crash left behind the database, after `checked_edge`."""
    for name, row in _shown():
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


def hand_overs(*, size: int | None = None) -> dict[str, bytes]:
    """Return the files by which readers learn of each change of the log's key, by path; of all, or up to a size."""
    changes = [change for one, change in queries.key_changes() if size is None or one.entry < size]
    return {hand_over_path(number): change.statement.encode() for number, change in enumerate(changes, start=1)}


@contextlib.contextmanager
def only_publisher() -> Iterator[None]:
    """Wait until nobody else of this instance signs, shows a checkpoint or changes a key."""
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


def _leaves_up_to(size: int, *, start: int) -> list[bytes]:
    return leaves(start=start, most=min(size - start, BATCH))


def _sign(head: Checkpoint, *, now: dt.datetime) -> bytes:
    return sign_checkpoint(checkpoint=head, signers=keys.signers(now=now))


def _show_alone(*, head: Checkpoint, last: SignedHead | None, now: dt.datetime) -> Published:
    """Show a head that the log alone has signed, and forget what waited for witnesses."""
    shown = queries.published()
    if shown is None or shown.size < head.size:
        at = now if last is None or last.size < head.size else last.signed_at
        shown = show(head=head, note=_sign(head, now=now), signed_at=at)
    Pending.objects.all().delete()
    (settings.LOG_DIR / PENDING).unlink(missing_ok=True)
    return shown


def _wait(*, head: Checkpoint, now: dt.datetime) -> Pending:
    """Keep a head that the log has signed until its witnesses have."""
    waiting = Pending.objects.first()
    if waiting is None or waiting.size < head.size:
        values = {"size": head.size, "root": head.root, "checkpoint": _sign(head, now=now).decode(), "signed_at": now}
        waiting, _ = Pending.objects.update_or_create(pk=1, defaults=values)
    _show_again(PENDING, waiting)
    return waiting


def _shown() -> Iterator[tuple[str, SignedHead]]:
    """Yield the rows whose checkpoints are shown, each with the name of its file."""
    for name, row in ((PENDING, Pending.objects.first()), (CHECKPOINT, queries.published())):
        if row is not None:
            yield name, row


def _head(row: SignedHead) -> Checkpoint:
    return Checkpoint(origin=settings.LOG_ORIGIN, size=row.size, root=bytes(row.root))


def _check_not_newer(name: str, row: SignedHead) -> None:
    content = _content(name)
    newer = _ours(content) if content != row.checkpoint.encode() else None
    if newer is not None and newer.size > row.size:
        raise Refused(
            f"The file {name} is a checkpoint of ours of {newer.size} entries, and the database knows {row.size}: an "
            "older database was restored.",
            rule=_RULE,
            next_step="Bring back the newest backup of the database, then run tallystick fsck --resume.",
        )


def _show_again(name: str, row: SignedHead) -> None:
    """Write a checkpoint's file where a crash or somebody left another one."""
    if _content(name) != row.checkpoint.encode():
        disk.replace(settings.LOG_DIR / name, row.checkpoint.encode())


def _content(name: str) -> bytes:
    try:
        return (settings.LOG_DIR / name).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Unavailable(f"the file {name} cannot be read", next_step="Mend its permissions.") from error


def _ours(note: bytes) -> Checkpoint | None:
    try:
        return open_checkpoint(note, origin=settings.LOG_ORIGIN, verifiers=keys.known()).checkpoint
    except (Invalid, Unverified):
        return None


def _write_files(files: Mapping[str, bytes]) -> None:
    folders: set[Path] = set()
    for path, content in files.items():
        target = settings.LOG_DIR / path
        if not target.exists():
            disk.replace(target, content, flush_name=False)
        elif target.read_bytes() != content:
            raise Unverified(
                f"the published file {path} would change",
                rule="Tiles and bundles are immutable.",
                next_step="Stop the service and run tallystick fsck.",
            )
        # Also of a file that was there: whoever wrote it may have ended, or failed, before its name was on disk.
        folders.update(folder for folder in target.parents if folder.is_relative_to(settings.LOG_DIR.parent))
    for folder in folders:
        disk.sync(folder)

# SPDX-License-Identifier: Apache-2.0
"""Check the whole record of an instance: published files, entries, vault, index, checkpoint and pin.

Everything that can be derived is derived anew and compared. Nothing is mended here: ``rebuild-index`` mends the index,
backups mend the rest.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from tallystick.apps.journal import disk, keys, queries
from tallystick.apps.journal.append import indexed_row
from tallystick.apps.journal.erased import check_erased
from tallystick.apps.journal.models import Entry, IndexedFact, Pending, SignedHead, VaultRecord
from tallystick.apps.journal.publish import check_pin, hand_overs, read_edge
from tallystick.apps.journal.rebuild import index_digest, rebuild_index
from tallystick.apps.journal.trust import PENDING
from tallystick.core.errors import TallystickError
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.leaf import parse_leaf
from tallystick.core.ledger.listing import check_listing
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.replay import CHECKPOINT, Fault, Replay, read_checkpoint
from tallystick.core.ledger.tiles import TileReader

#: Stop after this many faults: a lost disk would otherwise print a line per entry.
MOST_FAULTS = 200
_STEP = 1000
OnFault = Callable[[str, str], None]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """Where something is wrong, and what."""

    where: str
    what: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Blob:
    """Private bytes that are kept under their SHA-256 (hex): a mail, a file."""

    name: str
    sha256: str
    content: bytes
    #: Whether an entry says that these bytes were erased.
    erased: bool = False


class _EnoughError(TallystickError):
    """As many faults as are reported."""


def fsck(*, models: Sequence[type[Model]], blobs: Iterable[Blob], now: dt.datetime) -> list[Finding]:
    """Return every fault of the record, at most ``MOST_FAULTS``; an empty list where everything holds."""
    faults: list[Finding] = []

    def found(where: str, what: str) -> None:
        faults.append(Finding(where=where, what=what))
        if len(faults) >= MOST_FAULTS:
            raise _EnoughError("enough")

    try:
        check_files(now=now, found=found)
        _check_entries(found)
        _check_index(models, found)
        _check_blobs(blobs, found)
    except _EnoughError:
        faults.append(Finding(where="fsck", what=f"stopped after {MOST_FAULTS} faults"))
    return faults


def check_files(*, now: dt.datetime, found: OnFault) -> None:
    """Check the published files against the log's key, each other, the entries, the last checkpoints and the pin."""
    rows: dict[str, SignedHead | None] = {CHECKPOINT: queries.published(), PENDING: Pending.objects.first()}
    heads = {name: _check_checkpoint(name, row, found) for name, row in rows.items()}
    newest = queries.signed()
    head = heads[PENDING if isinstance(newest, Pending) else CHECKPOINT]
    if newest is None:
        for path in _paths():
            found(f"log/{path}", "nothing was published, and here is a file")
    _check_pin(newest, found)
    if head is None:
        return

    def collect(fault: Fault) -> None:
        found(f"log/{fault.path}", fault.what)

    replay = Replay(fetch=queries.fetch, checkpoint=head, now=now, on_fault=collect)
    leaves = _leaves()
    for entry in replay.entries():
        if next(leaves, None) != entry.data:
            found(f"entry {entry.number}", "the database holds other bytes than the published log")
    _check_same_log(heads, newest=head, found=found)
    statements = _check_hand_overs(head.size, found)
    paths = (path for path in _paths() if path not in heads and path not in statements)
    listed = check_listing(paths, size=head.size, fetch=queries.fetch, on_fault=collect)
    for path in listed.foreign:
        found(f"log/{path}", "it is no file of the log")


def _check_checkpoint(name: str, row: SignedHead | None, found: OnFault) -> Checkpoint | None:
    """Check one of the two files that change, and return what it says; ``None`` where it says nothing of ours."""
    if row is None:
        if queries.signed() is not None and (Path(settings.LOG_DIR) / name).exists():
            found(f"log/{name}", "there is none, and here is a file")
        return None
    try:
        data, verifiers = queries.fetch(name), keys.known()
        opened = read_checkpoint(fetch=lambda _: data, origin=settings.LOG_ORIGIN, verifiers=verifiers).checkpoint
    except TallystickError as error:
        found(f"log/{name}", error.what)
        return None
    if data != row.checkpoint.encode() or (opened.size, opened.root) != (row.size, bytes(row.root)):
        found(f"log/{name}", "it is not the one that was published last")
    return opened


def _check_same_log(heads: Mapping[str, Checkpoint | None], *, newest: Checkpoint, found: OnFault) -> None:
    reader = TileReader(size=newest.size, root=newest.root, fetch=queries.fetch)
    for name, head in heads.items():
        try:
            same = head is None or (head.size <= newest.size and reader.root_at(head.size) == head.root)
        except TallystickError as error:
            found(f"log/{name}", error.what)
            continue
        if not same:
            found(f"log/{name}", "it is not of the same log as the newest checkpoint")


def _check_pin(newest: SignedHead | None, found: OnFault) -> None:
    try:
        edge = read_edge(newest)
    except TallystickError:
        return  # the replay says which file is wrong
    try:
        check_pin(edge)
    except TallystickError as error:
        found("pin", error.what)


def _check_hand_overs(size: int, found: OnFault) -> Mapping[str, bytes]:
    """Check the statements of the changes of key that a checkpoint of this size covers, and return all, by path."""
    statements, covered = hand_overs(), hand_overs(size=size)
    for path, statement in statements.items():
        is_there = (Path(settings.LOG_DIR) / path).exists()
        if (is_there or path in covered) and (not is_there or queries.fetch(path) != statement):
            found(f"log/{path}", "it is not the statement of the entry that says that the key was changed")
    return statements


def _check_entries(found: OnFault) -> None:
    size = Entry.objects.count()
    for start in range(0, size, _STEP):
        rows = list(Entry.objects.filter(index__gte=start).order_by("index")[:_STEP])
        for number, row in enumerate(rows, start=start):
            _check_row(number, row, found)
    for start in range(0, size, _STEP):
        _check_vault(range(start, min(start + _STEP, size)), found)


def _check_row(number: int, row: Entry, found: OnFault) -> None:
    if row.index != number:
        found(f"entry {number}", f"it is missing; entry {row.index} stands in its place")
    try:
        leaf = parse_leaf(bytes(row.leaf))
    except TallystickError as error:
        found(f"entry {row.index}", error.what)
        return
    if leaf_hash(bytes(row.leaf)) != bytes(row.leaf_hash):
        found(f"entry {row.index}", "its leaf hash is not that of its bytes")
    if (leaf.kind, leaf.project, leaf.pseq, leaf.time) != (row.kind, row.project, row.pseq, row.recorded_at):
        found(f"entry {row.index}", "its columns say other things than its bytes")


def _check_vault(numbers: range, found: OnFault) -> None:
    held = set(VaultRecord.objects.filter(entry_id__in=numbers).values_list("entry_id", flat=True))
    for number in numbers:
        if number not in held:
            found(f"vault record of entry {number}", "it is missing")
    try:
        opened = queries.everything(start=numbers.start, stop=numbers.stop)
    except TallystickError as error:
        if len(numbers) > 1:  # look for the one that cannot be opened
            middle = numbers.start + len(numbers) // 2
            _check_vault(range(numbers.start, middle), lambda where, what: _unless_missing(found, where, what))
            _check_vault(range(middle, numbers.stop), lambda where, what: _unless_missing(found, where, what))
            return
        found(f"vault record of entry {numbers.start}", error.what)
        return
    rows = {row.entry_id: row for row in IndexedFact.objects.filter(entry_id__in=numbers)}
    erased = queries.erasures(entries=numbers)
    for recorded in (one for one in opened if one.entry in held):
        if not _same_row(rows.get(recorded.entry), indexed_row(recorded)):
            found(f"index row of entry {recorded.entry}", "it is not what the facts give; run tallystick rebuild-index")
        check_erased(recorded=recorded, erased=erased, found=found)


def _unless_missing(found: OnFault, where: str, what: str) -> None:
    """Pass a fault on, but not a second time that a record is missing."""
    if what != "it is missing":
        found(where, what)


def _same_row(row: IndexedFact | None, made: IndexedFact) -> bool:
    names = ("kind", "project", "recorded_at", "values")
    return row is not None and all(getattr(row, name) == getattr(made, name) for name in names)


def _check_index(models: Sequence[type[Model]], found: OnFault) -> None:
    try:
        with transaction.atomic():
            before = index_digest(models=models)
            rebuild_index(models=models)
            same = index_digest(models=models) == before
            transaction.set_rollback(True)
    except TallystickError as error:
        found("index", error.what)
        return
    if not same:
        found("index", "it is not what the facts give; run tallystick rebuild-index")


def _check_blobs(blobs: Iterable[Blob], found: OnFault) -> None:
    for blob in blobs:
        if blob.erased:
            if blob.content:
                found(blob.name, "its bytes are here, although an entry says that they were erased")
        elif hashlib.sha256(blob.content).hexdigest() != blob.sha256:
            found(blob.name, "its bytes are not those of its SHA-256")


def _leaves() -> Iterator[bytes]:
    start = 0
    while rows := list(Entry.objects.filter(index__gte=start).order_by("index").values_list("index", "leaf")[:_STEP]):
        yield from (bytes(leaf) for _, leaf in rows)
        start = rows[-1][0] + 1


def _paths() -> Iterator[str]:
    root = Path(settings.LOG_DIR)
    # A draft that a crash left behind is never shown, and is removed at the next start.
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not disk.is_draft(path))
    return (str(path.relative_to(root)) for path in files)

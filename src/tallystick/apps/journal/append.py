# SPDX-License-Identifier: Apache-2.0
"""The one door: facts, their ledger entries, index rows and outbox rows, in one transaction.

Nothing else writes to the record. A caller that changes business rows as well wraps both in its own
``transaction.atomic()``.
"""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from tallystick.apps.journal import vault
from tallystick.apps.journal.guard import check_before_writing
from tallystick.apps.journal.models import Entry, IndexedFact, Outbox, VaultKey, VaultRecord
from tallystick.core.errors import Unavailable
from tallystick.core.facts.base import Fact, Recorded, as_public, encode, public_names
from tallystick.core.ledger import b64, commitments, jcs
from tallystick.core.ledger.leaf import Leaf, encode_leaf
from tallystick.core.ledger.merkle import leaf_hash

Indexer = Callable[[Recorded], None]

#: How far the clock may lag behind the newest entry before we refuse to write.
CLOCK_TOLERANCE = dt.timedelta(minutes=5)
_ADVISORY_LOCK = 0x7A11_5E9


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Position:
    """Where a stream stands: its newest entry, that entry's leaf hash, and its number in the stream."""

    index: int
    leaf_hash: bytes
    pseq: int


def append(*, fact: Fact, project: str, now: dt.datetime) -> Recorded:
    """Append one fact to the stream of a project (or to ``facts.base.REGISTER``) and return it with its place.

    Raises:
        Invalid: a value of the fact is too long or of a type that no fact holds.
        Unavailable: the clock runs behind the newest entry, or the instance is read-only.
    """
    return append_all(facts=[(project, fact)], now=now)[0]


def append_all(*, facts: Sequence[tuple[str, Fact]], now: dt.datetime) -> list[Recorded]:
    """Append several ``(project, fact)`` pairs in one transaction: all of them, in order, or none.

    Raises:
        Invalid: a value of a fact is too long or of a type that no fact holds.
        Unavailable: the clock runs behind the newest entry, or the instance is read-only.
    """
    check_before_writing()
    with transaction.atomic():
        recorded = _add_entries(facts=facts, now=now)
        index_facts(recorded=recorded)
        _add_reactions(recorded)
    return recorded


def index_facts(*, recorded: Sequence[Recorded]) -> None:
    """Write the index rows of facts: their public values, then the rows of the rooms they belong to."""
    IndexedFact.objects.bulk_create([indexed_row(one) for one in recorded])
    table = indexers()
    for one in recorded:
        for index in table.get(one.fact.kind, ()):
            index(one)


@cache
def indexers() -> Mapping[str, tuple[Indexer, ...]]:
    """Return the table that says which room indexes which kind of fact."""
    table: Mapping[str, tuple[Indexer, ...]] = import_string(settings.INDEXERS)
    return table


def indexed_row(one: Recorded) -> IndexedFact:
    """Return the unsaved index row that holds the public values of a fact; what was erased is missing from it."""
    shown = public_names(one.fact.kind) - one.unopened
    values = {name: value for name, value in encode(as_public(one.fact)).items() if name in shown}
    return IndexedFact(
        entry_id=one.entry,
        kind=one.fact.kind,
        project=one.project,
        recorded_at=one.time,
        values=jcs.canonical(values).decode(),
    )


def _add_entries(*, facts: Sequence[tuple[str, Fact]], now: dt.datetime) -> list[Recorded]:
    become_the_sequencer()
    newest = Entry.objects.order_by("-index").first()
    moment = _not_before(newest, now.replace(microsecond=0))
    heads = _heads({project for project, _ in facts})
    entries: list[Entry] = []
    sealed: list[tuple[VaultKey, VaultRecord]] = []
    first = newest.index + 1 if newest else 0
    for index, (project, fact) in enumerate(facts, start=first):
        entry, disclosures = _entry(index=index, project=project, fact=fact, time=moment, head=heads.get(project))
        heads[project] = _Position(index=index, leaf_hash=bytes(entry.leaf_hash), pseq=entry.pseq)
        entries.append(entry)
        sealed.append(vault.seal(entry=entry, disclosures=disclosures))
    Entry.objects.bulk_create(entries)
    VaultKey.objects.bulk_create([key for key, _ in sealed])
    VaultRecord.objects.bulk_create([record for _, record in sealed])
    return [
        Recorded(entry=index, time=moment, project=project, fact=fact)
        for index, (project, fact) in enumerate(facts, start=first)
    ]


def _entry(
    *, index: int, project: str, fact: Fact, time: dt.datetime, head: _Position | None
) -> tuple[Entry, Mapping[str, commitments.FieldDisclosure]]:
    committed = commitments.commit(fields=list(encode(fact).items()), salt=lambda: os.urandom(32))
    leaf = Leaf(
        kind=fact.kind,
        time=time,
        project=project,
        pseq=head.pseq + 1 if head else 1,
        prev=(head.index, b64.encode_url(head.leaf_hash)) if head else None,
        sd=committed.sd,
    )
    data = encode_leaf(leaf)
    entry = Entry(
        index=index,
        leaf=data,
        leaf_hash=leaf_hash(data),
        kind=fact.kind,
        project=project,
        pseq=leaf.pseq,
        recorded_at=time,
    )
    return entry, committed.disclosures


def _heads(projects: set[str]) -> dict[str, _Position]:
    heads = {}
    for project in projects:
        row = Entry.objects.filter(project=project).order_by("-pseq").values("index", "leaf_hash", "pseq").first()
        if row is not None:
            heads[project] = _Position(index=row["index"], leaf_hash=bytes(row["leaf_hash"]), pseq=row["pseq"])
    return heads


def become_the_sequencer() -> None:
    """Wait, inside a transaction, until nobody else appends: for operations that number what they append."""
    # SQLite: BEGIN IMMEDIATE (settings) already makes this the only writer.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _not_before(newest: Entry | None, now: dt.datetime) -> dt.datetime:
    if newest is None or now >= newest.recorded_at:
        return now
    if newest.recorded_at - now > CLOCK_TOLERANCE:
        raise Unavailable(
            f"the clock says {now:%Y-%m-%d %H:%M} UTC, but the newest entry was recorded at "
            f"{newest.recorded_at:%Y-%m-%d %H:%M} UTC",
            rule="Times in the record never run backwards.",
            next_step="Set the server's clock and try again; nothing was recorded.",
        )
    return newest.recorded_at


def _add_reactions(recorded: Sequence[Recorded]) -> None:
    reactions: Mapping[str, Mapping[str, object]] = import_string(settings.REACTIONS)
    Outbox.objects.bulk_create(
        [
            Outbox(entry_id=one.entry, reaction=name, due_at=one.time)
            for one in recorded
            for name in reactions.get(one.fact.kind, {})
        ]
    )

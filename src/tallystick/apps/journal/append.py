# SPDX-License-Identifier: Apache-2.0
"""The one door: a fact, its ledger entry, its index rows and its outbox rows, in one transaction.

Nothing else writes to the record. A caller that changes business rows as well wraps both in its own
``transaction.atomic()``.
"""

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from tallystick.apps.journal import vault
from tallystick.apps.journal.models import Entry, IndexedFact, Outbox, VaultKey, VaultRecord
from tallystick.core.errors import Unavailable
from tallystick.core.facts.base import Fact, Recorded, encode, public_names
from tallystick.core.ledger import b64, commitments, jcs
from tallystick.core.ledger.leaf import Leaf, encode_leaf
from tallystick.core.ledger.merkle import leaf_hash

Indexer = Callable[[Recorded], None]

#: How far the clock may lag behind the newest entry before we refuse to write.
CLOCK_TOLERANCE = dt.timedelta(minutes=5)
_ADVISORY_LOCK = 0x7A11_5E9


def append(*, fact: Fact, project: str, now: dt.datetime) -> Recorded:
    """Append one fact to the stream of a project (or to ``facts.base.REGISTER``) and return it with its place.

    Raises:
        Invalid: a value of the fact is too long or of a type that no fact holds.
        Unavailable: the clock runs behind the newest entry.
    """
    with transaction.atomic():
        recorded = _add_entry(fact=fact, project=project, now=now)
        index_fact(recorded=recorded)
        _add_reactions(recorded)
    return recorded


def append_all(*, facts: Sequence[tuple[str, Fact]], now: dt.datetime) -> list[Recorded]:
    """Append several ``(project, fact)`` pairs in one transaction: all of them or none."""
    with transaction.atomic():
        return [append(fact=fact, project=project, now=now) for project, fact in facts]


def index_fact(*, recorded: Recorded) -> None:
    """Write the index rows of one fact: its public values, then the rows of the room it belongs to."""
    values = {name: value for name, value in encode(recorded.fact).items() if name in public_names(recorded.fact.kind)}
    IndexedFact.objects.create(
        entry_id=recorded.entry,
        kind=recorded.fact.kind,
        project=recorded.project,
        recorded_at=recorded.time,
        values=jcs.canonical(values).decode(),
    )
    for index in indexers().get(recorded.fact.kind, ()):
        index(recorded)


@cache
def indexers() -> Mapping[str, tuple[Indexer, ...]]:
    """Return the table that says which room indexes which kind of fact."""
    table: Mapping[str, tuple[Indexer, ...]] = import_string(settings.INDEXERS)
    return table


def _add_entry(*, fact: Fact, project: str, now: dt.datetime) -> Recorded:
    _become_the_sequencer()
    newest = Entry.objects.order_by("-index").first()
    before = Entry.objects.filter(project=project).order_by("-pseq").first()
    moment = _not_before(newest, now.replace(microsecond=0))
    committed = commitments.commit(fields=list(encode(fact).items()), salt=lambda: os.urandom(32))
    leaf = Leaf(
        kind=fact.kind,
        time=moment,
        project=project,
        pseq=before.pseq + 1 if before else 1,
        prev=(before.index, b64.encode_url(bytes(before.leaf_hash))) if before else None,
        sd=committed.sd,
    )
    data = encode_leaf(leaf)
    entry = Entry(
        index=newest.index + 1 if newest else 0,
        leaf=data,
        leaf_hash=leaf_hash(data),
        kind=fact.kind,
        project=project,
        pseq=leaf.pseq,
        recorded_at=moment,
    )
    entry.save(force_insert=True)
    key, record = vault.seal(entry=entry, disclosures=committed.disclosures)
    VaultKey.objects.bulk_create([key])
    VaultRecord.objects.bulk_create([record])
    return Recorded(entry=entry.index, time=moment, project=project, fact=fact)


def _become_the_sequencer() -> None:
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


def _add_reactions(recorded: Recorded) -> None:
    reactions: Mapping[str, Mapping[str, object]] = import_string(settings.REACTIONS)
    Outbox.objects.bulk_create(
        [
            Outbox(entry_id=recorded.entry, reaction=name, due_at=recorded.time)
            for name in reactions.get(recorded.fact.kind, {})
        ]
    )

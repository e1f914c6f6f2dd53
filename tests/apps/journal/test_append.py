# SPDX-License-Identifier: Apache-2.0
"""The one door: a fact, its entry, its index and its outbox rows come together or not at all."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from tallystick.apps.journal import append as door
from tallystick.apps.journal import queries
from tallystick.apps.journal.append import append, append_all
from tallystick.apps.journal.models import Entry, IndexedFact, Outbox, VaultKey, VaultRecord
from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.facts.base import MAX_TEXT, REGISTER
from tallystick.core.facts.project import BodyRegistered, LogStarted, ProjectPublished
from tallystick.core.ledger.leaf import parse_leaf
from tallystick.core.ledger.merkle import leaf_hash

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
TABLE = {"project.published": {"tell": lambda recorded, now: None}}


@pytest.fixture(autouse=True)
def _one_reaction(settings: Settings) -> None:
    settings.REACTIONS = "tests.apps.journal.test_append.TABLE"


def _published(project: str = "p1", by: str = "ada@northshire.example") -> ProjectPublished:
    return ProjectPublished(project=project, by_role="dpo", by=by)


def test_the_first_entry_has_index_0_and_no_predecessor() -> None:
    recorded = append(fact=_published(), project="p1", now=NOW)
    leaf = parse_leaf(bytes(Entry.objects.get().leaf))
    assert (recorded.entry, leaf.pseq, leaf.prev) == (0, 1, None)
    assert leaf.time == NOW


def test_each_stream_is_numbered_without_gaps_and_linked_to_its_last_entry() -> None:
    for project in ("p1", "p2", "p1", "p1"):
        append(fact=_published(project), project=project, now=NOW)
    leaves = [parse_leaf(bytes(row.leaf)) for row in Entry.objects.order_by("index")]
    assert [(leaf.project, leaf.pseq) for leaf in leaves] == [("p1", 1), ("p2", 1), ("p1", 2), ("p1", 3)]
    assert leaves[3].prev is not None
    assert leaves[3].prev[0] == 2
    assert [row.index for row in Entry.objects.order_by("index")] == [0, 1, 2, 3]


def test_the_leaf_holds_no_value_in_clear() -> None:
    append(fact=_published(by="ada@northshire.example"), project="p1", now=NOW)
    assert b"ada@" not in bytes(Entry.objects.get().leaf)
    assert b"dpo" not in bytes(Entry.objects.get().leaf)


def test_the_vault_record_is_encrypted_and_opens_to_the_whole_fact() -> None:
    recorded = append(fact=_published(), project="p1", now=NOW)
    assert b"ada@" not in bytes(VaultRecord.objects.get().ciphertext)
    assert queries.private_fact(entry=recorded.entry) == _published()


def test_the_index_holds_public_values_only() -> None:
    append(fact=_published(), project="p1", now=NOW)
    assert json.loads(IndexedFact.objects.get().values) == {"project": "p1", "by_role": "dpo"}
    assert queries.recorded(entry=0).fact == ProjectPublished(project="p1", by_role="dpo", by=None)


def test_a_vault_record_moved_to_another_entry_is_refused() -> None:
    for project in ("p1", "p2"):
        append(fact=_published(project), project=project, now=NOW)
    VaultRecord.objects.filter(entry_id=0).update(
        nonce=VaultRecord.objects.get(entry_id=1).nonce, ciphertext=VaultRecord.objects.get(entry_id=1).ciphertext
    )
    VaultKey.objects.filter(entry_id=0).update(key=VaultKey.objects.get(entry_id=1).key)
    with pytest.raises(Unverified, match="vault record of entry 0"):
        queries.private_fact(entry=0)


def test_a_value_that_no_fact_holds_changes_nothing() -> None:
    fact = LogStarted(origin="o", operator="x" * (MAX_TEXT + 1), vkey="k")
    with pytest.raises(Invalid, match="40,001 characters"):
        append(fact=fact, project=REGISTER, now=NOW)
    assert not Entry.objects.exists()


def test_a_failing_indexer_leaves_no_entry_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(recorded: object) -> None:
        raise Invalid("the index row cannot be written")

    table: dict[str, tuple[Callable[[object], None], ...]] = {"project.published": (fail,)}
    monkeypatch.setattr(door, "indexers", lambda: table)
    with pytest.raises(Invalid):
        append(fact=_published(), project="p1", now=NOW)
    assert not Entry.objects.exists()
    assert not IndexedFact.objects.exists()


def test_several_facts_are_appended_together_or_not_at_all() -> None:
    good = BodyRegistered(body="b1", name="Northshire Police", domains=(), mail_hosting=(), source_url="")
    bad = LogStarted(origin="o", operator="x" * (MAX_TEXT + 1), vkey="k")
    with pytest.raises(Invalid):
        append_all(facts=[(REGISTER, good), (REGISTER, bad)], now=NOW)
    assert not Entry.objects.exists()
    assert [one.entry for one in append_all(facts=[(REGISTER, good)], now=NOW)] == [0]


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    append(fact=_published(), project="p1", now=NOW)
    for statement in ("UPDATE journal_entry SET kind = 'x'", "DELETE FROM journal_entry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get().kind == "project.published"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_to_truncate_the_entries() -> None:
    append(fact=_published(), project="p1", now=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry CASCADE")
    assert Entry.objects.count() == 1


def test_a_clock_far_behind_is_refused_and_a_small_lag_keeps_the_order() -> None:
    append(fact=_published(), project="p1", now=NOW)
    lagging = append(fact=_published(), project="p1", now=NOW - dt.timedelta(minutes=4))
    assert lagging.time == NOW
    with pytest.raises(Unavailable, match="clock"):
        append(fact=_published(), project="p1", now=NOW - dt.timedelta(minutes=6))
    assert Entry.objects.count() == 2


def test_reactions_wait_in_the_outbox_of_the_same_transaction() -> None:
    append(fact=_published(), project="p1", now=NOW)
    assert list(Outbox.objects.values_list("entry_id", "reaction", "done_at")) == [(0, "tell", None)]


def test_the_leaf_hash_is_that_of_the_exact_bytes() -> None:
    append(fact=_published(), project="p1", now=NOW)
    row = Entry.objects.get()
    assert bytes(row.leaf_hash) == leaf_hash(bytes(row.leaf))

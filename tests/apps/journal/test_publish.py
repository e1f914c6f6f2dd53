# SPDX-License-Identifier: Apache-2.0
"""Published files are those of the log, and nothing else is ever shown under the log's name."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import keys, queries
from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry, Published
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Invalid, Refused, Unavailable, Unverified
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger import merkle
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.proof import parse_proof, verify_proof
from tallystick.core.ledger.tiles import TileReader

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.test_publish.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


NONE: dict[str, dict[str, object]] = {}


def _append(count: int = 1) -> None:
    for _ in range(count):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada"), project="p1", now=NOW)


def test_an_empty_log_publishes_nothing() -> None:
    assert publish(now=NOW) is None
    assert not (instance.LOG_DIR / "checkpoint").exists()


def test_the_checkpoint_is_signed_and_its_root_is_that_of_the_entries() -> None:
    _append(3)
    row = publish(now=NOW)
    assert row is not None
    shown = (instance.LOG_DIR / "checkpoint").read_bytes()
    opened = open_checkpoint(shown, origin=instance.LOG_ORIGIN, verifiers=[keys.signer().verifier])
    leaves = [merkle.leaf_hash(bytes(entry.leaf)) for entry in Entry.objects.order_by("index")]
    assert (opened.checkpoint.size, opened.checkpoint.root) == (3, merkle.root(leaves))


def test_publishing_in_steps_or_at_once_gives_the_same_tree() -> None:
    for count in (1, 255, 1, 40):
        _append(count)
        publish(now=NOW)
    head = queries.published()
    assert head is not None
    leaves = [merkle.leaf_hash(bytes(entry.leaf)) for entry in Entry.objects.order_by("index")]
    assert (head.size, bytes(head.root)) == (297, merkle.root(leaves))
    reader = TileReader(size=297, root=bytes(head.root), fetch=queries.fetch)
    assert reader.root_at(256) == merkle.root(leaves[:256])


def test_a_proof_from_the_bundle_entry_verifies_against_the_log_key() -> None:
    _append(5)
    publish(now=NOW)
    [made] = queries.bundle_entries(entries=[3])
    opened = verify_proof(
        parse_proof(made.proof.encode()),
        leaf=merkle.leaf_hash(made.leaf),
        origin=instance.LOG_ORIGIN,
        verifiers=[keys.signer().verifier],
    )
    assert opened.checkpoint.size == 5


def test_there_is_no_proof_of_an_entry_that_is_not_published() -> None:
    _append(1)
    publish(now=NOW)
    _append(1)
    with pytest.raises(Unavailable, match="not yet published"):
        queries.bundle_entries(entries=[1])


def test_publishing_again_without_new_entries_changes_nothing() -> None:
    _append(2)
    first = publish(now=NOW)
    again = publish(now=NOW + dt.timedelta(hours=1))
    assert first is not None
    assert again is not None
    assert again.checkpoint == first.checkpoint


def test_a_lost_checkpoint_file_is_shown_again() -> None:
    _append(2)
    publish(now=NOW)
    (instance.LOG_DIR / "checkpoint").unlink()
    _append(1)
    publish(now=NOW)
    assert (instance.LOG_DIR / "checkpoint").read_text() == Published.objects.get().checkpoint


def test_a_tile_changed_on_disk_stops_publishing() -> None:
    _append(2)
    publish(now=NOW)
    tile = instance.LOG_DIR / "tile" / "0" / "000.p" / "2"
    tile.write_bytes(bytes(64))
    _append(1)
    with pytest.raises(Unverified):
        publish(now=NOW)
    assert Published.objects.get().size == 2


def test_an_immutable_file_with_other_bytes_is_never_overwritten() -> None:
    _append(2)
    publish(now=NOW)
    foreign = instance.LOG_DIR / "tile" / "0" / "000.p" / "3"
    foreign.write_bytes(b"other bytes")
    _append(1)
    with pytest.raises(Unverified, match="would change"):
        publish(now=NOW)
    assert foreign.read_bytes() == b"other bytes"


def test_a_gap_between_entries_is_never_published(monkeypatch: pytest.MonkeyPatch) -> None:
    _append(1)
    row = Entry.objects.get()
    row.pk, row.index, row.pseq = 2, 2, 2
    row.save(force_insert=True)
    with pytest.raises(Unverified, match="entry 1 is missing"):
        publish(now=NOW)


def test_a_missing_key_is_said_plainly(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_DIR = tmp_path / "nothing"
    _append(1)
    with pytest.raises(Unavailable, match="signing key"):
        publish(now=NOW)


def test_a_key_is_never_overwritten() -> None:
    with pytest.raises(Refused, match="exists already"):
        keys.make_key(folder=instance.KEY_DIR, seed=b"\1" * 32)


def test_the_key_file_is_for_the_service_alone() -> None:
    assert (instance.KEY_DIR / "log.key").stat().st_mode & 0o077 == 0


def test_an_entry_that_does_not_exist_is_said_plainly() -> None:
    with pytest.raises(Invalid, match="there is no entry 7"):
        queries.entry(index=7)
    with pytest.raises(Invalid, match="there is no entry 7"):
        queries.recorded(entry=7)

# SPDX-License-Identifier: Apache-2.0
"""Storage that fails at each step, with and without having kept what it was given: nothing false is shown or said."""

import datetime as dt
import errno
from pathlib import Path

import pytest
from django.conf import settings as instance
from django.db import OperationalError, connection
from pytest_django import Settings

from tallystick.apps.journal import keys, pin, queries
from tallystick.apps.journal.append import append, append_all
from tallystick.apps.journal.fsck import check_files, fsck
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger.replay import CHECKPOINT, Replay, read_checkpoint
from tallystick.web.indexers import INDEX_MODELS
from tests.rigs.steps import Steps, When, every_step, gapless, in_the_air, watched

pytestmark = pytest.mark.django_db(transaction=True)
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NONE: dict[str, dict[str, object]] = {}
FACT = ProjectPublished(project="p1", by_role="dpo", by="ada@northshire.example")


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.test_storage_faults.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


def _append() -> int:
    return append(fact=FACT, project="p1", now=NOW).entry


def _publish() -> int:
    row = publish(now=NOW)
    return row.size if row else 0


def _faults() -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in fsck(models=INDEX_MODELS, blobs=(), now=NOW)]


def _check_shown() -> int:
    """Check all that the checkpoint shown at this moment stands for, and return its size."""
    verifiers = [keys.signer().verifier]
    head = read_checkpoint(fetch=queries.fetch, origin=instance.LOG_ORIGIN, verifiers=verifiers).checkpoint
    replay = Replay(fetch=queries.fetch, checkpoint=head, now=NOW, on_fault=lambda fault: pytest.fail(str(fault)))
    assert sum(1 for _ in replay.entries()) == head.size
    return head.size


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_a_disk_that_fails_while_publishing_shows_nothing_false(tmp_path: Path, when: When, number: int) -> None:
    _append()
    shown = _publish()
    failed = 0

    _append()
    for steps, result in every_step(tmp_path, when=when, number=number, do=_publish):
        seen = _check_shown()
        assert seen in {shown, Entry.objects.count()}, steps.names
        assert result in {None, seen}, "an error was swallowed, and something else was acknowledged"
        failed += result is None
        assert not (tmp_path / "READ-ONLY").exists()
        shown = _publish()
        assert shown == _check_shown() == Entry.objects.count()
        check_files(now=NOW, found=lambda where, what: pytest.fail(f"{where}: {what}"))
        _append()
    assert failed > 20
    _publish()
    assert _faults() == []


def test_a_disk_that_failed_for_the_very_first_checkpoint_is_made_good(tmp_path: Path) -> None:
    _append()
    for steps, result in every_step(tmp_path, when="after", number=errno.EIO, do=_publish):
        assert result is not None or steps.struck
        if (instance.LOG_DIR / CHECKPOINT).exists():
            _check_shown()
    assert _publish() == 1
    assert _faults() == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_database_that_fails_acknowledges_nothing_it_lost(tmp_path: Path, when: When) -> None:
    acknowledged = [_append()]
    kept = 1
    for steps, result in every_step(tmp_path, when=when, number=errno.EIO, do=_append):
        indexes = list(Entry.objects.order_by("index").values_list("index", flat=True))
        assert gapless(indexes)
        if result is None:
            # Only a commit can be kept although the database reports an error; then nobody was told a number.
            survives = when == "after" and steps.names[steps.at] == "commit"
            assert len(indexes) == kept + survives, steps.names
        else:
            acknowledged.append(result)
            assert indexes[-1] == result
        kept = len(indexes)
    assert acknowledged[1:], "no append came through in the end"
    _publish()
    assert _faults() == []


def _append_until_full() -> int:
    try:
        return _append()
    except OperationalError:
        return -1


@pytest.mark.skipif("config.option.db != 'sqlite'", reason="about SQLite's own limit of pages")
def test_a_full_database_acknowledges_nothing_and_goes_on_when_there_is_room_again() -> None:
    acknowledged = [_append()]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 4}")
        acknowledged += iter(_append_until_full, -1)
        with pytest.raises(OperationalError, match="full"):
            append_all(facts=[("p1", FACT)] * 50, now=NOW)
        assert list(Entry.objects.order_by("index").values_list("index", flat=True)) == acknowledged
        assert len(acknowledged) > 1
        cursor.execute("PRAGMA max_page_count=4294967294")
    acknowledged.append(_append())
    assert gapless(acknowledged)
    assert _publish() == len(acknowledged)
    assert _faults() == []


@pytest.mark.parametrize("count_of_entries", [1, 257])
def test_nothing_that_a_checkpoint_needs_is_still_in_the_air_when_it_is_shown(
    tmp_path: Path, count_of_entries: int
) -> None:
    steps = Steps(folder=tmp_path)
    append_all(facts=[("p1", FACT)] * count_of_entries, now=NOW)
    with watched(steps):
        _publish()
    [at] = [at for at, (step, paths) in enumerate(steps.done) if step == "replace" and paths[1].name == CHECKPOINT]
    assert in_the_air(steps.done[:at], root=tmp_path) == set()
    assert in_the_air(steps.done, root=tmp_path) == set()
    assert sum(step == "replace" for step, _ in steps.done) >= 4, "bundle, tile, pin and checkpoint"


def test_what_a_failed_flush_left_in_the_air_is_flushed_before_the_next_checkpoint(tmp_path: Path) -> None:
    _append()
    _publish()
    _append()
    for failing, _ in every_step(tmp_path, when="before", number=errno.EIO, do=_publish):
        again = Steps(folder=tmp_path)
        with watched(again):
            _publish()
        shown = [paths for _, paths in failing.done if paths[1:] and paths[1].name == CHECKPOINT]
        at = next((at for at, (_, paths) in enumerate(again.done) if paths[1:] and paths[1].name == CHECKPOINT), None)
        assert shown or at is not None, "no checkpoint was shown"
        if at is not None:
            assert in_the_air([*failing.done, *again.done[:at]], root=tmp_path) == set(), failing.names
        _append()


def test_the_pin_is_on_disk_before_the_head_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _append()
    steps = Steps(folder=tmp_path)
    signers, seen = keys.signers(now=NOW), []

    def signing(*, now: dt.datetime) -> object:
        seen.append((in_the_air(steps.done, root=tmp_path), pin.read()))
        return signers

    monkeypatch.setattr(keys, "signers", signing)
    with watched(steps):
        _publish()
    unflushed, pinned = seen[-1]
    assert unflushed == set()
    assert pinned is not None
    assert pinned.size == 1

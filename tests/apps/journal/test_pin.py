# SPDX-License-Identifier: Apache-2.0
"""A log signs one history. Whatever was restored or changed, it refuses to sign another and says why."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import keys, pin, queries
from tallystick.apps.journal.append import append
from tallystick.apps.journal.fsck import fsck
from tallystick.apps.journal.models import Entry, IndexedFact, Published, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.keys import ED25519, PrivateKey
from tallystick.web.indexers import INDEX_MODELS
from tests.rigs.journal import without_triggers

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NONE: dict[str, dict[str, object]] = {}


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.test_pin.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


def _append(count: int = 1, *, by: str = "ada") -> None:
    for _ in range(count):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by=by), project="p1", now=NOW)


def _restore_backup(*, size: int, files: Path, checkpoint: Published) -> None:
    """Put the database and the log's files back to an earlier state; the pin stays as it is."""
    with without_triggers():
        for model in (IndexedFact, VaultKey, VaultRecord):
            model.objects.filter(entry_id__gte=size).delete()
        Entry.objects.filter(index__gte=size).delete()
    checkpoint.save()
    shutil.rmtree(instance.LOG_DIR)
    shutil.copytree(files, instance.LOG_DIR)


def test_each_head_is_pinned_before_it_is_shown() -> None:
    _append(3)
    row = publish(now=NOW)
    assert row is not None
    pinned = pin.read()
    assert pinned == Checkpoint(origin=instance.LOG_ORIGIN, size=3, root=bytes(row.root))


def test_a_restored_backup_refuses_to_sign_and_turns_read_only(tmp_path: Path) -> None:
    _append(2)
    backup = publish(now=NOW)
    assert backup is not None
    shutil.copytree(instance.LOG_DIR, tmp_path / "backup")
    _append(3)
    publish(now=NOW)
    _restore_backup(size=2, files=tmp_path / "backup", checkpoint=backup)
    with pytest.raises(Refused, match="an older copy was restored"):
        publish(now=NOW)
    with pytest.raises(Unavailable, match="read-only"):
        _append(1)
    with pytest.raises(Unavailable, match="read-only"):
        publish(now=NOW)
    assert Entry.objects.count() == 2


def test_a_restored_backup_that_grew_differently_is_no_extension(tmp_path: Path) -> None:
    _append(2)
    backup = publish(now=NOW)
    assert backup is not None
    shutil.copytree(instance.LOG_DIR, tmp_path / "backup")
    _append(3)
    publish(now=NOW)
    _restore_backup(size=2, files=tmp_path / "backup", checkpoint=backup)
    before = _tree()
    _append(4, by="somebody else")
    with pytest.raises(Refused, match="not those that were signed before"):
        publish(now=NOW)
    assert _tree() == before, "a foreign partial tile would block the good copy"
    with pytest.raises(Unavailable, match="read-only"):
        _append(1)


def test_a_restored_backup_that_caught_up_signs_again(tmp_path: Path) -> None:
    _append(2)
    backup = publish(now=NOW)
    assert backup is not None
    shutil.copytree(instance.LOG_DIR, tmp_path / "backup")
    _append(3)
    newest = publish(now=NOW)
    assert newest is not None
    shutil.rmtree(instance.LOG_DIR)
    shutil.copytree(tmp_path / "backup", instance.LOG_DIR)
    backup.save()
    assert fsck(models=INDEX_MODELS, blobs=(), now=NOW) == [], "the entries are here, and lead to what was pinned"
    row = publish(now=NOW)
    assert row is not None
    assert (row.size, bytes(row.root)) == (5, bytes(newest.root))


def _tree() -> dict[str, bytes]:
    """Return every file under the published tree."""
    return {str(path): path.read_bytes() for path in instance.LOG_DIR.rglob("*") if path.is_file()}


def test_a_lost_pin_stops_a_log_that_has_signed() -> None:
    _append(1)
    publish(now=NOW)
    (pin.folder() / "log.pin").unlink()
    _append(1)
    with pytest.raises(Refused, match="pin of this log is missing"):
        publish(now=NOW)


def test_a_lost_pin_can_be_adopted_from_a_checked_head() -> None:
    _append(1)
    publish(now=NOW)
    known = pin.read()
    assert known is not None
    (pin.folder() / "log.pin").unlink()
    pin.adopt(head=known)
    _append(1)
    row = publish(now=NOW)
    assert row is not None
    assert row.size == 2
    with pytest.raises(Refused, match="has a pin"):
        pin.adopt(head=known)


def test_a_crash_between_pin_and_signature_is_made_good_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    _append(2)
    publish(now=NOW)
    _append(1)

    def crash(*, now: dt.datetime) -> None:
        raise Unavailable("the power failed")

    with monkeypatch.context() as patched:
        patched.setattr(keys, "signers", crash)
        with pytest.raises(Unavailable, match="power"):
            publish(now=NOW)
    assert queries.published_size() == 2
    assert pin.read().size == 3  # type: ignore[union-attr]
    _append(1)
    row = publish(now=NOW)
    assert row is not None
    assert row.size == 4


def test_the_pin_of_another_log_is_refused(settings: Settings) -> None:
    _append(1)
    publish(now=NOW)
    settings.LOG_ORIGIN = "other.example/log"
    _append(1)
    with pytest.raises(Refused, match="another log"):
        publish(now=NOW)


def test_the_pin_of_another_key_is_refused() -> None:
    _append(1)
    publish(now=NOW)
    keys.replace(keys=[PrivateKey(instance.LOG_ORIGIN, ED25519, b"\x08" * 32)])
    with pytest.raises(Refused, match="another key"):
        pin.read()


def test_a_pin_that_is_no_head_is_said_plainly() -> None:
    _append(1)
    publish(now=NOW)
    (pin.folder() / "log.pin").write_text("nonsense")
    with pytest.raises(Invalid):
        publish(now=NOW)


def test_an_unreadable_pin_is_said_plainly() -> None:
    _append(1)
    publish(now=NOW)
    (pin.folder() / "log.pin").unlink()
    (pin.folder() / "log.pin").mkdir()
    with pytest.raises(Unavailable, match="cannot be read"):
        publish(now=NOW)


def test_a_checkpoint_file_that_cannot_be_read_is_said_plainly_and_stops_nothing_for_good(tmp_path: Path) -> None:
    _append(1)
    publish(now=NOW)
    (instance.LOG_DIR / "checkpoint").unlink()
    (instance.LOG_DIR / "checkpoint").mkdir()
    with pytest.raises(Unavailable, match="the file checkpoint cannot be read"):
        publish(now=NOW)
    assert not (tmp_path / "READ-ONLY").exists()


def test_writing_resumes_when_the_operator_says_so() -> None:
    pin.turn_read_only(Refused("something does not fit"))
    with pytest.raises(Unavailable, match="something does not fit"):
        _append(1)
    pin.resume()
    _append(1)


def test_a_record_stays_read_only_where_nobody_says_why(tmp_path: Path) -> None:
    (tmp_path / "READ-ONLY").touch()
    with pytest.raises(Unavailable, match="no reason is given"):
        _append(1)


def test_the_pin_may_lie_elsewhere(settings: Settings, tmp_path: Path) -> None:
    settings.PIN_DIR = str(tmp_path / "other-disk")
    _append(1)
    publish(now=NOW)
    assert (tmp_path / "other-disk" / "log.pin").exists()

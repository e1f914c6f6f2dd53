# SPDX-License-Identifier: Apache-2.0
"""fsck finds what was changed, wherever, and ends."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.consultations.models import Engagement
from tallystick.apps.journal import fsck as room
from tallystick.apps.journal import keys, pin
from tallystick.apps.journal.append import append
from tallystick.apps.journal.fsck import Blob, check_files, fsck
from tallystick.apps.journal.models import Entry, IndexedFact, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.core.facts.project import ProjectPublished
from tallystick.web.indexers import INDEX_MODELS
from tests.apps import cast
from tests.rigs.journal import without_triggers

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


@pytest.fixture
def _a_case() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    project = cast.youth_signals(by=by, body_id=body_id)
    cast.engagement(by=by, project=project, organisation=cast.harbour_trust(by=by, body_id=body_id))
    publish(now=NOW)


def _faults(*blobs: Blob) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in fsck(models=INDEX_MODELS, blobs=blobs, now=NOW)]


@pytest.mark.usefixtures("_a_case")
def test_an_untouched_record_holds() -> None:
    assert _faults(Blob(name="a", sha256=hashlib.sha256(b"a").hexdigest(), content=b"a")) == []


def test_an_empty_instance_holds_and_a_stray_file_does_not() -> None:
    assert _faults() == []
    instance.LOG_DIR.mkdir()
    (instance.LOG_DIR / "checkpoint").write_text("x")
    assert _faults() == ["log/checkpoint: nothing was published, and here is a file"]


def test_every_changed_byte_of_every_published_file_is_found() -> None:
    for _ in range(3):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada"), project="p1", now=NOW)
        publish(now=NOW)
    files = [path for path in sorted(instance.LOG_DIR.rglob("*")) if path.is_file()]
    assert len(files) == 7
    tried = 0
    for path in files:
        content = path.read_bytes()
        for at in range(len(content)):
            path.write_bytes(bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]]))
            faults: list[str] = []
            check_files(now=NOW, found=lambda where, what, faults=faults: faults.append(where))  # type: ignore[misc]
            assert faults, f"{path}, byte {at}"
            tried += 1
        path.write_bytes(content)
    assert tried > 1000
    check_files(now=NOW, found=pytest.fail)  # type: ignore[arg-type]


@pytest.mark.usefixtures("_a_case")
def test_a_changed_entry_is_found() -> None:
    with without_triggers():
        row = Entry.objects.get(index=1)
        Entry.objects.filter(index=1).update(leaf=bytes(row.leaf).replace(b"project", b"brojekt", 1))
    faults = _faults()
    assert "entry 1: the database holds other bytes than the published log" in faults
    assert any(fault.startswith("entry 1: ") and "database" not in fault for fault in faults)


@pytest.mark.usefixtures("_a_case")
@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("kind", "project.published", "its columns say other things than its bytes"),
        ("recorded_at", NOW + dt.timedelta(days=1), "its columns say other things than its bytes"),
        ("leaf_hash", bytes(32), "its leaf hash is not that of its bytes"),
    ],
)
def test_a_changed_column_is_found(column: str, value: object, what: str) -> None:
    with without_triggers():
        Entry.objects.filter(index=1).update(**{column: value})
    assert f"entry 1: {what}" in _faults()


@pytest.mark.usefixtures("_a_case")
def test_a_lost_entry_is_found() -> None:
    with without_triggers():
        for model in (IndexedFact, VaultKey, VaultRecord):
            model.objects.filter(entry_id=1).delete()
        Entry.objects.filter(index=1).delete()
    assert "entry 1: it is missing; entry 2 stands in its place" in _faults()


@pytest.mark.usefixtures("_a_case")
def test_a_lost_and_a_changed_vault_record_are_found() -> None:
    VaultRecord.objects.filter(entry_id=1).delete()
    VaultRecord.objects.filter(entry_id=2).update(ciphertext=b"x" * 40)
    faults = _faults()
    assert "vault record of entry 1: it is missing" in faults
    assert "vault record of entry 2: the vault record of entry 2 cannot be opened" in faults


@pytest.mark.usefixtures("_a_case")
def test_a_changed_index_is_found_in_every_table() -> None:
    IndexedFact.objects.filter(entry_id=1).update(values="{}")
    assert any(fault.startswith("index row of entry 1: ") for fault in _faults())
    Engagement.objects.update(asked="Something else")
    assert any(fault.startswith("index: ") for fault in _faults())
    assert Engagement.objects.get().asked == "Something else", "fsck mends nothing"


@pytest.mark.usefixtures("_a_case")
def test_a_missing_and_a_foreign_pin_are_found() -> None:
    (pin.folder() / "log.pin").write_text("nonsense")
    assert any(fault.startswith("pin: ") for fault in _faults())
    (pin.folder() / "log.pin").unlink()
    assert "pin: The pin of this log is missing." in _faults()


@pytest.mark.usefixtures("_a_case")
def test_a_lost_tile_and_a_foreign_file_are_found() -> None:
    (instance.LOG_DIR / "tile" / "nonsense").write_text("x")
    next((instance.LOG_DIR / "tile" / "0").rglob("*.p/*")).unlink()
    faults = _faults()
    assert any(fault.startswith("log/tile/nonsense: ") for fault in faults)
    assert any("log/tile/0/" in fault for fault in faults)


@pytest.mark.usefixtures("_a_case")
def test_changed_private_bytes_are_found() -> None:
    assert _faults(Blob(name="mail in 1", sha256="00" * 32, content=b"a")) == [
        "mail in 1: its bytes are not those of its SHA-256"
    ]


@pytest.mark.usefixtures("_a_case")
def test_it_ends_after_many_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_FAULTS", 3)
    VaultRecord.objects.all().delete()
    faults = _faults()
    assert len(faults) == 4
    assert faults[-1] == "fsck: stopped after 3 faults"

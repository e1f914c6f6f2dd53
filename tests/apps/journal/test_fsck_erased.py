# SPDX-License-Identifier: Apache-2.0
"""fsck takes a missing value for erased only where an entry says so; what was said to be erased must be gone."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.journal import keys, queries, vault
from tallystick.apps.journal.append import append
from tallystick.apps.journal.erase import erase
from tallystick.apps.journal.fsck import Blob, fsck
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.core.facts.base import field_names
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.facts.record import FieldErased
from tallystick.web.indexers import INDEX_MODELS
from tests.apps.filled import filled
from tests.rigs.journal import without_triggers

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NONE: dict[str, dict[str, object]] = {}


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.test_fsck_erased.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)
    append(fact=filled("dispute.raised"), project="p1", now=NOW)
    publish(now=NOW)


def _faults(*blobs: Blob) -> list[str]:
    publish(now=NOW)
    return [f"{fault.where}: {fault.what}" for fault in fsck(models=INDEX_MODELS, blobs=blobs, now=NOW)]


def _erase(field: str) -> None:
    erase(entry=0, field=field, basis="UK GDPR Article 17(1)(a)", by_role="operator", by="Ada", now=NOW)


def _put(*, without: str | None = None, **opened: object) -> None:
    held = {**queries.disclosures(entries=[0])[0], **opened}
    vault.reseal(
        entry=Entry.objects.get(index=0),
        disclosures={name: one for name, one in held.items() if name != without},  # type: ignore[misc]
    )


def _say(**values: object) -> None:
    place = field_names("dispute.raised").index("contact")
    digest = queries.entry(index=0).sd[place]
    usual = FieldErased(entry=0, field="contact", digest=digest, basis="x", engagement="e", by_role="operator", by=None)
    append(fact=dataclasses.replace(usual, **values), project="p1", now=NOW)  # type: ignore[arg-type]


def test_what_was_erased_is_no_fault() -> None:
    for field in ("words", "contact"):
        _erase(field)
    assert _faults() == []


def test_a_value_that_is_missing_without_a_reason_is_a_fault() -> None:
    _put(without="contact")
    assert _faults() == ["vault record of entry 0: its field contact is missing, and no entry says that it was erased"]


def test_a_public_value_that_is_missing_without_a_reason_is_a_fault_also_of_the_index() -> None:
    _put(without="words")
    assert "vault record of entry 0: its field words is missing, and no entry says that it was erased" in _faults()


def test_an_erased_value_that_can_be_read_again_is_a_fault() -> None:
    kept = queries.disclosures(entries=[0])[0]["contact"]
    _erase("contact")
    _put(contact=kept)
    assert _faults() == [
        "vault record of entry 0: its field contact can be read, although entry 1 says that it was erased"
    ]


@pytest.mark.parametrize(
    "values",
    [{"digest": "A" * 43}, {"field": "level"}, {"field": "nonsense"}, {"entry": 1}, {"entry": 40}],
    ids=["another digest", "a field that is kept", "no field", "itself", "a later entry"],
)
def test_an_erasure_of_nothing_is_a_fault(values: dict[str, object]) -> None:
    _put(without="contact")
    _say()
    assert _faults() == []
    _say(**values)
    field, entry = values.get("field", "contact"), values.get("entry", 0)
    faults = _faults()
    assert f"entry 2: it says that {field} of entry {entry} was erased, which is none" in faults


def test_an_erasure_from_another_stream_is_a_fault() -> None:
    append(fact=ProjectPublished(project="p2", by_role="dpo", by="ada"), project="p2", now=NOW)
    digest = queries.entry(index=1).sd[2]
    _say(entry=1, field="by", digest=digest)
    assert "entry 2: it says that by of entry 1 was erased, which is none" in _faults()


@pytest.mark.parametrize("change", [(b"{", b"<"), (b"dispute.raised", b"dispute.lost!!")])
def test_an_erasure_from_a_changed_entry_is_a_fault_and_no_crash(change: tuple[bytes, bytes]) -> None:
    _erase("contact")
    with without_triggers():
        leaf = bytes(Entry.objects.get(index=0).leaf)
        Entry.objects.filter(index=0).update(leaf=leaf.replace(*change, 1))
    assert "entry 1: it says that contact of entry 0 was erased, which is none" in _faults()


def test_bytes_that_were_erased_are_not_missed_and_those_that_were_not_are_found() -> None:
    gone = Blob(name="mail in 1", sha256="00" * 32, content=b"", erased=True)
    here = dataclasses.replace(gone, name="mail in 2", content=b"From: Ada")
    lost = dataclasses.replace(gone, name="mail in 3", erased=False)
    assert _faults(gone, here, lost) == [
        "mail in 2: its bytes are here, although an entry says that they were erased",
        "mail in 3: its bytes are not those of its SHA-256",
    ]

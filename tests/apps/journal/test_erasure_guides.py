# SPDX-License-Identifier: Apache-2.0
"""The guides to erasure and to backups say what the program does: their commands, their table, and their copies."""

import re
import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.journal import fsck as checking
from tallystick.apps.journal import keys, pin
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.cli.main import COMMANDS, command_parser
from tallystick.core.facts.base import REGISTER, rules
from tallystick.web.indexers import ERASERS, INDEX_MODELS
from tests.apps.builders import NOW, northshire
from tests.house.tree import ROOT

GUIDES = [ROOT / "docs" / "how-to" / name for name in ("erase-a-field.md", "back-up-and-restore.md")]
BACKUP = GUIDES[1]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_command_of_the_guide_exists_with_its_options(guide: Path) -> None:
    text = guide.read_text("utf-8")
    lines = re.findall(r"^ {4,}(tallystick .+)$", text, re.MULTILINE)
    spans = [span for span in re.findall(r"`(tallystick [^`]+)`", text) if "CHECKPOINT" in span or "--" in span]
    assert lines
    for line in (*lines, *spans):
        _, name, *words = shlex.split(line)
        words = words[: words.index("--dir")] + words[words.index("--dir") + 2 :] if "--dir" in words else words
        command_parser(name).parse_args([name, *words])
    named = set(re.findall(r"`tallystick ([a-z-]+)", text)) - {"CHECKPOINT"}
    assert named <= COMMANDS.keys()


def test_the_table_of_what_is_deleted_is_the_table_that_deletes() -> None:
    rows = re.findall(r"^\| `([a-z._]+)` \| (`.+`) \| (.+) \|$", GUIDES[0].read_text("utf-8"), re.MULTILINE)
    printed = {(kind, frozenset(re.findall(r"`(\w+)`", fields)), what) for kind, fields, what in rows}
    assert printed == {(kind, eraser.fields, eraser.what) for kind, erasers in ERASERS.items() for eraser in erasers}
    for kind, erasers in ERASERS.items():
        names = {rule.name for rule in rules(kind)}
        assert all(eraser.fields <= names for eraser in erasers), kind


@pytest.fixture
def _a_case(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "instance" / "log"
    settings.KEY_DIR = tmp_path / "instance" / "keys"
    keys.make_key(folder=settings.KEY_DIR, seed=b"\7" * 32)
    northshire(folder=tmp_path, answers=("DISPUTE", ""))
    publish(now=NOW)


def _statements() -> str:
    [sql] = re.findall(r"sqlite3 \"/backup/record-.*?\"\s\"\n(.*?)\"\n", BACKUP.read_text("utf-8"), re.DOTALL)
    return str(sql)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_a_case")
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the statements are SQLite's")
def test_the_copy_that_is_kept_for_long_opens_nothing_and_holds_every_sealed_record(tmp_path: Path) -> None:
    live, copy = Path(connection.settings_dict["NAME"]), tmp_path / "record.sqlite3"
    before = live.read_bytes()
    record = sqlite3.connect(f"file:{copy}", uri=True)
    record.executescript(_statements().replace("/srv/tally/tallystick.sqlite3", str(live)))
    record.close()
    assert live.read_bytes() == before, "a backup leaves the database alone"
    with sqlite3.connect(copy) as record:
        tables = {name for (name,) in record.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        kept = record.execute("SELECT count(*) FROM journal_vaultrecord").fetchone()[0]
    assert tables == {Entry._meta.db_table, VaultRecord._meta.db_table}
    assert kept == VaultRecord.objects.count()
    content = copy.read_bytes()
    for key in VaultKey.objects.values_list("key", flat=True):
        assert bytes(key) not in content
    for one in journal.everything(start=0, stop=kept):
        # Ids, the names of kinds and the time stand in the leaf in clear; no other value does.
        texts = [value for value in vars(one.fact).values() if isinstance(value, str) and len(value) > 12]
        clear = {
            one.project,
            one.fact.kind,
            getattr(one.fact, "project", None),
            REGISTER,
            f"{one.time:%Y-%m-%dT%H:%M:%SZ}",
        }
        assert not [text for text in texts if text not in clear and text.encode() in content]
    assert bytes(InboundMail.objects.get().raw)[:60] not in content


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_a_case")
def test_a_rehearsed_restore_lacks_the_pin_and_nothing_else() -> None:
    shutil.rmtree(pin.folder())
    faults = checking.fsck(models=INDEX_MODELS, blobs=(), now=NOW)
    assert [fault.where for fault in faults] == ["pin"]

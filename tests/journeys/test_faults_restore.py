# SPDX-License-Identifier: Apache-2.0
"""An old copy of the instance comes back, by mistake or on purpose: it signs nothing, and every command says why."""

import json
import shutil
from pathlib import Path

import pytest

from tests.rigs.processes import make_instance, run

_OLDER = "This log signed 3 entries before and has only 1 now: an older copy was restored."


def _add_bodies(folder: Path, *names: str) -> None:
    (folder / "zone.json").write_text("{}")
    for name in names:
        words = ("add", name, "--domain", f"{name.lower()}.example", "--source", "https://register.example")
        added = run("body", *words, folder=folder, TALLYSTICK_RESOLVERS=f"file:{folder / 'zone.json'}")
        assert added.returncode == 0, added.stderr
    published = run("publish", folder=folder)
    assert published.returncode == 0, published.stderr


def _without_pin(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "pin"]


@pytest.fixture
def restored(tmp_path: Path) -> Path:
    """Return an instance that went on to three entries and was then put back to a backup of one; the pin stayed."""
    folder = tmp_path / "instance"
    make_instance(folder)
    shutil.copytree(folder, tmp_path / "backup", ignore=_without_pin)
    _add_bodies(folder, "Northshire", "Southshire")
    shutil.move(folder / "pin", tmp_path / "pin")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    shutil.move(tmp_path / "pin", folder / "pin")
    return folder


def test_a_restored_backup_signs_nothing_and_says_why(restored: Path) -> None:
    before = (restored / "log" / "checkpoint").read_bytes()
    worked = run("work", "--once", folder=restored)
    assert worked.returncode == 2
    assert _OLDER in worked.stderr
    assert "Traceback" not in worked.stderr
    assert _OLDER in (restored / "READ-ONLY").read_text()
    again = run("publish", folder=restored)
    assert again.returncode == 2
    assert "read-only" in again.stderr
    assert _OLDER in again.stderr
    added = run("body", "add", "Eastshire", "--domain", "eastshire.example", "--source", "https://register.example",
                folder=restored, TALLYSTICK_RESOLVERS=f"file:{restored / 'zone.json'}")  # fmt: skip
    assert added.returncode == 2
    assert (restored / "log" / "checkpoint").read_bytes() == before


def test_fsck_names_the_pin_of_a_restored_backup_and_does_not_resume(restored: Path) -> None:
    run("work", "--once", folder=restored)
    checked = run("fsck", "--json", "--resume", folder=restored)
    assert checked.returncode == 1
    assert json.loads(checked.stdout) == {
        "holds": False,
        "faults": [{"where": "pin", "what": _OLDER}],
    }
    assert (restored / "READ-ONLY").exists()


def test_a_restored_database_beside_newer_files_never_shows_the_older_checkpoint(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    make_instance(folder)
    shutil.copytree(folder, tmp_path / "backup")
    _add_bodies(folder, "Northshire", "Southshire")
    newest = (folder / "log" / "checkpoint").read_bytes()
    for left in folder.glob("tallystick.sqlite3*"):
        left.unlink()
    for kept in (tmp_path / "backup").glob("tallystick.sqlite3*"):
        shutil.copy(kept, folder)
    worked = run("work", "--once", folder=folder)
    assert worked.returncode == 2
    assert "an older database was restored" in worked.stderr
    assert (folder / "log" / "checkpoint").read_bytes() == newest

# SPDX-License-Identifier: Apache-2.0
"""Which databases a witness starts with: its own newest one, and no other."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from tallystick.cli.witness_config import read_config
from tallystick.cli.witness_files import PinFile
from tallystick.cli.witness_store import Store, make_store, open_store
from tallystick.core.errors import Refused, Unavailable, Unverified
from tallystick.core.ledger.pin import Head
from tallystick.core.ledger.witness import examine
from tests.unit.cli.witness_rig import LOG, init_with_known_keys, opened
from tests.unit.core.ledger.witness_log import ED25519_KEY, NOON, ORIGIN, WITNESS_KEYS

VKEY = ED25519_KEY.verifier.vkey


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return init_with_known_keys(tmp_path)


def add(store: Store, old: int, new: int) -> bytes:
    return store.cosign(examine(LOG.request(old, new), logs=LOG.logs), keys=WITNESS_KEYS, timestamp=NOON)


def pinned(config: Path) -> dict[str, Head]:
    return dict(PinFile.read(read_config(config).pin).pin.heads)


def test_a_database_is_made_once(config: Path):
    with pytest.raises(Refused):
        make_store(read_config(config).store, vkey=VKEY)
    assert read_config(config).store.stat().st_mode & 0o777 == 0o600


def test_a_database_that_cannot_be_made_is_unavailable(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        make_store(tmp_path / "file" / "witness.sqlite3", vkey=VKEY)


def test_a_missing_database_is_unavailable_and_not_made(tmp_path: Path):
    with pytest.raises(Unavailable, match="no database"):
        open_store(tmp_path / "witness.sqlite3", vkey=VKEY)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_no_database(tmp_path: Path):
    (tmp_path / "witness.sqlite3").touch()
    with pytest.raises(Unverified, match="is empty"):
        open_store(tmp_path / "witness.sqlite3", vkey=VKEY)


def test_a_database_without_identity_is_refused(config: Path):
    path = read_config(config).store
    with contextlib.closing(sqlite3.connect(path)) as by_hand:
        by_hand.execute("DELETE FROM witness")
        by_hand.commit()
    with pytest.raises(Unverified, match="another witness"):
        open_store(path, vkey=VKEY)


def test_the_database_of_another_witness_is_refused(config: Path):
    with pytest.raises(Unverified, match="another witness"):
        open_store(read_config(config).store, vkey=WITNESS_KEYS[1].verifier.vkey)


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path):
    (tmp_path / "witness.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(Unverified, match="damaged"):
        open_store(tmp_path / "witness.sqlite3", vkey=VKEY)


def test_a_database_with_overwritten_pages_is_damaged(config: Path):
    path = read_config(config).store
    with opened(config) as store:
        add(store, 0, 5)
    data = bytearray(path.read_bytes())
    page = int.from_bytes(data[16:18])
    for number in range(2, len(data) // page):
        data[number * page : (number + 1) * page] = b"\xa5" * page
    path.write_bytes(data)
    with pytest.raises(Unverified, match="damaged"):
        open_store(path, vkey=VKEY)


def test_a_database_that_cannot_be_opened_is_unavailable(config: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*arguments: object, **options: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", fail)
    with pytest.raises(Unavailable, match="unable to open"):
        open_store(read_config(config).store, vkey=VKEY)


def test_a_database_that_is_locked_at_the_start_is_unavailable(config: Path, monkeypatch: pytest.MonkeyPatch):
    path, connect = read_config(config).store, sqlite3.connect
    with contextlib.closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(
            sqlite3, "connect", lambda *words, **options: connect(*words, **{**options, "timeout": 0.01})
        )
        with pytest.raises(Unavailable, match="locked"):
            open_store(path, vkey=VKEY)


def test_a_read_only_store_reads_beside_the_one_that_writes(config: Path):
    with opened(config) as store:
        add(store, 0, 5)
        with contextlib.closing(open_store(read_config(config).store, vkey=VKEY, read_only=True)) as beside:
            assert [item.head.size for item in beside.witnessed()] == [5]


# Rolled back.


def test_a_database_put_back_from_a_backup_is_refused(config: Path, tmp_path: Path):
    path = read_config(config).store
    with opened(config) as store:
        add(store, 0, 3)
    shutil.copy(path, tmp_path / "backup")
    with opened(config) as store:
        add(store, 3, 5)
    shutil.copy(tmp_path / "backup", path)
    with pytest.raises(Unverified, match=r"rolled back.* size 3, but 5 was signed"), opened(config):
        pass


def test_a_new_database_under_an_old_key_is_refused(config: Path):
    with opened(config) as store:
        add(store, 0, 3)
    path = read_config(config).store
    path.unlink()
    make_store(path, vkey=VKEY)
    with pytest.raises(Unverified, match="rolled back"), opened(config):
        pass


def test_a_pin_that_is_behind_its_database_catches_up_at_the_start(config: Path):
    pin = read_config(config).pin
    with opened(config) as store:
        add(store, 0, 3)
        before = pin.read_bytes()
        add(store, 3, 5)
    pin.write_bytes(before)
    with opened(config):
        assert pinned(config)[ORIGIN].size == 5

# SPDX-License-Identifier: Apache-2.0
"""The key of a witness is its own alone, and its pin is on disk before it counts."""

import os
from pathlib import Path

import pytest

from tallystick.cli import witness_files
from tallystick.cli.witness_files import KeyFile, PinFile, make_key_file
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger.pin import Head, Pin, parse_pin
from tests.unit.core.ledger.witness_log import ED25519_KEY, ORIGIN, WITNESS_KEYS

VKEY = ED25519_KEY.verifier.vkey


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "witness.key"
    make_key_file(path, keys=WITNESS_KEYS)
    return path


def open_and_close(path: Path) -> None:
    KeyFile(path).close()


def test_a_key_file_is_for_its_owner_only(key: Path):
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    file = KeyFile(key)
    assert file.keys == WITNESS_KEYS
    file.close()


def test_a_key_is_never_overwritten(key: Path):
    before = key.read_bytes()
    with pytest.raises(Refused):
        make_key_file(key, keys=WITNESS_KEYS[:1])
    assert key.read_bytes() == before


def test_a_key_that_cannot_be_written_is_unavailable(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        make_key_file(tmp_path / "file" / "witness.key", keys=WITNESS_KEYS)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o777])
def test_a_key_that_others_can_reach_is_refused(key: Path, mode: int):
    key.chmod(mode)
    with pytest.raises(Refused, match="by others"):
        KeyFile(key)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_that_only_its_owner_can_reach_is_taken(key: Path, mode: int):
    key.chmod(mode)
    open_and_close(key)


def test_the_key_of_another_user_is_refused(key: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: key.stat().st_uid + 1)
    with pytest.raises(Refused, match="another user"):
        KeyFile(key)


def test_a_link_to_a_key_is_not_followed(key: Path):
    link = key.with_name("link")
    link.symlink_to(key)
    with pytest.raises(Unavailable):
        KeyFile(link)


def test_a_missing_key_is_unavailable(tmp_path: Path):
    with pytest.raises(Unavailable, match="cannot be read"):
        KeyFile(tmp_path / "witness.key")


def test_a_pipe_is_no_key_and_keeps_nobody_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "witness.key", 0o600)
    with pytest.raises(Refused, match="no regular file"):
        KeyFile(tmp_path / "witness.key")


def test_a_file_that_holds_no_keys_is_invalid(key: Path):
    key.write_bytes(b"secret\n")
    with pytest.raises(Invalid):
        KeyFile(key)


def test_two_programs_do_not_sign_with_one_key(key: Path):
    file = KeyFile(key)
    with pytest.raises(Refused, match="Another program"):
        KeyFile(key)
    file.close()
    open_and_close(key)


# The pin.


@pytest.fixture
def pin(tmp_path: Path) -> PinFile:
    return PinFile.make(tmp_path / "keys" / "witness.key.pin", Pin(VKEY))


def on_disk(pin: PinFile) -> Pin:
    return parse_pin(pin._path.read_bytes())


def test_a_pin_moves_on_disk(pin: PinFile):
    assert on_disk(pin) == Pin(VKEY)
    pin.move(ORIGIN, Head(3, bytes(32)))
    pin.move("another log", Head(1, bytes(32)))
    assert on_disk(pin) == pin.pin == Pin(VKEY, {ORIGIN: Head(3, bytes(32)), "another log": Head(1, bytes(32))})
    assert PinFile.read(pin._path).pin == pin.pin
    assert pin._path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in pin._path.parent.iterdir()] == ["witness.key.pin"]


def test_a_pin_that_does_not_move_is_not_written(pin: PinFile):
    pin.move(ORIGIN, Head(3, bytes(32)))
    before = pin._path.stat()
    pin.move(ORIGIN, Head(3, bytes(32)))
    assert pin._path.stat() == before


@pytest.mark.parametrize("step", ["fsync", "replace", "sync"])
def test_a_pin_that_cannot_be_written_is_unavailable_and_stays(
    pin: PinFile, step: str, monkeypatch: pytest.MonkeyPatch
):
    pin.move(ORIGIN, Head(3, bytes(32)))

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(witness_files, "_sync", fail)
    with pytest.raises(Unavailable, match="No space left"):
        pin.move(ORIGIN, Head(4, bytes(32)))
    assert pin.pin.heads[ORIGIN].size == 3, "so that the next attempt writes it again"
    monkeypatch.undo()
    pin.move(ORIGIN, Head(4, bytes(32)))
    assert on_disk(pin).heads[ORIGIN].size == 4


def test_a_missing_pin_is_unavailable(tmp_path: Path):
    with pytest.raises(Unavailable, match="cannot be read"):
        PinFile.read(tmp_path / "witness.key.pin")


def test_a_damaged_pin_is_invalid(pin: PinFile):
    pin._path.write_bytes(b"")
    with pytest.raises(Invalid):
        PinFile.read(pin._path)

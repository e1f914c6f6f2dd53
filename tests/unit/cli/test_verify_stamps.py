# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify-log --tsa-roots``: the timestamps beside a copied log, right and otherwise."""

import datetime as dt
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli.main import main
from tallystick.core.errors import Invalid
from tallystick.core.evidence.timestamp import request
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.stamped import StampLine, read_index, write_index
from tallystick.core.ledger.tiles import TileReader
from tests.rigs.timestamping import NOW, Authority
from tests.unit.core.ledger.small_log import ORIGIN, SIGNER
from tests.unit.core.ledger.test_replay import leaves, published

AUTHORITY = Authority()
SIZES = {100: NOW, 300: NOW + dt.timedelta(days=1)}
LOG = published(leaves(300), batch=100)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The copy of a log of 300 entries, of which two checkpoints were stamped, and the authority's roots beside it."""
    folder = tmp_path / "log"
    for path, content in LOG.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    head = SIGNED_HEAD
    reader = TileReader(size=300, root=head.root, fetch=lambda path: (folder / path).read_bytes())
    stamps = folder / "timestamps"
    stamps.mkdir()
    for size, at in SIZES.items():
        note = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, size, reader.root_at(size)), signers=[SIGNER])
        (stamps / f"{size}.checkpoint").write_bytes(note)
        (stamps / f"{size}.tsr").write_bytes(AUTHORITY.answer(request(note, nonce=1), now=at))
    lines = [StampLine(size=size, time=at) for size, at in SIZES.items()]
    (stamps / "index").write_bytes(write_index(lines))
    (tmp_path / "roots.pem").write_bytes(AUTHORITY.roots)
    return folder


def _head() -> Checkpoint:
    from tallystick.core.ledger.checkpoint import open_checkpoint

    return open_checkpoint(LOG["checkpoint"], origin=ORIGIN, verifiers=[SIGNER.verifier]).checkpoint


SIGNED_HEAD = _head()


def verdict(log: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    status = main(["verify-log", str(log), "--vkey", SIGNER.verifier.vkey, "--json", *words])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return status, json.loads(told.out)


def roots(log: Path) -> tuple[str, str]:
    return "--tsa-roots", str(log.parent / "roots.pem")


def test_every_time_is_told(log, capsys):
    status, told = verdict(log, capsys, *roots(log))
    assert status == 0, told
    assert [(one["size"], one["time"]) for one in told["timestamps"]] == [
        (size, at.isoformat()) for size, at in SIZES.items()
    ]
    assert (told["timestamps_not_checked"], told["not_checked"]) == (0, [])
    assert main(["verify-log", str(log), "--vkey", SIGNER.verifier.vkey, *roots(log)]) == 0
    assert f"Stamped: 300 entries by {SIZES[300]:%Y-%m-%d %H:%M:%S} UTC, says “CN=" in capsys.readouterr().out


def test_without_roots_it_is_said_that_they_were_not_checked(log, capsys):
    status, told = verdict(log, capsys)
    assert (status, told["timestamps"], told["timestamps_not_checked"], told["not_checked"]) == (0, [], 2, [])
    assert main(["verify-log", str(log), "--vkey", SIGNER.verifier.vkey]) == 0
    assert "timestamps that were not checked: give --tsa-roots" in capsys.readouterr().out


def test_a_log_without_timestamps(log, capsys):
    for path in (log / "timestamps").iterdir():
        path.unlink()
    assert verdict(log, capsys)[1]["timestamps_not_checked"] == 0
    status, told = verdict(log, capsys, *roots(log))
    assert (status, told["faults"][0]["path"]) == (1, "timestamps/index")


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _other_note(stamps: Path) -> None:
    note = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, 100, bytes(32)), signers=[SIGNER])
    (stamps / "100.checkpoint").write_bytes(note)
    (stamps / "100.tsr").write_bytes(AUTHORITY.answer(request(note, nonce=1)))


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "answer altered": (lambda stamps: _flip(stamps / "100.tsr"), "not signed as it must be"),
    "answer missing": (lambda stamps: (stamps / "100.tsr").unlink(), "100.tsr is missing"),
    "checkpoint missing": (lambda stamps: (stamps / "100.checkpoint").unlink(), "100.checkpoint is missing"),
    "checkpoint that is none": (lambda stamps: (stamps / "100.checkpoint").write_bytes(b"no\n"), ""),
    "checkpoint with another root": (_other_note, "is not what this log was at that size"),
    "checkpoint of another size": (
        lambda stamps: (stamps / "100.checkpoint").write_bytes((stamps / "300.checkpoint").read_bytes()),
        "is not what this log was at that size",
    ),
    "answers swapped": (
        lambda stamps: (stamps / "100.tsr").write_bytes((stamps / "300.tsr").read_bytes()),
        "of something else",
    ),
    "another time in the list": (
        lambda stamps: (stamps / "index").write_text("100 2020-01-01T00:00:00Z\n"),
        "another time",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found(log, capsys, name):
    change, says = WRONG[name]
    change(log / "timestamps")
    status, told = verdict(log, capsys, *roots(log))
    assert (status, told["faults"][0]["path"]) == (1, "timestamps/100.tsr")
    assert says in told["faults"][0]["what"]


def test_a_list_that_cannot_be_read_is_a_fault_also_without_roots(log, capsys):
    (log / "timestamps" / "index").write_text("100\n")
    status, told = verdict(log, capsys)
    assert (status, told["faults"][0]["path"]) == (1, "timestamps/index")


def test_a_timestamp_of_a_later_checkpoint_than_the_copy_has_is_left_for_later(log, capsys):
    lines = [*read_index((log / "timestamps" / "index").read_bytes()), StampLine(size=400, time=NOW)]
    (log / "timestamps" / "index").write_bytes(write_index(lines))
    status, told = verdict(log, capsys, *roots(log))
    assert (status, len(told["timestamps"]), told["timestamps_not_checked"]) == (0, 2, 1)


def test_without_the_extra_nothing_is_passed_over(log, capsys, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert main(["verify-log", str(log), "--vkey", SIGNER.verifier.vkey, *roots(log)]) == 2
    assert "pip install 'tallystick[timestamp]'" in capsys.readouterr().err
    assert main(["verify-log", str(log), "--vkey", SIGNER.verifier.vkey]) == 0
    assert "pip install 'tallystick[timestamp]'" in capsys.readouterr().out


@pytest.mark.parametrize(
    "data",
    [
        b"100 2026-11-02T09:00:20Z",
        b"100 2026-11-02T09:00:20Z\r\n",
        b"100  2026-11-02T09:00:20Z\n",
        b"100 2026-11-32T09:00:20Z\n",
        b"100 2026-11-02 09:00:20Z\n",
        b"0100 2026-11-02T09:00:20Z\n",
        b"-1 2026-11-02T09:00:20Z\n",
        b"100\n",
        b"\n",
        "１００ 2026-11-02T09:00:20Z\n".encode(),
        b"\xff\n",
        b"200 2026-11-02T09:00:20Z\n100 2026-11-03T09:00:20Z\n",
        b"100 2026-11-02T09:00:20Z\n100 2026-11-03T09:00:20Z\n",
        b"100 2026-11-02T09:00:20Z\n" * 50_000,
    ],
)
def test_a_list_has_one_spelling(data):
    with pytest.raises(Invalid):
        read_index(data)


def test_a_list_is_read_as_it_was_written():
    lines = (StampLine(size=1, time=NOW), StampLine(size=2**62, time=NOW))
    assert read_index(write_index(lines)) == lines
    assert read_index(b"") == ()

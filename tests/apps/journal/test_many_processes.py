# SPDX-License-Identifier: Apache-2.0
"""Several processes write one record, as server, worker and commands do: no gap, no loss, one signature at a time."""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.rigs.processes import end, make_instance, run, start
from tests.rigs.steps import gapless
from tests.rigs.tools import wait_until

_WRITERS, _EACH = 4, 12


@pytest.fixture
def database() -> Iterator[str]:
    """Give the value of TALLYSTICK_DATABASE: nothing for SQLite, else a new database of the test run's server."""
    server = os.environ.get("TALLYSTICK_DATABASE", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"many_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def record(tmp_path: Path, database: str) -> Path:
    """Return the folder of a new instance on that database."""
    folder = tmp_path / "instance"
    make_instance(folder, TALLYSTICK_DATABASE=database)
    with (folder / "instance.env").open("a") as settings:
        settings.write(f"TALLYSTICK_DATABASE={database}\n")
    return folder


def _lines(process: "subprocess.Popen[str]") -> list[dict[str, Any]]:
    done = end(process)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _writer(*words: str, folder: Path) -> "subprocess.Popen[str]":
    return start("tests.rigs.writer", *words, folder=folder)


def test_many_writers_and_two_publishers_leave_no_gap_and_one_history(record: Path, tmp_path: Path) -> None:
    begin, done = tmp_path / "begin", tmp_path / "done"
    publishers = [_writer("publish", "--until", str(done), folder=record) for _ in range(2)]
    writers = [
        _writer("append", "--start", str(begin), "--count", str(_EACH), "--stream", f"p{number % 2}", folder=record)
        for number in range(_WRITERS)
    ]
    assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["{}\n"] * _WRITERS, "all are ready"
    begin.touch()
    acknowledged = [[line["entry"] for line in _lines(writer)] for writer in writers]
    done.touch()
    shown = [_lines(publisher) for publisher in publishers]
    # Entry 0 is the one with which every log starts.
    assert gapless(sorted([0, *(entry for entries in acknowledged for entry in entries)]))
    assert all(entries == sorted(entries) for entries in acknowledged)
    for lines in shown:
        sizes = [line["size"] for line in lines]
        assert sizes == sorted(sizes)
        assert sizes[-1] == _WRITERS * _EACH + 1
    signed = {(line["size"], line["checkpoint"]) for lines in shown for line in lines}
    assert len({size for size, _ in signed}) == len(signed), "two checkpoints of one size"
    checked = run("fsck", "--json", folder=record)
    assert json.loads(checked.stdout) == {"holds": True, "faults": []}, checked.stderr


def test_a_second_publisher_waits_until_the_first_has_signed(record: Path, tmp_path: Path) -> None:
    _lines(_writer("append", folder=record))
    inside, go = tmp_path / "inside", tmp_path / "go"
    first = _writer("hold", "--inside", str(inside), "--until", str(go), folder=record)
    wait_until(lambda: inside.exists() or first.poll() is not None, what="the first publisher is about to sign")
    second = _writer("publish", folder=record)
    # The kernel lists who waits for a lock as "-> FLOCK ADVISORY WRITE <pid>".
    wait_until(
        lambda: _waits_for_a_lock(second.pid) or second.poll() is not None, what="the second publisher waits or ends"
    )
    assert second.poll() is None, "it signed beside the first"
    assert (record / "log" / "checkpoint").read_text().splitlines()[1] == "1"
    go.touch()
    [one], [two] = _lines(first), _lines(second)
    assert one == two
    assert one["size"] == 2
    assert run("fsck", folder=record).returncode == 0


def _waits_for_a_lock(pid: int) -> bool:
    locks = Path("/proc/locks").read_text().splitlines()
    return any("->" in line.split() and "FLOCK" in line.split() and str(pid) in line.split() for line in locks)

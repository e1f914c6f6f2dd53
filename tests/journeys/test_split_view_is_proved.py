# SPDX-License-Identifier: Apache-2.0
"""An operator shows two readers two different logs under one key. Each looks right; the witness gives it away."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli.main import main
from tallystick.core.ledger.keys import parse_key_file
from tallystick.core.ledger.note import NoteSigner, parse_note
from tests.rigs.processes import make_instance, run, start
from tests.rigs.tools import free_port, listens, wait_until
from tests.rigs.witnesses import Witness, policy, witnesses

ORIGIN = "tally.example/log"


def _record(folder: Path, *bodies: str) -> None:
    (folder / "zone.json").write_text("{}")
    for name in bodies:
        words = ("add", name, "--domain", f"{name.lower()}.example", "--source", "https://register.example")
        added = run("body", *words, folder=folder, TALLYSTICK_RESOLVERS=f"file:{folder / 'zone.json'}")
        assert added.returncode == 0, added.stderr
    published = run("publish", folder=folder)
    assert published.returncode == 0, published.stderr


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    port = free_port()
    process = start("tallystick", "serve", "--port", str(port), folder=folder)
    try:
        wait_until(lambda: listens(port), what=f"the instance in {folder} is served", seconds=60)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the first instance."""
    folder = tmp_path_factory.mktemp("split")
    make_instance(folder / "one")
    return folder


@pytest.fixture(scope="module")
def witness(place: Path) -> Iterator[Witness]:
    """Run a witness of the log."""
    [key] = parse_key_file((place / "one" / "keys" / "log.key").read_bytes())
    with witnesses("trust", folder=place, log=key.verifier, clock=time.time) as (made,):
        yield made


@pytest.fixture(scope="module")
def two_logs(place: Path, witness: Witness) -> tuple[Path, Path]:
    """Let a copy of the instance, with its key, its pin and all, go on with another story."""
    one, two = place / "one", place / "two"
    shutil.copytree(one, two)
    (one / "policy.txt").write_text(policy(witness.log, [witness], quorum=1))
    _record(one, "Northshire")
    _record(two, "Southshire", "Westshire")
    return one, two


def _look(url: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main(["monitor", url, "--json", *words])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, report


def test_two_readers_are_shown_two_logs_and_the_witness_proves_it(
    two_logs: tuple[Path, Path], witness: Witness, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = witness.log.vkey
    names = [str(tmp_path / name) for name in ("ada", "bea")]
    asks = tmp_path / "readers-policy.txt"
    asks.write_text(f"log {key}\n{witness.line}quorum none\n")
    with _served(two_logs[0]) as one, _served(two_logs[1]) as two:
        # By themselves both logs are whole, signed, and only grow.
        seen_by_ada = _look(one, capsys, "--vkey", key, "--state", names[0])
        seen_by_bea = _look(two, capsys, "--vkey", key, "--state", names[1])
        assert (seen_by_ada[0], seen_by_bea[0]) == (0, 0)
        assert seen_by_ada[1]["root"] != seen_by_bea[1]["root"]
        # The witness has seen one of them.
        assert _look(one, capsys, "--policy", str(asks), "--state", names[0])[0] == 0
        status, report = _look(two, capsys, "--policy", str(asks), "--state", names[1])
    assert status == 1
    (alarm,) = report["alarms"]
    assert alarm["kind"] == "fork"
    assert "the one that the witness trust holds" in alarm["what"]
    evidence = Path(alarm["evidence"])
    kept = {path.name: path.read_bytes() for path in evidence.iterdir()}
    assert kept["shown.note"] == (two_logs[1] / "log" / "checkpoint").read_bytes()
    assert parse_note(kept["other.note"]).text == parse_note((two_logs[0] / "log" / "checkpoint").read_bytes()).text
    # Anybody who has the key can check that, offline, with one file.
    assert main(["verify-fork", str(evidence / "fork.json"), "--vkey", key]) == 0
    told = capsys.readouterr().out
    assert "signed two histories that contradict each other" in told
    assert "2 entries" in told
    assert "3 entries" in told


def test_the_same_two_notes_say_nothing_under_another_key(
    two_logs: tuple[Path, Path], witness: Witness, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks = tmp_path / "readers-policy.txt"
    asks.write_text(f"log {witness.log.vkey}\n{witness.line}quorum none\n")
    with _served(two_logs[1]) as two:
        _, report = _look(two, capsys, "--policy", str(asks), "--state", str(tmp_path / "bea"))
    fork = Path(report["alarms"][0]["evidence"]) / "fork.json"
    stranger = NoteSigner(ORIGIN, bytes(32)).verifier.vkey
    elsewhere = NoteSigner("other.example/log", bytes(32)).verifier.vkey
    assert main(["verify-fork", str(fork), "--vkey", stranger]) == 1
    assert main(["verify-fork", str(fork), "--vkey", stranger, "--vkey", elsewhere]) == 2
    assert main(["verify-fork", str(tmp_path / "nothing"), "--vkey", stranger]) == 2
    for broken in (b"x" * 5_000_000, b"{}", fork.read_bytes()[:-1]):
        (tmp_path / "broken.json").write_bytes(broken)
        assert main(["verify-fork", str(tmp_path / "broken.json"), "--vkey", stranger]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_second_server_stops_when_it_meets_the_witness(
    two_logs: tuple[Path, Path], witness: Witness, tmp_path: Path
) -> None:
    two = tmp_path / "two"
    shutil.copytree(two_logs[1], two)
    (two / "policy.txt").write_text(policy(witness.log, [witness], quorum=1))
    worked = run("work", "--once", folder=two)
    assert worked.returncode == 2
    assert "The witness trust holds 2 entries that this log's key signed" in worked.stderr
    assert "Traceback" not in worked.stderr
    (kept,) = (two / "forks").iterdir()
    assert {path.name for path in kept.iterdir()} == {"ours.note", "theirs.note", "fork.json"}
    assert main(["verify-fork", str(kept / "fork.json"), "--vkey", witness.log.vkey]) == 0
    again = run("publish", folder=two)
    assert again.returncode == 2
    assert "read-only" in again.stderr

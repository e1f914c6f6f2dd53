# SPDX-License-Identifier: Apache-2.0
"""The parts of the monitor that need no instance: what it remembers, whom it trusts, what it reads of a page."""

import json
from pathlib import Path

import pytest

from tallystick.cli.main import main
from tallystick.cli.monitor_log import rules_of
from tallystick.cli.monitor_names import plain
from tallystick.cli.monitor_site import Site, UnreadableError
from tallystick.cli.monitor_state import FORMAT, Memory, State, opened
from tallystick.cli.web_client import WebClient
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.policy import Policy, parse_policy
from tests.rigs.witnesses import canned

HERE = NoteSigner("tally.example/log", bytes([1]) * 32).verifier
THERE = NoteSigner("harbour.example/log", bytes([2]) * 32).verifier


def test_what_is_remembered_is_read_again(tmp_path: Path):
    with opened(tmp_path / "m") as state:
        assert state.checkpoint() is None
        assert state.memory() == Memory()
        memory = Memory(
            listed=7, names={"3": ["Harbour Trust – Ünïcode"]}, closed_at=7, reported=["3 x"], alarmed=["a"]
        )
        state.remember(memory)
        state.keep_checkpoint(b"note")
    with opened(tmp_path / "m") as state:
        assert (state.memory(), state.checkpoint()) == (memory, b"note")


def test_a_folder_has_one_monitor(tmp_path: Path):
    with opened(tmp_path), pytest.raises(Refused, match="Another monitor"), opened(tmp_path):
        pass


def test_evidence_is_kept_once_and_never_mixed(tmp_path: Path):
    state = State(tmp_path)
    one = state.keep_evidence({"a": b"1", "b": b"2"})
    assert state.keep_evidence({"b": b"2", "a": b"1"}) == one
    assert state.keep_evidence({"a": b"1", "b": b"3"}) != one
    assert (Path(one) / "b").read_bytes() == b"2"


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", "nonsense", '{"format": "x"}', json.dumps({"format": FORMAT, "listed": "7"}), "[" * 100_000),
        *(json.dumps({"format": FORMAT, "more": 1}), json.dumps({"format": FORMAT, "names": []})),
    ],
)
def test_a_memory_of_something_else_is_said_plainly(tmp_path: Path, content: str):
    (tmp_path / "memory.json").write_text(content)
    with pytest.raises(Invalid, match="no memory of a monitor"):
        State(tmp_path).memory()


def test_a_folder_that_cannot_be_used_is_said_plainly(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Unavailable), opened(tmp_path / "file"):
        pass
    with pytest.raises(Unavailable):
        State(tmp_path / "file").remember(Memory())
    (tmp_path / "checkpoint").mkdir()
    with pytest.raises(Unavailable):
        State(tmp_path).checkpoint()
    (tmp_path / "memory.json").write_bytes(b"x" * (64 * 1024 * 1024 + 1))
    with pytest.raises(Invalid, match="too large"):
        State(tmp_path).memory()


def _policy(*logs: str) -> Policy:
    return parse_policy(("".join(f"log {log}\n" for log in logs) + "quorum none\n").encode())


def test_whom_the_reader_trusts():
    assert rules_of(policy=None, vkeys=[HERE.vkey], url="https://tally.example").keys == (HERE,)
    assert rules_of(policy=_policy(HERE.vkey), vkeys=(), url="http://localhost:8000").origin == HERE.name
    both = _policy(HERE.vkey, THERE.vkey)
    assert rules_of(policy=both, vkeys=(), url="https://tally.example/").origin == HERE.name
    named = _policy(HERE.vkey, f"{THERE.vkey} http://localhost:8000/log")
    assert rules_of(policy=named, vkeys=(), url="http://localhost:8000/").keys == (THERE,)


def test_whom_the_reader_trusts_must_be_clear():
    with pytest.raises(Invalid, match="different logs"):
        rules_of(policy=None, vkeys=[HERE.vkey, THERE.vkey], url="https://tally.example")
    with pytest.raises(Invalid, match="which of its logs"):
        rules_of(policy=_policy(HERE.vkey, THERE.vkey), vkeys=(), url="http://localhost:8000")
    with pytest.raises(Invalid):
        rules_of(policy=None, vkeys=["nonsense"], url="https://tally.example")


def test_names_are_compared_without_regard_to_case_width_and_spacing():
    assert plain(" Harbour\u00a0 TRUST\n") == "harbour trust"
    assert plain("Ｈarbour Trust") == "harbour trust"
    assert plain("STRASSE") == plain("Straße")


def test_the_main_headings_of_a_page():
    page = (
        b"<title>h1</title><h1 class=x>Contact is <b>claimed</b>\n with &quot;five&quot;</h1><p><h1>two</h1><h2>no</h2>"
    )
    with canned({"/p": (200, "", page), "/none": (200, "", b"<p>"), "/open": (200, "", b"<h1>never closed")}) as server:
        site = Site(f"{server.url}/", web=WebClient())
        assert site.headings("/p") == ['Contact is claimed with "five"', "two"]
        assert site.headings("/none") == []
        assert site.headings("/open") == ["never closed"]


def test_not_there_and_not_readable_are_not_the_same():
    with canned({"/gone": (410, "", b""), "/ill": (500, "", b""), "/odd": (301, "Location: /x", b"")}) as server:
        site = Site(server.url, web=WebClient())
        for path in ("/missing", "/gone"):
            with pytest.raises(Unavailable, match="is not there"):
                site.headings(path)
        for path in ("/ill", "/odd"):
            with pytest.raises(UnreadableError):
                site.headings(path)
        assert server.asked.count("/ill") == 2, "a second try is made"
    with pytest.raises(UnreadableError, match="does not answer"):
        site.headings("/missing")


def test_too_large_is_said_plainly():
    with (
        canned({"/log/checkpoint": (200, "", b"x" * 1_000_001)}) as server,
        pytest.raises(Invalid, match="larger than"),
    ):
        Site(server.url, web=WebClient()).log("checkpoint")


@pytest.mark.parametrize(
    "words",
    [
        ("https://tally.example", "--vkey", "nonsense"),
        ("tally.example", "--vkey", HERE.vkey),
        ("https://tally.example", "--vkey", HERE.vkey, "--every", "1"),
        ("https://tally.example", "--vkey", HERE.vkey, "--smtp", "mail.example:x"),
        ("https://tally.example", "--policy", "no-such-file"),
        ("https://tally.example", "--policy", "."),
    ],
)
def test_what_is_misspelt_is_refused(words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["monitor", *words, "--state", str(tmp_path / "m")]) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "m" / "checkpoint").exists()


def test_the_folder_of_another_log_is_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from tests.unit.core.ledger.witness_log import WitnessedLog

    log = WitnessedLog(HERE.name)
    (tmp_path / "checkpoint").write_bytes(WitnessedLog(THERE.name).checkpoint(3))
    with canned({"/log/checkpoint": (200, "", log.checkpoint(3))}) as server:
        assert main(["monitor", server.url, "--vkey", log.vkey, "--state", str(tmp_path)]) == 2
    assert "another log or key" in capsys.readouterr().err


def test_nobody_there_is_no_alarm(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with canned({}) as server:
        assert main(["monitor", server.url, "--vkey", HERE.vkey, "--state", str(tmp_path), "--json"]) == 1
        withheld = json.loads(capsys.readouterr().out)
        assert [alarm["kind"] for alarm in withheld["alarms"]] == ["withheld"]
    assert main(["monitor", server.url, "--vkey", HERE.vkey, "--state", str(tmp_path)]) == 2
    assert "Cannot be read" in capsys.readouterr().out

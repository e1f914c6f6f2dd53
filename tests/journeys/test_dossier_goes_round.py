# SPDX-License-Identifier: Apache-2.0
"""From one instance through a file into another: the same dossier, the same findings, and no standing by import."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def _run(*words: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_"))}
    where = ["--dir", str(folder)] if folder else []
    command = [sys.executable, "-m", "tallystick", *words, *where]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    built = _run("demo", "--no-serve", folder=folder / "instance")
    assert built.returncode == 0, built.stderr
    file = folder / "youth-signals.yaml"
    done = _run("export", "youth-signals", "--as", "dossier", "--out", str(file), folder=folder / "instance")
    assert done.returncode == 0, done.stderr
    printed = _run("export", "youth-signals", "--as", "dossier", folder=folder / "instance")
    assert printed.stdout == file.read_text("utf-8")
    return file


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second") / "instance"
    address = ("--url", "https://tally.example", "--operator", "The Board", "--mail-domain", "record.example")
    assert _run("init", *address, folder=folder).returncode == 0
    (folder / "zone.json").write_text("{}")
    with (folder / "instance.env").open("a") as settings:
        settings.write(f"TALLYSTICK_RESOLVERS=file:{folder / 'zone.json'}\n")
    body = ("Northshire Police", "--domain", "northshire.example", "--source", "https://x.example")
    assert _run("body", "add", *body, folder=folder).returncode == 0
    user = ("ada@northshire.example", "--name", "Ada", "--body", "Northshire Police", "--role", "dpo")
    assert _run("user", "add", *user, folder=folder).returncode == 0
    return folder


def _import(file: Path, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    who = ("--body", "northshire-police", "--by", "ada@northshire.example")
    return _run("import", str(file), *(words or who), folder=folder)


def test_a_dossier_goes_round(out: Path, elsewhere: Path, tmp_path: Path) -> None:
    done = _import(out, elsewhere)
    assert done.returncode == 0, done.stderr
    assert "It is not public yet." in done.stdout
    assert "answer.received" in done.stdout.split("Kept word for word")[1]
    again = tmp_path / "again.yaml"
    assert _run("export", "youth-signals", "--as", "dossier", "--out", str(again), folder=elsewhere).returncode == 0
    assert again.read_bytes() == out.read_bytes()
    fsck = _run("fsck", folder=elsewhere)
    assert fsck.returncode == 0, fsck.stdout + fsck.stderr
    twice = _import(out, elsewhere)
    assert twice.returncode == 2
    assert "already has a project called" in twice.stderr


def test_the_export_can_be_checked(out: Path) -> None:
    done = _run("check", str(out), "--as-of", "2026-12-01", "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    (claim, *_) = json.loads(done.stdout)["claims"]
    assert (claim["claimed"], claim["confirmed"], claim["disputed"]) == (5, 0, 3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--body", "southshire", "--by", "ada@northshire.example"), "There is no body 'southshire'"),
        (("--body", "northshire-police", "--by", "bea@northshire.example"), "There is no account bea@"),
        (("--body", "northshire-police", "--by", "ada@northshire.example", "--starts-on", "June"), "'June' is no day"),
    ],
)
def test_an_import_that_cannot_be_done_says_why(out: Path, elsewhere: Path, words: tuple[str, ...], says: str) -> None:
    done = _import(out, elsewhere, *words)
    assert done.returncode == 2
    assert says in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Say what to write"),
        (("youth-signals",), "Say what to write"),
        (("--as", "dossier"), "Say what to write"),
        (("nothing", "--as", "dossier"), "There is no project 'nothing'"),
    ],
)
def test_an_export_that_cannot_be_done_says_why(elsewhere: Path, words: tuple[str, ...], says: str) -> None:
    done = _run("export", *words, folder=elsewhere)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_file_that_cannot_be_written_says_so(out: Path, elsewhere: Path, tmp_path: Path) -> None:
    _import(out, elsewhere)
    done = _run("export", "youth-signals", "--as", "dossier", "--out", str(tmp_path), folder=elsewhere)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_what_a_body_states_is_added_to_a_project_it_has(out: Path, tmp_path: Path) -> None:
    folder = out.parent / "instance"
    file = tmp_path / "more.yaml"
    head = "tallystick-dossier: 1\nproject: youth-signals\nfacts:\n"
    file.write_text(
        head + "- {kind: processing.grew, ref: more-staff, on: 2026-10, said_by: body, what: Twelve more staff.}\n"
    )
    who = ("--into", "youth-signals", "--by", "ada@northshire.example")
    done = _run("import", str(file), *who, folder=folder)
    assert (done.returncode, done.stdout) == (0, "Facts added to Youth Signals: 1\n"), done.stderr
    assert "more-staff" in _run("export", "youth-signals", "--as", "dossier", folder=folder).stdout
    twice = _run("import", str(file), *who, folder=folder)
    assert (twice.returncode, "already" in twice.stderr) == (2, True)
    file.write_text(
        head
        + "- {kind: answer.received, statement: TS-1, engagement: e, organisation: o, verb: CONFIRM, level: domain}\n"
    )
    forged = _run("import", str(file), *who, folder=folder)
    assert (forged.returncode, "cannot be added to a project from a file" in forged.stderr) == (2, True)
    nowhere = _run("import", str(file), "--into", "nothing", "--by", "ada@northshire.example", folder=folder)
    assert (nowhere.returncode, "There is no project" in nowhere.stderr) == (2, True)

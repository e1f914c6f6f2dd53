# SPDX-License-Identifier: Apache-2.0
"""The commands, run as a person runs them: in processes of their own, on instances of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def _run(*words: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_"))}
    where = ["--dir", str(folder)] if folder else []
    command = [sys.executable, "-m", "tallystick", *words, *where]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "instance"
    built = _run("demo", "--no-serve", "--json", folder=folder)
    assert built.returncode == 0, built.stderr
    (folder / "printed.json").write_text(built.stdout)
    return folder


@pytest.fixture(scope="module")
def printed(demo: Path) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads((demo / "printed.json").read_text())
    return shown


def test_the_demo_prints_one_json_object_about_the_main_claim(printed: dict[str, Any]) -> None:
    counts = {name: printed[name] for name in ("claimed", "confirmed", "disputed", "unconfirmed")}
    assert counts == {"claimed": 5, "confirmed": 0, "disputed": 3, "unconfirmed": 2}
    assert printed["sentence"] == (
        "Contact is claimed with five organisations; none has confirmed it, three dispute it."
    )
    assert printed["public_url"].startswith("http://localhost:8000/projects/youth-signals/claims/")
    assert len(printed["entries"]) == 4


def test_the_demo_warns_of_nothing(demo: Path) -> None:
    again = _run("demo", "--no-serve", folder=demo)
    assert again.returncode == 0
    assert "Warning" not in again.stderr
    assert "Open, in this order:" in again.stdout


def test_the_page_that_checks_lies_beside_the_bundles(printed: dict[str, Any], tmp_path: Path) -> None:
    assert _run("verifier", "--out", str(tmp_path / "verify.html")).returncode == 0
    beside = Path(printed["bundles"][0]).with_name("verify.html")
    assert beside.read_bytes() == (tmp_path / "verify.html").read_bytes()


def test_every_bundle_of_the_demo_verifies_and_names_the_step_that_fails(
    printed: dict[str, Any], tmp_path: Path
) -> None:
    for path in printed["bundles"]:
        good = _run("verify", path, "--vkey", printed["vkey"])
        assert good.returncode == 0, good.stdout
    content = bytearray(Path(printed["bundles"][1]).read_bytes())
    for at in range(100, len(content), len(content) // 8):
        changed = bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]])
        (tmp_path / "changed.json").write_bytes(changed)
        bad = _run("verify", str(tmp_path / "changed.json"))
        assert bad.returncode == 1, f"byte {at}"
        assert "Step " in bad.stdout + bad.stderr or "step " in bad.stdout + bad.stderr


def test_a_bundle_checked_with_another_logs_key_fails(printed: dict[str, Any]) -> None:
    other = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert _run("verify", printed["bundles"][0], "--vkey", other).returncode == 1


def test_trace_prints_eight_stops(demo: Path, printed: dict[str, Any]) -> None:
    shown = _run("trace", str(printed["entries"][1]), folder=demo)
    assert shown.returncode == 0, shown.stderr
    assert [line[0] for line in shown.stdout.splitlines() if line[:2] in {f"{n}." for n in range(1, 9)}] == list(
        "12345678"
    )
    stops = json.loads(_run("trace", str(printed["entries"][1]), "--json", folder=demo).stdout)
    assert all(stop["when"] for stop in stops if stop["number"] != 7)


def test_trace_of_every_entry_of_the_demo_ends_well(demo: Path) -> None:
    for entry in (0, 3, 16, 20):
        shown = _run("trace", str(entry), folder=demo)
        assert shown.returncode == 0, shown.stderr


def test_a_trace_of_no_entry_says_so(demo: Path) -> None:
    shown = _run("trace", "9999", folder=demo)
    assert shown.returncode == 2
    assert "there is no entry 9999" in shown.stderr


def test_the_index_of_the_demo_rebuilds_to_itself(demo: Path) -> None:
    rebuilt = _run("rebuild-index", folder=demo)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert "exactly as it was" in rebuilt.stdout


def test_a_one_time_code_has_six_digits_and_only_for_demo_logins(demo: Path) -> None:
    assert _run("demo", "--code", "ada@northshire.example", folder=demo).stdout.strip().isdigit()
    assert _run("demo", "--code", "nobody@northshire.example", folder=demo).returncode == 2


def test_the_demo_never_touches_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = _run("demo", "--no-serve", folder=tmp_path)
    assert refused.returncode == 2
    assert "no finished demo" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_new_instance_has_a_log_of_one_entry_and_its_people(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    made = _run("init", "--url", "https://tally.example", "--operator", "The Board", "--mail-domain", "record.example",
                folder=folder)  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "tally.example/log+" in made.stdout
    assert (folder / "log" / "checkpoint").read_text().splitlines()[:2] == ["tally.example/log", "1"]
    (folder / "zone.json").write_text("{}")
    with (folder / "instance.env").open("a") as settings:
        settings.write(f"# DNS of this test\nTALLYSTICK_RESOLVERS=file:{folder / 'zone.json'}\n")
    body = _run("body", "add", "Northshire Police", "--domain", "northshire.example", "--source", "https://x.example",
                folder=folder)  # fmt: skip
    assert body.returncode == 0, body.stderr
    user = ("user", "add", "ada@northshire.example", "--name", "Ada", "--body", "Northshire Police", "--role", "dpo")
    assert "First password:" in _run(*user, folder=folder).stdout
    assert "First password:" not in _run(*user, folder=folder).stdout
    assert _run(*user[:6], "Nobody", *user[7:], folder=folder).returncode == 2
    assert "2 entries" in _run("publish", folder=folder).stdout
    again = ("init", "--url", "https://tally.example", "--operator", "x", "--mail-domain", "y.example")
    assert "not empty" in _run(*again, folder=folder).stderr


def test_a_failing_database_is_said_plainly(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    _run("init", "--url", "https://tally.example", "--operator", "x", "--mail-domain", "y.example", folder=folder)
    (folder / "tallystick.sqlite3").write_bytes(b"this is no database" * 100)
    done = _run("publish", folder=folder)
    assert done.returncode == 2
    assert "database failed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 0, "commands:"),
        (("--version",), 0, "tallystick 0"),
        (("nonsense",), 2, "there is no command 'nonsense'"),
        (("verify",), 2, "usage:"),
        (("verify", "/does/not/exist.json"), 2, "exist"),
        (("trace", "1"), 2, "There is no instance in"),
        (("init", "--url", "nonsense", "--operator", "x", "--mail-domain", "y"), 2, "is no web address"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(words: tuple[str, ...], status: int, says: str, tmp_path: Path) -> None:
    done = _run(*words, folder=tmp_path / "none")
    assert done.returncode == status
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr

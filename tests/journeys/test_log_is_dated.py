# SPDX-License-Identifier: Apache-2.0
"""An operator names a time-stamping authority; a stranger with a copy of the site says by when everything was there."""

import datetime as dt
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.timestamping import Authority

DAY = dt.timedelta(days=1)


class _Answering(http.server.BaseHTTPRequestHandler):
    authority: Authority

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.authority.answer(query, now=dt.datetime.now(dt.UTC))
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> Iterator[tuple[str, bytes]]:
    """An authority that stamps what it is sent: its address, and its root."""
    now = dt.datetime.now(dt.UTC)
    _Answering.authority = Authority(valid=(now - DAY, now + DAY))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", _Answering.authority.roots
        server.shutdown()


def _run(*words: object) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_"))}
    command = [sys.executable, "-m", "tallystick", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


@pytest.fixture(scope="module")
def site(authority: tuple[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The static copy of the demo after its log was stamped, and the file of the roots that a reader trusts."""
    address, roots = authority
    folder = tmp_path_factory.mktemp("dated")
    instance, copy, trusted = folder / "demo", folder / "site", folder / "trusted.pem"
    assert _run("demo", "--no-serve", "--json", "--dir", instance).returncode == 0
    with (instance / "instance.env").open("a") as settings:
        settings.write(f"TALLYSTICK_TSA_URL={address}\n")
    without = _run("publish", "--dir", instance)
    assert (without.returncode, "tsa-roots.pem" in without.stderr) == (0, True), "publishing does not wait for it"
    (instance / "tsa-roots.pem").write_bytes(roots)
    published = _run("publish", "--dir", instance)
    assert "Timestamp: " in published.stdout, published.stderr
    assert "Timestamp: " not in _run("publish", "--dir", instance).stdout
    exported = _run("export", "--static", copy, "--dir", instance)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    trusted.write_bytes(roots)
    return copy, trusted


def test_a_stranger_with_a_copy_of_the_site_learns_the_time(site: tuple[Path, Path]) -> None:
    copy, trusted = site
    whole = _run(
        "verify-log", copy / "log", "--vkey", (copy / "log" / "vkey").read_text().strip(), "--tsa-roots", trusted
    )
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert "says “CN=Fairhaven Time Authority”" in whole.stdout
    claim, *_ = sorted(copy.glob("projects/*/claims/*/bundle.json"))
    told = _run("verify", claim, "--tsa-roots", trusted, "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    dated = json.loads(told.stdout)["timestamp"]
    assert (dated["checked"], dated["authority"]) == (True, "CN=Fairhaven Time Authority")
    assert dated["entries_covered"] == len(json.loads(claim.read_bytes())["entries"])


def test_without_roots_it_is_told_that_nothing_was_checked(site: tuple[Path, Path]) -> None:
    claim, *_ = sorted(site[0].glob("projects/*/claims/*/bundle.json"))
    told = _run("verify", claim)
    assert (told.returncode, "timestamp that was not checked" in told.stdout) == (0, True)


def test_an_altered_timestamp_fails(site: tuple[Path, Path]) -> None:
    copy, trusted = site
    (answer,) = (copy / "log" / "timestamps").glob("*.tsr")
    right = answer.read_bytes()
    try:
        answer.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
        told = _run("verify-log", copy / "log", "--tsa-roots", trusted)
    finally:
        answer.write_bytes(right)
    assert told.returncode == 1
    assert f"timestamps/{answer.name}: the timestamp is not signed as it must be" in told.stdout

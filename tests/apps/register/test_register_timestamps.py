# SPDX-License-Identifier: Apache-2.0
"""From an authority on the web to a stranger's check: a checkpoint is stamped, and bundle, site and copy show it."""

import http.server
import json
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.journal import keys, timestamps
from tallystick.apps.journal.publish import publish
from tallystick.cli import export
from tallystick.cli.main import main
from tallystick.cli.stamping import stamp_or_say
from tallystick.cli.web_client import WebClient
from tallystick.core.ledger import b64
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import read, shown
from tests.rigs.timestamping import Authority
from tests.unit.core.claims.claim_log import redigested

pytestmark = pytest.mark.django_db
AUTHORITY = Authority(valid=(NOW.replace(year=NOW.year - 1), NOW.replace(year=NOW.year + 1)))


class _Stamping(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        answer = AUTHORITY.answer(query, now=NOW)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stamped(settings: Settings, tmp_path: Path) -> Case:
    """A published case, whose checkpoint an authority on the web has stamped."""
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Stamping) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.TSA_URL = f"http://127.0.0.1:{server.server_port}/"
        timestamps.folder().mkdir(exist_ok=True)
        (timestamps.folder().parent / "tsa-roots.pem").write_bytes(AUTHORITY.roots)
        assert stamp_or_say(now=NOW, web=WebClient()) is not None
        server.shutdown()
    (tmp_path / "roots.pem").write_bytes(AUTHORITY.roots)
    return case


def _bundle(case: Case) -> bytes:
    assert case.claim is not None
    return shown(f"/projects/{case.project.slug}/claims/{case.claim.id}/bundle.json").content


def _verify(data: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    (folder / "bundle.json").write_bytes(data)
    command = ["verify", str(folder / "bundle.json"), "--vkey", keys.vkey(), "--tsa-roots", str(folder / "roots.pem")]
    status = main(command)
    return status, capsys.readouterr().out


def test_a_bundle_shows_the_time_and_an_altered_timestamp_fails(stamped: Case, tmp_path: Path, capsys) -> None:
    data = _bundle(stamped)
    status, told = _verify(data, tmp_path, capsys)
    assert status == 0, told
    assert f"at {NOW:%Y-%m-%d %H:%M:%S} UTC. Recorded by then: every entry in the file." in told
    member = json.loads(data)["timestamp"]
    answer = bytearray(b64.decode(member["response"], what="it"))
    answer[-1] ^= 1
    altered = redigested(data, timestamp=member | {"response": b64.encode(bytes(answer))})
    status, told = _verify(altered, tmp_path, capsys)
    assert status == 1
    assert "Step 12 (Somebody else dated the log) failed" in told


def test_the_bundle_of_an_entry_shows_it_too(stamped: Case, tmp_path: Path, capsys) -> None:
    status, told = _verify(shown("/entries/0/bundle.json").content, tmp_path, capsys)
    assert (status, "Somebody else dated the log" in told) == (0, True)


def test_timestamps_are_served_beside_the_log(stamped: Case) -> None:
    (size,) = [line.size for line in timestamps.index()]
    for name, kind, cached in (
        (f"{size}.tsr", "application/timestamp-reply", "public, max-age=31536000, immutable"),
        (f"{size}.checkpoint", "text/plain; charset=utf-8", "public, max-age=31536000, immutable"),
        ("index", "text/plain; charset=utf-8", "public, max-age=5"),
    ):
        page = shown(f"/log/timestamps/{name}")
        assert page.content == (timestamps.folder() / name).read_bytes()
        assert (page.headers["Content-Type"], page.headers["Cache-Control"]) == (kind, cached)
        assert page.headers["Access-Control-Allow-Origin"] == "*"
    for name in (f"{size + 1}.tsr", "timestamps.lock", "..%2ftsa-roots.pem"):
        assert read(f"/log/timestamps/{name}").status == 404


def test_the_page_on_checking_names_the_newest(stamped: Case) -> None:
    page = shown("/check/")
    assert "A time-stamping authority has dated this log" in page.text
    assert "/log/timestamps/index" in set(page.links())


def test_without_timestamps_no_page_speaks_of_them(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    assert "time-stamping" not in shown("/check/").text
    assert "timestamp" not in json.loads(_bundle(case))


def test_a_list_that_cannot_be_read_takes_no_page_away(stamped: Case) -> None:
    (timestamps.folder() / "index").write_text("nonsense\n")
    assert "time-stamping" not in shown("/check/").text


def test_a_static_copy_of_the_log_verifies_and_says_the_time(stamped: Case, tmp_path: Path, capsys) -> None:
    out = tmp_path / "site"
    wanted = [*export.addresses(), *export.log_addresses()]
    assert export.export(out=out, addresses=wanted, jobs=1, say=lambda _: None).failed == ()
    words = ["--vkey", keys.vkey(), "--tsa-roots", str(tmp_path / "roots.pem")]
    capsys.readouterr()
    assert main(["verify-log", str(out / "log"), *words]) == 0
    told = capsys.readouterr().out
    assert f"by {NOW:%Y-%m-%d %H:%M:%S} UTC, says “CN=Fairhaven Time Authority”" in told
    assert "no part of a log (timestamps" not in told

# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify-log``: a copied folder and a log on the web, honest and otherwise."""

import contextlib
import gzip
import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli import log_files
from tallystick.cli.log_files import open_source
from tallystick.cli.main import main
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.tiles import bundle_path, tile_path
from tests.unit.core.ledger.small_log import ORIGIN, OTHER_SIGNER, SIGNER
from tests.unit.core.ledger.test_replay import leaves, published

VKEY = SIGNER.verifier.vkey
BUNDLE = bundle_path(index=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The copy of a log of 300 entries that was published in rounds of 100."""
    for path, content in published(leaves(300), batch=100).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)


def verdict(where: object, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    status = main(["verify-log", str(where), "--json", *words])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return status, json.loads(told.out)


# Folders.


def test_an_honest_copy_holds(folder: Path, capsys: pytest.CaptureFixture[str]):
    status, told = verdict(folder, capsys, "--vkey", VKEY)
    assert status == 0
    assert told["holds"]
    assert (told["origin"], told["size"], told["entries"], told["projects"]) == (ORIGIN, 300, 300, 3)
    # A tile and a bundle of each of the first two rounds, which were all partial.
    assert (told["bundles"], told["tiles"], told["older_files"]) == (2, 3, 4)
    assert (told["vkeys"], told["vkey_given"], told["faults"], told["not_checked"]) == ([VKEY], True, [], [])


def test_it_is_told_in_plain_words(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify-log", str(folder), "--vkey", VKEY]) == 0
    told = capsys.readouterr().out
    assert "Everything holds" in told
    assert "300 entries of 3 projects" in told
    assert "does not prove" in told


def test_a_key_that_came_with_the_log_is_named_for_comparison(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify-log", str(folder)]) == 2
    assert "--vkey" in capsys.readouterr().err
    (folder / "vkey").write_text(f"{VKEY}\n", "ascii")
    assert main(["verify-log", str(folder)]) == 0
    told = capsys.readouterr().out
    assert f"compare it: {VKEY}" in told
    assert verdict(folder, capsys)[1]["vkey_given"] is False


@pytest.mark.parametrize("content", [b"", b"\xff", b"x" * 5000, b"none"])
def test_a_file_beside_the_log_that_holds_no_key_is_refused(
    folder: Path, content: bytes, capsys: pytest.CaptureFixture[str]
):
    (folder / "vkey").write_bytes(content)
    assert main(["verify-log", str(folder)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_another_key_than_the_logs_does_not_hold(folder: Path):
    assert main(["verify-log", str(folder), "--vkey", OTHER_SIGNER.verifier.vkey]) == 1


def test_keys_of_two_logs_are_refused(folder: Path):
    other = VKEY.replace("log.northshire", "log.southshire")
    assert main(["verify-log", str(folder), "--vkey", VKEY, "--vkey", other]) == 2


def test_two_keys_of_one_log_may_be_given(folder: Path):
    assert main(["verify-log", str(folder), "--vkey", VKEY, "--vkey", OTHER_SIGNER.verifier.vkey]) == 0


@pytest.mark.parametrize("path", [BUNDLE, tile_path(level=0, index=0, width=100), tile_path(level=0, index=0)])
def test_a_changed_file_is_named(folder: Path, path: str, capsys: pytest.CaptureFixture[str]):
    flip(folder / path)
    status, told = verdict(folder, capsys, "--vkey", VKEY)
    assert status == 1
    assert not told["holds"]
    assert path in [fault["path"] for fault in told["faults"]]
    assert main(["verify-log", str(folder), "--vkey", VKEY]) == 1
    assert f"  -  {path}: " in capsys.readouterr().out


def test_the_first_fault_may_be_the_last(folder: Path, capsys: pytest.CaptureFixture[str]):
    for path in (BUNDLE, bundle_path(index=1, width=44)):
        flip(folder / path)
    blamed = {fault["path"] for fault in verdict(folder, capsys, "--vkey", VKEY)[1]["faults"]}
    assert blamed >= {BUNDLE, bundle_path(index=1, width=44)}
    told = verdict(folder, capsys, "--vkey", VKEY, "--first-fault")[1]
    assert (len(told["faults"]), told["stopped_early"]) == (1, True)
    main(["verify-log", str(folder), "--vkey", VKEY, "--first-fault"])
    assert "The rest was not checked." in capsys.readouterr().out


def test_not_more_faults_are_told_than_anybody_reads(folder: Path, capsys: pytest.CaptureFixture[str]):
    for number in range(150):
        (folder / "tile" / "0" / f"{number}").write_bytes(b"")
    told = verdict(folder, capsys, "--vkey", VKEY)[1]
    assert (len(told["faults"]), told["stopped_early"]) == (100, True)


def test_what_is_no_part_of_a_log_is_named(folder: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("index.html", "tile/0/index.html", "we\x1b[2Jird"):
        (folder / name).write_bytes(b"<html>")
    status, told = verdict(folder, capsys, "--vkey", VKEY)
    assert (status, sorted(told["not_checked"])) == (0, ["index.html", "tile/0/index.html", "we\x1b[2Jird"])
    main(["verify-log", str(folder), "--vkey", VKEY])
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "3 files hold that are no part of a log" in told


def test_what_came_after_the_checkpoint_is_said_to_be_uncovered(folder: Path, capsys: pytest.CaptureFixture[str]):
    for path, content in published(leaves(400), batch=100).items():
        if path != "checkpoint":
            (folder / path).write_bytes(content)
    status, told = verdict(folder, capsys, "--vkey", VKEY)
    assert status == 0
    assert told["beyond"] == [bundle_path(index=1, width=144), tile_path(level=0, index=1, width=144)][::-1]
    main(["verify-log", str(folder), "--vkey", VKEY])
    assert "What 2 files hold that the checkpoint does not cover yet." in capsys.readouterr().out


def test_signatures_by_others_are_counted_and_not_believed(folder: Path, capsys: pytest.CaptureFixture[str]):
    note = (folder / "checkpoint").read_bytes()
    (folder / "checkpoint").write_bytes(note + OTHER_SIGNER.sign(b"anything").line().encode())
    assert verdict(folder, capsys, "--vkey", VKEY)[1]["signatures_by_others"] == 1
    main(["verify-log", str(folder), "--vkey", VKEY])
    assert "1 signature lines of keys that were not given" in capsys.readouterr().out


def test_an_empty_log_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "checkpoint").write_bytes(published([])["checkpoint"])
    status, told = verdict(tmp_path, capsys, "--vkey", VKEY)
    assert (status, told["entries"], told["newest"]) == (0, 0, None)
    assert main(["verify-log", str(tmp_path), "--vkey", VKEY]) == 0
    assert "The last entry" not in capsys.readouterr().out


def test_a_folder_without_a_checkpoint_cannot_be_read(tmp_path: Path):
    assert main(["verify-log", str(tmp_path), "--vkey", VKEY]) == 2


def test_a_checkpoint_that_is_none_does_not_hold(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "checkpoint").write_bytes(b"none")
    assert main(["verify-log", str(folder), "--vkey", VKEY]) == 1
    assert "checkpoint: " in capsys.readouterr().err


@pytest.mark.parametrize("where", ["absent", "vkey", "ftp://log.northshire.example", ""])
def test_what_is_neither_folder_nor_address_is_refused(folder: Path, where: str, monkeypatch: pytest.MonkeyPatch):
    (folder / "vkey").write_text(VKEY, "ascii")
    monkeypatch.chdir(folder)
    assert main(["verify-log", where or "checkpoint"]) == 2


def test_a_pipe_in_the_folder_keeps_nobody_waiting(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / BUNDLE).unlink()
    os.mkfifo(folder / BUNDLE)
    status, told = verdict(folder, capsys, "--vkey", VKEY)
    assert (status, told["faults"]) == (1, [{"path": BUNDLE, "what": f"{BUNDLE} is no regular file"}])


def test_a_file_without_end_is_not_read_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(log_files, "_MOST", 1000)
    with pytest.raises(Invalid, match="larger than any"):
        open_source(str(folder)).fetch(BUNDLE)


# Addresses.


class Site(http.server.BaseHTTPRequestHandler):
    """Serves a dictionary of answers: bytes, or a whole answer."""

    files: dict[str, bytes | tuple[int, dict[str, str], bytes]]

    def do_GET(self) -> None:
        found = self.files.get(self.path, (404, {}, b"<html>not here</html>"))
        status, headers, body = (200, {}, found) if isinstance(found, bytes) else found
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextlib.contextmanager
def site(files: dict[str, Any]) -> Iterator[str]:
    handler = type("ThisSite", (Site,), {"files": {f"/log/{path}": content for path, content in files.items()}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/log/"
        finally:
            server.shutdown()
            thread.join()


def test_a_log_on_the_web_holds(capsys: pytest.CaptureFixture[str]):
    with site({**published(leaves(300)), "vkey": f"{VKEY}\n".encode()}) as url:
        status, told = verdict(url, capsys)
    assert (status, told["entries"], told["older_files"]) == (0, 300, 0)


def test_a_log_on_the_web_that_is_changed_does_not(capsys: pytest.CaptureFixture[str]):
    files = published(leaves(300))
    files[BUNDLE] = files[BUNDLE][:40] + b"?" + files[BUNDLE][41:]
    with site(files) as url:
        status, told = verdict(url, capsys, "--vkey", VKEY)
    assert (status, [fault["path"] for fault in told["faults"]]) == (1, [BUNDLE])


def test_bundles_may_come_compressed_unasked(capsys: pytest.CaptureFixture[str]):
    files: dict[str, Any] = dict(published(leaves(300)))
    files[BUNDLE] = (200, {"Content-Encoding": "gzip"}, gzip.compress(files[BUNDLE]))
    with site(files) as url:
        assert verdict(url, capsys, "--vkey", VKEY)[0] == 0


BAD_ANSWERS = {
    "not compressed as it says": ((200, {"Content-Encoding": "gzip"}, b"plain"), Invalid),
    "compressed and cut short": ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(500))[:-9]), Invalid),
    "a bomb": ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(2_000_000))), Invalid),
    "too large": (bytes(2_000_000), Invalid),
    "not there": ((404, {}, b"not here"), Unavailable),
    "broken": ((500, {}, b"oh"), Unavailable),
    "to a file of this machine": ((302, {"Location": "file:///etc/passwd"}, b""), Unavailable),
    "round and round": ((302, {"Location": "/log/checkpoint"}, b""), Unavailable),
    "no HTTP": ((200, {"Content-Length": "x"}, b""), None),
}


@pytest.mark.parametrize(("answer", "error"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_is_one_of_our_errors(answer: Any, error: type[Exception] | None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(log_files, "_MOST", 1_000_000)
    with site({"checkpoint": answer}) as url:
        if error is None:
            assert open_source(url).fetch("checkpoint") == b""
            return
        with pytest.raises(error):
            open_source(url).fetch("checkpoint")


def test_an_answer_that_drips_does_not_last_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(log_files, "_SECONDS_PER_FILE", -1)
    with site({"checkpoint": b"x"}) as url, pytest.raises(Unavailable, match="not complete"):
        open_source(url).fetch("checkpoint")


def test_nobody_there_is_unavailable():
    with site({}) as url:
        pass
    with pytest.raises(Unavailable, match="cannot be read"):
        open_source(url).fetch("checkpoint")

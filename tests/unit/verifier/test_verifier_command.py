# SPDX-License-Identifier: Apache-2.0
"""``tallystick verifier``: the page out of the wheel, and its SHA-256."""

import hashlib
from pathlib import Path

import pytest

from tallystick import verifier
from tallystick.cli.main import COMMANDS, main

SHA256 = hashlib.sha256(verifier.page()).hexdigest()
GROUPED = " ".join(SHA256[start : start + 4] for start in range(0, 64, 4))


def test_it_writes_the_page_and_prints_its_sha256(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "page.html"
    assert main(["verifier", "--out", str(out)]) == 0
    assert out.read_bytes() == verifier.page()
    assert capsys.readouterr().out == f"Written: {out}\nSHA-256: {SHA256}\n         {GROUPED}\n"


def test_it_writes_into_a_folder_and_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert main(["verifier", "--out", str(tmp_path)]) == 0
    (tmp_path / "verify.html").unlink()
    monkeypatch.chdir(tmp_path)
    assert main(["verifier"]) == main(["verifier"]) == 0
    assert (tmp_path / "verify.html").read_bytes() == verifier.page()


def test_the_digest_alone_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["verifier", "--digest"]) == 0
    assert capsys.readouterr().out == f"SHA-256: {SHA256}\n         {GROUPED}\n"
    assert list(tmp_path.iterdir()) == []


def test_an_older_page_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    older = tmp_path / "verify.html"
    older.write_bytes(b"an older page")
    assert main(["verifier", "--out", str(older)]) == 2
    assert older.read_bytes() == b"an older page"
    assert "is another file" in capsys.readouterr().err


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verifier", "--out", str(tmp_path / "none" / "page.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_it_is_a_command_of_the_base_install():
    assert COMMANDS["verifier"].needs == "base"


def test_the_groups_are_the_digest_unchanged():
    assert "".join(verifier.sha256_in_groups()) == verifier.sha256() == SHA256
    assert {len(group) for group in verifier.sha256_in_groups()} == {4}

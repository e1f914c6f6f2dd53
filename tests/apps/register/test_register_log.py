# SPDX-License-Identifier: Apache-2.0
"""The log's files are served as C2SP tlog-tiles says, and nothing else from their folder."""

from pathlib import Path

import pytest
from django.conf import settings as instance
from django.test import Client

from tallystick.apps.journal import keys
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.rotation import rotate
from tallystick.apps.register.queries import log
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.keys import ED25519, PrivateKey
from tallystick.core.ledger.tiles import parse_entries
from tests.apps.builders import NOW, northshire
from tests.apps.crowd import crowd
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db


def test_the_checkpoint_is_text_for_a_short_while_and_for_everybody() -> None:
    northshire(answers=())
    publish(now=NOW)
    page = shown("/log/checkpoint")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.headers["Cache-Control"] == "public, max-age=5"
    assert page.headers["Access-Control-Allow-Origin"] == "*"
    opened = open_checkpoint(page.content, origin="localhost:8000/log", verifiers=[keys.signer().verifier])
    assert opened.checkpoint.size == Entry.objects.count()


def test_tiles_are_bytes_for_ever() -> None:
    crowd(projects=3, facts=100, organisations=5)
    publish(now=NOW)
    paths = [path for path in log.log_paths() if path != "checkpoint"]
    assert {"tile/0/000", "tile/entries/000"} <= set(paths)
    assert any(".p/" in path for path in paths)
    for path in paths:
        page = shown(f"/log/{path}")
        assert page.content == (instance.LOG_DIR / path).read_bytes()
        assert page.headers["Content-Type"] == "application/octet-stream"
        assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert page.headers["Access-Control-Allow-Origin"] == "*"
    leaves = parse_entries(shown("/log/tile/entries/000").content, width=256)
    assert leaves[7] == bytes(Entry.objects.get(index=7).leaf)


def test_the_statement_of_a_change_of_key_is_served_and_copied_with_the_log() -> None:
    northshire(answers=())
    publish(now=NOW)
    new = PrivateKey(instance.LOG_ORIGIN, ED25519, b"7" * 32)
    fact = rotate(new=[new], agreed_by="The overseer", by="Ada", now=NOW)
    page = shown("/log/hand-over/1")
    assert page.content == (fact.statement or "").encode()
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "hand-over/1" in log.log_paths()
    assert read("/log/hand-over/2").status == 404


def test_a_log_without_entries_has_no_files() -> None:
    assert read("/log/checkpoint").status == 404
    assert list(log.log_paths()) == []


@pytest.mark.parametrize(
    "path",
    [
        *("../keys/log.key", "..%2fkeys%2flog.key", "%2e%2e/keys/log.key", "tile/../../keys/log.key"),
        *("tile/0/../../../keys/log.key", "/etc/passwd", "%2fetc%2fpasswd", "tile//etc/passwd", "..\\keys\\log.key"),
        *(
            ".checkpoint.123",
            "tile/0/.000.7",
            "publish.lock",
            "checkpoint/",
            "checkpoint%00",
            "checkpoint%0a",
            "tile/0/",
        ),
        *(
            "tile/64/000",
            "tile/00/000",
            "tile/0/0",
            "tile/0/000.p/0",
            "tile/0/000.p/١",
            "tile/0/x00/000",
            "tile/-1/000",
        ),
        *("tile/entries", "tile/0/999", "tile/0/x001/x234/067", "", "secret"),
    ],
)
def test_no_other_path_reaches_a_file(path: str, tmp_path: Path) -> None:
    northshire(answers=())
    publish(now=NOW)
    for name in (".checkpoint.123", "secret", "publish.lock"):
        (tmp_path / "log" / name).write_text("not for readers")
    assert read(f"/log/{path}").status == 404


def test_the_key_is_there_as_text_and_on_the_page_that_says_how_to_check() -> None:
    page = shown("/log/vkey")
    assert page.content.decode() == f"{keys.vkey()}\n"
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert keys.vkey() in shown("/check/").text
    assert f"tallystick verify FILE --vkey '{keys.vkey()}'" in shown("/check/").text


def test_health_names_the_newest_entry_and_is_never_cached() -> None:
    assert shown("/healthz").content == b"ok\nThe log is empty.\n"
    northshire(answers=())
    page = shown("/healthz")
    assert page.content == f"ok\nnewest entry: {Entry.objects.count() - 1}\n".encode()
    assert page.headers["Cache-Control"] == "no-store"


def test_what_reads_is_only_read() -> None:
    for url in ("/", "/projects.csv", "/entries/", "/log/vkey", "/healthz", "/how-to-read/"):
        assert Client().post(url).status_code == 405
        assert Client().delete(url).status_code == 405
        assert Client().head(url).status_code == 200

# SPDX-License-Identifier: Apache-2.0
"""After an erasure nothing that we hold recovers the value: no row, no file of the database, no page, no proof."""

import base64
import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as instance
from django.core.cache import cache
from django.db import connection, connections, transaction
from pytest_django import Settings

from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.journal import keys, queries
from tallystick.apps.journal.erase import erase, purge
from tallystick.apps.journal.models import Entry, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.cli.export import addresses, export, log_addresses
from tallystick.core.errors import Unavailable
from tallystick.core.facts.consultation import AnswerReceived
from tallystick.web.indexers import ERASED_FROM
from tests.apps.builders import NOW, Case, northshire

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + dt.timedelta(days=2)
FIELDS = ("words", "header_view", "sender", "message_id")


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)
    cache.clear()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    publish(now=NOW)
    return made


def _answer(case: Case) -> int:
    return next(one.entry for one in queries.facts(project=case.project.id) if isinstance(one.fact, AnswerReceived))


def _traces(entry: int) -> dict[str, bytes]:
    """Return everything that could recover the erasable fields of an answer: by what it is, the bytes to look for."""
    fact = queries.private_fact(entry=entry)
    key, record = VaultKey.objects.get(pk=entry), VaultRecord.objects.get(pk=entry)
    found = {"key": bytes(key.key), "nonce": bytes(record.nonce), "ciphertext": bytes(record.ciphertext)[:64]}
    for name, opened in queries.disclosures(entries=[entry])[entry].items():
        if name in FIELDS:
            found[f"value of {name}"] = str(getattr(fact, name)).encode()[:64]
            found[f"disclosure of {name}"] = opened.field.encode()[:64]
            salt, *_ = json.loads(base64.urlsafe_b64decode(opened.field + "=" * (-len(opened.field) % 4)))
            found[f"salt of {name}"] = salt.encode()
            found[f"bytes of the salt of {name}"] = base64.urlsafe_b64decode(salt + "=")
    raw = bytes(InboundMail.objects.get(entry=entry).raw)
    found |= {"mail": raw[:64], "end of the mail": raw[-64:]}
    return found


def _in_rows() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _in_database_files() -> Iterator[bytes]:
    """Yield the database, its write-ahead log and its shared memory, as somebody with the disk has them."""
    path = Path(connection.settings_dict["NAME"])
    yield from (file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def _in_folder(folder: Path) -> Iterator[bytes]:
    yield from (file.read_bytes() for file in folder.rglob("*") if file.is_file())


def _found(traces: dict[str, bytes], places: Iterator[bytes]) -> set[str]:
    held = list(places)
    assert held, "nothing was looked at"
    return {name for name, trace in traces.items() if any(trace in content for content in held)}


def _erase_all(entry: int) -> None:
    for field in FIELDS:
        erase(entry=entry, field=field, basis="UK GDPR Article 17(1)(a)", by_role="operator", by=None, now=LATER)


def test_no_row_of_any_table_holds_it(case: Case) -> None:
    entry = _answer(case)
    traces = _traces(entry)
    assert {"key", "ciphertext", "mail", "value of words", "value of sender"} <= _found(traces, _in_rows())
    _erase_all(entry)
    # The address of the organisation stays where it was pinned; each field is erased for itself.
    assert _found(traces, _in_rows()) == {"value of sender"}
    [pinned] = [one.entry for one in case.organisations if one.contact == "office@harbourtrust.example"]
    erase(entry=pinned, field="contact", basis="UK GDPR Article 17(1)(a)", by_role="operator", by=None, now=LATER)
    assert _found(traces, _in_rows()) == set()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="below, for PostgreSQL")
def test_no_file_of_the_database_holds_it(case: Case) -> None:
    entry = _answer(case)
    traces = _traces(entry) | {"value of sender": b"a value that was never here"}
    assert {"key", "ciphertext", "mail", "value of words"} <= _found(traces, _in_database_files())
    _erase_all(entry)
    assert _found(traces, _in_database_files()), "without letting go, the write-ahead log still has it"
    purge(models=ERASED_FROM)
    assert _found(traces, _in_database_files()) == set()


@pytest.mark.postgres
def test_no_file_of_a_table_holds_it(case: Case) -> None:
    entry = _answer(case)
    traces = {name: trace for name, trace in _traces(entry).items() if name in {"key", "nonce", "ciphertext"}}
    assert _found(traces, _in_table_files()) == set(traces)
    _erase_all(entry)
    purge(models=ERASED_FROM)
    assert _found(traces, _in_table_files()) == set()


def _in_table_files() -> Iterator[bytes]:
    """Yield the files of PostgreSQL's tables, those of their long values included."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
            "WHERE relkind IN ('r', 't') AND pg_relation_filepath(oid) IS NOT NULL AND oid >= 16384"
        )
        yield from (bytes(content) for (content,) in cursor.fetchall())


def test_no_file_of_the_log_and_no_exported_page_or_proof_holds_it(case: Case, tmp_path: Path) -> None:
    entry, out = _answer(case), tmp_path / "site"
    traces = {name: trace for name, trace in _traces(entry).items() if not name.startswith("value of sender")}
    _export(out)
    assert {"value of words", "disclosure of words", "disclosure of header_view"} <= _found(traces, _in_folder(out))
    _erase_all(entry)
    publish(now=LATER)
    _export(out)
    assert _found(traces, _in_folder(out)) == set()
    assert _found(traces, _in_folder(instance.LOG_DIR)) == set()
    assert Entry.objects.count() > entry


def _export(out: Path) -> None:
    done = export(out=out, addresses=[*addresses(), *log_addresses()], jobs=1, say=lambda _: None)
    assert not done.failed


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite keeps what a reader still reads")
def test_a_reader_of_an_older_state_is_waited_for_and_then_named(case: Case) -> None:
    entry = _answer(case)
    with _reading_an_older_state():
        _erase_all(entry)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(Unavailable, match="may still lie in the database's files") as refused:
            purge(models=ERASED_FROM)
        assert "Give the same command again" in (refused.value.next_step or "")
    purge(models=ERASED_FROM)
    assert queries.erasures(entries=[entry])[entry].keys() == set(FIELDS)


@contextmanager
def _reading_an_older_state() -> Iterator[None]:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM journal_entry")
            cursor.fetchone()
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def test_a_database_that_refuses_is_said_plainly(case: Case) -> None:
    with pytest.raises(Unavailable, match="may still lie in the database's files"), transaction.atomic():
        purge(models=ERASED_FROM)

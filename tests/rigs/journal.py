# SPDX-License-Identifier: Apache-2.0
"""Between two tests the journal is emptied, which its triggers forbid to everybody else."""

from collections.abc import Iterable
from contextlib import contextmanager
from typing import Any


def let_tests_empty_the_journal() -> None:
    """Make Django's flush (used after tests with real transactions) lift the triggers while it runs."""
    from django.db import connection

    _wrap(type(connection.ops))


def _wrap(operations: Any) -> None:
    flush = operations.execute_sql_flush

    def execute_sql_flush(self: Any, sql_list: Iterable[str]) -> None:
        with without_triggers(self.connection):
            flush(self, sql_list)

    operations.execute_sql_flush = execute_sql_flush


@contextmanager
def without_triggers(connection: Any = None) -> Any:
    """Lift the triggers that forbid to change or delete entries, as somebody with the database's password could."""
    from django.db import connection as default

    connection = connection or default
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)

# SPDX-License-Identifier: Apache-2.0
"""Entries are only ever added: the database itself refuses to change or delete one."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_MESSAGE = "entries of the journal are append-only"


def _forbid(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor == "postgresql":
        schema.execute(
            "CREATE FUNCTION journal_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
        )
        schema.execute(
            "CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry "
            "FOR EACH ROW EXECUTE FUNCTION journal_entry_is_append_only()"
        )
        schema.execute(
            "CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_is_append_only()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        schema.execute(
            f"CREATE TRIGGER journal_entry_no_{event.lower()} BEFORE {event} ON journal_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        )


def _allow(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor == "postgresql":
        schema.execute("DROP TRIGGER journal_entry_append_only ON journal_entry")
        schema.execute("DROP TRIGGER journal_entry_no_truncate ON journal_entry")
        schema.execute("DROP FUNCTION journal_entry_is_append_only()")
        return
    for event in ("update", "delete"):
        schema.execute(f"DROP TRIGGER journal_entry_no_{event}")


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(_forbid, _allow)]

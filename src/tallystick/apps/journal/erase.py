# SPDX-License-Identifier: Apache-2.0
"""Erase a field: delete its value and salt for good, keep its digest, and say so in the record.

All in one transaction: the entry's vault record is sealed anew without the field, under a new key; the index forgets
the value; the rooms delete what else holds it, as the table ``settings.ERASERS`` says; and ``field.erased`` is
appended. `purge` then makes the database let go of the deleted bytes.
Source: UK GDPR Article 17 (erasure), https://www.legislation.gov.uk/eur/2016/679/article/17; that digests without
their salts can stay is our reading of it, stated in docs/how-to/erase-a-field.md.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.utils.module_loading import import_string

from tallystick.apps.journal import queries, vault
from tallystick.apps.journal.append import append, become_the_sequencer
from tallystick.apps.journal.guard import check_before_writing
from tallystick.apps.journal.models import Entry, IndexedFact, Outbox
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.facts.base import Erasure, FieldRule, JsonValue, Recorded, encode, rules
from tallystick.core.facts.record import FieldErased
from tallystick.core.ledger import jcs

#: The longest legal basis, in characters.
MAX_BASIS = 300
_STEP = 1000
_NAMES_NOBODY = "The basis is public for as long as the log: it names the law, and nobody."


class Delete(Protocol):
    """Deletes what a room keeps of the value of one field of a recorded fact."""

    def __call__(self, *, recorded: Recorded, field: str) -> None:
        """Delete it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Eraser:
    """What else goes when one of some fields of a fact is erased."""

    fields: frozenset[str]
    #: What is deleted, in words.
    what: str
    #: Deletes it, in the transaction of the erasure; told the fact with all the values that it still had.
    delete: Delete


@dataclasses.dataclass(frozen=True, kw_only=True)
class Target:
    """A field that can be erased."""

    #: The fact, with all values that are at hand.
    recorded: Recorded
    rule: FieldRule
    #: The digest that stays.
    digest: str
    value: JsonValue
    #: What else is deleted, in words.
    beside: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Place:
    """Another field that holds the same value, and that erasing the first leaves alone."""

    entry: int
    field: str
    can_be_erased: bool


def target(*, entry: int, field: str) -> Target:
    """Return a field as it stands before it is erased.

    Raises:
        Invalid: there is no such entry.
        Refused: the entry has no such field, the field is never erased, was erased already, or holds nothing.
    """
    place = queries.entry(index=entry)
    names = [rule.name for rule in rules(place.kind)]
    if field not in names:
        raise Refused(
            f"Entry {entry} has no field {field!r}.",
            rule=f"An entry of the kind {place.kind} has the fields {', '.join(names)}.",
            next_step="Look at the page of the entry for the name of the field.",
        )
    rule = rules(place.kind)[names.index(field)]
    if rule.erasure is Erasure.KEPT:
        raise Refused(f"The field {field} of {place.kind} is never erased.", rule=rule.erasure.value)
    recorded = queries.recorded(entry=entry, private=True)
    return Target(
        recorded=recorded,
        rule=rule,
        digest=place.sd[names.index(field)],
        value=_value(recorded, field),
        beside=tuple(eraser.what for eraser in _erasers_of(kind=place.kind, field=field)),
    )


def erase(*, entry: int, field: str, basis: str, by_role: str, by: str | None, now: dt.datetime) -> Recorded:
    """Erase a field and return the ``field.erased`` fact that says so.

    Args:
        entry: the entry that the field belongs to.
        field: its name. Of a list, all elements go.
        basis: the legal basis, in public words that name nobody.
        by_role: who erases it: a role in the body, or ``operator``.
        by: who decided it, withheld from the public; ``None`` where that is not recorded.
        now: aware, UTC.

    Raises:
        Invalid: there is no such entry.
        Refused: the field cannot be erased (see `target`), or the basis is empty, too long or holds an address.
        Unavailable: the instance is read-only.
    """
    check_before_writing()
    why = checked_basis(basis)
    with transaction.atomic():
        become_the_sequencer()
        found = target(entry=entry, field=field)
        _forget(found)
        for eraser in _erasers_of(kind=found.recorded.fact.kind, field=field):
            eraser.delete(recorded=found.recorded, field=field)
        fact = FieldErased(
            entry=entry,
            field=field,
            digest=found.digest,
            basis=why,
            engagement=getattr(found.recorded.fact, "engagement", None),
            by_role=by_role,
            by=by,
        )
        return append(fact=fact, project=found.recorded.project, now=now)


def erase_rest(*, entry: int, field: str) -> None:
    """Delete once more what goes with an erased field: after a failure, or where a restored copy brought it back."""
    with transaction.atomic():
        recorded = queries.recorded(entry=entry, private=True)
        for eraser in _erasers_of(kind=recorded.fact.kind, field=field):
            eraser.delete(recorded=recorded, field=field)


def checked_basis(basis: str) -> str:
    """Return a legal basis as one plain line.

    Raises:
        Refused: it is empty, too long, or holds an address.
    """
    why = " ".join(basis.split()).rstrip(".")
    if not why:
        raise Refused("Say on which legal basis the field is erased.", rule="Nothing is erased without a reason.")
    if len(why) > MAX_BASIS or "@" in why:
        raise Refused(
            f"The basis has more than {MAX_BASIS} characters, or an address in it.",
            rule=_NAMES_NOBODY,
            next_step='Name the law alone, for example "UK GDPR Article 17(1)(a)".',
        )
    return why


def same_values(*, found: Target) -> list[Place]:
    """Return the other fields of all facts that hold exactly the value of a field, in entry order."""
    size = Entry.objects.count()
    everything = (one for start in range(0, size, _STEP) for one in queries.everything(start=start, stop=start + _STEP))
    return [place for recorded in everything for place in _holding(recorded, found)]


def purge(*, models: Sequence[type[Model]]) -> None:
    """Make the database let go of what was deleted, so that its files no longer hold it.

    SQLite: the write-ahead log is emptied and the file is written anew. PostgreSQL: the tables of ``models`` are
    written anew; its own write-ahead log and its backups run out by themselves.

    Raises:
        Unavailable: another process holds on to an older state; nothing is lost by trying again.
    """
    try:
        with connection.cursor() as cursor:
            is_busy = _rewrite_tables(cursor, models) if connection.vendor == "postgresql" else _rewrite_file(cursor)
    except DatabaseError as error:
        raise _busy(str(error)) from error
    if is_busy:
        raise _busy("another process reads an older state")


def _rewrite_tables(cursor: CursorWrapper, models: Sequence[type[Model]]) -> bool:
    for model in models:
        cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return False


def _rewrite_file(cursor: CursorWrapper) -> bool:
    """Return whether the write-ahead log could not be emptied."""
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return bool(cursor.fetchone()[0])


def _busy(why: str) -> Unavailable:
    return Unavailable(
        f"The bytes of what was erased may still lie in the database's files: {why}",
        rule="A value is not erased while its bytes are there.",
        next_step="Give the same command again in a minute. If that fails, stop tallystick serve and work for it.",
    )


def _forget(found: Target) -> None:
    """Take the field out of the vault, the index, and whatever a failed reaction said."""
    index, field = found.recorded.entry, found.rule.name
    row = Entry.objects.get(index=index)
    held = queries.disclosures(entries=[index])[index]
    vault.reseal(entry=row, disclosures={name: opened for name, opened in held.items() if name != field})
    indexed = IndexedFact.objects.get(pk=index)
    values = {name: value for name, value in json.loads(indexed.values).items() if name != field}
    IndexedFact.objects.filter(pk=index).update(values=jcs.canonical(values).decode())
    for text in _texts(found.value):
        Outbox.objects.filter(last_error__contains=text).update(last_error="")


def _value(recorded: Recorded, field: str) -> JsonValue:
    if field in recorded.unopened:
        raise _gone(recorded, field)
    value = encode(recorded.fact)[field]
    if value is None:
        raise Refused(
            f"The field {field} of entry {recorded.entry} holds nothing.",
            rule="Only what was recorded can be erased.",
            next_step="Nothing to do.",
        )
    return value


def _gone(recorded: Recorded, field: str) -> Refused:
    erased = queries.erasures(entries=[recorded.entry]).get(recorded.entry, {}).get(field)
    if erased is None:
        return Refused(
            f"The field {field} of entry {recorded.entry} is missing, and no entry says that it was erased.",
            rule="What is missing without a reason is damage.",
            next_step="Run tallystick fsck and restore the vault from its backup.",
        )
    return Refused(
        f"The field {field} of entry {recorded.entry} was erased already: {erased.text} (entry {erased.entry}).",
        rule="A field is erased once.",
        next_step="Nothing to do.",
    )


def _holding(recorded: Recorded, found: Target) -> Iterator[Place]:
    values = encode(recorded.fact)
    for rule in rules(recorded.fact.kind):
        itself = (recorded.entry, rule.name) == (found.recorded.entry, found.rule.name)
        if values[rule.name] == found.value and not itself:
            yield Place(entry=recorded.entry, field=rule.name, can_be_erased=rule.erasure is not Erasure.KEPT)


def _texts(value: JsonValue) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str) and part]


def _erasers_of(*, kind: str, field: str) -> list[Eraser]:
    return [eraser for eraser in _erasers().get(kind, ()) if field in eraser.fields]


@cache
def _erasers() -> Mapping[str, tuple[Eraser, ...]]:
    table: Mapping[str, tuple[Eraser, ...]] = import_string(settings.ERASERS)
    return table

# SPDX-License-Identifier: Apache-2.0
"""``tallystick erase``: delete the value and salt of one field for good. The entry and its proofs stay."""

import argparse
import datetime as dt
from collections.abc import Iterator

from tallystick.apps.consultations.operations.erasing import received_by
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.erase import Target, checked_basis, erase, erase_rest, purge, same_values, target
from tallystick.apps.register.queries import openness
from tallystick.core.claims.erasures import Erased
from tallystick.core.facts.base import Visibility
from tallystick.web.indexers import ERASED_FROM

_BASIS = 'the legal basis, public for as long as the log, for example "UK GDPR Article 17(1)(a)"; name nobody in it'


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser(
        "erase",
        help="delete the value and salt of one field for good",
        description="Delete the value and salt of one field of an entry. Its digest stays, so proofs still verify. "
        "Without --yes nothing is deleted: it prints what would be, and who had received the value.",
        epilog="Exit status: 0 erased, or shown what would be; 2 refused. It cannot be undone.",
    )
    parser.add_argument("entry", type=int, help="the number of the entry")
    parser.add_argument("field", help="the name of the field, as the page of the entry prints it")
    parser.add_argument("--basis", required=True, help=_BASIS)
    parser.add_argument("--by", help="who decided it; withheld from the public")
    parser.add_argument("--yes", action="store_true", help="do it")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Show what would be deleted or, with ``--yes``, delete it."""
    before = _erased_before(entry=arguments.entry, field=arguments.field)
    if before is not None:
        print(f"It was {before.text} (entry {before.entry}).")
        if arguments.yes:
            erase_rest(entry=arguments.entry, field=arguments.field)
            purge(models=ERASED_FROM)
            print("What went with it is deleted again, and the database has let go of the bytes.")
        return 0
    found = target(entry=arguments.entry, field=arguments.field)
    checked_basis(arguments.basis)
    print("\n".join(_plan(found)))
    if not arguments.yes:
        print("\nNothing was deleted. Give the same command with --yes to delete it. It cannot be undone.")
        return 0
    recorded = erase(
        entry=arguments.entry,
        field=arguments.field,
        basis=arguments.basis,
        by_role="operator",
        by=arguments.by,
        now=dt.datetime.now(dt.UTC),
    )
    print(f"\nErased: entry {recorded.entry} says so.", flush=True)
    purge(models=ERASED_FROM)
    print("The database has let go of the bytes. Still to do, by you:")
    print("\n".join(f"- {line}" for line in _to_do(found)))
    return 0


def _erased_before(*, entry: int, field: str) -> Erased | None:
    """Return that the field was erased; ``None`` also where it can be read again, for example from a restored copy."""
    before = journal.erasures(entries=[entry]).get(entry, {}).get(field)
    return before if before and field in journal.recorded(entry=entry, private=True).unopened else None


def _plan(found: Target) -> Iterator[str]:
    recorded = found.recorded
    yield f"Entry {recorded.entry}, {recorded.fact.kind}, recorded {_day(recorded.time)}: the field {found.rule.name}."
    yield f"Rule: {found.rule.erasure.value}"
    yield "Deleted:"
    yield "- its value and salt in the vault, with the key that opened them"
    if found.rule.visibility is Visibility.PUBLIC:
        yield "- its value in the index: pages and proofs made from then on do not have it"
    yield from (f"- {what}" for what in found.beside)
    yield f"Stays: the digest {found.digest}, which opens nothing any more; the other fields; every proof."
    yield "Had received the value:"
    yield from (f"- {line}" for line in _recipients(found))
    yield from _also_look_at(found)


def _recipients(found: Target) -> Iterator[str]:
    for received in received_by(recorded=found.recorded):
        when = f", {_day(received.when)}" if received.when else ""
        yield f"{received.who}: {received.how}{when}"
    if found.rule.visibility is not Visibility.PUBLIC:
        yield "staff of the body and the oversight body may have seen it; that is not recorded"
    elif openness.is_open(found.recorded):
        yield "everybody: it is public. Who opened a page or downloaded a proof is recorded nowhere"
    else:
        yield "nobody through public pages: it is not published"


def _also_look_at(found: Target) -> Iterator[str]:
    places = same_values(found=found)
    if places:
        yield "The same value stays in, and is erased there by a command of its own:"
    for place in places:
        kept = "" if place.can_be_erased else " (never erased)"
        yield f"- entry {place.entry}, {place.field}{kept}"
    shows = getattr(found.recorded.fact, "header_view", None)
    if shows and found.rule.name in {"sender", "message_id"}:
        yield "The field header_view of this entry shows the signed From and Message-ID: look at erasing it as well."


def _to_do(found: Target) -> Iterator[str]:
    yield "tell those named above (UK GDPR Article 19)"
    if found.rule.visibility is Visibility.PUBLIC:
        yield "write the static export again: tallystick export"
        yield "restart tallystick serve: it may keep pages in memory for up to an hour"
    yield "see that backups with the old vault run out (documentation: Back up and restore)"


def _day(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC)
    return f"{utc.day} {utc:%B %Y}"

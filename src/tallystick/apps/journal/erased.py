# SPDX-License-Identifier: Apache-2.0
"""Whether what is missing from the vault, and only that, is what the record says was erased. A part of fsck."""

from collections.abc import Callable

from tallystick.apps.journal.models import Entry
from tallystick.core.claims.erasures import Erasures
from tallystick.core.errors import TallystickError
from tallystick.core.facts.base import Erasure, Recorded, field_names, rules
from tallystick.core.facts.record import FieldErased
from tallystick.core.ledger.leaf import parse_leaf


def check_erased(*, recorded: Recorded, erased: Erasures, found: Callable[[str, str], None]) -> None:
    """Check one entry as the vault has it: told to ``found``, with where, what is wrong."""
    _check_missing(recorded, erased, found)
    if isinstance(recorded.fact, FieldErased):
        _check_said(recorded, recorded.fact, found)


def _check_missing(recorded: Recorded, erased: Erasures, found: Callable[[str, str], None]) -> None:
    said = erased.get(recorded.entry, {})
    where = f"vault record of entry {recorded.entry}"
    for name in field_names(recorded.fact.kind):
        if name in recorded.unopened and name not in said:
            found(where, f"its field {name} is missing, and no entry says that it was erased")
        if name in said and name not in recorded.unopened:
            found(where, f"its field {name} can be read, although entry {said[name].entry} says that it was erased")


def _check_said(recorded: Recorded, fact: FieldErased, found: Callable[[str, str], None]) -> None:
    if (fact.field, fact.digest) not in _could_go(entry=fact.entry, before=recorded):
        found(f"entry {recorded.entry}", f"it says that {fact.field} of entry {fact.entry} was erased, which is none")


def _could_go(*, entry: int, before: Recorded) -> list[tuple[str, str]]:
    """Return name and digest of each field that may be erased from an earlier entry of the same stream."""
    row = Entry.objects.filter(index=entry, index__lt=before.entry, project=before.project).first()
    if row is None:
        return []
    try:
        leaf = parse_leaf(bytes(row.leaf))
        # A leaf that was changed may have any number of digests; that it was changed is found elsewhere.
        fields = list(zip(rules(leaf.kind), leaf.sd, strict=False))
    except TallystickError:
        return []
    return [(rule.name, digest) for rule, digest in fields if rule.erasure is not Erasure.KEPT]

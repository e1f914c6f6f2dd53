# SPDX-License-Identifier: Apache-2.0
"""Reads the facts of a bundle whose entries are proved, and refuses what is no fact or hides what decides.

A bundle's maker chooses what to open. Were it free to withhold the verb of a dispute, the sentence would come out
kinder; so every public field must be shown unless it is one that may be erased. What is said to be erased must be what
an earlier entry of the same stream committed to.
"""

import dataclasses
from collections.abc import Sequence
from enum import Enum
from typing import Any, get_args

from tallystick.core.claims.gather import only
from tallystick.core.errors import Invalid, Unverified
from tallystick.core.facts.base import KINDS, Erasure, FieldRule, JsonValue, Recorded, Visibility, decode, encode, rules
from tallystick.core.facts.record import FieldErased
from tallystick.core.ledger.verify import VerifiedEntry

_RULE = "An entry has exactly the fields of its kind of fact, in schema order, each of its declared type."
_ERASED = "What is said to be erased is what an earlier entry committed to, and of a kind that may be erased."


def read_facts(entries: Sequence[VerifiedEntry]) -> tuple[Recorded, ...]:
    """Return the fact of each entry; withheld fields are ``None``.

    Raises:
        Invalid: a kind that this version does not know, or a value that no fact of its kind holds.
        Unverified: the names are not those of the kind, a public field that is never erased is withheld, or what is
            said to be erased cannot have been.
    """
    facts = tuple(_read(entry) for entry in entries)
    placed = {entry.index: entry for entry in entries}
    for recorded, erased in only(FieldErased, facts):
        _check_earlier(recorded, erased, placed.get(erased.entry))
        if erased.entry in placed:
            _check_committed(recorded, erased, placed[erased.entry])
    return facts


def _read(entry: VerifiedEntry) -> Recorded:
    kind = entry.leaf.kind
    schema = rules(kind)
    if tuple(entry.fields) != tuple(rule.name for rule in schema):
        raise Unverified(f"entry {entry.index} names other fields than those of {kind}", rule=_RULE)
    for rule in schema:
        _check_shown(entry, rule)
    types = {field.name: field.type for field in dataclasses.fields(KINDS[kind])}
    shown = {name: _value(value) for name, value in entry.fields.items() if not _is_withheld(value)}
    for name, value in shown.items():
        if not _fits(value, types[name]):
            raise Invalid(f"entry {entry.index}: {name} of {kind} is of another type", rule=_RULE)
    fact = decode(kind=kind, values=shown)
    encode(fact)  # its limits hold for facts from outside, too
    return Recorded(
        entry=entry.index,
        time=entry.leaf.time,
        project=entry.leaf.project,
        fact=fact,
        unopened=frozenset(entry.fields.keys() - shown.keys()),
    )


def _check_earlier(recorded: Recorded, erased: FieldErased, entry: VerifiedEntry | None) -> None:
    if erased.entry >= recorded.entry or (entry is not None and entry.leaf.project != recorded.project):
        raise Unverified(
            f"entry {recorded.entry} erases from entry {erased.entry}, which is no earlier entry of its stream",
            rule=_ERASED,
        )


def _check_committed(recorded: Recorded, erased: FieldErased, entry: VerifiedEntry) -> None:
    committed = {
        rule.name: digest
        for rule, digest in zip(rules(entry.leaf.kind), entry.leaf.sd, strict=True)
        if rule.erasure is not Erasure.KEPT
    }
    if committed.get(erased.field) != erased.digest:
        raise Unverified(
            f"entry {recorded.entry} erases {erased.field}, which entry {erased.entry} did not commit to so",
            rule=_ERASED,
        )
    if erased.engagement != entry.fields.get("engagement"):
        raise Unverified(f"entry {recorded.entry} names another engagement than entry {erased.entry}", rule=_ERASED)


def _check_shown(entry: VerifiedEntry, rule: FieldRule) -> None:
    if rule.visibility is not Visibility.PUBLIC:
        return
    value = entry.fields[rule.name]
    elements = value if isinstance(value, list) else [value]
    if rule.erasure is Erasure.KEPT and any(_is_withheld(element) for element in elements):
        raise Unverified(
            f"entry {entry.index} withholds {rule.name}, which is public and never erased",
            rule="A bundle shows every public field, except one that was erased.",
            next_step="Ask whoever gave you the file for a complete one.",
        )


def _is_withheld(value: object) -> bool:
    # The ledger's mark for a value that was not opened is the only one that is no JSON value.
    return isinstance(value, Enum)


def _value(value: Any) -> JsonValue:  # noqa: ANN401 (what the ledger opened: JSON, with marks for withheld elements)
    if isinstance(value, list):
        return [None if _is_withheld(element) else element for element in value]
    shown: JsonValue = value
    return shown


def _fits(value: JsonValue, annotation: object) -> bool:
    """Tell whether a value is of a field's declared type: text, whole number, yes or no, list of texts, or absent."""
    options = get_args(annotation) if type(None) in get_args(annotation) else (annotation,)
    if isinstance(value, list):
        return tuple[str, ...] in options and all(isinstance(item, str) for item in value)
    return type(value) in options

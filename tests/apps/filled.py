# SPDX-License-Identifier: Apache-2.0
"""A fact of any kind with a value in every field, made from its name."""

import dataclasses
from collections.abc import Iterator
from typing import get_args

from tallystick.core.facts.base import KINDS, Erasure, Fact, FieldRule, rules

#: Kinds of facts that belong to the product, in alphabetical order.
REAL = sorted(name for name, kind in KINDS.items() if kind.__module__.startswith("tallystick.core.facts."))
_DAYS = {"starts_on", "source_seen_on", "on", "made_on", "published_on"}
_FIXED = {
    "statement": "TS-1001",
    "verb": "DISPUTE",
    "level": "domain",
    "channel": "mail",
    "claimed_as": "consulted",
    "asserts": "consulted",
    "says": "disputes",
    "assurance": "domain",
    "source_url": "https://register.example/",
    "code_salt": "A" * 43,
    "received_at": "2026-03-02T09:30:00Z",
    "claimed_at": "2026-03-02T09:30:00Z",
    "observed_at": "2026-03-02T09:30:00Z",
    "contact": "contact-of-nobody@harbourtrust.example",
    "entry": 0,
    "key_entry": 0,
}


def filled(kind: str) -> Fact:
    """Return a fact of this kind; what may be erased reads ``<kind> <field>``, but for days and the like."""
    fields = dataclasses.fields(KINDS[kind])
    return KINDS[kind](**{field.name: _value(kind, field.name, field.type) for field in fields})


def fields_that(*, may_go: bool) -> Iterator[tuple[str, FieldRule]]:
    """Yield kind and rule of every field of every kind that may (or may never) be erased."""
    for kind in REAL:
        for rule in rules(kind):
            if (rule.erasure is not Erasure.KEPT) is may_go:
                yield kind, rule


def _value(kind: str, name: str, annotation: object) -> object:
    types = get_args(annotation) or (annotation,)
    if name in _DAYS:
        return "2026-03-01"
    if name in _FIXED:
        return _FIXED[name]
    if bool in types:
        return True
    if int in types:
        return 7
    if tuple[str, ...] in (annotation, *types) or annotation == tuple[str, ...]:
        return (f"{kind} {name}",)
    return f"{kind} {name}"

# SPDX-License-Identifier: Apache-2.0
"""Facts about something else than any case: of every kind, with other names and nothing more than the kind needs."""

import typing

from tallystick.core.facts.base import JsonValue
from tallystick.core.facts.dossier import field_types
from tallystick.core.facts.dossier_kinds import DATES, choices, required

#: Words that fit wherever a field has words of its own, and that mean nothing to any check.
_WORD = "Quagga"


def unrelated(kind: str, *, number: int, on: str | None = None) -> dict[str, JsonValue]:
    """Return a fact of a kind about something of another name, with every value that is not needed left out."""
    types = field_types(kind)
    fact: dict[str, JsonValue] = {"kind": kind}
    for name in required(kind):
        fact[name] = _value(kind, name, types[name], number)
    if on is not None and "on" in types:
        fact["on"] = on
    return fact


def _value(kind: str, name: str, wanted: object, number: int) -> JsonValue:
    if name in DATES:
        return "2020"
    if name == "criteria":
        return []
    if found := choices(kind, name):
        # The last of the types and categories is the one that no check asks for.
        one = found[-1] if name in ("type", "category") else found[0]
        return [one] if typing.get_origin(wanted) is tuple else one
    if wanted is bool:
        return False
    if wanted is int:
        return 0
    return [] if typing.get_origin(wanted) is tuple else f"{_WORD}-{name}-{number}"

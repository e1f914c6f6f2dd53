# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema (draft 2020-12) of the dossier, made from the kinds of facts.

It takes what ``core.facts.dossier`` takes, but for three rules that a schema cannot say: that ``source`` names a source
of the list, that each ``ref`` stands once, and the limits of the file as a whole.
"""

import inspect
import typing
from typing import Any

from tallystick.core.facts import dates
from tallystick.core.facts.base import KINDS, MAX_ITEMS, MAX_TEXT, field_names
from tallystick.core.facts.dossier import MARK, MAX_FACTS, SOURCE_FIELDS, VERSION, field_types, takes_source
from tallystick.core.facts.dossier_kinds import DATES, choices, required
from tallystick.core.facts.plain import MAX_NUMBER

_TEXT = {"type": "string", "maxLength": MAX_TEXT}
_NAME = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
_LEAP = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
_DAYS = (
    r"-(?:(?:0[13578]|1[02])(?:-(?:0[1-9]|[12]\d|3[01]))?|(?:0[469]|11)(?:-(?:0[1-9]|[12]\d|30))?"
    r"|02(?:-(?:0[1-9]|1\d|2[0-8]))?)"
)


def schema() -> dict[str, Any]:
    """Return the schema."""
    kinds = sorted(KINDS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tallystick:dossier:{VERSION}",
        "title": "Tallystick dossier",
        "description": "What is known about one project, as facts with their dates, speakers and sources.",
        "type": "object",
        "properties": {
            MARK: {"const": VERSION, "type": "integer"},
            "project": _NAME,
            "sources": {
                "type": ["object", "null"],
                "additionalProperties": {
                    "type": "object",
                    "properties": {"title": _NAME, "url": _NAME},
                    "additionalProperties": False,
                },
            },
            "facts": {"type": "array", "maxItems": MAX_FACTS, "items": {"$ref": "#/$defs/fact"}},
        },
        "required": [MARK, "project", "facts"],
        "additionalProperties": False,
        "$defs": {
            "date": {
                "type": "string",
                "pattern": _date_pattern(),
                "description": "A day (2022-06-03), a month (2022-06) or a year (2022), as exactly as it is known.",
            },
            "fact": {
                "type": "object",
                "properties": {"kind": {"enum": kinds}},
                "required": ["kind"],
                "allOf": [_if_kind(kind) for kind in kinds],
            },
            **{kind: _kind(kind) for kind in kinds},
        },
    }


def _date_pattern() -> str:
    assert (dates.FIRST_YEAR, dates.LAST_YEAR) == (1900, 2199)  # noqa: S101 (the pattern spells the centuries out)
    return rf"^(?:(?:19|20|21)[0-9][0-9](?:{_DAYS})?|{_LEAP})$".replace(r"\d", "[0-9]")


def _if_kind(kind: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"$ref": f"#/$defs/{kind}"},
    }


def _kind(kind: str) -> dict[str, Any]:
    types = field_types(kind)
    properties = {name: _field(kind, name, types[name], needed=name in required(kind)) for name in field_names(kind)}
    shape: dict[str, Any] = {
        "description": inspect.cleandoc(KINDS[kind].__doc__ or ""),
        "properties": {"kind": {"const": kind}, **properties},
        "additionalProperties": False,
    }
    if not takes_source(kind):
        return shape | {"required": list(required(kind))}
    shape["properties"]["source"] = {**_NAME, "description": "The name of a source of the list."}
    shape["dependentSchemas"] = {"source": {"properties": dict.fromkeys(SOURCE_FIELDS, False)}}
    return shape | {"required": list(required(kind))}


def _field(kind: str, name: str, wanted: object, *, needed: bool) -> dict[str, Any]:
    shape = _shape(kind, name, wanted)
    if needed:
        return shape
    if set(shape) == {"type"} | ({"maxLength"} & set(shape)):
        return shape | {"type": [shape["type"], "null"]}
    return {"anyOf": [shape, {"type": "null"}]}


def _shape(kind: str, name: str, wanted: object) -> dict[str, Any]:
    if name in DATES:
        return {"$ref": "#/$defs/date"}
    one_of = {"enum": list(choices(kind, name))} if choices(kind, name) else _TEXT
    if wanted is bool:
        return {"type": "boolean"}
    if wanted is int:
        return {"type": "integer", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER}
    if typing.get_origin(wanted) is tuple:
        return {"type": "array", "maxItems": MAX_ITEMS, "items": one_of}
    return _NAME if name == "ref" else one_of

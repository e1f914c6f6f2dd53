# SPDX-License-Identifier: Apache-2.0
"""The JSON Canonicalization Scheme, for the subset of JSON that the ledger uses.

Objects with string keys, arrays, strings, booleans, null and integers within +-(2^53 - 1). Everything whose
canonical form depends on floating point is refused, so one value has one spelling in every language.
Source: RFC 8785 sections 3.2 and 3.3, https://www.rfc-editor.org/rfc/rfc8785; I-JSON, RFC 7493 section 2.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

from tallystick.core.errors import Invalid

JsonValue: TypeAlias = bool | int | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None

MAX_DEPTH = 64
MAX_INTEGER = 2**53 - 1

_RULE = "RFC 8785 (JSON canonical form) and RFC 7493 (I-JSON)"
# A string is consumed whole (also an unterminated one, so the scan stays linear); what is left are brackets.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def canonical(value: JsonValue) -> bytes:
    """Return the canonical UTF-8 bytes of ``value`` (RFC 8785 section 3.2).

    Raises:
        Invalid: a float, an integer beyond +-(2^53 - 1), a lone surrogate, a key that is no string, a value of
            any other type, or more than `MAX_DEPTH` levels.
    """
    try:
        return _ENCODER.encode(_ordered(value, depth=0)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Invalid("a string holds a lone surrogate, which is no character", rule=_RULE) from error


def parse_canonical(data: bytes, *, limit: int) -> JsonValue:
    """Return the value that ``data`` spells, as dict, list, str, int, bool and None.

    Args:
        data: bytes from outside.
        limit: the most bytes accepted.

    Raises:
        Invalid: too long, too deep, not JSON, duplicate keys, or not byte for byte the canonical form.
    """
    value = parse_json(data, limit=limit)
    if canonical(value) != data:
        raise Invalid("the JSON text is not in canonical form", rule=_RULE)
    return value


def parse_json(data: bytes, *, limit: int) -> JsonValue:
    """Return the value of JSON text in our subset, in whatever spacing and key order it comes.

    Raises:
        Invalid: too long, too deep, not UTF-8, not JSON, a number that is no small integer, or duplicate keys.
    """
    if len(data) > limit:
        raise Invalid(f"the JSON text has {len(data)} bytes, more than {limit}")
    try:
        text = data.decode("utf-8")
        _check_depth(text)
        value: JsonValue = _DECODER.decode(text)
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError
        raise Invalid("the bytes are not JSON in UTF-8", rule="RFC 8259") from error
    return value


def _ordered(value: JsonValue, *, depth: int) -> JsonValue:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return _safe_integer(value)
    if depth >= MAX_DEPTH:
        raise Invalid(f"the JSON value nests deeper than {MAX_DEPTH} levels")
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], depth=depth + 1) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_ordered(item, depth=depth + 1) for item in value]
    raise Invalid(f"a value of type {type(value).__name__} has no canonical form here", rule=_RULE)


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise Invalid(f"an object key of type {type(key).__name__} is no string", rule=_RULE)
    return key.encode("utf-16-be")  # RFC 8785 section 3.2.3: keys sort by UTF-16 code units


def _safe_integer(value: int) -> int:
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise Invalid("an integer lies beyond 2^53 - 1, where JSON readers disagree", rule=_RULE)
    return value


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return  # it cannot nest deeper than it has brackets
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            raise Invalid(f"the JSON text nests deeper than {MAX_DEPTH} levels")


def _read_integer(digits: str) -> int:
    if len(digits) > len(str(-MAX_INTEGER)):
        raise Invalid("an integer lies beyond 2^53 - 1, where JSON readers disagree", rule=_RULE)
    return _safe_integer(int(digits))


def _refuse_number(text: str) -> NoReturn:
    raise Invalid(f"the number {text[:32]} is no integer", rule=_RULE)


def _unique(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Invalid("an object names a member twice", rule="RFC 7493 section 2.3")
    return members


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_read_integer, parse_float=_refuse_number, parse_constant=_refuse_number
)

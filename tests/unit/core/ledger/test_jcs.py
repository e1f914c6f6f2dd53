# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON, against two independent implementations."""

import json
from typing import Any

import jcs as other_jcs
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.ledger.jcs import MAX_DEPTH, canonical, parse_canonical, parse_json
from tests.unit.core.ledger.json_values import TEXT, VALUES

LIMIT = 1_000_000


@given(VALUES)
def test_canonical_bytes_are_those_of_two_other_implementations(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value) == other_jcs.canonicalize(value)


@given(VALUES)
def test_canonical_bytes_read_back_as_the_value(value: Any) -> None:
    assert parse_canonical(canonical(value), limit=LIMIT) == value


@given(VALUES)
def test_any_other_spelling_of_a_value_is_refused(value: Any) -> None:
    for spelling in (json.dumps(value, indent=1), json.dumps(value) + " ", " " + json.dumps(value)):
        data = spelling.encode()
        if data != canonical(value):
            with pytest.raises(Invalid):
                parse_canonical(data, limit=LIMIT)
        assert parse_json(data, limit=LIMIT) == value


@given(st.binary(max_size=60) | TEXT.map(str.encode))
def test_no_bytes_raise_anything_but_invalid(data: bytes) -> None:
    try:
        value = parse_canonical(data, limit=50)
    except Invalid:
        return
    assert canonical(value) == data


def test_keys_sort_by_utf16_code_units() -> None:
    # U+1F600 is above U+FB33 as a code point, but its first UTF-16 unit 0xD83D is below.
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "a": 3}) == '{"a":3,"\U0001f600":2,"\ufb33":1}'.encode()


def test_strings_are_escaped_as_rfc_8785_section_3_2_2_2_says() -> None:
    assert canonical('\x00\x08\x09\x0a\x0c\x0d\x1f"\\/\x7f\u2028é') == (
        b'"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f' + "\u2028é".encode() + b'"'
    )


def test_tuples_are_lists() -> None:
    assert canonical(("a", (1, 2))) == b'["a",[1,2]]'


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {"\ud800": 1}, {1: 2}, {None: 2}, b"bytes", {"a"}],
    ids=repr,
)
def test_values_without_one_spelling_are_refused(value: Any) -> None:
    with pytest.raises(Invalid):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'"\\',
        b'"open',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b"1." + b"1" * 5000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'"\\ud800"',
        b'"\\u0061"',
        b'"a"\n',
        b"\xff",
        b"\xef\xbb\xbf1",
        b'"a\nb"',
        b"[1,]",
        b"[1 ,2]",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_malformed_text_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_canonical(data, limit=LIMIT)


def test_text_over_the_limit_is_refused() -> None:
    assert parse_canonical(b"[1]", limit=3) == [1]
    with pytest.raises(Invalid, match="more than 2"):
        parse_canonical(b"[1]", limit=2)


def test_depth_is_limited_both_ways_and_brackets_in_strings_do_not_count() -> None:
    deepest: Any = "[" * 200
    for _ in range(MAX_DEPTH):
        deepest = [deepest]
    assert parse_canonical(canonical(deepest), limit=LIMIT) == deepest
    with pytest.raises(Invalid, match="deeper"):
        canonical([deepest])
    with pytest.raises(Invalid, match="deeper"):
        parse_canonical(b"[" + canonical(deepest) + b"]", limit=LIMIT)


@pytest.mark.parametrize("data", [b"[" * 900_000, b'{"a":' * 150_000, b'"\\"' + b'\\"' * 400_000], ids=["[", "{", '"'])
def test_hostile_nesting_and_quotes_end_in_a_refusal(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_canonical(data, limit=LIMIT)

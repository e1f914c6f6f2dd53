# SPDX-License-Identifier: Apache-2.0
"""Leaves: exact bytes out, and every malformed member refused on the way in."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.ledger import b64
from tallystick.core.ledger.jcs import canonical
from tallystick.core.ledger.leaf import MAX_LEAF_SIZE, Leaf, encode_leaf, parse_leaf

DIGEST = b64.encode_url(bytes(32))
OTHER = b64.encode_url(bytes(31) + b"\x01")
LEAF = Leaf(
    kind="engagement.claimed",
    time=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    project="Zx9-northshire",
    pseq=2,
    prev=(7, DIGEST),
    sd=(DIGEST, OTHER),
)
DATA = encode_leaf(LEAF)


def test_a_leaf_is_one_canonical_object() -> None:
    assert DATA.decode() == (
        '{"kind":"engagement.claimed","prev":[7,"' + DIGEST + '"],"project":"Zx9-northshire","pseq":2,'
        '"sd":["' + DIGEST + '","' + OTHER + '"],"time":"2026-03-01T09:30:00Z","v":1}'
    )
    assert parse_leaf(DATA) == LEAF


HASHES = st.binary(min_size=32, max_size=32).map(b64.encode_url)
LEAVES = st.builds(
    Leaf,
    kind=st.from_regex(r"[a-z][a-z0-9_]{0,9}(\.[a-z][a-z0-9_]{0,9}){1,3}", fullmatch=True),
    time=st.datetimes(timezones=st.just(UTC)).map(lambda time: time.replace(microsecond=0)),
    project=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True),
    pseq=st.integers(2, 2**53 - 1),
    prev=st.tuples(st.integers(0, 2**53 - 1), HASHES),
    sd=st.lists(HASHES, unique=True, max_size=5).map(tuple),
)


@given(LEAVES)
def test_leaves_round_trip(leaf: Leaf) -> None:
    assert parse_leaf(encode_leaf(leaf)) == leaf


def test_a_first_entry_has_no_predecessor() -> None:
    first = replace(LEAF, pseq=1, prev=None)
    assert parse_leaf(encode_leaf(first)) == first


@pytest.mark.parametrize(
    "change",
    [
        {"v": 0},
        {"v": 2},
        {"v": True},
        {"v": "1"},
        {"v": None},
        {"kind": ""},
        {"kind": "claimed"},
        {"kind": "Engagement.claimed"},
        {"kind": "engagement."},
        {"kind": ".claimed"},
        {"kind": "engagement.claimed\n"},
        {"kind": "e." + "c" * 63},
        {"kind": 1},
        {"time": "2026-03-01T09:30:00"},
        {"time": "2026-03-01T09:30:00+00:00"},
        {"time": "2026-03-01T09:30:00.000Z"},
        {"time": "2026-03-01t09:30:00z"},
        {"time": "2026-03-01 09:30:00Z"},
        {"time": "2026-02-30T09:30:00Z"},
        {"time": "2026-03-01T24:00:00Z"},
        {"time": "2026-03-01T23:59:60Z"},
        {"time": "0000-03-01T09:30:00Z"},
        {"time": "٢٠٢٦-03-01T09:30:00Z"},
        {"time": "2026-03-01T09:30:00Z\n"},
        {"time": 1772357400},
        {"project": ""},
        {"project": "-x"},
        {"project": "a b"},
        {"project": "a/b"},
        {"project": "é"},
        {"project": "a" * 65},
        {"project": "a\n"},
        {"project": None},
        {"pseq": 0},
        {"pseq": -1},
        {"pseq": 1},
        {"pseq": True},
        {"pseq": "2"},
        {"pseq": None},
        {"prev": None},
        {"prev": []},
        {"prev": [7]},
        {"prev": [7, DIGEST, 1]},
        {"prev": [DIGEST, 7]},
        {"prev": [-1, DIGEST]},
        {"prev": [True, DIGEST]},
        {"prev": [7, DIGEST[:-1]]},
        {"prev": [7, DIGEST + "="]},
        {"prev": [7, DIGEST[:-1] + "B"]},
        {"prev": [7, None]},
        {"prev": "7"},
        {"prev": {"index": 7}},
        {"sd": None},
        {"sd": DIGEST},
        {"sd": {}},
        {"sd": [1]},
        {"sd": [DIGEST, DIGEST]},
        {"sd": [DIGEST[:-1]]},
        {"sd": [DIGEST + "="]},
        {"sd": [b64.encode(b"\xff" * 32)]},
        {"more": 1},
    ],
    ids=str,
)
def test_a_malformed_member_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        parse_leaf(canonical(json.loads(DATA) | change))


@pytest.mark.parametrize("member", ["v", "kind", "time", "project", "pseq", "prev", "sd"])
def test_a_missing_member_is_refused(member: str) -> None:
    members = json.loads(DATA)
    del members[member]
    with pytest.raises(Invalid, match="members"):
        parse_leaf(canonical(members))


@pytest.mark.parametrize("data", [b"", b"[]", b"1", b"null", DATA + b"\n", DATA.replace(b":2", b": 2")], ids=repr)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_leaf(data)


def test_a_leaf_over_32_kib_is_refused_both_ways() -> None:
    digests = tuple(b64.encode_url(number.to_bytes(32)) for number in range(800))
    big = replace(LEAF, sd=digests)
    with pytest.raises(Invalid, match="32768"):
        encode_leaf(big)
    members = json.loads(DATA) | {"sd": list(digests)}
    assert len(canonical(members)) > MAX_LEAF_SIZE
    with pytest.raises(Invalid, match="32768"):
        parse_leaf(canonical(members))
    assert parse_leaf(encode_leaf(replace(LEAF, sd=digests[:600]))).sd == digests[:600]


@pytest.mark.parametrize(
    "time",
    [
        datetime(2026, 3, 1, 9, 30),  # noqa: DTZ001 - that is what is wrong with it
        datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        datetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=UTC),
    ],
    ids=["naive", "not UTC", "fraction of a second"],
)
def test_a_time_that_a_leaf_cannot_hold_is_refused(time: datetime) -> None:
    with pytest.raises(Invalid):
        replace(LEAF, time=time)

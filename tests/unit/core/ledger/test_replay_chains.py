# SPDX-License-Identifier: Apache-2.0
"""The order of entries, and that the fast way of reading a leaf agrees with the careful one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.chains import Chains
from tallystick.core.ledger.leaf import MAX_LEAF_SIZE, Leaf, encode_leaf, parse_leaf
from tests.unit.core.ledger.small_log import PROJECT, START, chain, link

DIGESTS = st.binary(min_size=32, max_size=32).map(b64.encode_url)
WORD = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)


@st.composite
def leaves(draw: st.DrawFn) -> Leaf:
    pseq = draw(st.integers(1, 2**53 - 1))
    prev = None if pseq == 1 else (draw(st.integers(0, 2**53 - 1)), draw(DIGESTS))
    return Leaf(
        kind=".".join(draw(st.lists(WORD, min_size=2, max_size=4))),
        time=draw(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))).replace(microsecond=0, tzinfo=UTC),  # noqa: DTZ001
        project=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)),
        pseq=pseq,
        prev=prev,
        sd=tuple(draw(st.lists(DIGESTS, max_size=6, unique=True))),
    )


def carefully(data: bytes) -> tuple[bytes, int, bytes, bytes] | None:
    """Return the clear part of a leaf by `parse_leaf`, None for what is no leaf."""
    try:
        leaf = parse_leaf(data)
    except Invalid:
        return None
    prev = b"null" if leaf.prev is None else b'[%d,"%s"]' % (leaf.prev[0], leaf.prev[1].encode())
    return leaf.project.encode(), leaf.pseq, prev, leaf.time.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20).encode()


@given(leaves())
def test_the_fast_way_reads_what_the_careful_one_reads(leaf: Leaf):
    data = encode_leaf(leaf)
    quick = Chains()._read_usual(data)
    if max(leaf.pseq, leaf.prev[0] if leaf.prev else 0) < 10**15:
        assert quick is not None, "this leaf is usual"
    assert quick in (None, carefully(data))


@given(leaves(), st.data())
def test_the_fast_way_takes_nothing_that_the_careful_one_refuses(leaf: Leaf, data: st.DataObject):
    good = encode_leaf(leaf)
    place = data.draw(st.integers(0, len(good) - 1))
    others = data.draw(st.sampled_from([b"", b'"', b",", b"]", b"0", b"9", b"A", b"B", b"_", b"-", b".", b"T", b"\n"]))
    changed = good[:place] + others + good[place + data.draw(st.integers(0, 1)) :]
    quick = Chains()._read_usual(changed)
    assert quick is None or quick == carefully(changed)


def usual() -> bytes:
    digests = tuple(b64.encode_url(bytes([number]) * 32) for number in range(3))
    return encode_leaf(
        Leaf(kind="engagement.claimed", time=START, project="p1", pseq=2, prev=(7, digests[0]), sd=digests)
    )


ODD: dict[str, Callable[[bytes], bytes]] = {
    "a digest twice": lambda data: data.replace(b64.encode_url(bytes([1]) * 32).encode(), b"A" * 43),
    "a digest with pad bits": lambda data: data.replace(b'AAA","AQ', b'AAB","AQ'),
    "a digest of 42 characters": lambda data: data.replace(b'AAA","AQ', b'AA","AQ'),
    "a comma in a digest": lambda data: data.replace(b'AAA","AQ', b'A,A","AQ'),
    "a space between digests": lambda data: data.replace(b'","AQ', b'", "AQ'),
    "a comma after the last digest": lambda data: data.replace(b'"],"time"', b'",],"time"'),
    "a kind of one word": lambda data: data.replace(b"engagement.claimed", b"engagement"),
    "a kind of 65 characters": lambda data: data.replace(b"engagement", b"e" * 57),
    "a month 13": lambda data: data.replace(b"2026-03", b"2026-13"),
    "a day that the month has not": lambda data: data.replace(b"2026-03-01", b"2026-02-30"),
    "the hour 24": lambda data: data.replace(b"T09:", b"T24:"),
    "the second 60": lambda data: data.replace(b":00Z", b":60Z"),
    "a year 0": lambda data: data.replace(b"2026-", b"0000-"),
    "number 1 with a link": lambda data: data.replace(b'"pseq":2', b'"pseq":1'),
    "number 2 without a link": lambda data: data.replace(data[data.index(b"[7") : data.index(b',"project')], b"null"),
    "number 0": lambda data: data.replace(b'"pseq":2', b'"pseq":0'),
    "a leading zero": lambda data: data.replace(b"[7,", b"[07,"),
    "another version": lambda data: data.replace(b'"v":1', b'"v":2'),
    "a line feed at the end": lambda data: data + b"\n",
    "too long": lambda data: data.replace(
        b'"],"time"',
        b'","'
        + b'","'.join(b64.encode_url(number.to_bytes(32)).encode() for number in range(1, MAX_LEAF_SIZE // 46 + 1))
        + b'"],"time"',
    ),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_an_odd_leaf_is_no_leaf_either_way(change: Callable[[bytes], bytes]):
    data = change(usual())
    assert data != usual()
    assert Chains()._read_usual(usual()) is not None
    assert Chains()._read_usual(data) is None
    with pytest.raises(Invalid):
        parse_leaf(data)


def test_numbers_beyond_the_usual_are_read_the_careful_way():
    leaf = Leaf(kind="a.b", time=START, project="p", pseq=10**15, prev=(10**15, b64.encode_url(bytes(32))), sd=())
    chains = Chains()
    chains.break_off()
    chains.follow(index=10**15 + 1, data=encode_leaf(leaf), leaf_hash=bytes(32))
    assert chains.projects[b"p"][0] == 10**15


# Chains.


def follow(*entries: bytes, chains: Chains | None = None, start: int = 0) -> Chains:
    chains = chains or Chains()
    for index, data in enumerate(entries, start=start):
        chains.follow(index=index, data=data, leaf_hash=hashed(data))
    return chains


def hashed(data: bytes) -> bytes:
    return b64.decode_url_hash(link(0, data)[1], what="a hash")


RECORDS = chain()
ENTRIES = [record.data for record in RECORDS]


def altered(number: int, **changes: object) -> list[bytes]:
    """Return the chain up to and with an entry that says something else."""
    leaf = replace(RECORDS[number].leaf, **changes)  # type: ignore[arg-type]
    return [*ENTRIES[:number], encode_leaf(leaf)]


def test_an_honest_chain_is_followed():
    chains = follow(*ENTRIES)
    assert chains.projects[PROJECT.encode()][0] == 4
    assert chains.newest == RECORDS[-1].leaf.time
    assert Chains().newest is None


WRONG: dict[str, tuple[list[bytes], str]] = {
    "starts at 2": ([ENTRIES[1]], "where 1 comes next"),
    "a number left out": (altered(3, pseq=4), "where 3 comes next"),
    "a number twice": (altered(3, pseq=2), "where 3 comes next"),
    "a second first entry": (altered(3, pseq=1, prev=None), "where 3 comes next"),
    "a link to an older entry": (altered(3, prev=link(0, ENTRIES[0])), "does not link to entry 1"),
    "a link to another project": (altered(3, prev=link(2, ENTRIES[2])), "does not link to entry 1"),
    "a link with another hash": (altered(3, prev=link(1, ENTRIES[0])), "does not link to entry 1"),
    "a time before another project's": (altered(3, time=START + timedelta(minutes=30)), "dated before"),
}


@pytest.mark.parametrize(("entries", "words"), WRONG.values(), ids=WRONG)
def test_a_chain_that_does_not_hold_is_found(entries: list[bytes], words: str):
    *before, last = entries
    chains = follow(*before)
    with pytest.raises(Unverified, match=words):
        chains.follow(index=len(before), data=last, leaf_hash=hashed(last))


def test_the_same_time_is_not_backwards():
    follow(*altered(3, time=RECORDS[2].leaf.time))


def test_after_a_fault_the_next_entry_is_compared_with_the_faulty_one():
    entries = altered(3, pseq=7)
    chains = follow(*entries[:3])
    with pytest.raises(Unverified):
        chains.follow(index=3, data=entries[3], leaf_hash=hashed(entries[3]))
    eighth = encode_leaf(replace(RECORDS[4].leaf, pseq=8, prev=link(3, entries[3])))
    chains.follow(index=4, data=eighth, leaf_hash=hashed(eighth))


def test_after_lost_entries_each_project_starts_anew_once():
    chains = follow(ENTRIES[0])
    chains.break_off()  # entries 1 and 2 are lost
    follow(*ENTRIES[3:], chains=chains, start=3)
    with pytest.raises(Unverified, match="where 5 comes next"):
        follow(altered(4, pseq=6)[-1], chains=chains, start=5)


def test_a_project_first_seen_after_lost_entries_may_start_anywhere():
    chains = Chains()
    chains.break_off()
    follow(*ENTRIES[3:], chains=chains, start=3)


def test_what_is_no_leaf_counts_as_lost():
    chains = follow(*ENTRIES[:3])
    with pytest.raises(Invalid):
        chains.follow(index=3, data=b"{}", leaf_hash=bytes(32))
    follow(ENTRIES[4], chains=chains, start=4)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pseq": 2, "prev": link(0, ENTRIES[0])}, "after number 2"),
        ({"pseq": 9, "prev": link(3, ENTRIES[3])}, "cannot be"),
        ({"pseq": 9, "prev": (10, b64.encode_url(bytes(32)))}, "cannot be"),
    ],
)
def test_after_lost_entries_what_cannot_be_is_still_found(changes: dict[str, object], words: str):
    chains = follow(*ENTRIES[:2])
    chains.break_off()
    data = altered(4, **changes)[-1]
    with pytest.raises(Unverified, match=words):
        chains.follow(index=10, data=data, leaf_hash=hashed(data))

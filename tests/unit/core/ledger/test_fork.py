# SPDX-License-Identifier: Apache-2.0
"""Two notes of one log that contradict each other prove it to anybody; two that do not prove nothing."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.fork import MAX_FORK_SIZE, Fork, encode_fork, find_fork, parse_fork, verify_fork
from tallystick.core.ledger.jcs import canonical
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.tiles import EMPTY_EDGE, grow, root_of
from tests.unit.core.ledger.small_log import fetcher

ORIGIN = "log.northshire.example/log"
SIGNER = NoteSigner(ORIGIN, bytes([1]) * 32)
KEYS = [SIGNER.verifier]


class Story:
    """A log of one-line entries that tells another story from entry ``revised`` on."""

    def __init__(self, *, revised: int = 10_000) -> None:
        self._lines = [b"%d%s" % (number, b" revised" if number >= revised else b"") for number in range(600)]

    def note(self, size: int, *, signer: NoteSigner = SIGNER, origin: str = ORIGIN) -> bytes:
        edge = grow(edge=EMPTY_EDGE, entries=self._lines[:size]).edge
        return sign_checkpoint(checkpoint=Checkpoint(origin, size, root_of(edge)), signers=[signer])

    def fetch(self, size: int) -> Callable[[str], bytes]:
        return fetcher(grow(edge=EMPTY_EDGE, entries=self._lines[:size]).files)


TRUE, OTHER = Story(), Story(revised=4)


def find(one: bytes, other: bytes, *, fetch: Callable[[str], bytes]) -> Fork | None:
    return find_fork(one=one, other=other, origin=ORIGIN, verifiers=KEYS, fetch=fetch)


def found(small: int = 7, large: int = 600) -> Fork:
    fork = find(OTHER.note(small), TRUE.note(large), fetch=TRUE.fetch(large))
    assert fork is not None
    return fork


def check(fork: Fork) -> tuple[int, int]:
    proven = verify_fork(fork, origin=ORIGIN, verifiers=KEYS)
    return proven.first.size, proven.second.size


@given(small=st.integers(5, 599), large=st.integers(5, 600))
def test_every_fork_is_found_and_its_file_proves_it(small: int, large: int) -> None:
    fork = find(OTHER.note(small), TRUE.note(large), fetch=(TRUE if large >= small else OTHER).fetch(max(small, large)))
    assert fork is not None
    assert check(parse_fork(encode_fork(fork))) == (min(small, large), max(small, large))


@pytest.mark.parametrize(("small", "large"), [(0, 0), (0, 5), (1, 4), (4, 4), (255, 256), (256, 600), (600, 600)])
def test_a_log_that_grew_is_no_fork(small: int, large: int) -> None:
    assert find(TRUE.note(small), TRUE.note(large), fetch=TRUE.fetch(large)) is None
    assert find(TRUE.note(large), TRUE.note(small), fetch=TRUE.fetch(large)) is None


def test_before_they_part_two_stories_are_one() -> None:
    assert find(OTHER.note(4), TRUE.note(9), fetch=TRUE.fetch(9)) is None


def test_two_roots_of_one_size_need_no_files() -> None:
    def none(path: str) -> bytes:
        raise AssertionError(path)

    fork = find(OTHER.note(9), TRUE.note(9), fetch=none)
    assert fork is not None
    assert fork.proof == ()
    assert check(fork) == (9, 9)


def test_files_that_are_missing_or_of_the_other_story_prove_nothing() -> None:
    with pytest.raises(Unavailable):
        find(OTHER.note(7), TRUE.note(600), fetch=fetcher({}))
    with pytest.raises(Unverified):
        find(OTHER.note(7), TRUE.note(600), fetch=OTHER.fetch(600))


@pytest.mark.parametrize("which", ["one", "other"])
def test_notes_of_other_keys_and_logs_prove_nothing(which: str) -> None:
    stranger = NoteSigner(ORIGIN, bytes([2]) * 32)
    elsewhere = NoteSigner("log.harbour.example/log", SIGNER.seed)
    for bad in (
        OTHER.note(7, signer=stranger),
        OTHER.note(7, signer=elsewhere, origin=elsewhere.name),
        b"no note",
    ):
        notes = {"one": OTHER.note(7), "other": TRUE.note(9), which: bad}
        with pytest.raises((Unverified, Invalid)):
            find_fork(**notes, origin=ORIGIN, verifiers=KEYS, fetch=TRUE.fetch(9))  # type: ignore[arg-type]


def test_a_file_that_claims_too_much_proves_nothing() -> None:
    fork = found()
    for lie, what in (
        (replace(fork, first=TRUE.note(7)), "continues the first"),
        (replace(fork, prefix_root=bytes(32)), "other roots"),
        (replace(fork, proof=fork.proof[:-1]), "too short"),
        (replace(fork, proof=()), "proof is empty"),
        (replace(fork, first=TRUE.note(600), second=OTHER.note(7)), "cannot be proved"),
        (replace(fork, first=OTHER.note(7, signer=NoteSigner(ORIGIN, bytes([2]) * 32))), "not signed by any key"),
        (replace(fork, second=TRUE.note(600, signer=NoteSigner(ORIGIN, bytes([2]) * 32))), "not signed by any key"),
    ):
        with pytest.raises(Unverified, match=what):
            check(lie)


def test_the_file_is_read_strictly() -> None:
    good = encode_fork(found())
    assert encode_fork(parse_fork(good)) == good
    members = json.loads(good)
    for change, what in (
        ({"fork": "tallystick.fork/v2"}, "no file of the format"),
        ({"more": 1}, "no file of the format"),
        ({"first": 1}, "strings"),
        ({"second": None}, "strings"),
        ({"prefix_root": "AAAA"}, "32"),
        ({"prefix_root": 3}, "strings"),
        ({"proof": "AAAA"}, "list of at most"),
        ({"proof": [b64.encode(bytes(32))] * 65}, "list of at most"),
        ({"proof": [1]}, "strings"),
        ({"proof": ["AAAA"]}, "32"),
    ):
        with pytest.raises(Invalid, match=what):
            parse_fork(canonical(members | change) + b"\n")
    for data in (
        good[:-1],
        b"",
        b"[]\n",
        b'"x"\n',
        b"\xff\n",
        b" " * MAX_FORK_SIZE + good,
        good.replace(b",", b", ", 1),
    ):
        with pytest.raises(Invalid):
            parse_fork(data)

# SPDX-License-Identifier: Apache-2.0
"""The pin: read as written, and a database behind or beside it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, TallystickError, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.merkle import EMPTY_ROOT
from tallystick.core.ledger.pin import FORMAT, MAX_PIN_SIZE, NOTHING, Head, Pin, check_pinned, parse_pin
from tests.unit.core.ledger.witness_log import ED25519_KEY, ORIGIN, OTHER_ORIGIN

VKEY = ED25519_KEY.verifier.vkey
A, B = bytes([1]) * 32, bytes([2]) * 32
ROOT = b64.encode(A)

heads = st.builds(Head, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
origins = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs", "Zl", "Zp"]), min_size=1)


@given(st.dictionaries(origins, heads))
def test_a_pin_is_read_as_it_was_written(pinned: dict[str, Head]):
    assert parse_pin(Pin(VKEY, pinned).encode()) == Pin(VKEY, pinned)


def test_a_pin_can_be_read_by_people():
    text = Pin(VKEY, {"go.sum database tree": Head(3, A), ORIGIN: NOTHING}).encode().decode()
    empty = b64.encode(EMPTY_ROOT)
    assert text == f"{FORMAT}\n{VKEY}\n3 {ROOT} go.sum database tree\n0 {empty} {ORIGIN}\n"


@pytest.mark.parametrize("pinned", [{"": NOTHING}, {"a\nb": NOTHING}, {ORIGIN: Head(-1, A)}, {ORIGIN: Head(1, b"")}])
def test_a_pin_that_cannot_be_read_is_not_written(pinned: dict[str, Head]):
    with pytest.raises(Invalid):
        Pin(VKEY, pinned).encode()


MALFORMED = {
    "empty": b"",
    "no key": f"{FORMAT}\n".encode(),
    "another format": f"{FORMAT}2\n{VKEY}\n".encode(),
    "no line feed at the end": f"{FORMAT}\n{VKEY}\n3 {ROOT} {ORIGIN}".encode(),
    "not UTF-8": f"{FORMAT}\n{VKEY}\n3 {ROOT} \xff\n".encode("latin-1"),
    "no origin": f"{FORMAT}\n{VKEY}\n3 {ROOT}\n".encode(),
    "empty origin": f"{FORMAT}\n{VKEY}\n3 {ROOT} \n".encode(),
    "a size with a leading zero": f"{FORMAT}\n{VKEY}\n03 {ROOT} {ORIGIN}\n".encode(),
    "a root of 31 bytes": f"{FORMAT}\n{VKEY}\n3 {b64.encode(A[1:])} {ORIGIN}\n".encode(),
    "an origin twice": f"{FORMAT}\n{VKEY}\n3 {ROOT} {ORIGIN}\n4 {ROOT} {ORIGIN}\n".encode(),
    "an empty line": f"{FORMAT}\n{VKEY}\n\n".encode(),
    "too long": bytes(MAX_PIN_SIZE + 1),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_pin_is_invalid(data: bytes):
    with pytest.raises(Invalid):
        parse_pin(data)


@given(st.binary(max_size=200))
def test_no_bytes_make_anything_but_our_errors(data: bytes):
    with pytest.raises(TallystickError):
        parse_pin(data)


FINE = {
    "nothing signed yet": ({}, {}),
    "as pinned": ({ORIGIN: Head(3, A)}, {ORIGIN: Head(3, A)}),
    "stopped before the pin was written": ({ORIGIN: Head(3, A)}, {ORIGIN: Head(4, B)}),
    "a first checkpoint not pinned yet": ({}, {ORIGIN: Head(4, B)}),
    "an empty tree": ({ORIGIN: NOTHING}, {}),
}


@pytest.mark.parametrize(("pinned", "known"), FINE.values(), ids=FINE)
def test_a_database_that_is_not_behind_is_fine(pinned: dict[str, Head], known: dict[str, Head]):
    check_pinned(Pin(VKEY, pinned), vkey=VKEY, heads=known)


WRONG = {
    "rolled back": ({ORIGIN: Head(3, A)}, {ORIGIN: Head(2, B)}, "rolled back"),
    "empty": ({ORIGIN: Head(3, A)}, {}, "rolled back"),
    "one log of two rolled back": (
        {OTHER_ORIGIN: Head(3, A), ORIGIN: Head(3, A)},
        {OTHER_ORIGIN: Head(9, B), ORIGIN: Head(2, A)},
        "rolled back",
    ),
    "another history": ({ORIGIN: Head(3, A)}, {ORIGIN: Head(3, B)}, "another tree"),
}


@pytest.mark.parametrize(("pinned", "known", "words"), WRONG.values(), ids=WRONG)
def test_a_database_behind_or_beside_its_pin_is_found(pinned: dict[str, Head], known: dict[str, Head], words: str):
    with pytest.raises(Unverified, match=words) as caught:
        check_pinned(Pin(VKEY, pinned), vkey=VKEY, heads=known)
    assert ORIGIN in caught.value.what
    assert "Do not delete the pin" in caught.value.next_step


def test_the_pin_of_another_key_is_found():
    with pytest.raises(Unverified, match="another key"):
        check_pinned(Pin(VKEY), vkey=f"x{VKEY}", heads={})

# SPDX-License-Identifier: Apache-2.0
"""Which public keys are refused. (The 914 published edge cases are in tests/vectors.)"""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.ledger.ed25519 import check_public_key

P = 2**255 - 19


def encoded(y: int, *, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def order_eight() -> int:
    """Return y of a point of order 8: a root of d*y^4 + 2*y^2 - 1, found with square roots modulo p."""
    d = -121665 * pow(121666, -1, P) % P
    for root in (square_root(1 + d), -square_root(1 + d)):
        squared = (root - 1) * pow(d, -1, P) % P
        if pow(squared, (P - 1) // 2, P) == 1:
            return square_root(squared)
    raise AssertionError


def square_root(value: int) -> int:
    root = pow(value, (P + 3) // 8, P)
    return root if root * root % P == value % P else root * pow(2, (P - 1) // 4, P) % P


@given(st.binary(min_size=32, max_size=32))
def test_the_key_of_any_seed_is_accepted(seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    check_public_key(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize(
    "y", [0, 1, P - 1, order_eight(), P - order_eight()], ids=["0", "1", "-1", "order 8", "-order 8"]
)
def test_every_small_order_point_is_refused(y: int, sign: int) -> None:
    with pytest.raises(Invalid, match="small order"):
        check_public_key(encoded(y, sign=sign))


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize("y", [P, P + 1, P + 3, 2**255 - 1])
def test_second_spellings_are_refused(y: int, sign: int) -> None:
    with pytest.raises(Invalid, match="canonical"):
        check_public_key(encoded(y, sign=sign))


def test_what_is_no_curve_point_is_refused() -> None:
    with pytest.raises(Invalid, match="no point"):
        check_public_key(encoded(2))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(Invalid, match="32 bytes"):
        check_public_key(bytes(size))

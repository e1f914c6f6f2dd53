# SPDX-License-Identifier: Apache-2.0
"""Which 32 bytes we accept as an Ed25519 public key.

OpenSSL verifies signatures under keys that anybody can sign for (small order) and under second spellings of a key
(non-canonical). Both are refused when a key is configured, before any signature is looked at.
Source: RFC 8032 sections 5.1 and 5.1.3, https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3
"""

from typing import Final

from tallystick.core.errors import Invalid

KEY_SIZE: Final = 32

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P


def check_public_key(raw: bytes) -> None:
    """Check that ``raw`` is the canonical encoding of a curve point that is not of small order.

    1. It has 32 bytes.
    2. Its y coordinate is below the field prime.
    3. Eight times the point is not the identity: y is none of 0, 1, -1 and no root of d*y^4 + 2*y^2 - 1, the
       condition for a doubled point to have y = 0. This also refuses the points with x = 0, whose sign bit could
       be set or clear.
    4. It lies on the curve (RFC 8032 section 5.1.3, steps 2 to 4).

    Raises:
        Invalid: one of these does not hold.
    """
    if len(raw) != KEY_SIZE:
        raise Invalid(f"an Ed25519 public key has {KEY_SIZE} bytes, this one {len(raw)}")
    y = int.from_bytes(raw, "little") & (2**255 - 1)  # the highest bit is the sign of x
    if y >= _P:
        raise Invalid("the Ed25519 public key is not canonical", rule="RFC 8032 section 5.1.3 step 1")
    if _is_small_order(y):
        raise Invalid(
            "the Ed25519 public key has small order: anybody can sign for it",
            next_step="Generate a new key and configure that one.",
        )
    # From here x is not 0, so both sign bits are canonical.
    if not _is_on_curve(y):
        raise Invalid("the Ed25519 public key is no point of the curve", rule="RFC 8032 section 5.1.3 steps 2 to 4")


def _is_small_order(y: int) -> bool:
    squared = y * y % _P
    return y in (0, 1, _P - 1) or (_D * squared * squared + 2 * squared - 1) % _P == 0


def _is_on_curve(y: int) -> bool:
    squared = y * y % _P  # d*y^2 + 1 is never 0, because -1 is a square and d is none
    x_squared = (squared - 1) * pow(_D * squared + 1, -1, _P) % _P
    return pow(x_squared, (_P - 1) // 2, _P) == 1

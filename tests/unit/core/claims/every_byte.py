# SPDX-License-Identifier: Apache-2.0
"""Alters a bundle by one byte at every place. ``python -m tests.unit.core.claims.every_byte`` tries all of them."""

import sys
import time
from collections.abc import Iterator

from tallystick.core.claims.verify import verify
from tallystick.core.ledger.verify import InvalidAtStep, UnverifiedAtStep
from tests.unit.core.claims import claim_log


def alterations(data: bytes, *, place: int, all_bits: bool) -> Iterator[bytes]:
    """Yield the data with one byte flipped, deleted, or inserted at a place."""
    before, byte, after = data[:place], data[place], data[place + 1 :]
    for bit in range(8) if all_bits else (place % 8,):
        yield before + bytes([byte ^ 1 << bit]) + after
    yield before + after
    for extra in (b" ", bytes([byte])) if all_bits else (bytes([byte]),):
        yield before + extra + data[place:]


def failing_step(data: bytes) -> int:
    """Return the number of the step at which an altered bundle fails; 0 where it holds."""
    try:
        verify(data, vkey=None, now=claim_log.NOW)
    except (InvalidAtStep, UnverifiedAtStep) as failure:
        return failure.step
    return 0


def main() -> int:
    """Try every alteration of the short story's bundle; return how many hold or take longer than a second."""
    data = claim_log.ClaimLog(claim_log.short_story()).bundle()
    tried = wrong = 0
    slowest = 0.0
    for place in range(len(data)):
        for altered in alterations(data, place=place, all_bits=True):
            begun = time.perf_counter()
            wrong += failing_step(altered) == 0
            slowest = max(slowest, time.perf_counter() - begun)
            tried += 1
    print(f"{len(data)} bytes, {tried} alterations, {wrong} accepted, slowest {slowest * 1000:.0f} ms")
    return wrong


if __name__ == "__main__":
    sys.exit(min(1, main()))

# SPDX-License-Identifier: Apache-2.0
"""One altered byte anywhere in a claim's bundle makes it fail, with one of our own errors.

A sample here, dense in the claim and at the ends; ``every_byte.py`` tries all of them.
"""

from tests.unit.core.claims import claim_log
from tests.unit.core.claims.every_byte import alterations, failing_step

DATA = claim_log.ClaimLog(claim_log.short_story()).bundle()
STRIDE = 61


def test_the_bundle_itself_holds():
    assert failing_step(DATA) == 0


def test_a_byte_anywhere():
    steps = set()
    for place in range(0, len(DATA), STRIDE):
        for altered in alterations(DATA, place=place, all_bits=False):
            step = failing_step(altered)
            assert step > 0, place
            steps.add(step)
    # What is still canonical after the change is found by the step that it concerns.
    assert steps >= {1, 3, 4, 5, 6, 8}


def test_a_byte_of_the_claim_or_the_ends():
    start = DATA.index(b'"claim":{')
    ends = [*range(40), *range(len(DATA) - 40, len(DATA))]
    for place in [*ends, *range(start, DATA.index(b'"digest":'), 2)]:
        for altered in alterations(DATA, place=place, all_bits=False):
            assert failing_step(altered) > 0, place

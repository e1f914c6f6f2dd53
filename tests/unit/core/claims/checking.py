# SPDX-License-Identifier: Apache-2.0
"""How the tests of verification verify, and make logs that lie."""

import pytest

from tallystick.core.claims.verify import verify
from tallystick.core.ledger.verify import InvalidAtStep, UnverifiedAtStep
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.claim_log import NOW, ClaimLog


def check(data, *, vkey=None):
    return verify(data, vkey=vkey, now=NOW)


def fails(data, *, step, match, vkey=None):
    """Check that verification fails at exactly this step, saying why."""
    with pytest.raises((InvalidAtStep, UnverifiedAtStep), match=match) as caught:
        check(data, vkey=vkey)
    assert caught.value.step == step.number
    assert caught.value.what.startswith(f"Step {step.number} ({step.title}) failed: ")


def log_with(**facts):
    """Return the story's log with some facts replaced; the names are those of the places in ``claim_log``."""
    story = claim_log.story()
    for place, fact in facts.items():
        index = getattr(claim_log, place)
        story[index] = (story[index][0], fact)
    return ClaimLog(story)


def answered(**values):
    """Return a bundle of the story, with another answer of Harbour Trust."""
    return log_with(ANSWER=claim_log.answer(**values)).bundle()

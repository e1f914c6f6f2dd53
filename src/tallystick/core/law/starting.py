# SPDX-License-Identifier: Apache-2.0
"""Whether processing has begun, as far as the record says: a start on no known day is a start all the same."""

from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.law.given import Given, refs


def has_begun(given: Given) -> bool:
    """Whether the record says that processing has begun, on whichever day."""
    return bool(given.starts or given.notes_of(ProcessingStarted))


def begun(given: Given) -> tuple[str, ...]:
    """Return the short names of the facts that say so."""
    return refs(given.starts) or refs(given.notes_of(ProcessingStarted))


def spell_start(given: Given) -> str:
    """Return the start in words."""
    return given.started.words if given.started else "on no day that is on record"

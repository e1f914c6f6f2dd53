# SPDX-License-Identifier: Apache-2.0
"""What a claim asserts or suggests and the facts do not support, in plain words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from tallystick.core.claims.sentences import DONE, SAID_BY_MANY, SAID_BY_ONE, number
from tallystick.core.claims.tallying import Group, Outcome
from tallystick.core.facts.consultation import RUNGS


def not_shown(
    found: Sequence[Outcome], *, asserts: str, before_start: bool, starts_on: dt.date | None
) -> tuple[str, ...]:
    """Return what the facts do not support, one sentence each; empty where they support everything asserted."""
    groups = Counter(outcome.group for outcome in found)
    return (
        *_rung(groups, asserts=asserts, claimed=len(found)),
        *_lesser(found, asserts=asserts),
        *(_timing(groups, claimed=len(found), starts_on=starts_on) if before_start else ()),
        *_quiet(groups),
    )


def _rung(groups: Counter[Group], *, asserts: str, claimed: int) -> Iterator[str]:
    shown = groups[Group.CONFIRMED] + groups[Group.UNDATED] + groups[Group.LATE]
    if shown == 0:
        yield f"Nothing that counts supports that any organisation {DONE[asserts]}."
    elif shown < claimed:
        yield f"Only {number(shown)} of {number(claimed)} organisations confirmed that {SAID_BY_MANY[asserts]}."


def _lesser(found: Sequence[Outcome], *, asserts: str) -> Iterator[str]:
    for rung in RUNGS:
        count = sum(outcome.group is Group.LESSER and outcome.rung == rung for outcome in found)
        if count == 1:
            yield f"One organisation confirms that {SAID_BY_ONE[rung]}, not that {SAID_BY_ONE[asserts]}."
        elif count:
            who = number(count).capitalize()
            yield f"{who} organisations confirm that {SAID_BY_MANY[rung]}, not that {SAID_BY_MANY[asserts]}."


def _timing(groups: Counter[Group], *, claimed: int, starts_on: dt.date | None) -> Iterator[str]:
    shown = groups[Group.CONFIRMED]
    if starts_on is None:
        yield "Cannot tell whether this was before processing began: the start of processing is not on record."
    elif shown == 0:
        yield "No dated event supports that this was before processing began."
    elif shown < claimed:
        yield (
            "A dated event supports that this was before processing began "
            f"for {number(shown)} of {number(claimed)} organisations only."
        )


def _quiet(groups: Counter[Group]) -> Iterator[str]:
    for group, one, many in (
        (
            Group.SILENT,
            "One organisation was asked and has not answered. Silence is not consent.",
            "{} organisations were asked and have not answered. Silence is not consent.",
        ),
        (
            Group.NEVER_REACHED,
            "One organisation was never reached, so it has not been silent.",
            "{} organisations were never reached, so they have not been silent.",
        ),
        (
            Group.NOT_ASKED,
            "One organisation has not been asked yet.",
            "{} organisations have not been asked yet.",
        ),
    ):
        count = groups[group]
        if count:
            yield one if count == 1 else many.format(number(count).capitalize())

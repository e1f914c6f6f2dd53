# SPDX-License-Identifier: Apache-2.0
"""What comes after the answer: who may or must do what, until when, and what that day was counted from."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from tallystick.core.errors import Refused
from tallystick.core.law.clocks.course import Case, plain_tally
from tallystick.core.law.clocks.events import only
from tallystick.core.law.clocks.rules import After, Basis, Span, StageRule


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stage:
    """One later window of a case."""

    name: str
    #: Who has to act: ``requester`` or ``authority``.
    whose: str
    span: str
    #: The day it was counted from; ``None`` while that is unknown.
    counted_from: dt.date | None
    #: Whether that day is what happened, or the last day on which it can happen in time.
    assumed: bool
    after: After
    #: The last day, or where ``opens`` the first; ``None``: unknown, or after the end of the table.
    due: dt.date | None
    #: The last day at most, where the ordinary one may be exceeded.
    at_most: dt.date | None
    opens: bool
    basis: Basis


def stages(case: Case, *, due: dt.date | None) -> tuple[Stage, ...]:
    """Return the windows after an answer that is due on a day. What has not happened is taken to happen on time."""
    days: dict[After, tuple[dt.date | None, bool]] = {After.RECEIVED: (case.received, False)}
    answer = only(case.events, "answered")
    days[After.ANSWER] = (answer.on, False) if answer else (due, True)
    days[After.TIME_OVER] = (max(answer.on, due), False) if answer and due else (due, True)
    found = []
    for rule in case.regime.stages:
        stage = _stage(case, rule, days)
        found.append(stage)
        if rule.after in {After.ANSWER, After.TIME_OVER}:
            days[After.REVIEW] = _happened(case, "review", otherwise=stage.due)
        if rule.after is After.REVIEW:
            days[After.REVIEWED] = _happened(case, "reviewed", otherwise=stage.at_most or stage.due)
    return tuple(found)


def _happened(case: Case, kind: str, *, otherwise: dt.date | None) -> tuple[dt.date | None, bool]:
    event = only(case.events, kind)
    return (event.on, False) if event else (otherwise, True)


def _stage(case: Case, rule: StageRule, days: Mapping[After, tuple[dt.date | None, bool]]) -> Stage:
    start, assumed = days[rule.after]
    return Stage(
        name=rule.name,
        whose=rule.whose,
        span=rule.span.words(),
        counted_from=start,
        assumed=assumed,
        after=rule.after,
        due=_last_day(case, start, rule.span),
        at_most=_last_day(case, start, rule.at_most) if rule.at_most else None,
        opens=rule.opens,
        basis=rule.basis,
    )


def _last_day(case: Case, start: dt.date | None, span: Span) -> dt.date | None:
    if start is None:
        return None
    try:
        return plain_tally(case, start=start, span=span).due
    except Refused:
        # A window that runs over the end of the table does not take the deadline itself away.
        return None

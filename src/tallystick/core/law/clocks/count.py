# SPDX-License-Identifier: Apache-2.0
"""Counting: from the day a clock starts to the day it runs out, with what became of every day between."""

import calendar
import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from tallystick.core.errors import Refused
from tallystick.core.law.clocks.nonworking import LAST_DAY, ONE_DAY

#: Says why a day does not count; ``None``: it counts.
WhyNot = Callable[[dt.date], str | None]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One day of a working: its number, or why it has none."""

    day: dt.date
    number: int | None
    why: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pause:
    """Days that do not count, both ends included."""

    first: dt.date
    last: dt.date
    why: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tally:
    """A day on which a period ends, and the days that lead there; the last step is that day."""

    due: dt.date
    steps: tuple[Step, ...]


def working_days(*, start: dt.date, number: int, off: WhyNot, pauses: Sequence[Pause] = ()) -> Tally:
    """Count working days; the day after ``start`` is the first that may count.

    Raises:
        Refused: the period runs over the end of the table of non-working days.
    """
    steps: list[Step] = []
    counted, day = 0, start
    while counted < number:
        day = _next(day)
        why = off(day) or _paused(day, pauses)
        counted += why is None
        steps.append(Step(day=day, number=None if why else counted, why=why or ""))
    return Tally(due=day, steps=tuple(steps))


def months(*, start: dt.date, number: int, off: WhyNot, pauses: Sequence[Pause] = ()) -> Tally:
    """Count every day up to the same day of a later month, paused days aside; a last day that is off moves on.

    Where the later month has no such day, its last day is meant (Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c);
    BGB section 188(3)). What does not count is added at the end.

    Raises:
        Refused: the period runs over the end of the table of non-working days.
    """
    whole = (same_day_later(start, number=number) - start).days
    return calendar_days(start=start, number=whole, off=off, pauses=pauses)


def calendar_days(*, start: dt.date, number: int, off: WhyNot, pauses: Sequence[Pause] = ()) -> Tally:
    """Count every day that is not paused; a last day that is off moves on to the first one after it that is not.

    Raises:
        Refused: the period runs over the end of the table of non-working days.
    """
    tally = working_days(start=start, number=number, off=_every_day_counts, pauses=pauses)
    steps, day = list(tally.steps), tally.due
    while why := off(day):
        steps[-1] = dataclasses.replace(steps[-1], why=f"{why}: the last day moves on")
        day = _next(day)
        steps.append(Step(day=day, number=None, why="the first working day after"))
    return Tally(due=day, steps=tuple(steps))


def same_day_later(day: dt.date, *, number: int) -> dt.date:
    """Return the same day a number of months later, or the last day of that month where it has none such.

    Raises:
        Refused: that month lies after the end of the table of non-working days.
    """
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    if year > LAST_DAY.year:
        raise after_the_table()
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def after_the_table() -> Refused:
    """Say that a period runs over the end of the table."""
    return Refused(
        f"the period runs beyond {LAST_DAY:%d %B %Y}, and the table of non-working days ends there",
        rule="A deadline is only computed where every day up to it is known to be a working day or not.",
        next_step="Check the year of each date; for a later year a newer Tallystick is needed.",
    )


def _next(day: dt.date) -> dt.date:
    if day >= LAST_DAY:
        raise after_the_table()
    return day + ONE_DAY


def _every_day_counts(_: dt.date) -> str | None:
    return None


def _paused(day: dt.date, pauses: Sequence[Pause]) -> str | None:
    return next((pause.why for pause in pauses if pause.first <= day <= pause.last), None)

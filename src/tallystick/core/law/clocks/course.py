# SPDX-License-Identifier: Apache-2.0
"""The course of one clock: where it starts, stands still and ends, on one view of the open questions."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from tallystick.core.errors import Refused
from tallystick.core.law.clocks import count
from tallystick.core.law.clocks.calendars import Calendar
from tallystick.core.law.clocks.count import Pause, Step, Tally
from tallystick.core.law.clocks.events import BETWEEN, Event, in_words, only
from tallystick.core.law.clocks.nonworking import ONE_DAY
from tallystick.core.law.clocks.rules import Effect, EventRule, Regime, Span, Unit

#: The open questions on which the strict and the lenient view may give different dates.
LATE_HOLIDAY, LATE_QUESTION, LOCAL_DAY = "late holiday", "late question", "local day"


@dataclasses.dataclass(frozen=True, kw_only=True)
class View:
    """One view of the law: the open questions on which it takes the lenient side."""

    lenient: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One request: the regime, the day of receipt, the events in order, the calendar and what is known of it."""

    regime: Regime
    received: dt.date
    events: tuple[Event, ...]
    calendar: Calendar
    known_on: dt.date | None
    #: The events that began after the time was over, even on the most lenient view of what came before.
    late: frozenset[Event] = frozenset()

    def rule(self, event: Event) -> EventRule:
        """Return what an event does. Raises ``Refused`` where the law gives it no effect."""
        if event.kind not in self.regime.events:
            raise _no_effect(self.regime, event)
        return self.regime.events[event.kind]

    def until(self, event: Event) -> "Case":
        """Return the case as it stood before an event."""
        return dataclasses.replace(self, events=self.events[: self.events.index(event)])

    @property
    def stops(self) -> tuple[Event, ...]:
        """Return the events that can move the clock."""
        return tuple(event for event in self.events if event.kind in BETWEEN)

    @property
    def extended(self) -> Event | None:
        """Return the notice of extension, if there is one."""
        return only(self.events, "extension")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Course:
    """What a view makes of a case: the day the clock starts from, its pauses, and what it still waits for."""

    start: dt.date
    pauses: tuple[Pause, ...]
    #: Days whose count was given up, because the clock started anew.
    before: tuple[Pause, ...]
    waiting: Event | None


def course(case: Case, view: View) -> Course:
    """Follow the events of a case on one view of the law."""
    start, pauses, waiting = case.received, [], None
    for event in case.stops:
        rule = case.rule(event)
        doubt = rule.doubt_on(case.received)
        if (doubt and doubt.about not in view.lenient) or (event in case.late and LATE_QUESTION not in view.lenient):
            continue
        if event.ended is None:
            waiting = event
        elif rule.effect is Effect.RESTART:
            start = max(start, event.ended)
        else:
            pauses.append(_pause(event, event.ended))
    before: tuple[Pause, ...] = ()
    if start > case.received:
        why = f"given up: the clock starts from {in_words(start)}"
        before = (Pause(first=case.received, last=start, why=why),)
    return Course(start=start, pauses=tuple(pauses), before=before, waiting=waiting)


def with_late(case: Case) -> Case:
    """Return the case with its late events marked, each judged by those before it."""
    for event in case.stops:
        if last_day_before(case, event) < event.on:
            case = dataclasses.replace(case, late=case.late | {event})
    return case


def tally(case: Case, view: View, *, span: Span) -> Tally:
    """Count a span of a case's clock on one view, with every day from receipt.

    Raises:
        Refused: it runs over the end of the table.
    """
    found = course(case, view)
    off = _off(case, view, start=found.start)
    counted = _count(span, start=found.start, off=off, pauses=found.pauses)
    return Tally(due=counted.due, steps=(*_steps_to(case, found), *counted.steps))


def plain_tally(case: Case, *, start: dt.date, span: Span) -> Tally:
    """Count a span from a day without any event, such as the time of a review."""
    off = _off(case, View(), start=start)
    if span.unit is Unit.WORKING_DAYS:
        return count.working_days(start=start, number=span.number, off=off)
    return Tally(due=_same_day(start, span), steps=())


def _same_day(start: dt.date, span: Span) -> dt.date:
    if span.unit is Unit.WEEKS:
        return start + dt.timedelta(weeks=span.number)
    number = span.number * (12 if span.unit is Unit.YEARS else 1)
    return count.same_day_later(start, number=number)


def _count(span: Span, *, start: dt.date, off: count.WhyNot, pauses: Sequence[Pause]) -> Tally:
    by = count.working_days if span.unit is Unit.WORKING_DAYS else count.months
    return by(start=start, number=span.number, off=off, pauses=pauses)


def _steps_to(case: Case, found: Course) -> tuple[Step, ...]:
    """Return the days from receipt to the start: given up, or the one day of receipt."""
    first = Step(day=case.received, number=None, why="received; this day is not counted")
    if not found.before:
        return (first,)
    days = range(1, (found.start - case.received).days)
    given_up = (Step(day=case.received + dt.timedelta(days=n), number=None, why=found.before[0].why) for n in days)
    return first, *given_up, Step(day=found.start, number=None, why="the clock starts anew; this day is not counted")


def _off(case: Case, view: View, *, start: dt.date) -> count.WhyNot:
    known = case.known_on
    if case.regime.late_holiday and LATE_HOLIDAY not in view.lenient:
        known = min(known, start) if known else start

    def why(day: dt.date) -> str | None:
        off = case.calendar.off(day, known_on=known)
        if off is None or (off.everywhere is None and LOCAL_DAY not in view.lenient):
            return None
        return off.why

    return why


def _pause(event: Event, ended: dt.date) -> Pause:
    opened, closed = BETWEEN[event.kind]
    why = f"{event.kind} {opened} on {in_words(event.on)}, {closed} on {in_words(ended)}"
    return Pause(first=event.on, last=ended, why=why)


def last_day_before(case: Case, event: Event) -> dt.date:
    """Return the latest day on which the answer was due as the case stood before an event."""
    earlier = case.until(event)
    view = View(lenient=frozenset(open_questions(earlier)))
    if course(earlier, view).waiting:
        return dt.date.max
    span = case.regime.limit
    if case.regime.extension and earlier.extended:
        span = case.regime.extension.total
    return tally(earlier, view, span=span).due


def last_to_pay(case: Case, event: Event) -> dt.date | None:
    """Return the last day on which what an event asks for may come; ``None`` where the law sets none.

    A number of months beginning with the day of the notice ends before the same day of the last month; working days
    are counted after the notice.
    """
    within = case.rule(event).within
    if within is None:
        return None
    last = plain_tally(case, start=event.on, span=within).due
    # Where the last month lacks the day of the notice, its last day is the end.
    return last if within.unit is Unit.WORKING_DAYS or last.day < event.on.day else last - ONE_DAY


def open_questions(case: Case) -> tuple[str, ...]:
    """Return what views may differ on in a case."""
    doubts = (case.rule(event).doubt_on(case.received) for event in case.stops)
    return (LATE_HOLIDAY, LATE_QUESTION, LOCAL_DAY, *dict.fromkeys(doubt.about for doubt in doubts if doubt))


def _no_effect(regime: Regime, event: Event) -> Refused:
    known = ", ".join(regime.events) or "none"
    return Refused(
        f"{event.words()}: {regime.name} gives that no effect on the clock",
        rule=f"Events that move this clock: {known}.",
        next_step="Leave the event out. If the law gives it an effect, the law of the request may be another one.",
    )

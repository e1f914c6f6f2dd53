# SPDX-License-Identifier: Apache-2.0
"""The deadline of one request: when it is due, on each view of the law that is held, and how that was counted."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence

from tallystick.core.errors import Refused
from tallystick.core.law.clocks import admitted
from tallystick.core.law.clocks.count import Step
from tallystick.core.law.clocks.course import (
    LATE_HOLIDAY,
    LATE_QUESTION,
    LOCAL_DAY,
    Case,
    View,
    course,
    last_to_pay,
    open_questions,
    tally,
    with_late,
)
from tallystick.core.law.clocks.events import Event, in_order, only
from tallystick.core.law.clocks.nonworking import FIRST_DAY, LAST_DAY, NonWorking, Standing
from tallystick.core.law.clocks.regimes import regime as find_regime
from tallystick.core.law.clocks.rules import Doubt, Regime, Span
from tallystick.core.law.clocks.stages import Stage, stages

_LATE_QUESTION = Doubt(
    about="a question asked after the time for answering was over",
    strict="it changes nothing: the answer was already late",
    strict_who="the duty to ask within the time for answering: EIR 2004 reg 9(2), and practice under the other laws",
    lenient="the clock starts anew, as after any question",
    lenient_who="the words of the provision on further information, which set no last day for asking",
)
_LOCAL_DAY = Doubt(
    about="a last day that is a holiday in some places only",
    strict="it is the last day: no holiday where the authority sits",
    strict_who="the rule on the last day, where the authority sits elsewhere",
    lenient="it moves on: a holiday where the authority sits",
    lenient_who="the rule on the last day, where the authority sits in such a place",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Side:
    """What a reading holds on one open question, and who holds it."""

    about: str
    holds: str
    who: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reading:
    """One date, on the views that lead to it; without any where nobody differs."""

    due: dt.date
    steps: tuple[Step, ...]
    sides: tuple[Side, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Moved:
    """A date that changed because a holiday was proclaimed, or moved, after the clock had started."""

    was: dt.date
    now: dt.date
    because: tuple[NonWorking, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Deadline:
    """When one request is due. Frozen: another day or event is another deadline."""

    regime: Regime
    received: dt.date
    events: tuple[Event, ...]
    as_of: dt.date | None
    #: By day, the earliest first; empty while the clock waits for the requester on every view.
    readings: tuple[Reading, ...]
    #: What the clock waits for, on the most lenient view at least.
    waiting: Event | None
    #: While it waits: what became of the days until then, and the last day on which the requester may act.
    so_far: tuple[Step, ...]
    lapses_after: dt.date | None
    #: The ordinary last day, where the time was extended: the notice had to be given by then.
    ordinary: dt.date | None
    #: Whether a holiday that became known after the start changed the date.
    moved: Moved | None
    stages: tuple[Stage, ...]
    #: Days in the working that are customary and not yet seen appointed.
    expected: tuple[NonWorking, ...]

    @property
    def due(self) -> dt.date | None:
        """Return the earliest date that anybody's reading gives; ``None`` while the clock waits on every view."""
        return self.readings[0].due if self.readings else None

    @property
    def latest(self) -> dt.date | None:
        """Return the latest date that anybody's reading gives; ``None`` while the clock waits on some view."""
        return self.readings[-1].due if self.readings and not self.waiting else None

    @property
    def answered(self) -> dt.date | None:
        """Return the day of the answer, if it is known."""
        answer = only(self.events, "answered")
        return answer.on if answer else None

    @property
    def in_time(self) -> bool | None:
        """Whether it was answered in time, or time is left; ``None`` where readings differ or no day is given."""
        day = self.answered or self.as_of
        if self.due is None:
            return True
        if day is None:
            return None
        if day <= self.due:
            return True
        return False if self.latest and day > self.latest else None

    @property
    def days_left(self) -> int | None:
        """Return the days from ``as_of`` to the earliest date, negative where it is over; ``None``: unknown."""
        return (self.due - self.as_of).days if self.due and self.as_of else None


def compute(
    *,
    regime: str,
    received: dt.date,
    events: Sequence[Event] = (),
    as_of: dt.date | None = None,
    also: Sequence[NonWorking] = (),
) -> Deadline:
    """Compute the deadline of one request.

    ``as_of`` is the day of asking: days left are counted from it, and holidays proclaimed after it are not known.
    ``also`` holds non-working days that the table lacks.

    Raises:
        Refused: an unknown regime, a day outside the law's or the table's time, or an event the law gives no effect.
        Invalid: events in an order in which they cannot have happened.
    """
    law = find_regime(regime)
    _check_received(law, received)
    calendar = dataclasses.replace(law.calendar, also=(*law.calendar.also, *also))
    case = Case(
        regime=law,
        received=received,
        events=in_order(events, received=received),
        calendar=calendar,
        known_on=max(as_of, received) if as_of else None,
    )
    case = with_late(case)
    admitted.check(case)
    return _deadline(case, as_of=as_of)


def _deadline(case: Case, *, as_of: dt.date | None) -> Deadline:
    lenient = View(lenient=frozenset(open_questions(case)))
    waiting = course(case, lenient).waiting
    readings = _readings(case)
    last = readings[-1].due if readings else None
    return Deadline(
        regime=case.regime,
        received=case.received,
        events=case.events,
        as_of=as_of,
        readings=readings,
        waiting=waiting,
        so_far=_so_far(case, waiting) if waiting else (),
        lapses_after=last_to_pay(case, waiting) if waiting else None,
        ordinary=tally(case, View(), span=case.regime.limit).due if case.extended and not waiting else None,
        moved=None if waiting else _moved(case, lenient),
        stages=stages(case, due=readings[0].due if readings else None),
        expected=_expected(case, last=last),
    )


def _so_far(case: Case, waiting: Event) -> tuple[Step, ...]:
    """Return the days up to the one on which the clock began to wait."""
    steps = tally(case.until(waiting), View(lenient=frozenset(open_questions(case))), span=_span(case)).steps
    waits = Step(day=waiting.on, number=None, why=f"the clock waits: {waiting.words()}")
    return (*(step for step in steps if step.day < waiting.on), waits)


def _span(case: Case) -> Span:
    return case.regime.extension.total if case.extended and case.regime.extension else case.regime.limit


def _readings(case: Case) -> tuple[Reading, ...]:
    """Return one reading for each date, with the sides that lead to it."""
    questions = _that_matter(case)
    found: dict[dt.date, Reading] = {}
    for view in _views(questions):
        if course(case, view).waiting:
            continue
        counted = tally(case, view, span=_span(case))
        sides = tuple(_side(case, about, lenient=about in view.lenient) for about in questions)
        found.setdefault(counted.due, Reading(due=counted.due, steps=counted.steps, sides=sides))
    return tuple(found[due] for due in sorted(found))


def _that_matter(case: Case) -> tuple[str, ...]:
    """Return the open questions that change the date, or whether there is one, on some view of the others."""
    questions = open_questions(case)
    due: Mapping[View, dt.date | None] = {view: _due(case, view) for view in _views(questions)}
    return tuple(
        about
        for about in questions
        if any(day != due[View(lenient=view.lenient ^ {about})] for view, day in due.items())
    )


def _views(questions: Sequence[str]) -> Iterator[View]:
    for number in range(len(questions) + 1):
        for chosen in itertools.combinations(questions, number):
            yield View(lenient=frozenset(chosen))


def _due(case: Case, view: View) -> dt.date | None:
    return None if course(case, view).waiting else tally(case, view, span=_span(case)).due


def _side(case: Case, about: str, *, lenient: bool) -> Side:
    doubt = _doubt(case, about)
    holds, who = (doubt.lenient, doubt.lenient_who) if lenient else (doubt.strict, doubt.strict_who)
    return Side(about=doubt.about, holds=holds, who=who)


def _doubt(case: Case, about: str) -> Doubt:
    known = {LATE_QUESTION: _LATE_QUESTION, LOCAL_DAY: _LOCAL_DAY}
    if case.regime.late_holiday:
        known[LATE_HOLIDAY] = case.regime.late_holiday
    for event in case.stops:
        doubt = case.rule(event).doubt
        if doubt:
            known[doubt.about] = doubt
    return known[about]


def _moved(case: Case, lenient: View) -> Moved | None:
    """Compare with the calendar as it stood when the clock started."""
    start = course(case, lenient).start
    was = _due(dataclasses.replace(case, known_on=start), lenient)
    now = _due(case, lenient)
    if was is None or now is None or was == now:
        return None
    late = case.calendar.late(first=start, last=max(was, now))
    return Moved(
        was=was, now=now, because=tuple(one for one in late if one.known(on=case.known_on) != one.known(on=start))
    )


def _expected(case: Case, *, last: dt.date | None) -> tuple[NonWorking, ...]:
    if last is None:
        return ()
    days = (case.received + dt.timedelta(days=number) for number in range((last - case.received).days + 1))
    offs = (case.calendar.off(day, known_on=case.known_on) for day in days)
    return tuple(one for off in offs if off for one in off.holidays if one.standing is Standing.EXPECTED)


def _check_received(law: Regime, received: dt.date) -> None:
    first = max(law.since, FIRST_DAY)
    if received < first:
        raise Refused(
            f"{received.isoformat()} is before {law.name} applied",
            rule=f"Requests under it can be received from {first.isoformat()} on.",
            next_step="Check the year. An older request falls under the law of its time, which has no clock here.",
        )
    if received >= LAST_DAY:
        raise Refused(
            f"{received.isoformat()} is after the end of the table of non-working days",
            rule=f"Deadlines are computed for requests received before {LAST_DAY.isoformat()}.",
            next_step="Check the year.",
        )

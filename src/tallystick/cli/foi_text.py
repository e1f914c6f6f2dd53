# SPDX-License-Identifier: Apache-2.0
"""A deadline as a page of plain text for the person who has to meet it."""

import calendar
import datetime as dt
import textwrap
from collections.abc import Iterator

from tallystick.core.law.clocks.count import Step
from tallystick.core.law.clocks.deadline import Deadline, Reading
from tallystick.core.law.clocks.events import in_words
from tallystick.core.law.clocks.nonworking import NonWorking
from tallystick.core.law.clocks.plain import sources
from tallystick.core.law.clocks.rules import Basis, Force
from tallystick.core.law.clocks.stages import Stage

_WIDTH = 110


def render(deadline: Deadline) -> str:
    """Return the text: the date and where it stands, readings, stages, working, sources."""
    blocks = [_head(deadline), _standing(deadline), _contested(deadline), _changes(deadline), _stages(deadline)]
    blocks += [_working(reading, several=len(deadline.readings) > 1) for reading in deadline.readings]
    blocks.append(_so_far(deadline))
    blocks += [_sources(deadline), _notes(deadline)]
    return "\n\n".join("\n".join(lines) for lines in map(list, blocks) if lines)


def _head(deadline: Deadline) -> Iterator[str]:
    yield deadline.regime.name
    yield f"Received: {_dated(deadline.received)}"
    yield from (f"  {event.words()}" for event in deadline.events)
    if deadline.due and not deadline.waiting:
        least = "Due at the earliest reading" if len(deadline.readings) > 1 else "Due"
        yield f"{least}: {_dated(deadline.due)}"
    elif deadline.due:
        yield f"Due: not agreed. {_dated(deadline.due)} on one reading; on another the clock waits"
    else:
        yield "Due: not known yet; the clock waits for the requester"
    if deadline.ordinary:
        yield f"The notice of the extension was due by {_dated(deadline.ordinary)}"


def _standing(deadline: Deadline) -> Iterator[str]:
    if deadline.due is None:
        yield f"The clock waits for the requester since {in_words(_waiting_since(deadline))}."
        if deadline.lapses_after:
            yield f"The request lapses after {_dated(deadline.lapses_after)}."
    elif deadline.answered:
        late = {True: "in time", False: "late", None: "late on one reading and in time on another"}
        yield f"It was answered on {_dated(deadline.answered)}: {late[deadline.in_time]}."
    elif deadline.as_of is not None and deadline.days_left is not None:
        yield f"As of {_dated(deadline.as_of)}: {_left(deadline, deadline.days_left)}."


def _waiting_since(deadline: Deadline) -> dt.date:
    return deadline.waiting.on if deadline.waiting else deadline.received


def _left(deadline: Deadline, days: int) -> str:
    if days == 0:
        return "due today"
    if days > 0:
        return f"{_days(days)} left"
    open_still = "" if deadline.in_time is False else ", on the earliest reading only"
    return f"OVERDUE by {_days(-days)}{open_still}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _contested(deadline: Deadline) -> Iterator[str]:
    if len(deadline.readings) < 2 and not (deadline.readings and deadline.waiting):
        return
    yield "More than one date can be right here:"
    for reading in deadline.readings:
        yield f"  {_dated(reading.due)}"
        for side in reading.sides:
            yield from _wrapped(f"{side.about}: {side.holds}", indent=4)
            yield from _wrapped(f"so: {side.who}", indent=6)
    yield "  Whoever answers by the earliest date is in time on every reading."


def _changes(deadline: Deadline) -> Iterator[str]:
    if deadline.moved:
        was, now = in_words(deadline.moved.was), in_words(deadline.moved.now)
        yield f"The date was computed anew: it was {was} when the clock started, and is {now}, because of"
        for news in dict.fromkeys(map(_news, deadline.moved.because)):
            yield from _wrapped(news, indent=2)
    if deadline.expected:
        yield "Days that are taken not to count, though nothing that appoints them for their year was seen:"
        for holiday in deadline.expected:
            yield from _wrapped(f"{in_words(holiday.day)}, {holiday.name} in {holiday.jurisdiction}", indent=2)


def _news(holiday: NonWorking) -> str:
    known = holiday.dropped_from if holiday.dropped else holiday.known_from
    what = "is a working day after all" if holiday.dropped else "is no working day"
    since = f", known from {in_words(known)}" if known else ""
    return f"{in_words(holiday.day)} ({holiday.name}) {what}{since}; {holiday.instrument}"


def _stages(deadline: Deadline) -> Iterator[str]:
    yield "What comes after:"
    for stage in deadline.stages:
        yield from _wrapped(_stage(stage), indent=2)


def _stage(stage: Stage) -> str:
    start = f"{stage.span} from {stage.after.value}"
    if stage.counted_from and stage.assumed:
        start += f" (if that is on {in_words(stage.counted_from)})"
    elif stage.counted_from:
        start += f" of {in_words(stage.counted_from)}"
    kind = "guidance, not law" if stage.basis.force is Force.GUIDANCE else stage.basis.provision
    last = _dated(stage.due) if stage.due else "not known yet"
    until = f"{'from' if stage.opens else 'by'} {last}" if stage.due else last
    most = f", at most by {_dated(stage.at_most)}" if stage.at_most else ""
    return f"{stage.name[0].upper()}{stage.name[1:]} ({stage.whose}): {until}{most}; {start} [{kind}]"


def _working(reading: Reading, *, several: bool) -> Iterator[str]:
    yield f"How {in_words(reading.due)} was counted:" if several else "How it was counted:"
    for step in reading.steps:
        yield _step(step)


def _so_far(deadline: Deadline) -> Iterator[str]:
    if deadline.so_far:
        yield "How it was counted until the clock began to wait:"
    for step in deadline.so_far:
        yield _step(step)


def _step(step: Step) -> str:
    number = "-" if step.number is None else str(step.number)
    return f"  {calendar.day_abbr[step.day.weekday()]} {step.day.isoformat()}  {number:>3}  {step.why}".rstrip()


def _sources(deadline: Deadline) -> Iterator[str]:
    yield "What this rests on:"
    for basis in sources(deadline):
        yield from _source(basis)


def _source(basis: Basis) -> Iterator[str]:
    kind = " (guidance, not law)" if basis.force is Force.GUIDANCE else ""
    yield from _wrapped(f"{basis.provision}{kind}: {basis.says}", indent=2)
    if basis.citation:
        yield from _wrapped(f"“{basis.citation.quote}” ({basis.citation.version})", indent=4)
    else:
        yield "    The words of this provision were not read."
    yield f"    {basis.address}"


def _notes(deadline: Deadline) -> Iterator[str]:
    for note in (*deadline.regime.notes, f"The clock starts with {deadline.regime.starts}."):
        yield from _wrapped(note, indent=0)
    yield "A day off that is proclaimed later can still move a date that lies ahead."


def _dated(day: dt.date) -> str:
    return f"{calendar.day_name[day.weekday()]} {in_words(day)}"


def _wrapped(text: str, *, indent: int) -> list[str]:
    first, rest = " " * indent, " " * (indent + 2)
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )

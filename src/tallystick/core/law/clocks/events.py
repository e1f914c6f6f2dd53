# SPDX-License-Identifier: Apache-2.0
"""What happened to a request, and in which order: read from text, and refused where it cannot have been so."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence

from tallystick.core.errors import Invalid
from tallystick.core.facts import dates

#: What happens between two days: asked and answered, checked and confirmed, notified and paid.
BETWEEN = {
    "clarification": ("asked", "answered"),
    "identity": ("asked", "confirmed"),
    "fee": ("notified", "paid"),
}
#: What happens on one day.
ON_ONE_DAY = {
    "extension": "extended",
    "answered": "answered",
    "review": "a review was asked for",
    "reviewed": "the review was answered",
}
#: More than this is no case, but a mistake.
MOST_EVENTS = 50
_FORMS = "clarification:ASKED:ANSWERED, identity:ASKED:CONFIRMED, fee:NOTICE:PAID, extension:NOTICE, answered:DATE, "
_FORMS += "review:DATE or reviewed:DATE; a second date that is not known yet is left out"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """One event: a day, and for those of ``BETWEEN`` the day on which it ended, or ``None`` while it is open."""

    kind: str
    on: dt.date
    ended: dt.date | None = None

    def words(self) -> str:
        """Return it in plain words."""
        if self.kind not in BETWEEN:
            return f"{ON_ONE_DAY[self.kind]} on {in_words(self.on)}"
        opened, closed = BETWEEN[self.kind]
        end = f"{closed} on {in_words(self.ended)}" if self.ended else f"not {closed} yet"
        return f"{self.kind}: {opened} on {in_words(self.on)}, {end}"


def in_words(day: dt.date) -> str:
    """Return a day as British readers write it: ``3 June 2022``."""
    return dates.day(day).words


def exact_day(text: str) -> dt.date:
    """Read a day written as 2026-03-02.

    Raises:
        Invalid: it is no date, or known to the month or year only.
    """
    when = dates.read(text)
    if not when.exact:
        raise Invalid(
            f"{text!r} names no single day",
            rule="A deadline is counted from a day, not from a month or a year.",
            next_step="Give the day, as in 2026-03-02; if it is not known, the earliest that it can have been.",
        )
    return when.first


def parse(text: str) -> Event:
    """Read one event, such as ``clarification:2026-03-05:2026-03-12``.

    Raises:
        Invalid: another kind, too few or too many dates, or a date that cannot be read.
    """
    kind, *rest = text.split(":")
    most = 2 if kind in BETWEEN else 1
    if kind not in (*BETWEEN, *ON_ONE_DAY) or not 1 <= len(rest) <= most:
        raise Invalid(
            f"{text[:60]!r} is no event that can be read",
            rule=f"An event is one of {_FORMS}.",
            next_step="Write it in one of these forms, with dates as in 2026-03-02.",
        )
    days = [exact_day(part) for part in rest]
    return Event(kind=kind, on=days[0], ended=days[1] if len(days) == 2 else None)


def in_order(events: Sequence[Event], *, received: dt.date) -> tuple[Event, ...]:
    """Return the events by day, after refusing an order in which they cannot have happened.

    Raises:
        Invalid: before the request, ended before it began, one inside another of its kind, twice what happens once, or
            something after the answer that comes before it.
    """
    if len(events) > MOST_EVENTS:
        raise _impossible(
            f"there are {len(events)} events, more than {MOST_EVENTS}", "Leave out what is not of this case."
        )
    ordered = tuple(sorted(events, key=lambda event: (event.on, event.ended or dt.date.max, event.kind)))
    for event in ordered:
        _check_alone(event, received=received)
    for kind in (*BETWEEN, *ON_ONE_DAY):
        _check_kind([event for event in ordered if event.kind == kind])
    _check_answer(ordered)
    return ordered


def only(events: Sequence[Event], kind: str) -> Event | None:
    """Return the one event of a kind that happens once, if there is one."""
    return next((event for event in events if event.kind == kind), None)


def _check_alone(event: Event, *, received: dt.date) -> None:
    if event.on < received:
        raise _impossible(
            f"{event.words()}: that is before the request was received on {in_words(received)}",
            "Check the two dates. What came before the request is not part of it.",
        )
    if event.ended and event.ended < event.on:
        opened, closed = BETWEEN[event.kind]
        raise _impossible(
            f"{event.words()}: that is {closed} before it was {opened}",
            f"Check the two dates; the first is the day on which it was {opened}.",
        )


def _check_kind(events: Sequence[Event]) -> None:
    if len(events) > 1 and events[0].kind in ON_ONE_DAY:
        raise _impossible(
            f"there are {len(events)} events {events[0].kind!r}, and a request has one at most",
            "Keep the first. What was asked for anew is a request of its own.",
        )
    for earlier, later in itertools.pairwise(events):
        if earlier.ended is None or later.on < earlier.ended:
            raise _impossible(
                f"{later.words()}: that is before the one that began on {in_words(earlier.on)} had ended",
                "Give questions that ran side by side as one: from the first day asked to the last day answered.",
            )


def _check_answer(events: Sequence[Event]) -> None:
    answer, review, reviewed = (only(events, kind) for kind in ("answered", "review", "reviewed"))
    if reviewed and not review:
        raise _impossible(
            f"{reviewed.words()}, and none was asked for", "Add review:DATE with the day on which it was asked for."
        )
    if review and reviewed and reviewed.on < review.on:
        raise _impossible(
            f"{reviewed.words()}, before one was asked for on {in_words(review.on)}", "Check the two dates."
        )
    after = [event for event in events if answer and event.kind not in {"answered", "review", "reviewed"}]
    for event in after:
        if answer and max(event.on, event.ended or event.on) > answer.on:
            raise _impossible(
                f"{event.words()}: that is after the answer of {in_words(answer.on)}",
                "Check the dates. What happens after the answer does not change the time for it: leave it out.",
            )


def _impossible(what: str, next_step: str) -> Invalid:
    return Invalid(
        what, rule="The events of a request are given in an order in which they can have happened.", next_step=next_step
    )

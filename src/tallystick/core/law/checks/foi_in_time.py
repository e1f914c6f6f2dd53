# SPDX-License-Identifier: Apache-2.0
"""Was a request answered within the time of FOIA s.10? Only bounds that need no calendar of bank holidays."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.dates import When, day
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import foia2000
from tallystick.core.law.eras_beside import FOIA, in_every_regime
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.requests import Request, qualified, refs_of, requests

#: Twenty working days never end sooner than this after receipt, whatever the weekday.
_ALWAYS_IN_TIME = 26
#: Twenty working days never take longer than this, with every bank holiday of every part of the United Kingdom.
_ALWAYS_LATE = 60
#: Where the public interest is weighed (s.10(3)), a reasonable time more: twice as long at most, as a cautious bound.
_ALWAYS_LATE_WEIGHED = 120
_SUPPLY = "The day of receipt and the day of the answer, and the bank holidays between them."


def _answer(given: Given) -> Iterator[Result]:
    """Count the calendar days from receipt to the first answer, or to the day of the check where none came."""
    for request in requests(given):
        received = given.when(request.asked) if request.asked else None
        if received:
            yield _test(given, request, received)


def _test(given: Given, request: Request, received: When) -> Result:
    about = request.name
    answers = [fact for fact in request.answers if fact.outcome != "no-answer"]
    on = refs_of(given, request)
    dates = [given.when(fact) for fact in answers]
    says = f"The request was received on {received.words}"
    if not answers:
        return _unanswered(given, request, received, on)
    if None in dates:
        return cannot_tell(about, f"{says}. The answer has no date.", supply=_SUPPLY, on=on)
    first = min((when for when in dates if when), key=lambda when: when.first)
    late = _ALWAYS_LATE_WEIGHED if any(map(qualified, answers)) else _ALWAYS_LATE
    says = f"{says} and answered on {first.words}"
    if (first.last - received.first).days <= _ALWAYS_IN_TIME:
        return met(about, f"{says}.", on=on)
    if (first.first - received.last).days > late:
        return unmet(about, f"{says}, at least {(first.first - received.last).days} days later.", on=on)
    return cannot_tell(about, f"{says}.", supply=_SUPPLY, on=on)


def _unanswered(given: Given, request: Request, received: When, on: list[str]) -> Result:
    until = _last_seen(given, request)
    days = (until.first - received.last).days
    says = f"The request was received on {received.words}. No answer is on record"
    if days > _ALWAYS_LATE and (request.answers or given.complete("foi")):
        return unmet(request.name, f"{says} {days} days later.", on=on)
    return cannot_tell(request.name, f"{says}.", supply="The answer, with its date.", on=on)


def _last_seen(given: Given, request: Request) -> When:
    seen = [when for when in map(given.when, request.answers) if when]
    none_so_far = dt.date.max if not request.answers else max((when.first for when in seen), default=given.as_of)
    return day(min(given.as_of, none_so_far))


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.MEDIUM,
    asks="Was the request answered promptly, and by the twentieth working day after receipt?",
    means="Whoever wants to know what is done with people's data is kept waiting beyond what the Act allows.",
    resolves="The answer, and the date on which it was given; lateness itself cannot be undone.",
    eras=in_every_regime(foia2000.S10_1, since=FOIA),
    judged=today,
    answer=_answer,
)

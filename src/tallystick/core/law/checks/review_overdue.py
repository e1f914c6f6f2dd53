# SPDX-License-Identifier: Apache-2.0
"""Was each assessment reviewed by the day it set itself? GDPR Art 35(11), DPA 2018 s.56(3), LED Art 19(1)."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued, ReviewHeld
from tallystick.core.facts.dates import When, day
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, date_in, entries, names
from tallystick.core.law.eras import while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_NOTE = "The provision asks for review where necessary: the day is the one that the body set itself."
_Step = Entry[AssessmentIssued] | Entry[ReviewHeld]


def _answer(given: Given) -> Iterator[Result]:
    """Look at the newest version or review of each assessment, and at the day it is due again."""
    versions = [one for one in entries(given, kind=AssessmentIssued) if one.fact.state != "withdrawn"]
    for name in sorted({one.fact.assessment for one in versions}):
        steps: list[_Step] = [one for one in versions if one.fact.assessment == name]
        steps += [one for one in entries(given, kind=ReviewHeld) if one.fact.document == name]
        yield _one(given, name, steps)


def _due(step: _Step) -> When | None:
    return date_in(step.fact.review_due if isinstance(step.fact, AssessmentIssued) else step.fact.next_due)


def _age(step: _Step) -> tuple[dt.date, dt.date, dt.date]:
    """Order steps by date, and those of one date by the day that they set."""
    when, due = step.when, _due(step)
    return (when.first if when else dt.date.min, when.last if when else dt.date.min, due.first if due else dt.date.min)


def _one(given: Given, name: str, steps: list[_Step]) -> Result:
    newest = max(steps, key=_age)
    due = _due(newest) or _pending(newest, steps)
    says = f"“{name}” was last issued or reviewed: {newest.date}."
    if due is None:
        says = f"{says} The record does not say when it is due for review."
        return cannot_tell(name, says, supply="The day on which it is due for review.", on=(newest.ref,))
    on = names(one for one in steps if one is newest or _due(one) == due)
    says = f"{says} It was due for review: {due.words}. {_until(given)}"
    if due.first > while_running(given):
        return met(name, says, on=on)
    if due.last >= while_running(given):
        return cannot_tell(name, says, supply="The day on which it is due for review.", on=on)
    undated = [one for one in steps if one.when is None and one is not newest]
    if undated:
        says = f"{says} A version or review without a date may have come since."
        return cannot_tell(name, says, supply="The date of each version and review.", on=(*on, *names(undated)))
    return unmet(name, says, on=on)


def _until(given: Given) -> str:
    """Say up to which day a review is looked for: after the end of the processing nothing is left to review."""
    ended = while_running(given)
    if ended == given.as_of:
        return f"Day of this check: {day(ended).words}."
    return f"Processing ended: {day(ended).words}."


def _pending(newest: _Step, steps: list[_Step]) -> When | None:
    """Return the latest day that an earlier step set and that had not come when the newest one was made."""
    days = [due for due in map(_due, steps) if due and (newest.when is None or newest.when.before(due))]
    return max(days, key=lambda due: due.first, default=None)


CHECK = Check(
    kind=Kind.REVIEW,
    severity=Severity.MEDIUM,
    asks="Was the assessment reviewed by the day on which it was due?",
    means="What people are exposed to today is judged by a paper that its own authors said would be out of date.",
    resolves="The review or the newer version, with its date.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_11, eu=eu_gdpr.ART_35_11, note=_NOTE),
        *police(part3=dpa2018.S56_3, led=led.ART_19_1, note=_NOTE),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

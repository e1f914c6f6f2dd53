# SPDX-License-Identifier: Apache-2.0
"""Was each action that was set closed, or has it an owner and a day to come? DPA 2018 s.56(3), GDPR Art 24(1)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import ActionClosed, ActionSet
from tallystick.core.facts.dates import day
from tallystick.core.law.check import Check, Result, met, missing, today
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, date_in, entries, listed, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_NOTE = "The provision asks for measures that are kept up to date; the action is one that the body set itself."


def _answer(given: Given) -> Iterator[Result]:
    found: dict[str, Entry[ActionSet]] = {}
    for action in entries(given, kind=ActionSet):
        found.setdefault(action.fact.action, action)
    for action in found.values():
        yield _one(given, action)


def _one(given: Given, action: Entry[ActionSet]) -> Result:
    fact = action.fact
    closed = [one for one in entries(given, kind=ActionClosed) if one.fact.action == fact.action]
    says = f"Action set ({action.date}): “{fact.text}”."
    if closed:
        says = f"{says} Closed: {closed[0].fact.outcome} ({closed[0].date})."
        return met(fact.action, says, on=(action.ref, *names(closed)))
    says = f"{says} Owner: {fact.owner or 'none named'}. Due: {_due_in_words(fact)}."
    due = date_in(fact.due)
    if due and due.last < given.as_of:
        says = f"{says} That it was closed by {day(given.as_of).words} is not on record."
    elif due and fact.owner:
        return met(fact.action, f"{says} It is open and not yet due.", on=(action.ref,))
    else:
        lacks = listed([word for word, value in (("owner", fact.owner), ("due date", due)) if not value])
        says = f"{says} It is not closed and has no {lacks.replace(' and ', ' and no ')} on record."
    supply = "Who owns the action, when it is due, and when it was closed."
    return missing(given, "actions", fact.action, says, supply=supply, on=(action.ref,))


def _due_in_words(fact: ActionSet) -> str:
    due = date_in(fact.due)
    return due.words if due else "no date"


CHECK = Check(
    kind=Kind.REVIEW,
    severity=Severity.MEDIUM,
    asks="Was each action that was set closed, or has it an owner and a day that is still to come?",
    means="The protection that people were promised on paper may never have come.",
    resolves="What became of the action: done or dropped, when, and why; or an owner and a day.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_24_1, eu=eu_gdpr.ART_24_1, note=_NOTE),
        *police(part3=dpa2018.S56_3, led=led.ART_19_1, note=_NOTE),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Were the views of the people concerned, or of those who speak for them, sought before the processing began?"""

import re
from collections.abc import Iterator, Sequence

from tallystick.core.facts.dates import When
from tallystick.core.law.answers import answers
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.contacts import OBJECTS, at_least, claimed_at_least
from tallystick.core.law.given import Contact, Given, Noted, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, police
from tallystick.core.law.starting import begun, has_begun, spell_start

_SUPPLY = "Whom the body asked, when and how, or the recorded reason why it was not appropriate to ask."
_NOTE = (
    "This law asks for no views of the people concerned: seeking them is good practice, and a claim to have is tested."
)
#: Words with which assessments give a reason for not asking.
_REASON = re.compile(
    r"\b(?:not|in)appropriate\b|\bnot (?:be )?(?:appropriate|practicable|practical|possible|proportionate|feasible)\b"
    r"|\b(?:would|could|might) (?:\w+ )?(?:prejudice|compromise|undermine|jeopardise|alert)\b"
    r"|\b(?:disproportionate|impracticable|impractical|operational(?:ly)? sensitiv\w+)\b",
    re.IGNORECASE,
)


def _answer(given: Given) -> Iterator[Result]:
    """Look for a contact that asked for views before the start, or for a recorded reason for not asking."""
    asked = [item for item in given.contacts if claimed_at_least(item, "invited") and item.state not in OBJECTS]
    reason = _reason(given)
    if reason:
        says = f"A reason for not asking is recorded: “{getattr(reason.fact, 'text', '')}”"
        yield met("record", says, on=[reason.ref])
    elif not asked and has_begun(given):
        says = f"Processing began: {spell_start(given)}. No undisputed contact that asked for views is on record."
        on = dict.fromkeys([*begun(given), *(ref for item in given.contacts for ref in item.refs)])
        yield missing(given, "consultation", "record", says, supply=_SUPPLY, on=on)
    elif given.started is None:
        yield cannot_tell("record", "The record does not say when processing began.", supply="The start of processing.")
    else:
        yield _compare(given, asked, given.started)


def _reason(given: Given) -> Noted | None:
    found = (note for note in answers(given) if getattr(note.fact, "question", None) == "consultation")
    return next((note for note in found if _REASON.search(getattr(note.fact, "text", None) or "")), None)


def _compare(given: Given, asked: Sequence[Contact], started: When) -> Result:
    dates = ", ".join(f"{item.name} ({item.when.words if item.when else 'no date'})" for item in asked)
    says = f"Processing began: {started.words}. Said to have been asked: {dates}."
    on = dict.fromkeys([*refs(given.starts), *(ref for item in asked for ref in item.refs)])
    before = [item for item in asked if item.when and item.when.before(started)]
    if any(at_least(item, "invited") for item in before):
        return met("record", says, on=on)
    if before:
        return cannot_tell("record", f"{says} Only the body says so.", supply="Confirmation by those asked.", on=on)
    if all(item.when and item.when.before(started) is False for item in asked):
        return unmet("record", f"{says} None of this was before the start.", on=on)
    return cannot_tell("record", says, supply="The date of each contact.", on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Were the people concerned, or those who speak for them, asked for their views before processing began?",
    means="What the people concerned could have said about effects on them played no part in the decision.",
    resolves="The record of who was asked before the start, or the reason, recorded then, why that was not fitting.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_9, eu=eu_gdpr.ART_35_9),
        *police(part3=dpa2018.S64_3, led=led.ART_27_2, note=_NOTE),
    ),
    judged=at_start,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was a breach looked into soon? GDPR Art 33(5), DPA 2018 s.67(6), LED Art 30(5), DPA 1998 principle 7."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.course import IncidentHappened
from tallystick.core.facts.dates import When, read
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras
from tallystick.core.law.events import day_of_incidents
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_A_MONTH = dt.timedelta(days=31)


def _answer(given: Given) -> Iterator[Result]:
    """Look at each incident by itself."""
    for fact in given.all(IncidentHappened):
        ref = given.ref(fact)
        began = read(fact.known_on) if fact.known_on else given.when(fact)
        if fact.investigated_on is None:
            says = f"A breach of personal data{_on(began)} is on record, and no inquiry into it."
            supply = "When the body began to look into it, or that it did not."
            yield missing(given, "incidents", ref, says, supply=supply, on=[ref])
        else:
            yield _soon(ref, began, read(fact.investigated_on))


def _soon(ref: str, began: When | None, inquiry: When) -> Result:
    says = f"A breach of personal data{_on(began)} is on record. The inquiry began: {inquiry.words}."
    if began and inquiry.last <= began.first + _A_MONTH:
        return met(ref, says, on=[ref])
    if began and inquiry.first > began.last + _A_MONTH:
        return unmet(ref, f"{says} That is more than a month later.", on=[ref])
    says += " Whether that was within a month cannot be told."
    return cannot_tell(ref, says, supply="Both dates, to the day.", on=[ref])


def _on(when: When | None) -> str:
    return f" ({when.words})" if when else ""


_NOTE = (
    "No provision sets a number of days for the inquiry. The facts, effects and remedy have to be documented, and the "
    "regulator told within 72 hours: a month is a generous measure."
)
_NOTE_BEFORE = "No provision set a number of days; a month is the measure used here."

CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.MEDIUM,
    asks="Did the body begin to look into each breach within a month?",
    means="While nobody looked, people's data stayed where they should never have been.",
    resolves="Record when the inquiry began (investigated_on), and its result.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_33_5, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_33_5, note=_NOTE),
        part3=Law(citation=dpa2018.S67_6, note=_NOTE),
        led=Law(citation=led.ART_30_5, note=_NOTE),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7, note=_NOTE_BEFORE),
        directive=Law(citation=eu_before_2018.ART_17_1, note=_NOTE_BEFORE),
    ),
    judged=day_of_incidents,
    answer=_answer,
)

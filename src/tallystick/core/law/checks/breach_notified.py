# SPDX-License-Identifier: Apache-2.0
"""Was the regulator told of a breach within 72 hours? GDPR Art 33(1), DPA 2018 s.67(1), LED Art 30(1)."""

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

#: 72 hours from some time on one day end at that time on the third day after it.
_THREE_DAYS = dt.timedelta(days=3)


def _answer(given: Given) -> Iterator[Result]:
    """Look at each incident by itself."""
    for fact in given.all(IncidentHappened):
        ref = given.ref(fact)
        # Who investigated a breach knew of it by then.
        known_text = fact.known_on or fact.investigated_on
        known = read(known_text) if known_text else None
        if fact.notified_on is None:
            says = f"{_known(known)} That the regulator was told is not on record."
            supply = "When the regulator was told, or that it was not, and why no risk to people was likely."
            yield missing(given, "incidents", ref, says, supply=supply, on=[ref])
        else:
            yield _in_time(ref, known=known or given.when(fact), certain=known is not None, told=read(fact.notified_on))


def _in_time(ref: str, *, known: When | None, certain: bool, told: When) -> Result:
    says = f"{_known(known if certain else None)} The regulator was told: {told.words}."
    supply = "The days on which the body became aware of it and told the regulator."
    if known and told.last <= known.first + _THREE_DAYS:
        return met(ref, says, on=[ref])
    if known and certain and told.first > known.last + _THREE_DAYS:
        return unmet(ref, f"{says} That is more than 72 hours.", on=[ref])
    return cannot_tell(ref, f"{says} Whether that was within 72 hours cannot be told.", supply=supply, on=[ref])


def _known(known: When | None) -> str:
    if known is None:
        return "When the body became aware of the breach is not on record."
    return f"The body knew of the breach: {known.words}."


_NOTE_BEFORE = "No Act required this before 25 May 2018: the delay is measured by what has been required since."

CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.HIGH,
    asks="Was the regulator told of each breach within 72 hours of its becoming known?",
    means="People whose data went astray were left without the one body that could have acted for them.",
    resolves="Record when the regulator was told, or why the breach was unlikely to be a risk to people.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_33_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_33_1),
        part3=Law(citation=dpa2018.S67_1),
        led=Law(citation=led.ART_30_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7, note=_NOTE_BEFORE),
        directive=Law(citation=eu_before_2018.ART_17_1, note=_NOTE_BEFORE),
    ),
    judged=day_of_incidents,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Does somebody independent watch at set intervals? GDPR Art 24(1), DPA 2018 s.56(1), LED Art 19(1)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import OversightArranged
from tallystick.core.law.answers import begun, in_question
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.durations import in_words
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity

_SUPPLY = "Who watches over the running of the project, whether independent, and how often."


def _answer(given: Given) -> Iterator[Result]:
    """Look for an overseer who is independent, and for how often."""
    arranged = given.all(OversightArranged)
    independent = [fact for fact in arranged if fact.independent]
    regular = [fact for fact in independent if fact.every]
    if regular:
        says = f"{regular[0].overseer} watches over it and is independent, every {in_words(regular[0].every or '')}."
        yield met("record", says, on=map(given.ref, regular))
    elif independent:
        says = f"{independent[0].overseer} watches over it and is independent; no interval is set."
        yield missing(given, "oversight", "record", says, supply=_SUPPLY, on=map(given.ref, independent))
    elif arranged:
        yield _not_independent(given, arranged)
    elif in_question(given):
        says = "Nobody who watches over the running of the project is on record."
        yield missing(given, "oversight", "record", says, supply=_SUPPLY, on=refs(begun(given)))


def _not_independent(given: Given, arranged: tuple[OversightArranged, ...]) -> Result:
    on = [given.ref(fact) for fact in arranged]
    names = ", ".join(dict.fromkeys(fact.overseer for fact in arranged))
    if all(fact.independent is False for fact in arranged):
        return unmet("record", f"Those who watch over it are not independent: {names}.", on=on)
    says = f"Watched over by {names}; whether anybody among them is independent is not said."
    return cannot_tell("record", says, supply=_SUPPLY, on=on)


_NOTE = (
    "No provision names an independent overseer: organisational measures are required, and this one is good practice "
    "for intrusive powers."
)

CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.MEDIUM,
    asks="Does somebody independent watch over the running of the project at set intervals?",
    means="Nobody outside looks at how the powers are used on people, so wrongs come to light late or never.",
    resolves="Arrange independent oversight with an interval (oversight.arranged).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_24_1, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_24_1, note=_NOTE),
        part3=Law(citation=dpa2018.S56_1, note=_NOTE),
        led=Law(citation=led.ART_19_1, note=_NOTE),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_17_1, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

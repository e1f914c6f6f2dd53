# SPDX-License-Identifier: Apache-2.0
"""Do staff have instructions on when it may be used? GDPR Art 24(1), DPA 2018 s.56(1), LED Art 19(1)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import GuidanceIssued
from tallystick.core.law.answers import begun, in_question
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity

#: What instructions have to direct, and what each is about.
_TOPICS = {
    "when-to-use": "when it may be used",
    "necessity": "when its use is necessary and in proportion",
    "access": "who may look at the data, and when",
}


def _answer(given: Given) -> Iterator[Result]:
    """Look for instructions, then for what they direct."""
    issued = given.all(GuidanceIssued)
    if not issued:
        if in_question(given):
            says = "No instructions to staff are on record."
            supply = "The instructions that staff have, or that there are none."
            yield missing(given, "oversight", "record", says, supply=supply, on=refs(begun(given)))
        return
    for topic, what in _TOPICS.items():
        directing = [fact for fact in issued if topic in fact.directs]
        if directing:
            yield met(topic, f"Staff have instructions on {what}.", on=map(given.ref, directing))
        else:
            says = f"Staff have instructions; none of those on record directs {what}."
            supply = "The instructions on this point, or that there are none."
            yield missing(given, "oversight", topic, says, supply=supply, on=map(given.ref, issued))


CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.MEDIUM,
    asks="Do staff have instructions on when it may be used, when that is in proportion, and who may look at the data?",
    means="Whether people are intruded upon is left to whoever is at work that day.",
    resolves="Issue instructions on these points (guidance.issued, with what they direct).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_24_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_24_1),
        part3=Law(citation=dpa2018.S56_1),
        led=Law(citation=led.ART_19_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7),
        directive=Law(citation=eu_before_2018.ART_17_1),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Do the same instructions hold everywhere? GDPR Art 24(1), DPA 2018 s.56(1), LED Art 19(1), DPA 1998 principle 7."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import GuidanceIssued
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look at whether units wrote instructions of their own."""
    issued = given.all(GuidanceIssued)
    apart = [fact for fact in issued if fact.uniform is False]
    together = [fact for fact in issued if fact.uniform]
    if apart:
        says = "Staff have instructions, but units wrote their own: one text does not hold everywhere."
        yield unmet("record", says, on=map(given.ref, apart))
    elif together:
        yield met("record", "One text of instructions holds everywhere.", on=map(given.ref, together))
    elif issued:
        says = "Staff have instructions. Whether one text holds everywhere is not said."
        yield cannot_tell("record", says, supply="Whether units wrote their own (uniform).", on=map(given.ref, issued))


CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.MEDIUM,
    asks="Does one text of instructions hold everywhere?",
    means="Whether somebody is listed, watched or removed depends on where they live.",
    resolves="Issue one text for all units, and withdraw those of their own.",
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

# SPDX-License-Identifier: Apache-2.0
"""Is each purpose one that the law-enforcement regime is for? DPA 2018 s.36(4), LED Art 9(1)."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import PurposeDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa2018, led
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look at what the record says of each purpose."""
    for fact in given.all(PurposeDeclared):
        ref = given.ref(fact)
        says = f"The purpose declared is “{fact.text}”."
        if fact.law_enforcement is None:
            supply = "Whether this purpose is law enforcement (law_enforcement)."
            yield cannot_tell(ref, f"{says} Whether it is law enforcement is not said.", supply=supply, on=[ref])
        elif fact.law_enforcement:
            yield met(ref, f"{says} It is declared to be law enforcement.", on=[ref])
        else:
            says += " It is declared to be no law enforcement, and the record names the law for law enforcement."
            yield unmet(ref, says, on=[ref])


CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.MEDIUM,
    asks="Is each purpose a law enforcement purpose, as the regime that the record names requires?",
    means="Data taken to fight crime may be used for something else, under rules that were not made for that.",
    resolves="Name the law that authorises the other purpose, or the regime that it falls under.",
    eras=eras(part3=Law(citation=dpa2018.S36_4), led=Law(citation=led.ART_9_1)),
    judged=while_running,
    answer=_answer,
)

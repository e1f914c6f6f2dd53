# SPDX-License-Identifier: Apache-2.0
"""Is each purpose specific? GDPR Art 5(1)(b), DPA 2018 s.36(1), LED Art 4(1)(b), DPA 1998 principle 2."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import PurposeDeclared
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, duaa2025, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import LAST_BEFORE_DUAA, Law, eras, since_2025_act, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import open_ends


def _answer(given: Given) -> Iterator[Result]:
    """Look for words that leave a purpose open."""
    for fact in given.all(PurposeDeclared):
        ref, text = given.ref(fact), fact.text or ""
        found = open_ends(text)
        if found:
            says = f"The purpose is left open: it says “{'”, “'.join(found)}”."
            yield unmet(ref, says, on=[ref])
        elif text:
            yield met(ref, f"The purpose has no open ends: “{text[:200]}”.", on=[ref])


CHECK = Check(
    kind=Kind.SCOPE,
    severity=Severity.MEDIUM,
    asks="Is each purpose stated without words that leave it open?",
    means="A purpose without an end lets people's data be used for what nobody told them.",
    resolves="State the purpose in words that exclude what it is not.",
    eras=(
        *eras(
            uk_gdpr=Law(citation=uk_gdpr.ART_5_1_B),
            eu_gdpr=Law(citation=eu_gdpr.ART_5_1_B),
            part3=Law(citation=dpa2018.S36_1),
            led=Law(citation=led.ART_4_1_B),
            act_1998=Law(citation=dpa1998.PRINCIPLE_2),
            directive=Law(citation=eu_before_2018.ART_6_1_B),
            uk_gdpr_until=LAST_BEFORE_DUAA,
            part3_until=LAST_BEFORE_DUAA,
        ),
        *since_2025_act(
            uk_gdpr=Law(citation=duaa2025.UK_GDPR_5_1_B),
            part3=Law(citation=duaa2025.DPA2018_36_1),
        ),
    ),
    judged=while_running,
    answer=_answer,
)

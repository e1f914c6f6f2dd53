# SPDX-License-Identifier: Apache-2.0
"""Does a person review what the machine puts out? GDPR Art 22, DPA 2018 ss.49 and 50C, LED Art 11(1)."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import MethodDeclared
from tallystick.core.law.check import Check, Result, met, missing, unmet
from tallystick.core.law.citations import dpa2018, duaa2025, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import LAST_BEFORE_DUAA, Law, eras, since_2025_act, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: Methods whose output is about one person and can be acted on.
_METHODS = ("automated-decision", "scoring", "biometric-recognition")


def _answer(given: Given) -> Iterator[Result]:
    """Look at each such method."""
    for method in _METHODS:
        facts = [fact for fact in given.all(MethodDeclared) if fact.method == method and fact.applies]
        on = [given.ref(fact) for fact in facts]
        if any(fact.human_review is False for fact in facts):
            yield unmet(method, f"“{method}” is used, and no person reviews what it puts out.", on=on)
        elif any(fact.human_review for fact in facts):
            yield met(method, f"“{method}” is used, and a person reviews what it puts out.", on=on)
        elif facts:
            says = f"“{method}” is used. That a person reviews what it puts out is not on record."
            supply = "Who reviews it, with what information and power to differ, or that nobody does."
            yield missing(given, "data", method, says, supply=supply, on=on)


_NOTE = (
    "The provision is about decisions that rest on the machine alone and matter much to somebody; whether this is "
    "one is not tested here, only what the record says about review by a person."
)


CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.HIGH,
    asks="Does a person review what automated decisions, scores and matches say about somebody?",
    means="A machine's mistake becomes something done to a person, and nobody stands in between.",
    resolves="Have a person review each output, with the information and the power to differ (human_review).",
    eras=(
        *eras(
            uk_gdpr=Law(citation=uk_gdpr.ART_22_1, note=_NOTE),
            eu_gdpr=Law(citation=eu_gdpr.ART_22_1, note=_NOTE),
            part3=Law(citation=dpa2018.S49_1, note=_NOTE),
            led=Law(citation=led.ART_11_1, note=_NOTE),
            directive=Law(citation=eu_before_2018.ART_15_1, note=_NOTE),
            uk_gdpr_until=LAST_BEFORE_DUAA,
            part3_until=LAST_BEFORE_DUAA,
        ),
        *since_2025_act(
            uk_gdpr=Law(citation=duaa2025.UK_GDPR_22C_2, note=_NOTE),
            part3=Law(citation=duaa2025.DPA2018_50C_2, note=_NOTE),
        ),
    ),
    judged=while_running,
    answer=_answer,
)

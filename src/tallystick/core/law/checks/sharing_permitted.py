# SPDX-License-Identifier: Apache-2.0
"""Had the body that data came from permitted their disclosure? GDPR Art 5(1)(f), DPA 2018 s.40, LED Art 4(1)(f)."""

from collections.abc import Iterator

from tallystick.core.facts.course import DisclosureReported
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look at each disclosure that the record says more about."""
    for fact in given.all(DisclosureReported):
        ref = given.ref(fact)
        if fact.permitted is False:
            says = f"Data went to {fact.recipient}. The body that they came from had not permitted that."
            yield unmet(ref, says, on=[ref])
        elif fact.permitted:
            says = f"Data went to {fact.recipient}, as the body that they came from had permitted."
            yield met(ref, says, on=[ref])


_NOTE = (
    "The provision asks for measures against disclosure without authority; this shows one, and is no ruling on them."
)

CHECK = Check(
    kind=Kind.SHARING,
    severity=Severity.HIGH,
    asks="Where data came from another body, had it permitted their being passed on?",
    means="What one body was trusted with was passed on against the terms on which it was shared.",
    resolves="Record the permission, or that the disclosure was a breach and what was done about it.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_F, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_F, note=_NOTE),
        part3=Law(citation=dpa2018.S40, note=_NOTE),
        led=Law(citation=led.ART_4_1_F, note=_NOTE),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_17_1, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

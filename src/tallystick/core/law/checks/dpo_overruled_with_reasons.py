# SPDX-License-Identifier: Apache-2.0
"""Where the officer's advice was not followed: does the record say why? GDPR Art 5(2), DPA 2018 s.34(3)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import DpoAdvised
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, entries
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, police

_NOTE = (
    "No provision orders the reasons by name: without them the body cannot show why it did what it was advised against."
)


def _answer(given: Given) -> Iterator[Result]:
    for advice in entries(given, kind=DpoAdvised):
        yield _one(given, advice)


def _one(given: Given, advice: Entry[DpoAdvised]) -> Result:
    fact, on = advice.fact, (advice.ref,)
    says = f"The data protection officer advised ({advice.date})."
    if fact.followed is None:
        says = f"{says} Whether that was followed is not on record."
        return cannot_tell(advice.ref, says, supply="Whether the advice was followed, and if not, why.", on=on)
    if fact.followed:
        return met(advice.ref, f"{says} The body says that it followed the advice.", on=on)
    if (fact.reasons or "").strip():
        return met(advice.ref, f"{says} The body did not follow it, and says why: “{fact.reasons}”.", on=on)
    says = f"{says} The body did not follow it. No reasons are on record."
    return missing(given, "dpo", advice.ref, says, supply="The reasons for not following the advice.", on=on)


CHECK = Check(
    kind=Kind.DPO,
    severity=Severity.MEDIUM,
    asks="Where the data protection officer's advice was not followed: does the record say why?",
    means="A warning on people's behalf was set aside and nobody can see what weighed more.",
    resolves="The reasons for which the advice was not followed.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=_NOTE),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Did the regulator see the high-risk assessment before the start? DPA 2018 s.65(2), GDPR Art 36(1), LED Art 28(1)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import RegulatorConsulted
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, earlier, entries, names
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, police
from tallystick.core.law.residual import assessments_with_risks, left

_OLD_NOTE = "Prior checks were owed where the law of the Member State named the processing: that is not tested here."


def _answer(given: Given) -> Iterator[Result]:
    for consulted in entries(given, kind=RegulatorConsulted):
        yield from _one(given, consulted)


def _one(given: Given, consulted: Entry[RegulatorConsulted]) -> Iterator[Result]:
    sent = consulted.fact.assessment
    found = [left(given, assessment=name) for name in assessments_with_risks(given) if sent in (None, name)]
    high = [risk for one in found for risk in one.high]
    began = given.started.words if given.started else "not on record"
    says = f"{consulted.fact.regulator} was consulted ({consulted.date}). Start of processing: {began}."
    on = (consulted.ref, *refs(given.starts), *names(high))
    before = earlier(one=consulted.when, other=given.started)
    if before:
        yield met(consulted.ref, says, on=on)
    elif before is None:
        yield cannot_tell(consulted.ref, says, supply="Both dates, to the day.", on=on)
    elif high:
        yield unmet(consulted.ref, f"{says} The assessment leaves high risk: “{high[0].fact.risk}”.", on=on)
    elif not found or any(one.unknown for one in found):
        says = f"{says} The record does not say whether the assessment leaves high risk."
        yield cannot_tell(consulted.ref, says, supply="The level of each risk after measures.", on=on)


CHECK = Check(
    kind=Kind.PRIOR_CONSULT,
    severity=Severity.HIGH,
    asks="Where high risk is left: was the regulator consulted before the processing began?",
    means="The regulator could only look at what had already been done to people.",
    resolves="Evidence that the regulator was consulted before the start, or that processing began later.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_36_1, eu=eu_gdpr.ART_36_1),
        *police(part3=dpa2018.S65_2, led=led.ART_28_1),
        old_eu(citation=eu_before_2018.ART_20_1, note=_OLD_NOTE),
    ),
    judged=at_start,
    answer=_answer,
)

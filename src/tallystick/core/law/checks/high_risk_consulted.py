# SPDX-License-Identifier: Apache-2.0
"""Where high risk is left: was the regulator consulted? DPA 2018 s.65(2), GDPR Art 36(1), LED Art 28(1)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import RegulatorConsulted
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing
from tallystick.core.law.citations import dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import entries, listed, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, police
from tallystick.core.law.residual import assessments_with_risks, left

_OLD_NOTE = "Prior checks were owed where the law of the Member State named the processing: that is not tested here."


def _answer(given: Given) -> Iterator[Result]:
    for name in assessments_with_risks(given):
        yield _one(given, name)


def _one(given: Given, name: str) -> Result:
    found = left(given, assessment=name)
    consulted = [one for one in entries(given, kind=RegulatorConsulted) if one.fact.assessment in (None, name)]
    if found.high:
        risks = listed([f"“{one.fact.risk}”" for one in found.high])
        says = f"The assessment leaves high risk: {risks}."
        if consulted:
            says = f"{says} {consulted[0].fact.regulator} was consulted ({consulted[0].date})."
            return met(name, says, on=(*names(found.high), *names(consulted)))
        says = f"{says} No consultation of the regulator is on record."
        return missing(given, "regulator", name, says, supply="The consultation, with its date.", on=names(found.high))
    if found.unknown:
        says = "The assessment names risks and does not say what the measures leave of them."
        return cannot_tell(name, says, supply="The level of each risk after measures.", on=names(found.unknown))
    return met(name, "The assessment leaves no high risk.", on=names(found.others))


CHECK = Check(
    kind=Kind.PRIOR_CONSULT,
    severity=Severity.HIGH,
    asks="Where the assessment leaves high risk: was the regulator consulted?",
    means="The body knew of a high risk to people, and nobody outside it was asked before they were exposed to it.",
    resolves="The consultation of the regulator, or measures that bring the risk down, in a new version.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_36_1, eu=eu_gdpr.ART_36_1),
        *police(part3=dpa2018.S65_2, led=led.ART_28_1),
        old_eu(citation=eu_before_2018.ART_20_2, note=_OLD_NOTE),
    ),
    judged=at_start,
    answer=_answer,
)

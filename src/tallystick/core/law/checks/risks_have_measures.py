# SPDX-License-Identifier: Apache-2.0
"""Has each risk a measure against it? GDPR Art 35(7)(d), DPA 2018 s.64(3)(c), LED Art 27(2)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import MeasureDecided, RiskIdentified
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import placeholders


def _answer(given: Given) -> Iterator[Result]:
    """Look for a measure against each risk."""
    for risk in dict.fromkeys(fact.risk for fact in given.all(RiskIdentified)):
        named = [fact for fact in given.all(RiskIdentified) if fact.risk == risk]
        measures = [
            fact for fact in given.all(MeasureDecided) if fact.risk == risk and not placeholders(fact.text or "")
        ]
        says = f"The risk named is “{named[0].harm}”."
        if all((fact.level or fact.residual) == "low" for fact in named) and not measures:
            yield met(risk, f"{says} It is accepted as low.", on=map(given.ref, named))
        elif measures:
            on = map(given.ref, [*named, *measures])
            yield met(risk, f"{says} Measures against it on record: {len(measures)}.", on=on)
        else:
            supply = "The measure against this risk, or that there is none."
            says = f"{says} No measure against it is on record."
            yield missing(given, "assessment-content", risk, says, supply=supply, on=map(given.ref, named))


CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.HIGH,
    asks="Is there a measure against each risk that is named and not low?",
    means="A danger to people was seen and written down, and then left as it was.",
    resolves="Decide a measure against the risk (measure.decided), with an owner and a date.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S64_3),
        led=Law(citation=led.ART_27_2),
    ),
    judged=while_running,
    answer=_answer,
)

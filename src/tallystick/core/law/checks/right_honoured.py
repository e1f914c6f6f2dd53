# SPDX-License-Identifier: Apache-2.0
"""Where people used a right, was it granted to any of them?"""

from collections.abc import Iterator

from tallystick.core.facts.declaration import RightOffered
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police


def _answer(given: Given) -> Iterator[Result]:
    """Compare how often a right was asked for with how often it was granted."""
    for fact in given.all(RightOffered):
        if fact.requested:
            yield _test(given.ref(fact), fact, fact.requested)


def _test(about: str, fact: RightOffered, requested: int) -> Result:
    says = f"{fact.right} was asked for {requested:,} times"
    if fact.granted is None:
        supply = "How many of the requests were granted."
        return cannot_tell(about, f"{says}; how often it was granted is not on record.", supply=supply, on=[about])
    if fact.granted == 0:
        return unmet(about, f"{says} and granted never.", on=[about])
    return met(about, f"{says} and granted {fact.granted:,} times.", on=[about])


CHECK = Check(
    kind=Kind.RIGHTS,
    severity=Severity.HIGH,
    asks="Where people asked to use a right, was it granted to any of them?",
    means="A right that is refused to everybody exists on paper only.",
    resolves="The requests that were granted, or the reason, recorded for each, why it was refused.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_12_2, eu=eu_gdpr.ART_12_2),
        *police(part3=dpa2018.S45_5, led=led.ART_15_4),
        old_uk(citation=dpa1998.PRINCIPLE_6, note=""),
        old_eu(citation=eu_before_2018.ART_14_A, note=""),
    ),
    judged=today,
    answer=_answer,
)

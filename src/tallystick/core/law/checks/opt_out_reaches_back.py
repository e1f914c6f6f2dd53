# SPDX-License-Identifier: Apache-2.0
"""Does an opt-out or objection also reach data that were taken before?"""

from collections.abc import Iterator

from tallystick.core.facts.declaration import RightOffered
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, eu_before_2018, eu_gdpr, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk

_CHOICES = ("opt-out", "objection")


def _answer(given: Given) -> Iterator[Result]:
    """Read of each choice what becomes of data taken before it is used."""
    for fact in given.all(RightOffered):
        if fact.right in _CHOICES:
            yield _test(given.ref(fact), fact)


def _test(about: str, fact: RightOffered) -> Result:
    until = f" until {fact.until}" if fact.until else ""
    says = f"People can use {fact.right}{until}."
    if fact.reaches_earlier_data is None:
        supply = "What becomes of data that were taken before."
        says = f"{says} Whether it reaches data taken before is not on record."
        return cannot_tell(about, says, supply=supply, on=[about])
    if fact.reaches_earlier_data:
        return met(about, f"{says} It also reaches data taken before.", on=[about])
    return unmet(about, f"{says} It does not reach data taken before.", on=[about])


CHECK = Check(
    kind=Kind.RIGHTS,
    severity=Severity.MEDIUM,
    asks="Does an opt-out or objection also reach data that were taken before?",
    means="Whoever hears of it too late can never get their data back.",
    resolves="A rule that data taken before are erased, or no longer used, when somebody opts out or objects.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_17_1, eu=eu_gdpr.ART_17_1),
        old_uk(citation=dpa1998.S10_1, note=""),
        old_eu(citation=eu_before_2018.ART_14_A, note=""),
    ),
    judged=today,
    answer=_answer,
)

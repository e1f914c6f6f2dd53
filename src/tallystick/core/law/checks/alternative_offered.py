# SPDX-License-Identifier: Apache-2.0
"""Where people must give a face, finger or consent to get at work, school or a service: is there another way?"""

from collections.abc import Iterator

from tallystick.core.facts.base import Fact
from tallystick.core.facts.declaration import BasisDeclared, DataDeclared, MethodDeclared, PurposeDeclared, RightOffered
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import dpa1998, eu_before_2018, eu_gdpr, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk

_SUPPLY = "The other way, and how people are told of it."


def _answer(given: Given) -> Iterator[Result]:
    """Look for an alternative where biometric data are used, or a service depends on consent."""
    if any(fact.law_enforcement for fact in given.all(PurposeDeclared)):
        return
    demands: list[Fact] = [fact for fact in given.all(DataDeclared) if fact.category == "biometric"]
    demands += [fact for fact in given.all(MethodDeclared) if fact.applies and fact.method == "biometric-recognition"]
    demands += [fact for fact in given.all(BasisDeclared) if fact.consent_form == "condition-of-service"]
    if demands:
        yield _test(given, demands)


def _test(given: Given, demands: list[Fact]) -> Result:
    offered = [fact for fact in given.all(RightOffered) if fact.right == "alternative"]
    on = [*map(given.ref, demands), *map(given.ref, offered)]
    routes = [fact.route for fact in offered if fact.route]
    if routes:
        return met("record", f"There is another way: “{routes[0]}”", on=on)
    if offered:
        says = "Another way is named, and not how people get at it."
        return cannot_tell("record", says, supply=_SUPPLY, on=on)
    says = "People must give biometric data or consent, and no other way is on record."
    return missing(given, "rights", "record", says, supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.RIGHTS,
    severity=Severity.HIGH,
    asks="Where biometric data or consent are demanded of people, is another way offered to them?",
    means="Without another way people who depend on work, school or a service cannot say no.",
    resolves="Another way that is as good, and that people are told of before they are asked.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_A, eu=eu_gdpr.ART_5_1_A),
        old_uk(citation=dpa1998.PRINCIPLE_1, note="", regimes=("uk-gdpr",)),
        old_eu(citation=eu_before_2018.ART_6_1_A, note=""),
    ),
    judged=today,
    answer=_answer,
)

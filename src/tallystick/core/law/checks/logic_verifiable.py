# SPDX-License-Identifier: Apache-2.0
"""Can the logic by which people are scored, matched or decided upon be checked by them or by somebody independent?"""

from collections.abc import Iterator

from tallystick.core.facts.declaration import MethodDeclared, NoticePublished
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_JUDGES_PEOPLE = ("scoring", "profiling", "automated-decision", "matching", "biometric-recognition")
_NOTE = "The provision asks for what people need to use their rights: the logic of what judges them is read into that."

_FAIR = "Fairness is the duty; that what judges people can be checked is read into it."


def _answer(given: Given) -> Iterator[Result]:
    """Read of each method that judges people whether its logic can be checked."""
    methods = [fact for fact in given.all(MethodDeclared) if fact.applies and fact.method in _JUDGES_PEOPLE]
    for method in dict.fromkeys(fact.method for fact in methods):
        yield _test(given, method, [fact for fact in methods if fact.method == method])


def _test(given: Given, method: str, facts: list[MethodDeclared]) -> Result:
    on, said = [given.ref(fact) for fact in facts], {fact.verifiable for fact in facts}
    says = f"The project uses {method} of people."
    if False in said:
        return unmet(method, f"{says} Its logic can be checked neither by them nor by somebody independent.", on=on)
    if None in said:
        supply = "Who can check the logic, and how."
        says = f"{says} Whether its logic can be checked is not on record."
        if told := _told(given):
            return cannot_tell(method, f"{says} A notice tells of it.", supply=supply, on=[*on, *told])
        says = f"{says} No notice on record tells of it."
        return missing(given, "notices", method, says, supply=supply, on=on)
    return met(method, f"{says} Its logic can be checked.", on=on)


def _told(given: Given) -> list[str]:
    """Return the notices that tell people of the logic: what they say of it may be enough to check it."""
    return [given.ref(fact) for fact in given.all(NoticePublished) if "logic" in (fact.tells or ())]


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.HIGH,
    asks="Can the logic by which people are judged be checked by them or by somebody independent?",
    means="People are singled out by a machine for reasons that nobody outside can see or contest.",
    resolves="The logic, told to the people concerned, or opened to somebody independent who can check it.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_A, eu=eu_gdpr.ART_5_1_A),
        *police(part3=dpa2018.S44_2, led=led.ART_13_2, note=_NOTE),
        old_uk(citation=dpa1998.PRINCIPLE_1, note=_FAIR),
        old_eu(citation=eu_before_2018.ART_6_1_A, note=_FAIR),
    ),
    judged=today,
    answer=_answer,
)

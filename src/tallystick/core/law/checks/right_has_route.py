# SPDX-License-Identifier: Apache-2.0
"""Is there a way for people to use each right that the law of their regime gives them, and to complain?"""

import dataclasses
import functools
from collections.abc import Iterator

from tallystick.core.facts.declaration import BasisDeclared, RightOffered
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_SAME = ("access", "rectification", "erasure", "complaint")
#: Grounds under which a GDPR gives no right to object (Art 21(1)).
_NO_OBJECTION = ("consent", "contract", "legal-obligation", "vital-interests")
_SUPPLY = "How people use this right: where they turn, and what happens then."
_IN_1998 = ("access", "objection")
_IN_THE_DIRECTIVE = ("objection",)


def _gdpr_answer(given: Given) -> Iterator[Result]:
    """Ask for each right, and for objection where the declared grounds leave it."""
    bases = {fact.basis for fact in given.all(BasisDeclared)}
    objection = () if bases and bases <= set(_NO_OBJECTION) else ("objection",)
    yield from _each(given, (*_SAME, *objection))


def _answer(given: Given, *, rights: tuple[str, ...] = _SAME) -> Iterator[Result]:
    """Ask for each right of the regime."""
    yield from _each(given, rights)


def _each(given: Given, rights: tuple[str, ...]) -> Iterator[Result]:
    offered = given.all(RightOffered)
    if not offered and not given.complete("rights"):
        says = "How people can use their rights is not on record."
        yield cannot_tell("record", says, supply="The way to use each right.", on=refs(given.starts))
        return
    for right in rights:
        yield _test(given, right, [fact for fact in offered if fact.right == right])


def _test(given: Given, right: str, offered: list[RightOffered]) -> Result:
    on = [given.ref(fact) for fact in offered]
    routes = [fact.route for fact in offered if fact.route]
    if routes:
        return met(right, f"{right}: “{routes[0]}”", on=on)
    if offered and given.complete("rights"):
        return unmet(right, f"The record names {right} and no way to use it.", on=on)
    says = f"No way to use {right} is on record."
    return missing(given, "rights", right, says, supply=_SUPPLY, on=on)


_answer_1998 = functools.partial(_answer, rights=_IN_1998)
_directive_answer = functools.partial(_answer, rights=_IN_THE_DIRECTIVE)


CHECK = Check(
    kind=Kind.RIGHTS,
    severity=Severity.MEDIUM,
    asks="Is there a way for people to use each of their rights, and to complain?",
    means="A right that leads nowhere leaves people with whatever was decided about them.",
    resolves="The way to use the right: where people turn, and what happens then.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_13_2, eu=eu_gdpr.ART_13_2, answer=_gdpr_answer),
        *police(part3=dpa2018.S44_1, led=led.ART_13_1),
        dataclasses.replace(old_uk(citation=dpa1998.PRINCIPLE_6, note=""), answer=_answer_1998),
        dataclasses.replace(old_eu(citation=eu_before_2018.ART_14_A, note=""), answer=_directive_answer),
    ),
    judged=today,
    answer=_answer,
)

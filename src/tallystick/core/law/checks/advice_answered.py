# SPDX-License-Identifier: Apache-2.0
"""Was each piece of advice from outside, or point that was raised, answered with reasons?"""

from collections.abc import Iterator

from tallystick.core.facts.oversight import AdviceAnswered, AdviceGiven
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations import soft
from tallystick.core.law.eras_beside import fair_consultation
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_SUPPLY = "What the body answered, with its reasons."


def _answer(given: Given) -> Iterator[Result]:
    """Look for the answer to each piece of advice."""
    for advice in {fact.advice: fact for fact in reversed(given.all(AdviceGiven))}.values():
        answers = [fact for fact in given.all(AdviceAnswered) if fact.advice == advice.advice]
        yield _test(given, advice, answers)


def _test(given: Given, advice: AdviceGiven, answers: list[AdviceAnswered]) -> Result:
    when = given.when(advice)
    says = f"{advice.adviser} advised{f' ({when.words})' if when else ''}: “{advice.text or advice.advice}”"
    on = [given.ref(advice), *(given.ref(answer) for answer in answers)]
    if not answers:
        return missing(given, "advice", advice.advice, f"{says} No answer to it is on record.", supply=_SUPPLY, on=on)
    last = answers[-1]
    says = f"{says} The body's answer: {last.outcome}."
    if last.outcome == "taken" or last.reasons:
        return met(advice.advice, f"{says} {last.reasons or ''}".strip(), on=on)
    if given.complete("advice"):
        return unmet(advice.advice, f"{says} It gives no reasons.", on=on)
    return cannot_tell(advice.advice, f"{says} Its reasons are not on record.", supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Was advice from outside, or a point that was raised, answered with reasons?",
    means="Warnings about the effect on people may have been heard and set aside without anybody saying why.",
    resolves="The body's answer to the advice: taken, partly taken or not, with reasons.",
    eras=fair_consultation(soft.GUNNING_4),
    judged=today,
    answer=_answer,
)

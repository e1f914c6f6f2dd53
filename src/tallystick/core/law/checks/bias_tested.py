# SPDX-License-Identifier: Apache-2.0
"""Where people are recognised, scored or sorted by machine, was the tool tested for bias?"""

from collections.abc import Iterator

from tallystick.core.facts.assessment import EqualityAssessed
from tallystick.core.facts.declaration import MethodDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_SORTS_PEOPLE = ("biometric-recognition", "scoring", "profiling", "automated-decision", "matching")


def _answer(given: Given) -> Iterator[Result]:
    """Read what each equality assessment says of testing; where there is none, that is another check's."""
    methods = [fact for fact in given.all(MethodDeclared) if fact.applies and fact.method in _SORTS_PEOPLE]
    for assessed in given.all(EqualityAssessed):
        if methods and assessed.state == "done":
            yield _test(given, assessed, methods)


def _test(given: Given, assessed: EqualityAssessed, methods: list[MethodDeclared]) -> Result:
    about = given.ref(assessed)
    on = [about, *(given.ref(fact) for fact in methods)]
    says = f"The project uses {', '.join(dict.fromkeys(fact.method for fact in methods))}. The equality assessment"
    if assessed.bias_tested is None:
        says = f"{says} does not say whether that was tested for bias."
        return cannot_tell(about, says, supply="Whether and how the tool was tested for bias.", on=on)
    if assessed.bias_tested:
        return met(about, f"{says} says that this was tested for bias.", on=on)
    return unmet(about, f"{says} was made without a test for bias.", on=on)


CHECK = Check(
    kind=Kind.EQUALITY,
    severity=Severity.MEDIUM,
    asks="Was a tool that recognises, scores or sorts people tested for bias?",
    means="A tool that errs more often with some groups puts their members under suspicion for no reason.",
    resolves="A test of the tool on the groups concerned, with its results.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

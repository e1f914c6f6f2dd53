# SPDX-License-Identifier: Apache-2.0
"""Do an assessment's answers agree with what the body declares? DPA 2018 s.64(3) and s.61(2), GDPR Art 35(7)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.facts.declaration import DataDeclared, MethodDeclared, SubjectsDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, corrected, entries
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import described
from tallystick.core.law.sensitive import SPECIAL
from tallystick.core.law.stands import asked, standing

#: Question to the methods and categories of data that mean a yes to it.
_METHODS = {
    "profiling": ("profiling", "scoring"),
    "automated-decisions": ("automated-decision",),
    "matching": ("matching",),
    "biometrics": ("biometric-recognition",),
    "location": ("tracking",),
}
_DATA = {
    "special-categories": tuple(sorted(SPECIAL - {"biometric"})),
    "biometrics": ("biometric", "genetic"),
    "location": ("location",),
}
_ADULT = 18


def _answer(given: Given) -> Iterator[Result]:
    for name, question in sorted({(one.fact.assessment, one.fact.question) for one in standing(given)}):
        found = [one for one in standing(given) if (one.fact.assessment, one.fact.question) == (name, question)]
        yield from _question(given, f"{name}: {question}", question, found)


def _question(given: Given, about: str, question: str, found: list[Entry[AssessmentAnswered]]) -> Iterator[Result]:
    declared = [*_says(given, question)]
    compared = [
        (one, ref, words, yes) for one in found for ref, words, yes in declared if one.fact.value in ("yes", "no")
    ]
    wrong = [pair for pair in compared if (pair[0].fact.value == "yes") != pair[3]]
    for one, ref, words, _ in (wrong or compared)[:1]:
        says = f"The assessment answers {asked(question)} with {one.fact.value}. The body declares {words}."
        yield unmet(about, says, on=(one.ref, ref)) if wrong else met(about, says, on=(one.ref, ref))


def _says(given: Given, question: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what the body's own declarations say on a question: ref, words, and whether they mean yes."""
    gone = corrected(given)
    for method in entries(given, kind=MethodDeclared):
        if (
            method.fact.method in _METHODS.get(question, ())
            and method.fact.said_by == "body"
            and method.ref not in gone
        ):
            words = f"the method “{method.fact.method}”: {'applied' if method.fact.applies else 'not applied'}"
            yield method.ref, words, method.fact.applies
    for data in entries(given, kind=DataDeclared):
        if data.fact.category in _DATA.get(question, ()) and data.fact.said_by == "body" and data.ref not in gone:
            yield data.ref, f"data of the category “{data.fact.category}”", True
    if question == "children":
        yield from _children(given, gone)


def _children(given: Given, gone: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    people = [
        one for one in entries(given, kind=SubjectsDeclared) if one.fact.said_by == "body" and one.ref not in gone
    ]
    for one in people:
        if one.fact.age_from is not None and one.fact.age_from < _ADULT:
            yield one.ref, f"people from the age of {one.fact.age_from} (“{one.fact.category}”)", True


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the answers of the assessment agree with the methods, data and people that the body declares?",
    means="Safeguards hang on the answers: a wrong no switches them off for people who need them.",
    resolves="A corrected answer, or a corrected declaration.",
    eras=described(),
    judged=today,
    answer=_answer,
)

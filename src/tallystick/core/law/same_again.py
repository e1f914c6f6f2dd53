# SPDX-License-Identifier: Apache-2.0
"""Where a statement that was corrected is made a second time: in sibling answers, in words, in fields, in public."""

import dataclasses
from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered, CorrectionMade
from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import ClaimStated
from tallystick.core.facts.declaration import MethodDeclared, PurposeDeclared, SubjectsDeclared
from tallystick.core.law.entries import Entry, corrected, entries, newest, withdrawn
from tallystick.core.law.figures import ages
from tallystick.core.law.given import Given
from tallystick.core.law.mentions import mentions
from tallystick.core.law.stands import asked, siblings, standing

#: What the questions that can be corrected are about, as words in free text speak of it.
_WORDS = {
    "profiling": ("profiling",),
    "large-scale-profiling": ("profiling", "large-scale"),
    "children-profiling": ("profiling", "children"),
    "large-scale": ("large-scale",),
    "systematic-monitoring": ("large-scale",),
    "children": ("children",),
    "biometrics": ("biometrics",),
    "automated-decisions": ("automated-decisions",),
}
#: Methods that are the thing itself, as a field gives them.
_METHODS = {"profiling": ("profiling", "scoring"), "automated-decisions": ("automated-decision",)}
#: Whose statements bind the project.
_BODY = ("body", "oversight")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Again:
    """A statement that says the same: its ref, and its words for readers."""

    ref: str
    words: str


def repeats(given: Given, *, made: CorrectionMade) -> tuple[Again, ...] | None:
    """Return what says again what a correction took back; ``None`` where it is of a kind that has no siblings."""
    fact = next((note.fact for note in given.notes if note.ref == made.corrects), None)
    years = _ages_of(fact, made)
    answer = fact if isinstance(fact, AssessmentAnswered) and fact.value == "yes" else None
    if not years and (answer is None or not (siblings(answer.question) or answer.question in _WORDS)):
        return None
    found: list[Again] = []
    if answer is not None:
        found += [*_answers(given, answer), *_words(given, answer), *_fields(given, answer)]
    if years:
        found += _same_ages(given, years)
    gone = corrected(given)
    seen = {one.ref: one for one in found if one.ref not in gone}
    return tuple(seen.values())


def _answers(given: Given, answer: AssessmentAnswered) -> Iterator[Again]:
    for entry in standing(given):
        fact = entry.fact
        if fact.assessment == answer.assessment and fact.question in siblings(answer.question) and fact.value == "yes":
            yield Again(ref=entry.ref, words=f"{asked(fact.question)} yes")


def _words(given: Given, answer: AssessmentAnswered) -> Iterator[Again]:
    wanted = _WORDS.get(answer.question, ())
    for entry in standing(given):
        if entry.fact.assessment != answer.assessment or entry.fact.question == answer.question:
            continue
        for said in mentions(entry.fact.text):
            if said.affirmed and said.subject in wanted:
                yield Again(ref=entry.ref, words=f"the words “{said.words}”")


def _fields(given: Given, answer: AssessmentAnswered) -> Iterator[Again]:
    for subject in _WORDS.get(answer.question, ()):
        for method in entries(given, kind=MethodDeclared):
            if (
                method.fact.applies
                and method.fact.method in _METHODS.get(subject, ())
                and method.fact.said_by == "body"
            ):
                yield Again(ref=method.ref, words=f"method: {method.fact.method}")
        for claim in _statements(given):
            if claim.fact.topic == subject and claim.fact.asserts:
                yield Again(ref=claim.ref, words=f"public statement: “{claim.fact.text}”")


def _statements(given: Given) -> list[Entry[ClaimStated]]:
    gone = withdrawn(given)
    return [one for one in entries(given, kind=ClaimStated) if one.fact.said_by in _BODY and one.ref not in gone]


def _ages_of(fact: Fact | None, made: CorrectionMade) -> set[tuple[int | None, int | None]]:
    if isinstance(fact, SubjectsDeclared) and (fact.age_from, fact.age_to) != (None, None):
        return {(fact.age_from, fact.age_to)}
    text = fact.text if isinstance(fact, AssessmentAnswered | PurposeDeclared | ClaimStated) else None
    # The words that the correction itself quotes say best what was corrected.
    return {(one.youngest, one.oldest) for one in ages(made.old) or ages(text) if not one.denied}


def _same_ages(given: Given, years: set[tuple[int | None, int | None]]) -> Iterator[Again]:
    people = newest(entries(given, kind=SubjectsDeclared), key=lambda fact: (fact.category, fact.document))
    for subjects in people:
        if (subjects.fact.age_from, subjects.fact.age_to) in years:
            words = f"{subjects.fact.category}: from {subjects.fact.age_from} to {subjects.fact.age_to}"
            yield Again(ref=subjects.ref, words=words)
    texts = [(one.ref, one.fact.text) for one in standing(given)]
    texts += [(one.ref, one.fact.text) for one in entries(given, kind=PurposeDeclared)]
    texts += [(one.ref, one.fact.text) for one in _statements(given)]
    for ref, text in texts:
        for one in ages(text):
            if (one.youngest, one.oldest) in years and not one.denied:
                yield Again(ref=ref, words=f"“{one.words}”")

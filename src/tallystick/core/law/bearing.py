# SPDX-License-Identifier: Apache-2.0
"""What in a record bears on a public statement about a topic: for it or against it, with the words it rests on."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping

from tallystick.core.facts.assessment import AssessmentAnswered, RiskIdentified
from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import ClaimStated, DisclosureReported, RecordsCounted
from tallystick.core.facts.declaration import (
    DataDeclared,
    MethodDeclared,
    PurposeDeclared,
    RecipientDeclared,
    RightOffered,
    SubjectsDeclared,
)
from tallystick.core.law.given import Given
from tallystick.core.law.statements import standing, taken_back

#: Which answers and methods say that the topic is so; the other way round, that it is not.
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "profiling": ("profiling", "large-scale-profiling", "children-profiling"),
    "tracking": ("location", "systematic-monitoring"),
    "automated-decisions": ("automated-decisions",),
    "children": ("children", "children-profiling"),
}
_METHODS: Mapping[str, tuple[str, ...]] = {
    "profiling": ("profiling", "scoring"),
    "tracking": ("tracking",),
    "automated-decisions": ("automated-decision",),
}
#: Data by which somebody can be told apart, so that a collection of them is not anonymous.
_IDENTIFYING = frozenset({"identity", "contact", "images", "biometric", "genetic"})
_RE_IDENTIFICATION = frozenset({"re-identification", "reidentification"})
#: Words for trying out a system, which is another purpose than caring for the person whose data are used.
_TRYING_OUT = re.compile(
    r"\b(?:test(?:s|ed|ing)?|trials?|trialling|evaluat(?:e|es|ing|ion)|research|develop(?:ing|ment)?|validat(?:e|ing|ion)"
    r"|benchmark(?:s|ing)?)\b",
    re.IGNORECASE,
)
_OFFICIAL = ("body", "oversight", "regulator", "court")
_ADULT = 18


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bearing:
    """One fact that bears on a statement."""

    ref: str
    #: Whether it shows that what the topic names is so.
    so: bool
    words: str


def bearing(given: Given, topic: str) -> tuple[Bearing, ...]:
    """Return what a record shows on a topic; nothing where this knows no fact that could bear on it."""
    found = [*_answers(given, topic), *_methods(given, topic), *_OWN.get(topic, _nothing)(given)]
    return tuple(dict.fromkeys(found))


def _one(given: Given, fact: Fact, words: str, *, so: bool) -> Bearing:
    return Bearing(ref=given.ref(fact), so=so, words=words)


def _answers(given: Given, topic: str) -> Iterable[Bearing]:
    gone = taken_back(given)
    for fact in given.all(AssessmentAnswered):
        wanted = fact.question in _QUESTIONS.get(topic, ()) and given.ref(fact) not in gone
        if wanted and fact.value in ("yes", "no"):
            words = f"{fact.assessment} {fact.version} answers “{fact.value}” to “{fact.question}”"
            yield _one(given, fact, words, so=fact.value == "yes")


def _methods(given: Given, topic: str) -> Iterable[Bearing]:
    for fact in given.all(MethodDeclared):
        if fact.method in _METHODS.get(topic, ()):
            words = f"{fact.document or 'the record'} {'names' if fact.applies else 'rules out'} {fact.method}"
            yield _one(given, fact, words, so=fact.applies)


def _children(given: Given) -> Iterable[Bearing]:
    for subjects in given.all(SubjectsDeclared):
        if subjects.age_from is not None and subjects.age_from < _ADULT:
            yield _one(given, subjects, f"people from the age of {subjects.age_from} are declared", so=True)
    for counted in given.all(RecordsCounted):
        if counted.youngest is not None and counted.youngest < _ADULT:
            yield _one(given, counted, f"the youngest person counted was {counted.youngest}", so=True)


def _sharing(given: Given) -> Iterable[Bearing]:
    for declared in given.all(RecipientDeclared):
        yield _one(given, declared, f"{declared.recipient} is declared as a recipient", so=True)
    for event in given.all(DisclosureReported):
        yield _one(given, event, f"data went to {event.recipient}", so=True)


def _anonymity(given: Given) -> Iterable[Bearing]:
    for data in given.all(DataDeclared):
        if data.category in _IDENTIFYING:
            yield _one(given, data, f"data of the category {data.category} are declared", so=False)
    for risk in given.all(RiskIdentified):
        if risk.about in _RE_IDENTIFICATION:
            yield _one(given, risk, f"the risk of {risk.about} is named", so=False)


def _alternatives(given: Given) -> Iterable[Bearing]:
    for right in given.all(RightOffered):
        if right.right == "alternative":
            offered = right.granted > 0 if right.granted is not None and right.requested else bool(right.route)
            yield _one(given, right, f"an alternative: {right.route or 'no way to it is named'}", so=offered)


def _direct_care(given: Given) -> Iterable[Bearing]:
    for purpose in given.all(PurposeDeclared):
        tried = _TRYING_OUT.search(purpose.text or "")
        if tried:
            yield _one(
                given, purpose, f"{purpose.document or 'the record'} gives as a purpose: “{purpose.text}”", so=False
            )


def _lawfulness(given: Given) -> Iterable[Bearing]:
    for said in standing(given, "lawfulness", "assessment"):
        if said.asserts is False and said.said_by in _OFFICIAL:
            yield _one(given, said, f"the {said.said_by} says: “{said.text}”", so=False)


def _continuous(given: Given) -> Iterable[Bearing]:
    for data in given.all(DataDeclared):
        if data.continuous:
            yield _one(given, data, f"data of the category {data.category} are taken without a break", so=True)


def _nothing(_: Given) -> Iterable[Bearing]:
    return ()


_OWN: Mapping[str, Callable[[Given], Iterable[Bearing]]] = {
    "children": _children,
    "sharing": _sharing,
    "anonymity": _anonymity,
    "alternatives": _alternatives,
    "direct-care": _direct_care,
    "lawfulness": _lawfulness,
    "tracking": _continuous,
}
#: The topics on which a record can bear.
TOPICS = tuple(dict.fromkeys((*_QUESTIONS, *_METHODS, *_OWN)))


def subject_of(topic: str) -> str | None:
    """Return the subject for which a record must be complete, for its silence to speak against a statement."""
    return "rights" if topic == "alternatives" else None


def contrary(found: Iterable[Bearing], said: ClaimStated) -> tuple[Bearing, ...]:
    """Return what bears against a statement that says yes or no, of all that bears on its topic."""
    return tuple(item for item in found if item.so is not said.asserts)

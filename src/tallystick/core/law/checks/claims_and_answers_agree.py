# SPDX-License-Identifier: Apache-2.0
"""Does what is said in public agree with the assessment? Tests accountability: DPA 2018 s.34(3), GDPR Art 5(2)."""

from collections.abc import Iterator

from tallystick.core.facts.course import ClaimStated
from tallystick.core.facts.declaration import MethodDeclared, RecipientDeclared, SubjectsDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, entries, listed, withdrawn
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.mentions import mentions
from tallystick.core.law.record_eras import shown
from tallystick.core.law.stands import amended, asked, standing

#: Topic of a statement to the questions that it denies when it says no; the first is the one that it affirms.
_QUESTIONS = {
    "profiling": ("profiling", "large-scale-profiling", "children-profiling"),
    "children": ("children", "children-profiling"),
    "tracking": ("location", "systematic-monitoring"),
    "large-scale": ("large-scale", "large-scale-profiling"),
    "automated-decisions": ("automated-decisions",),
    "biometrics": ("biometrics",),
    "sharing": (),
}
_METHODS = {
    "profiling": ("profiling", "scoring"),
    "tracking": ("tracking",),
    "automated-decisions": ("automated-decision",),
    "biometrics": ("biometric-recognition",),
}
_ADULT = 18
#: What a document says on a topic: its ref, whether it means yes, its words.
_Says = tuple[str, bool, str]


def _answer(given: Given) -> Iterator[Result]:
    """Compare each statement of the body or its overseer that was not taken back."""
    gone = withdrawn(given)
    for claim in entries(given, kind=ClaimStated):
        if claim.fact.said_by in ("body", "oversight") and claim.ref not in gone:
            yield from _one(given, claim)


def _asserted(fact: ClaimStated) -> dict[str, bool]:
    """Return what a statement says yes or no to: by its field, or else by its words."""
    if fact.asserts is not None:
        return {fact.topic: fact.asserts} if fact.topic in _QUESTIONS else {}
    said = mentions(fact.text)
    subjects = {one.subject for one in said}
    clear = {subject: {one.affirmed for one in said if one.subject == subject} for subject in subjects}
    return {subject: affirmed.pop() for subject, affirmed in sorted(clear.items()) if len(affirmed) == 1}


def _one(given: Given, claim: Entry[ClaimStated]) -> Iterator[Result]:
    compared = [
        (yes, one) for topic, yes in _asserted(claim.fact).items() for one in _documents(given, topic, denied=not yes)
    ]
    wrong = [one for yes, one in compared if one[1] != yes]
    says = f"Said in public ({claim.date}): “{claim.fact.text}”."
    found = wrong or [one for _, one in compared][:1]
    if not found:
        return
    says = f"{says} In the body's own documents: {listed([words for _, _, words in found])}."
    on = dict.fromkeys((claim.ref, *(ref for ref, _, _ in found)))
    yield unmet(claim.ref, says, on=on) if wrong else met(claim.ref, says, on=on)


def _documents(given: Given, topic: str, *, denied: bool) -> Iterator[_Says]:
    questions = _QUESTIONS.get(topic, ())
    for answer in standing(given):
        wanted = questions if denied else questions[:1]
        if answer.fact.question in wanted and answer.fact.value in ("yes", "no"):
            yield answer.ref, answer.fact.value == "yes", f"{asked(answer.fact.question)} {answer.fact.value}"
    gone = amended(given)
    for method in entries(given, kind=MethodDeclared):
        if method.fact.said_by == "body" and method.fact.method in _METHODS.get(topic, ()) and method.ref not in gone:
            applied = "applied" if method.fact.applies else "not applied"
            yield method.ref, method.fact.applies, f"the method “{method.fact.method}”: {applied}"
    yield from (_people(given, gone) if topic == "children" else _recipients(given, gone) if topic == "sharing" else ())


def _people(given: Given, gone: frozenset[str]) -> Iterator[_Says]:
    for one in entries(given, kind=SubjectsDeclared):
        low = one.fact.age_from
        if one.fact.said_by == "body" and one.ref not in gone and low is not None and low < _ADULT:
            yield one.ref, True, f"people from the age of {low} (“{one.fact.category}”)"


def _recipients(given: Given, gone: frozenset[str]) -> Iterator[_Says]:
    for one in entries(given, kind=RecipientDeclared):
        if one.fact.said_by == "body" and one.ref not in gone:
            yield one.ref, True, f"recipient: {one.fact.recipient}"


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.HIGH,
    asks="Does what is said in public agree with what the body's own assessment and declarations say?",
    means="People are told that something is not done to them, and the body's own paper says that it is.",
    resolves="A statement that takes the first one back, or an amended version of the assessment with reasons.",
    eras=shown(),
    judged=today,
    answer=_answer,
)

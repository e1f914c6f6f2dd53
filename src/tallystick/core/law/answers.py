# SPDX-License-Identifier: Apache-2.0
"""What the data protection assessments of a record answer: which of its questions have an answer of their own."""

import dataclasses
from collections.abc import Iterable

from tallystick.core.facts.assessment import AssessmentAnswered, AssessmentIssued, TemplateProvided
from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.facts.questions import QUESTIONS
from tallystick.core.law.check import Result, cannot_tell, met, missing
from tallystick.core.law.given import Given, Noted, refs
from tallystick.core.law.wording import own_words

#: Which assessments are about data protection.
TYPES = ("dpia", "privacy-impact")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Look:
    """What was found when the answers to some questions were looked at."""

    #: Answers that say something of their own.
    answered: tuple[Noted, ...]
    #: Answers that were blanked where the document was released.
    withheld: tuple[Noted, ...]
    #: Answers that are empty, a placeholder, or what somebody else wrote.
    empty: tuple[Noted, ...]


def versions(given: Given) -> tuple[Noted, ...]:
    """Return the versions of data protection assessments, by date."""
    return tuple(note for note in given.notes_of(AssessmentIssued) if getattr(note.fact, "type", None) in TYPES)


def answers(given: Given) -> tuple[Noted, ...]:
    """Return the answers of data protection assessments; those of a document whose type is not known count."""
    types: dict[str, set[str]] = {}
    for issued in given.all(AssessmentIssued):
        types.setdefault(issued.assessment, set()).add(issued.type)
    return tuple(
        note
        for note in given.notes_of(AssessmentAnswered)
        if isinstance(note.fact, AssessmentAnswered) and types.get(note.fact.assessment, {TYPES[0]}) & set(TYPES)
    )


def templates(given: Given) -> tuple[str, ...]:
    """Return the words of forms and of other projects' documents: whoever repeats them has not answered."""
    return tuple(fact.text for fact in given.all(TemplateProvided) if fact.text)


def says_yes(given: Given, question: str) -> tuple[Noted, ...]:
    """Return the answers that say yes to a question."""
    return tuple(
        note
        for note in answers(given)
        if isinstance(note.fact, AssessmentAnswered) and note.fact.question == question and note.fact.value == "yes"
    )


def look(given: Given, questions: Iterable[str]) -> Look:
    """Look at the answers in words to any of some questions, in every version; a bare yes or no says nothing here."""
    wanted, others = set(questions), templates(given)
    found: dict[str, list[Noted]] = {"answered": [], "withheld": [], "empty": []}
    for note in answers(given):
        if isinstance(note.fact, AssessmentAnswered) and note.fact.question in wanted:
            found[_state(note.fact, others)].append(note)
    return Look(**{state: tuple(notes) for state, notes in found.items()})


def _state(fact: AssessmentAnswered, others: tuple[str, ...]) -> str:
    if fact.text and own_words(fact.text, others):
        return "answered"
    return "withheld" if fact.withheld else "empty"


def in_question(given: Given) -> bool:
    """Whether an assessment's content can be asked about: there is one, or there is processing it should be of."""
    return bool(versions(given) or answers(given) or begun(given) or given.complete("assessment-content"))


def begun(given: Given) -> tuple[Noted, ...]:
    """Return what says that processing began, with a date or without one."""
    return given.notes_of(ProcessingStarted) or given.starts


def has_answer(given: Given, *, about: str, questions: tuple[str, ...], other: tuple[Noted, ...] = ()) -> Result:
    """Answer whether an assessment says something on a subject.

    Args:
        given: the record.
        about: what the result is about.
        questions: any answer to any of them will do.
        other: facts of other kinds that say it as well.
    """
    found = look(given, questions)
    asked = " or ".join(f"“{QUESTIONS[question]}”" for question in questions)
    if found.answered or other:
        return met(about, f"The assessment answers {asked}.", on=refs((*found.answered, *other)))
    if found.withheld:
        says = f"The answer to {asked} was blanked where the assessment was released."
        return cannot_tell(about, says, supply="The answer, or a summary of it.", on=refs(found.withheld))
    why = _why_empty(found)
    on = refs(found.empty or versions(given) or begun(given))
    supply = "The answer of the assessment, or that it has none."
    return missing(given, "assessment-content", about, f"No answer to {asked} is on record{why}.", supply=supply, on=on)


def _why_empty(found: Look) -> str:
    texts = [note.fact.text for note in found.empty if isinstance(note.fact, AssessmentAnswered) and note.fact.text]
    return f": what stands there is “{texts[-1][:120]}”, which says nothing of its own" if texts else ""


def newest(given: Given) -> dict[str, list[AssessmentAnswered]]:
    """Return the newest answer to each question in each document of any type; several where their dates are equal."""
    by_place: dict[tuple[str, str], list[AssessmentAnswered]] = {}
    for fact in given.all(AssessmentAnswered):
        by_place.setdefault((fact.question, fact.assessment), []).append(fact)
    found: dict[str, list[AssessmentAnswered]] = {}
    for (question, _), facts in by_place.items():
        dates = [when.first for when in map(given.when, facts) if when]
        # An answer without a date may be the newest, so it is never left out.
        latest = [fact for fact in facts if (when := given.when(fact)) is None or when.first == max(dates)]
        found.setdefault(question, []).extend(latest)
    return found

# SPDX-License-Identifier: Apache-2.0
"""Which answers of assessments stand, which answers say the same in other words, and which follow from others."""

from collections.abc import Mapping, Sequence

from tallystick.core.facts.assessment import AssessmentAnswered, AssessmentIssued, CorrectionMade, ReviewHeld
from tallystick.core.facts.dates import When
from tallystick.core.facts.questions import QUESTIONS
from tallystick.core.law.answers import TYPES, answers
from tallystick.core.law.entries import Entry, by_then, entries, newest
from tallystick.core.law.given import Given

#: A "yes" to the first means a "yes" to each of the others: each asks for a part of what the first asks.
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "large-scale-profiling": ("profiling", "large-scale"),
    "children-profiling": ("children",),
}
#: Questions that ask about one thing from several sides: who corrects one answer looks at the others.
_SIDES: tuple[frozenset[str], ...] = (
    frozenset({"profiling", "large-scale-profiling", "children-profiling", "systematic-monitoring"}),
    frozenset({"large-scale", "large-scale-profiling", "systematic-monitoring"}),
    frozenset({"children", "children-profiling"}),
    frozenset({"special-categories", "biometrics"}),
    frozenset({"location", "systematic-monitoring"}),
)


#: What renews an assessment.
Renewal = Entry[AssessmentIssued] | Entry[ReviewHeld]


def siblings(question: str) -> frozenset[str]:
    """Return the other questions that ask about the same thing from another side."""
    return frozenset().union(*(side for side in _SIDES if question in side)) - {question}


def asked(question: str) -> str:
    """Return a question in plain words, in quotation marks."""
    return f"“{QUESTIONS.get(question, question)}”"


def answered(given: Given) -> tuple[Entry[AssessmentAnswered], ...]:
    """Return the answers of data protection assessments, by date."""
    wanted = {note.ref for note in answers(given)}
    return tuple(entry for entry in entries(given, kind=AssessmentAnswered) if entry.ref in wanted)


def standing(given: Given) -> tuple[Entry[AssessmentAnswered], ...]:
    """Return the answers that stand: the newest of each question, where no amended version has replaced its words.

    A correction that shows no amended version leaves the document as it is; an undated answer may be the newest.
    """
    gone = amended(given)
    found = newest(answered(given), key=lambda fact: (fact.assessment, fact.question))
    return tuple(entry for entry in found if entry.ref not in gone)


def amended(given: Given) -> frozenset[str]:
    """Return the refs of statements whose corrected words can be read in a later version."""
    made = [fact for fact in given.all(CorrectionMade) if fact.amended_version]
    return frozenset(ref for fact in made for ref in (fact.corrects, *(fact.also_corrects or ())))


def issued(given: Given) -> tuple[Entry[AssessmentIssued], ...]:
    """Return the versions of data protection assessments, by date."""
    return tuple(entry for entry in entries(given, kind=AssessmentIssued) if entry.fact.type in TYPES)


def renewals(given: Given) -> tuple[Renewal, ...]:
    """Return what renewed a data protection assessment: each version after the first, and each review of it."""
    found = issued(given)
    first = {entry.fact.assessment: entry.fact.version for entry in reversed(found)}
    later = tuple(entry for entry in found if entry.fact.version != first[entry.fact.assessment])
    return (*later, *(entry for entry in entries(given, kind=ReviewHeld) if entry.fact.document in first))


def renewed(renewals: Sequence[Renewal], *, by: When | None, since: When | None) -> tuple[bool | None, tuple[str, ...]]:
    """Whether an assessment was renewed by a day and after an earlier one, and the refs of what renewed it.

    ``since`` is ``None`` where nothing came before: then any renewal by that day counts.
    """
    found: list[tuple[bool | None, str]] = []
    for entry in renewals:
        new = True if since is None else _not(answer=by_then(one=entry.when, other=since), same=entry.when == since)
        old = by_then(one=entry.when, other=by)
        both = False if False in (new, old) else None if None in (new, old) else True
        found.append((both, entry.ref))
    answer = True if any(both for both, _ in found) else None if any(both is None for both, _ in found) else False
    return answer, tuple(ref for both, ref in found if both == answer and both is not False)


def _not(*, answer: bool | None, same: bool) -> bool | None:
    # A version of the same known day as the step before was made for that step or for this one.
    return True if same else None if answer is None else not answer

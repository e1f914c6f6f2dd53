# SPDX-License-Identifier: Apache-2.0
"""Where the body said that it was wrong: can the right words be read? DPA 2018 s.56(3), GDPR Art 24(1)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import CorrectionMade
from tallystick.core.facts.consultation import ClaimMade
from tallystick.core.facts.course import ClaimStated
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.entries import Entry, entries
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import updated


def _answer(given: Given) -> Iterator[Result]:
    for made in entries(given, kind=CorrectionMade):
        yield _of_statement(given, made) if _is_statement(given, made.fact) else _of_document(given, made)


def _is_statement(given: Given, made: CorrectionMade) -> bool:
    """Whether something said in public is corrected, which has no versions, and not a document, which has."""
    stated = {given.ref(fact) for fact in (*given.all(ClaimStated), *given.all(ClaimMade))}
    return made.corrects in stated | {fact.claim for fact in given.all(ClaimMade)}


def _of_document(given: Given, made: Entry[CorrectionMade]) -> Result:
    says = _said(made)
    on = (made.ref, *_corrected(given, made.fact))
    if made.fact.amended_version:
        says = f"{says} The corrected text is in version {made.fact.amended_version}."
        return met(made.ref, says, on=on)
    says = f"{says} No version in which the corrected text can be read is on record."
    return missing(given, "corrections", made.ref, says, supply="The version that holds the corrected text.", on=on)


def _of_statement(given: Given, made: Entry[CorrectionMade]) -> Result:
    says, on = _said(made), (made.ref, *_corrected(given, made.fact))
    if made.fact.new:
        return met(made.ref, f"{says} What stands instead: “{made.fact.new}”.", on=on)
    instead = [one for one in entries(given, kind=ClaimStated) if one.fact.replaces == made.fact.corrects]
    if instead:
        return met(made.ref, f"{says} What stands instead: “{instead[0].fact.text}”.", on=(*on, instead[0].ref))
    if made.fact.amended_version:
        return cannot_tell(made.ref, says, supply="The words that stand instead.", on=on)
    says = f"{says} What holds instead is not on record."
    return missing(given, "corrections", made.ref, says, supply="The words that stand instead.", on=on)


def _said(made: Entry[CorrectionMade]) -> str:
    old = f" “{made.fact.old}”" if made.fact.old else ""
    return f"The body corrected or took back ({made.date}) what it had stated{old}."


def _corrected(given: Given, made: CorrectionMade) -> tuple[str, ...]:
    return tuple(note.ref for note in given.notes if note.ref == made.corrects)


CHECK = Check(
    kind=Kind.CORRECTION,
    severity=Severity.MEDIUM,
    asks="Where the body said that a statement was wrong: can the corrected words be read?",
    means="People cannot tell what holds for them now: the old words stand where they stood, or nothing does.",
    resolves="The version that holds the corrected text, or the words that stand instead.",
    eras=updated(),
    judged=today,
    answer=_answer,
)

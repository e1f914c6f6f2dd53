# SPDX-License-Identifier: Apache-2.0
"""After a correction: does nothing else on record still say what was taken back? DPA 2018 s.64(3), GDPR Art 35(7)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import CorrectionMade
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, entries, listed
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import described
from tallystick.core.law.same_again import repeats


def _answer(given: Given) -> Iterator[Result]:
    for made in entries(given, kind=CorrectionMade):
        yield from _one(given, made)


def _one(given: Given, made: Entry[CorrectionMade]) -> Iterator[Result]:
    found = repeats(given, made=made.fact)
    if found is None:
        return
    old = f" “{made.fact.old}”" if made.fact.old else ""
    says = f"The body corrected or took back ({made.date}) what it had stated{old}."
    of = tuple(note.ref for note in given.notes if note.ref == made.fact.corrects)
    if found:
        says = (
            f"{says} Other statements that say the same, or part of it, stand: {listed([one.words for one in found])}."
        )
        yield unmet(made.ref, says, on=(made.ref, *of, *(one.ref for one in found)))
    else:
        yield met(made.ref, f"{says} No other statement on record says the same.", on=(made.ref, *of))


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.HIGH,
    asks="After a correction: was everything else that says the same corrected with it?",
    means="The body says that something was a mistake, and its own paper goes on saying it. One of them is not true.",
    resolves="Correct the other statements too (`also_corrects`), or say why they hold although that one does not.",
    eras=described(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Did the body look at how groups with protected characteristics fare, before the processing began?"""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued, EqualityAssessed
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given, Noted, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.starting import begun, has_begun, spell_start

_SUPPLY = "The equality assessment, with its date."


def _answer(given: Given) -> Iterator[Result]:
    """Compare the date of the first equality assessment that was done with the start of processing."""
    done = _done(given)
    if not done and has_begun(given):
        says = f"Processing began: {spell_start(given)}. No equality assessment that was done is on record."
        on = [*begun(given), *refs(given.notes_of(EqualityAssessed))]
        yield missing(given, "equality", "record", says, supply=_SUPPLY, on=on)
    elif given.started is None:
        yield cannot_tell("record", "The record does not say when processing began.", supply="The start of processing.")
    else:
        yield _compare(given, done, given.started)


def _done(given: Given) -> list[Noted]:
    assessed = [note for note in given.notes_of(EqualityAssessed) if getattr(note.fact, "state", None) == "done"]
    issued = [note for note in given.notes_of(AssessmentIssued) if getattr(note.fact, "type", None) == "equality"]
    return [*assessed, *issued]


def _compare(given: Given, done: list[Noted], started: When) -> Result:
    on = [*refs(given.starts), *refs(done)]
    dated = [note.when for note in done if note.when]
    says = f"Processing began: {started.words}. Equality was assessed: "
    told = f"{says}{', '.join(when.words for when in dated) or 'on no known date'}."
    if any(when.before(started) for when in dated):
        return met("record", told, on=on)
    if len(dated) == len(done) and all(started.before(when) for when in dated):
        return unmet("record", told, on=on)
    return cannot_tell("record", told, supply="The date of the equality assessment, to the day.", on=on)


CHECK = Check(
    kind=Kind.EQUALITY,
    severity=Severity.HIGH,
    asks="Was it assessed before processing began how groups with protected characteristics fare?",
    means="Groups that the project bears on more than on others had nobody who looked before their data were used.",
    resolves="The equality assessment made before the start; a later one shows regard from its own date only.",
    eras=equality(),
    judged=at_start,
    answer=_answer,
)

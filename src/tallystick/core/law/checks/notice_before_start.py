# SPDX-License-Identifier: Apache-2.0
"""Were people told before, or at the latest when, the processing began?"""

from collections.abc import Iterator

from tallystick.core.facts.dates import When
from tallystick.core.facts.declaration import NoticePublished
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given, Noted, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.starting import begun, has_begun, spell_start

_SUPPLY = "The notice with its date, and whom it is for."


def _answer(given: Given) -> Iterator[Result]:
    """Compare the date of the first notice with the start of processing."""
    notices = given.notes_of(NoticePublished)
    if not notices and has_begun(given):
        says = f"Processing began: {spell_start(given)}. No notice to the people concerned is on record."
        yield missing(given, "notices", "record", says, supply=_SUPPLY, on=begun(given))
    elif given.started is None:
        yield cannot_tell("record", "The record does not say when processing began.", supply="The start of processing.")
    else:
        yield _compare(given, notices, given.started)


def _compare(given: Given, notices: tuple[Noted, ...], started: When) -> Result:
    told = ", ".join(f"{_audience(note)} ({note.when.words if note.when else 'no date'})" for note in notices)
    says = f"Processing began: {started.words}. Told: {told}."
    on = [*refs(given.starts), *refs(notices)]
    if any(note.when and note.when.by(started) for note in notices):
        return met("record", says, on=on)
    if all(note.when and note.when.by(started) is False for note in notices):
        return unmet("record", f"{says} None of this was before the start.", on=on)
    return cannot_tell("record", says, supply="The date of the notice, to the day.", on=on)


def _audience(note: Noted) -> str:
    return note.fact.audience if isinstance(note.fact, NoticePublished) else ""


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.HIGH,
    asks="Were the people concerned told before processing began?",
    means="People did not know that their data were used and could not object, ask or complain.",
    resolves="A notice to the people concerned; where it came after the start, that is told from its date on.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_A, eu=eu_gdpr.ART_5_1_A),
        *police(part3=dpa2018.S44_1, led=led.ART_13_1),
        old_uk(citation=dpa1998.FAIRNESS_NOTICE, note=""),
        old_eu(citation=eu_before_2018.ART_11_1, note=""),
    ),
    judged=at_start,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was there an assessment before the processing began? DPA 2018 s.64(1), GDPR Art 35(1), LED Art 27(1)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, names
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import issued


def _answer(given: Given) -> Iterator[Result]:
    """Compare the date of the first version with the start of processing."""
    versions = issued(given)
    if given.started is None:
        yield cannot_tell("record", "The record does not say when processing began.", supply="The start of processing.")
    elif not versions:
        says = f"Processing began: {given.started.words}. No assessment is on record."
        supply = "The assessment, with its date."
        yield missing(given, "assessment", "record", says, supply=supply, on=refs(given.starts))
    elif versions[0].when is None:
        says = "No version of the assessment on record has a date."
        yield cannot_tell("record", says, supply="The date of the first version.", on=names(versions))
    else:
        yield _compare(given, first=versions[0], dated=versions[0].when, started=given.started)


def _compare(given: Given, *, first: Entry[AssessmentIssued], dated: When, started: When) -> Result:
    says = f"Processing began: {started.words}. First assessment on record: {dated.words}."
    on = (*refs(given.starts), first.ref)
    if dated.before(started):
        return met("record", says, on=on)
    if started.before(dated):
        return unmet("record", says, on=on)
    says = f"{says} Which came first cannot be told."
    return cannot_tell("record", says, supply="Both dates, to the day.", on=on)


CHECK = Check(
    kind=Kind.DPIA_TIMING,
    severity=Severity.HIGH,
    asks="Was there an impact assessment before the processing began?",
    means="People's data were used before anybody had written down what that could do to them.",
    resolves="A version of the assessment that is dated before the start, or evidence that processing began later.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_1, eu=eu_gdpr.ART_35_1),
        *police(part3=dpa2018.S64_1, led=led.ART_27_1),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_20_1),
    ),
    judged=at_start,
    answer=_answer,
)

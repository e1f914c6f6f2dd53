# SPDX-License-Identifier: Apache-2.0
"""Was what was approved a finished assessment that existed on the day? DPA 2018 s.64(3), GDPR Art 35(7)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, by_then, earlier, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import issued

_FINAL = ("final", "published")
_NOTE = "The provision says what an assessment is; that the approved text is a finished one is what its meaning needs."
_Approval = Entry[ApprovalGiven]
_Versions = Sequence[Entry[AssessmentIssued]]


def _answer(given: Given) -> Iterator[Result]:
    for approval in entries(given, kind=ApprovalGiven):
        named = approval.fact.assessment
        versions = [entry for entry in issued(given) if named in (None, entry.fact.assessment)]
        if approval.fact.version is not None:
            versions = [entry for entry in versions if entry.fact.version == approval.fact.version]
            yield _named(given, approval, versions)
        elif versions and not _late(given, versions):
            yield _any(approval, versions)


def _late(given: Given, versions: _Versions) -> bool:
    """Whether the assessment itself came after the start: then that is the finding, not each approval before it."""
    return earlier(one=given.started, other=versions[0].when) is True


def _named(given: Given, approval: _Approval, versions: _Versions) -> Result:
    fact, on = approval.fact, (approval.ref, *names(versions))
    says = f"{fact.approver} approved version {fact.version} ({approval.date})."
    if not versions:
        says = f"{says} That version is not on record."
        supply = "That version, with its date and state."
        return missing(given, "assessment", approval.ref, says, supply=supply, on=on)
    return _judge(approval, versions, says)


def _any(approval: _Approval, versions: _Versions) -> Result:
    says = f"{approval.fact.approver} approved the project ({approval.date}). The decision names no version."
    return _judge(approval, versions, says)


def _judge(approval: _Approval, versions: _Versions, says: str) -> Result:
    about, on = approval.ref, (approval.ref, *names(versions))
    says = f"{says} On record: {', '.join(_described(entry) for entry in versions)}."
    there = [by_then(one=entry.when, other=approval.when) for entry in versions]
    if not any(found is not False for found in there):
        return unmet(about, f"{says} None existed by then.", on=on)
    states = {entry.fact.state for entry, found in zip(versions, there, strict=True) if found is not False}
    if any(found and entry.fact.state in _FINAL for entry, found in zip(versions, there, strict=True)):
        return met(about, says, on=on)
    if states <= {"draft", "withdrawn"}:
        return unmet(about, f"{says} What was there by then was no final version.", on=on)
    supply = "The date of the approval, and the date and state of each version."
    return cannot_tell(about, f"{says} Whether a final version was approved cannot be told.", supply=supply, on=on)


def _described(entry: Entry[AssessmentIssued]) -> str:
    return f"version {entry.fact.version} ({entry.fact.state or 'state not known'}, {entry.date})"


def _latest_approval(given: Given) -> dt.date:
    """Judge by the day of the newest approval, or else by the day of the check."""
    days = [entry.when.first for entry in entries(given, kind=ApprovalGiven) if entry.when]
    return max(days, default=given.as_of)


CHECK = Check(
    kind=Kind.APPROVAL,
    severity=Severity.MEDIUM,
    asks="Was what was approved a final version of the assessment that existed by then?",
    means="An approval of a draft, or of nothing, looks like a safeguard for people and is none.",
    resolves="The final version that the approval was based on, dated by the day of the approval; or a new approval.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_7, eu=eu_gdpr.ART_35_7, note=_NOTE),
        *police(part3=dpa2018.S64_3, led=led.ART_27_2, note=_NOTE),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_20_1),
    ),
    judged=_latest_approval,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was a refusal or suspension heeded? Tests accountability: DPA 2018 s.34(3), GDPR Art 5(2), LED Art 4(4)."""

from collections.abc import Iterator

from tallystick.core.facts.course import ProcessingGrew, ProcessingStarted
from tallystick.core.facts.oversight import ApprovalGiven, ApprovalRefused
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, by_then, earlier, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_NOTE = "Who must approve a project is settled elsewhere: this tests whether what was decided was also done."
_Step = Entry[ProcessingStarted] | Entry[ProcessingGrew]


def _answer(given: Given) -> Iterator[Result]:
    for refused in entries(given, kind=ApprovalRefused):
        yield _one(given, refused)


def _one(given: Given, refused: Entry[ApprovalRefused]) -> Result:
    steps: list[_Step] = [*entries(given, kind=ProcessingStarted), *entries(given, kind=ProcessingGrew)]
    says = f"{refused.fact.approver}: {refused.fact.outcome} ({refused.date})."
    unapproved = [(step, _unapproved(given, refused, step)) for step in steps]
    against = [step for step, answer in unapproved if answer]
    if against:
        says = f"{says} After that the processing began or grew ({against[0].date}), with no new approval on record."
        supply = "The approval that came between, with its date."
        return missing(given, "approval", refused.ref, says, supply=supply, on=(refused.ref, *names(against)))
    unclear = [step for step, answer in unapproved if answer is None]
    if unclear:
        says = f"{says} Whether the processing began or grew after that, without a new approval, cannot be told."
        on = (refused.ref, *names(unclear))
        return cannot_tell(refused.ref, says, supply="The dates of refusal, approvals, start and growth.", on=on)
    return met(
        refused.ref, f"{says} Nothing on record began or grew after that without a new approval.", on=(refused.ref,)
    )


def _unapproved(given: Given, refused: Entry[ApprovalRefused], step: _Step) -> bool | None:
    after = earlier(one=refused.when, other=step.when)
    if after is not True:
        return after
    between = []
    for approval in entries(given, kind=ApprovalGiven):
        old = earlier(one=approval.when, other=refused.when)
        late = by_then(one=approval.when, other=step.when)
        between.append(False if old or late is False else None if old is None or late is None else True)
    return False if any(between) else None if None in between else True


CHECK = Check(
    kind=Kind.APPROVAL,
    severity=Severity.HIGH,
    asks="After a refusal, return, suspension or withdrawal: did nothing begin or grow without a new approval?",
    means="The one safeguard that said stop had no effect for the people concerned.",
    resolves="The new approval that came before the start or growth, with its date.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=_NOTE),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=_NOTE),
        old_uk(citation=dpa1998.S4_4, note=_NOTE),
        old_eu(citation=eu_before_2018.ART_6_2, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Is each condition of an approval followed by an action? Tests accountability: DPA 2018 s.34(3), GDPR Art 5(2)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import ActionSet
from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.law.check import Check, Result, met, missing, today
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_NOTE = "No provision speaks of conditions of an approval: this tests whether the body can show that it kept them."


def _answer(given: Given) -> Iterator[Result]:
    for approval in entries(given, kind=ApprovalGiven):
        if approval.fact.conditions:
            yield _one(given, approval, approval.fact.conditions)


def _one(given: Given, approval: Entry[ApprovalGiven], conditions: tuple[str, ...]) -> Result:
    actions = [one for one in entries(given, kind=ActionSet) if one.fact.document == approval.ref]
    count = len({one.fact.action for one in actions})
    on = (approval.ref, *names(actions))
    says = f"{approval.fact.approver} approved ({approval.date}) on conditions:"
    says = f"{says} {'; '.join(f'“{words}”' for words in conditions)}. Actions that follow from it on record: {count}."
    if count >= len(conditions):
        return met(approval.ref, says, on=on)
    supply = "For each condition the action that follows from it, with its owner and day."
    return missing(given, "actions", approval.ref, says, supply=supply, on=on)


CHECK = Check(
    kind=Kind.REVIEW,
    severity=Severity.MEDIUM,
    asks="Does an action follow from each condition of the approval?",
    means="The approval was given because of protections that nobody can be seen to have put in place.",
    resolves="An action for each condition, with owner, day and what became of it.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=_NOTE),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=_NOTE),
        old_uk(citation=dpa1998.S4_4, note=_NOTE),
        old_eu(citation=eu_before_2018.ART_6_2, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

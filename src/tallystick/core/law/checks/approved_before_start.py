# SPDX-License-Identifier: Apache-2.0
"""Had anybody approved the project before processing began? Tests accountability: DPA 2018 s.34(3), GDPR Art 5(2)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import by_then, entries, names
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_NOTE = (
    "No provision asks for a sign-off by that name: this tests whether the body can show who answered for the start."
)


def _answer(given: Given) -> Iterator[Result]:
    """Compare the first approval with the start of processing."""
    if given.started is None:
        return
    approvals = entries(given, kind=ApprovalGiven)
    began = f"Processing began: {given.started.words}."
    if not approvals:
        says = f"{began} No approval is on record."
        supply = "The approval, with its date."
        yield missing(given, "approval", "record", says, supply=supply, on=refs(given.starts))
        return
    first = approvals[0]
    says = f"{began} First approval on record: {first.date}, by {first.fact.approver}."
    on = (*refs(given.starts), first.ref)
    in_time = [by_then(one=entry.when, other=given.started) for entry in approvals]
    if any(in_time):
        yield met("record", says, on=on)
    elif None in in_time:
        yield cannot_tell(
            "record", says, supply="The dates of approval and start, to the day.", on=(*on, *names(approvals))
        )
    else:
        yield unmet("record", says, on=on)


CHECK = Check(
    kind=Kind.APPROVAL,
    severity=Severity.MEDIUM,
    asks="Did somebody with the power to do so approve the project before the processing began?",
    means="Nobody who can be held to it had agreed to what was done with people's data.",
    resolves="The approval that was given before the start, or evidence that processing began later.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=_NOTE),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=_NOTE),
        old_uk(citation=dpa1998.S4_4, note=_NOTE),
        old_eu(citation=eu_before_2018.ART_6_2, note=_NOTE),
    ),
    judged=at_start,
    answer=_answer,
)

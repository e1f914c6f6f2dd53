# SPDX-License-Identifier: Apache-2.0
"""Was the data protection officer's advice there before approval and start? GDPR Art 35(2), DPA 2018 s.70(1)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import ApprovalGiven, DpoAdvised
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, by_then, entries
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, police
from tallystick.core.law.stands import issued

_PART3 = (
    "The section on impact assessments asks for no advice of its own: the officer's timely part in all issues does."
)
_LED = "The Directive makes such advice a task of the officer, given where it is asked for."


def _answer(given: Given) -> Iterator[Result]:
    """Compare the first advice with the start and with the first approval; ask nothing where there is neither."""
    advice = entries(given, kind=DpoAdvised)
    if not advice and not given.starts and not issued(given):
        return
    if not advice:
        says = "No advice of the data protection officer is on record."
        supply = "The officer's advice, with its date."
        yield missing(given, "dpo", "record", says, supply=supply, on=(*refs(given.starts), *_approvals(given)))
        return
    yield _compare(given, advice)


def _approvals(given: Given) -> tuple[str, ...]:
    return tuple(entry.ref for entry in entries(given, kind=ApprovalGiven)[:1])


def _compare(given: Given, advice: tuple[Entry[DpoAdvised], ...]) -> Result:
    approvals = entries(given, kind=ApprovalGiven)[:1]
    gates = [("Processing began", given.started)] if given.started else []
    gates += [("First approval", approval.when) for approval in approvals if approval.when]
    dates = "".join(f" {name}: {when.words}." for name, when in gates if when)
    says = f"First advice of the data protection officer: {advice[0].date}.{dates}"
    on = (advice[0].ref, *refs(given.starts), *_approvals(given))
    in_time = [_first(by_then(one=one.when, other=when) for one in advice) for _, when in gates]
    if False in in_time:
        return unmet("record", says, on=on)
    if None in in_time or not in_time:
        supply = "The dates of the advice, of the approval and of the start, to the day."
        return cannot_tell("record", f"{says} Which came first cannot be told.", supply=supply, on=on)
    return met("record", says, on=on)


def _first(answers: Iterator[bool | None]) -> bool | None:
    found = list(answers)
    return True if any(found) else None if None in found else False


CHECK = Check(
    kind=Kind.DPO,
    severity=Severity.MEDIUM,
    asks="Was the data protection officer's advice there before the project was approved and began?",
    means="The one person in the body whose task is to look at it from people's side was not heard in time.",
    resolves="The officer's advice, dated before approval and start.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_2, eu=eu_gdpr.ART_35_2),
        *police(part3=dpa2018.S70_1, led=led.ART_33_1, note=_PART3)[:1],
        *police(part3=dpa2018.S71_1_B, led=led.ART_34_C, note=_LED)[1:],
    ),
    judged=at_start,
    answer=_answer,
)

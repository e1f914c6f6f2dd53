# SPDX-License-Identifier: Apache-2.0
"""Is what is said to be done no action that is still to be done? DPA 2018 s.34(3), GDPR Art 5(2), EqA 2010 s.149."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import ActionClosed, ActionSet
from tallystick.core.facts.course import ClaimStated
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.entries import Entry, by_then, earlier, entries, names, withdrawn
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import shown

#: What an action is about, where a statement on the same topic says that it is done.
_TOPICS = ("equality", "consultation", "notice", "retention", "review", "assessment")


def _answer(given: Given) -> Iterator[Result]:
    gone = withdrawn(given)
    for claim in entries(given, kind=ClaimStated):
        if claim.fact.topic in _TOPICS and claim.fact.asserts and claim.ref not in gone:
            yield from _one(given, claim)


def _one(given: Given, claim: Entry[ClaimStated]) -> Iterator[Result]:
    actions = [one for one in entries(given, kind=ActionSet) if one.fact.about == claim.fact.topic]
    states = [(action, _open(given, claim, action)) for action in actions]
    for wanted in (True, None, False):
        found = [action for action, state in states if state is wanted]
        if found:
            yield _result(given, claim, found, still=wanted)
            return


def _open(given: Given, claim: Entry[ClaimStated], action: Entry[ActionSet]) -> bool | None:
    """Whether the action was still to be done, or was set only later, when the statement was made."""
    if earlier(one=claim.when, other=action.when):
        return True
    closed = [one for one in entries(given, kind=ActionClosed) if one.fact.action == action.fact.action]
    if not closed:
        return True if given.complete("actions") else None
    in_time = [by_then(one=one.when, other=claim.when) for one in closed]
    set_before = by_then(one=action.when, other=claim.when)
    if any(in_time):
        return False if set_before else None
    return None if None in in_time else True


def _result(given: Given, claim: Entry[ClaimStated], actions: list[Entry[ActionSet]], *, still: bool | None) -> Result:
    first = actions[0]
    closed = [one for one in entries(given, kind=ActionClosed) if one.fact.action == first.fact.action]
    ended = f"closed ({closed[0].date})" if closed else "not closed on record"
    says = f"Said to be done ({claim.date}): “{claim.fact.text}”."
    says = f"{says} Set as an action ({first.date}): “{first.fact.text}”, {ended}."
    on = (claim.ref, *names(actions), *names(closed))
    if still:
        return unmet(claim.ref, f"{says} Both cannot be so.", on=on)
    if still is None:
        supply = "The dates of the statement and the action, and when the action was closed."
        return cannot_tell(claim.ref, f"{says} Whether both can be so cannot be told.", supply=supply, on=on)
    return met(claim.ref, says, on=on)


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Is what is said to be done not still an action to be done?",
    means="A safeguard was reported as there while the body's own list says that it has yet to be made.",
    resolves="The action closed before the statement, or a statement that says what was really there.",
    eras=shown(),
    judged=today,
    answer=_answer,
)

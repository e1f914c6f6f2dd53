# SPDX-License-Identifier: Apache-2.0
"""Was each organisation given time to answer before the decision or the start?"""

from collections.abc import Iterator

from tallystick.core.facts.dates import When
from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import soft
from tallystick.core.law.contacts import claimed_at_least, said_to_have
from tallystick.core.law.eras_beside import fair_consultation
from tallystick.core.law.given import Contact, Given, Noted
from tallystick.core.law.kinds import Kind, Severity

#: No law sets a number of days. Four weeks is the measure of this project, for an answer that a board must settle.
_DAYS = 28


def _answer(given: Given) -> Iterator[Result]:
    """Count the days from each request for views to what came next: the first approval after it, or the start."""
    for contact in given.contacts:
        if claimed_at_least(contact, "invited") and contact.when:
            yield from _test(given, contact, contact.when)


def _test(given: Given, contact: Contact, asked: When) -> Iterator[Result]:
    ends = [*given.notes_of(ApprovalGiven), *given.starts]
    after = [note for note in ends if note.when and asked.before(note.when) is not False]
    if after:
        end = min(after, key=lambda note: note.when.first if note.when else asked.first)
        yield _count(contact, asked, end)


def _count(contact: Contact, asked: When, end: Noted) -> Result:
    last = end.when or asked
    least, most = (last.first - asked.last).days, (last.last - asked.first).days
    about, on = contact.engagement, [*contact.refs, end.ref]
    what = "The approval" if isinstance(end.fact, ApprovalGiven) else "The start of processing"
    says = f"{said_to_have(contact)} on {asked.words}. {what} followed on {last.words}"
    if least >= _DAYS:
        return met(about, f"{says}, at least {least} days later.", on=on)
    if most < _DAYS:
        return unmet(about, f"{says}, at most {most} days later; {_DAYS} are the measure here.", on=on)
    return cannot_tell(about, f"{says}.", supply="Both dates, to the day.", on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.LOW,
    asks="Did each organisation that was asked have at least four weeks before the decision or the start?",
    means="Those who speak for people are often small; without time they cannot find out what people fear.",
    resolves="A longer time to answer, before the next decision.",
    eras=fair_consultation(soft.GUNNING_3),
    judged=today,
    answer=_answer,
)

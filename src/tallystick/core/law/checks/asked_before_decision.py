# SPDX-License-Identifier: Apache-2.0
"""Was each organisation asked while the proposal was still open, or after it had been approved?"""

from collections.abc import Iterator

from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import soft
from tallystick.core.law.contacts import claimed_at_least, said_to_have
from tallystick.core.law.eras_beside import fair_consultation
from tallystick.core.law.given import Contact, Given, Noted
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Compare the date of each request for views with the first approval."""
    approved = next((note for note in given.notes_of(ApprovalGiven) if note.when), None)
    for contact in given.contacts:
        if approved and claimed_at_least(contact, "invited"):
            yield _compare(contact, approved)


def _compare(contact: Contact, approved: Noted) -> Result:
    on = [approved.ref, *contact.refs]
    decided = f"The first approval on record is of {approved.when.words if approved.when else 'no date'}."
    says = said_to_have(contact)
    if contact.when is None or approved.when is None:
        says = f"{says}, on no date that is on record. {decided}"
        return cannot_tell(contact.engagement, says, supply="The date of the contact.", on=on)
    says = f"{says} on {contact.when.words}. {decided}"
    before = contact.when.before(approved.when)
    if before is None:
        return cannot_tell(contact.engagement, says, supply="Both dates, to the day.", on=on)
    return met(contact.engagement, says, on=on) if before else unmet(contact.engagement, says, on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Was each organisation asked before the project was approved?",
    means="Being asked after the decision changes nothing for the people concerned.",
    resolves="The record of an earlier contact that asked for views, or a new decision that weighs the answers.",
    eras=fair_consultation(soft.GUNNING_1),
    judged=today,
    answer=_answer,
)

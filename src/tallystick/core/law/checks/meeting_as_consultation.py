# SPDX-License-Identifier: Apache-2.0
"""Was a meeting, call or event that is counted as a consultation one? A meeting by itself is contact and no more."""

from collections.abc import Iterator

from tallystick.core.facts.consultation import EngagementClaimed
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.contacts import OBJECTS, SPOKEN, answer_of, at_least, claimed_at_least, claims_by_engagement
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Contact, Given
from tallystick.core.law.kinds import Kind, Severity

_SUPPLY = "What was put to the organisation, in which document, and its confirmation that its views were sought."
_NOTE = "No statute says what a consultation is: this asks whether more than a meeting is shown."


def _answer(given: Given) -> Iterator[Result]:
    """Ask of each spoken contact that is called more than contact what was put to the organisation."""
    claimed = claims_by_engagement(given)
    for contact in given.contacts:
        if contact.channel in SPOKEN and claimed_at_least(contact, "invited"):
            yield _test(given, contact, claimed.get(contact.engagement))


def _test(given: Given, contact: Contact, fact: EngagementClaimed | None) -> Result:
    about = contact.engagement
    says = f"The body counts a contact with {contact.name} ({contact.channel}) as “{contact.claimed}”."
    if at_least(contact, "invited"):
        return met(about, f"{says} {contact.sentence}", on=contact.refs)
    if contact.state in OBJECTS:
        return unmet(about, f"{says} {contact.name} {answer_of(contact)}.", on=contact.refs)
    if fact and (fact.asked or fact.document_sha256):
        says = f"{says} Only the body says what was put to it."
        return cannot_tell(about, says, supply=_SUPPLY, on=contact.refs)
    says = f"{says} What was put to it, and in which document, is not on record."
    return missing(given, "consultation", about, says, supply=_SUPPLY, on=contact.refs)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Where a meeting, call or event is counted as a consultation, were views sought on something that was shown?",
    means="Somebody was met and is counted as having been heard about people's data, without having been asked.",
    resolves="The organisation's confirmation that its views were sought, or a record that calls it contact only.",
    eras=accountability(note=_NOTE),
    judged=today,
    answer=_answer,
)

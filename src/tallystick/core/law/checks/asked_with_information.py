# SPDX-License-Identifier: Apache-2.0
"""Was each organisation given enough to form a view: a question, and the document that it was about?"""

from collections.abc import Iterator

from tallystick.core.facts.consultation import EngagementClaimed
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import soft
from tallystick.core.law.contacts import SPOKEN, claimed_at_least, claims_by_engagement, said_to_have
from tallystick.core.law.eras_beside import fair_consultation
from tallystick.core.law.given import Contact, Given
from tallystick.core.law.kinds import Kind, Severity

_SUPPLY = "The question that was put and the document that was shown, by its hash."


def _answer(given: Given) -> Iterator[Result]:
    """Look for what was asked and shown; spoken contacts are another check's."""
    claimed = claims_by_engagement(given)
    for contact in given.contacts:
        if claimed_at_least(contact, "invited") and contact.channel not in SPOKEN:
            yield _test(given, contact, claimed.get(contact.engagement))


def _test(given: Given, contact: Contact, fact: EngagementClaimed | None) -> Result:
    about = contact.engagement
    says = f"{said_to_have(contact)}."
    asked = fact.asked if fact else None
    if fact and fact.document_sha256:
        return met(about, f"{says} The document that was shown is on record.", on=contact.refs)
    if asked:
        says = f"{says} It was asked: “{asked}” What it was shown is not on record."
        return cannot_tell(about, says, supply=_SUPPLY, on=contact.refs)
    says = f"{says} Neither a question nor a document that it was given is on record."
    return missing(given, "consultation", about, says, supply=_SUPPLY, on=contact.refs)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.LOW,
    asks="Was each organisation given a question and a document to form a view on?",
    means="Whoever is asked without being told what is planned cannot say what it would do to people.",
    resolves="The question and the document that were sent, on record with the contact.",
    eras=fair_consultation(soft.GUNNING_2),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""What checks of consultation share: which contacts count, which are quiet, and what an organisation is said to say."""

from collections.abc import Iterable, Mapping

from tallystick.core.facts.consultation import RUNGS, EngagementClaimed
from tallystick.core.law.given import Contact, Given

#: States (``core.claims.standing.State``) in which nothing has come back from the organisation.
QUIET = frozenset({"claimed", "sent", "never-reached", "unclear"})
#: States in which the organisation says that it was not as the body says.
OBJECTS = frozenset({"disputed", "corrected"})
#: What a report says of an organisation, in words that go after its name.
REPORTED = {
    "not-formally-asked": "is reported to say that it was not formally asked",
    "no-knowledge": "is reported to say that it does not know of the project",
    "disputes": "is reported to dispute it",
}
#: Ways of contact at which nothing need have been put in writing.
SPOKEN = ("call", "meeting", "event")


_DONE = {
    "contacted": "been contacted",
    "invited": "been invited",
    "responded": "responded",
    "consulted": "been consulted",
}


def said_to_have(contact: Contact) -> str:
    """Return what the body says of an organisation: ``Harbour Trust is said to have been consulted``."""
    return f"{contact.name} is said to have {_DONE.get(contact.claimed, contact.claimed)}"


def at_least(contact: Contact, rung: str) -> bool:
    """Whether a confirmation that counts supports a rung (``RUNGS``) or a stronger one."""
    return contact.supported is not None and RUNGS.index(contact.supported) >= RUNGS.index(rung)


def claimed_at_least(contact: Contact, rung: str) -> bool:
    """Whether the body says that a contact amounted to a rung or a stronger one."""
    return contact.claimed in RUNGS and RUNGS.index(contact.claimed) >= RUNGS.index(rung)


def answer_of(contact: Contact) -> str:
    """Return what an organisation says, as far as it is on record, in words that go after its name."""
    said = [REPORTED[says] for says in dict.fromkeys(contact.reported) if says in REPORTED]
    own = {"disputed": "disputes it", "corrected": "says that it was otherwise"}
    return " and ".join(said) or own.get(contact.state, "has not answered")


def claims_by_engagement(given: Given) -> Mapping[str, EngagementClaimed]:
    """Return what the body says about each engagement, where it says it first."""
    return {fact.engagement: fact for fact in reversed(given.all(EngagementClaimed))}


def named(given: Given, engagements: Iterable[str]) -> list[Contact]:
    """Return the contacts with some engagements, in the order of the record."""
    wanted = set(engagements)
    return [contact for contact in given.contacts if contact.engagement in wanted]


def off_record(given: Given, engagements: Iterable[str]) -> str:
    """Return the names of contacts of which the record holds nothing, for a sentence; empty where it holds all."""
    known = {contact.engagement for contact in given.contacts}
    return ", ".join(dict.fromkeys(name for name in engagements if name not in known))

# SPDX-License-Identifier: Apache-2.0
"""Does an organisation with which contact is claimed say that there was such contact?"""

from collections.abc import Iterator

from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.contacts import OBJECTS, answer_of, said_to_have
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Read what each organisation says; where none has spoken there is nothing to say here."""
    for contact in given.contacts:
        says = f"{said_to_have(contact)}. {contact.name} "
        if contact.state in OBJECTS:
            yield unmet(contact.engagement, f"{says}{answer_of(contact)}.", on=contact.refs)
        elif contact.state == "confirmed":
            yield met(contact.engagement, f"{says}has confirmed contact: {contact.sentence}", on=contact.refs)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.HIGH,
    asks="Does each organisation with which contact is claimed bear it out?",
    means="An organisation that was not asked could not speak for the people it knows, yet its name is used.",
    resolves="The organisation's own confirmation of a wording that it accepts, or a correction by the body.",
    eras=accountability(note="No statute asks for this contact here: this asks whether what is claimed took place."),
    judged=today,
    answer=_answer,
)

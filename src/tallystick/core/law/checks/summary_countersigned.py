# SPDX-License-Identifier: Apache-2.0
"""Where an assessment tells what an organisation thinks, has the organisation confirmed it?"""

import re
from collections.abc import Iterator

from tallystick.core.law.answers import answers
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.contacts import OBJECTS, answer_of, at_least
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Contact, Given, Noted
from tallystick.core.law.kinds import Kind, Severity

_NOTE = "No statute asks for a countersigned summary: this asks whose words the assessment rests on."
_SUPPLY = "The organisation's confirmation of a wording that says that it responded or was consulted."


def _answer(given: Given) -> Iterator[Result]:
    """Look for the names of organisations in what assessments say about consultation."""
    asked = [note for note in answers(given) if getattr(note.fact, "question", None) == "consultation"]
    told = [(note, (getattr(note.fact, "text", None) or "").lower()) for note in asked]
    every = "\n".join(text for _, text in told)
    for contact in given.contacts:
        name = contact.name.lower()
        # Names are looked for as plain text first, which is much faster where there are many.
        near = [(note, text) for note, text in told if name in text] if name in every else []
        named = [note for note, text in near if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        if named:
            yield _test(given, contact, named)


def _test(given: Given, contact: Contact, named: list[Noted]) -> Result:
    about, on = contact.engagement, [*(note.ref for note in named), *contact.refs]
    says = f"The assessment names {contact.name} under consultation: “{getattr(named[-1].fact, 'text', '')[:200]}”"
    if at_least(contact, "responded"):
        return met(about, f"{says} {contact.sentence}", on=on)
    if contact.state in OBJECTS:
        return unmet(about, f"{says} {contact.name} {answer_of(contact)}.", on=on)
    says = f"{says} {contact.name} has not countersigned it."
    if given.complete("consultation"):
        return unmet(about, says, on=on)
    return cannot_tell(about, says, supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Where an assessment tells what an organisation thinks, has the organisation confirmed that?",
    means="A view is put into the mouth of somebody whom people trust, and it is only the body's word.",
    resolves="The organisation's confirmation, or an assessment that says that it is the body's own summary.",
    eras=accountability(note=_NOTE),
    judged=today,
    answer=_answer,
)

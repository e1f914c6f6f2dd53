# SPDX-License-Identifier: Apache-2.0
"""Who receives data, by what a record declares and by what happened, each recipient once."""

import dataclasses

from tallystick.core.facts.course import DisclosureReported
from tallystick.core.facts.declaration import RecipientDeclared
from tallystick.core.law.given import Given, Noted
from tallystick.core.law.wording import words


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recipient:
    """One recipient, with everything that names it."""

    #: The short name of the first fact that names it, which stays when it is renamed.
    about: str
    name: str
    declared: tuple[RecipientDeclared, ...]
    disclosures: tuple[DisclosureReported, ...]


def key(name: str) -> str:
    """Return a name in the form in which two spellings are compared: its words, in lower case."""
    return " ".join(words(name)) or name


def recipients(given: Given) -> tuple[Recipient, ...]:
    """Return the recipients: those that data went to, by date, then those that are only declared."""
    by_name: dict[str, list[Noted]] = {}
    # Disclosures first: a declaration that is added later does not give the recipient another short name.
    for note in (*given.notes_of(DisclosureReported), *given.notes_of(RecipientDeclared)):
        by_name.setdefault(key(getattr(note.fact, "recipient", "") or ""), []).append(note)
    return tuple(_recipient(notes) for notes in by_name.values())


def _recipient(notes: list[Noted]) -> Recipient:
    declared = tuple(note.fact for note in notes if isinstance(note.fact, RecipientDeclared))
    disclosures = tuple(note.fact for note in notes if isinstance(note.fact, DisclosureReported))
    name = declared[0].recipient if declared else disclosures[0].recipient
    return Recipient(about=notes[0].ref, name=name, declared=declared, disclosures=disclosures)

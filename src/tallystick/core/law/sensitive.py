# SPDX-License-Identifier: Apache-2.0
"""Which data the statutes protect most, and where a record says that they are processed."""

from collections.abc import Collection

from tallystick.core.facts.declaration import DataDeclared, MethodDeclared
from tallystick.core.law.answers import says_yes
from tallystick.core.law.given import Given, Noted

_BELIEFS_AND_BODY = frozenset({"ethnicity", "religion", "politics", "health", "sexual"})
#: GDPR Art 9(1), DPA 2018 s.35(8), LED Art 10.
SPECIAL = _BELIEFS_AND_BODY | {"genetic", "biometric"}
#: With criminal convictions and offences, for which GDPR Art 10 has a rule of its own.
SPECIAL_OR_OFFENCES = SPECIAL | {"offences"}
#: DPA 1998 s.2: with offences, without genetic and biometric data.
SENSITIVE_1998 = _BELIEFS_AND_BODY | {"offences"}


def said_to_be_processed(given: Given, categories: Collection[str]) -> tuple[Noted, ...]:
    """Return the facts which say that data of these categories are processed."""
    declared = [note for note in given.notes_of(DataDeclared) if getattr(note.fact, "category", None) in categories]
    answered = [*says_yes(given, "special-categories")]
    if "biometric" in categories:
        answered += [*says_yes(given, "biometrics"), *_recognition(given)]
    return (*declared, *answered)


def _recognition(given: Given) -> list[Noted]:
    return [
        note
        for note in given.notes_of(MethodDeclared)
        if isinstance(note.fact, MethodDeclared) and note.fact.method == "biometric-recognition" and note.fact.applies
    ]


def names(notes: Collection[Noted]) -> str:
    """Return in words which data they are."""
    found = [getattr(note.fact, "category", None) or "special categories" for note in notes]
    return ", ".join(sorted(dict.fromkeys(found)))

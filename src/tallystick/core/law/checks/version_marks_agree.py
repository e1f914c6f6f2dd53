# SPDX-License-Identifier: Apache-2.0
"""Do all parts of a document name the same version and date? DPA 2018 s.34(3), GDPR Art 5(2), LED Art 4(4)."""

import re
from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, apart, date_in, entries
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import described


def _answer(given: Given) -> Iterator[Result]:
    found: dict[str, list[Entry[AssessmentIssued]]] = {}
    for version in entries(given, kind=AssessmentIssued):
        if version.fact.also_marked or version.fact.also_dated:
            found.setdefault(f"{version.fact.assessment} {version.fact.version}", []).append(version)
    for about, versions in found.items():
        wrong = [one for one in versions if _differs(one)]
        yield _result(about, (wrong or versions)[0], differs=bool(wrong))


def _differs(version: Entry[AssessmentIssued]) -> bool:
    fact, also = version.fact, date_in(version.fact.also_dated)
    if fact.also_marked and _mark(fact.also_marked) != _mark(fact.version):
        return True
    return bool(also and version.when and apart(one=also, other=version.when))


def _mark(words: str) -> str:
    """Return a version mark without what only says that it is one: ``Version 1.0`` and ``v1.0`` are ``1.0``."""
    return re.sub(r"\bversion\b|\bv(?=\.?\s?\d)|\s", "", words.casefold()).strip(".")


def _result(about: str, version: Entry[AssessmentIssued], *, differs: bool) -> Result:
    also = date_in(version.fact.also_dated)
    marks = [part for part in (version.fact.also_marked, also.words if also else None) if part]
    says = f"One part of the document says: version {version.fact.version}, {version.date}."
    says = f"{says} Another part says: {', '.join(marks) or 'nothing that can be read'}."
    return unmet(about, says, on=(version.ref,)) if differs else met(about, says, on=(version.ref,))


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.INFO,
    asks="Do all parts of the document name the same version and date?",
    means="Nobody can tell whether this is the text that was approved, or when it was written.",
    resolves="One version mark and date throughout the document, or a list of versions that explains them.",
    eras=described(),
    judged=today,
    answer=_answer,
)

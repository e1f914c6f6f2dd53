# SPDX-License-Identifier: Apache-2.0
"""Can young people who are able to decide for themselves use a right or choice themselves, or only their parents?"""

from collections.abc import Iterator

from tallystick.core.facts.declaration import RightOffered, SubjectsDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import eu_gdpr, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr

#: From this age a child's own consent counts online in the United Kingdom; no age is set for other choices.
_AGE = 13
_NOTE = "The article sets no age: 13 is where a child's own consent counts online in the United Kingdom."


def _answer(given: Given) -> Iterator[Result]:
    """Look at each right that parents use, and at the ages of those whose right it is."""
    subjects = given.all(SubjectsDeclared)
    for fact in given.all(RightOffered):
        if fact.used_by:
            yield _test(given, fact, list(subjects))


def _test(given: Given, fact: RightOffered, subjects: list[SubjectsDeclared]) -> Result:
    about = given.ref(fact)
    says = f"{fact.right} is used by: {fact.used_by}."
    if fact.used_by != "parent":
        return met(about, says, on=[about])
    oldest = max((item.age_to for item in subjects if item.age_to is not None), default=None)
    on = [about, *(given.ref(item) for item in subjects if item.age_to == oldest)]
    if oldest is None:
        return cannot_tell(about, f"{says} How old the children are is not on record.", supply="Their ages.", on=on)
    says = f"{says} The people concerned are up to {oldest} years old."
    return unmet(about, says, on=on) if oldest >= _AGE else met(about, says, on=on)


CHECK = Check(
    kind=Kind.RIGHTS,
    severity=Severity.MEDIUM,
    asks="Can those who are old enough use their right or choice themselves?",
    means="Young people who could decide about their own data were passed over in favour of their parents.",
    resolves="A way for the young people themselves, beside that of their parents where that is needed.",
    eras=gdpr(uk=uk_gdpr.ART_12_2, eu=eu_gdpr.ART_12_2, note=_NOTE),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Must the age be recorded where children are among the people? DPA 2018 s.37, GDPR Art 5(1)(d), LED Art 4(1)(c)."""

from collections.abc import Iterator

from tallystick.core.facts.course import RecordsCounted
from tallystick.core.facts.declaration import DataDeclared, SubjectsDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import answered

_NOTE = "The provision names no field: without their age children can neither be counted nor treated as children."
_ADULT = 18
_ABOUT_CHILDREN = ("children", "children-profiling")


def _answer(given: Given) -> Iterator[Result]:
    """Look at the age field and at counts of records without an age, where children are among the people."""
    children = _signs(given)
    if children:
        yield from _field(given, children)
        yield from _counts(given, children)


def _signs(given: Given) -> tuple[str, ...]:
    """Return the refs of what says that children are, or may be, among the people."""
    people = [one for one in entries(given, kind=SubjectsDeclared) if _is_child(one.fact.age_from)]
    counted = [one for one in entries(given, kind=RecordsCounted) if _is_child(one.fact.youngest)]
    said = [one for one in answered(given) if one.fact.question in _ABOUT_CHILDREN and one.fact.value == "yes"]
    return names((*people, *counted, *said))


def _is_child(age: int | None) -> bool:
    return age is not None and age < _ADULT


def _field(given: Given, children: tuple[str, ...]) -> Iterator[Result]:
    fields = [one for one in entries(given, kind=DataDeclared) if one.fact.category == "age"]
    known = [one for one in fields if one.fact.compulsory is not None]
    says = "The record says that children are among the people."
    if not known:
        says = f"{says} Whether their age must be recorded is not on record."
        supply = "Whether the age must be filled in for each person."
        yield cannot_tell("age", says, supply=supply, on=(*children, *names(fields)))
        return
    newest = _newest(known)
    if newest.fact.compulsory:
        yield met(
            "age", f"{says} The age must be recorded for each person ({newest.date}).", on=(*children, newest.ref)
        )
    else:
        says = f"{says} The age need not be recorded ({newest.date})."
        yield unmet("age", says, on=(*children, newest.ref))


def _newest(known: list[Entry[DataDeclared]]) -> Entry[DataDeclared]:
    dated = [one for one in known if one.when]
    # Of equal date, the one that says that the age need not be recorded counts.
    return max(dated or known, key=lambda one: (one.when.first.toordinal() if one.when else 0, not one.fact.compulsory))


def _counts(given: Given, children: tuple[str, ...]) -> Iterator[Result]:
    for counted in entries(given, kind=RecordsCounted):
        without = counted.fact.without_age
        if without is not None and without >= 0:
            total = f" of {counted.fact.count:,}" if counted.fact.count is not None else ""
            says = f"{counted.fact.what} ({counted.date}): {without:,}{total} without an age."
            answer = unmet if without else met
            yield answer(f"records {counted.ref}", says, on=dict.fromkeys((counted.ref, *children)))


CHECK = Check(
    kind=Kind.QUALITY,
    severity=Severity.MEDIUM,
    asks="Must the age be recorded, where children are among the people?",
    means="Nobody knows how many of them are children, so no child is protected as one.",
    resolves="An age field that must be filled in, and ages for the records that have none.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_D, eu=eu_gdpr.ART_5_1_D, note=_NOTE),
        *police(part3=dpa2018.S37, led=led.ART_4_1_C, note=_NOTE),
        old_uk(citation=dpa1998.PRINCIPLE_3, note=_NOTE),
        old_eu(citation=eu_before_2018.ART_6_1_C, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

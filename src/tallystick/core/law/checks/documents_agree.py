# SPDX-License-Identifier: Apache-2.0
"""Do two documents of the body declare the same of methods, people and data? DPA 2018 s.61(2), GDPR Art 30(1)."""

from collections.abc import Iterator

from tallystick.core.facts.course import ChangeMade
from tallystick.core.facts.declaration import DataDeclared, MethodDeclared, SubjectsDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, corrected, entries, names, newest
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_Declared = Entry[MethodDeclared] | Entry[SubjectsDeclared] | Entry[DataDeclared]


def _answer(given: Given) -> Iterator[Result]:
    """Compare what the newest statement of each document says of each thing."""
    found: dict[str, list[tuple[_Declared, str]]] = {}
    for entry in _standing(given):
        for about, value in _values(entry):
            found.setdefault(about, []).append((entry, value))
    for about, declared in found.items():
        if len({entry.fact.document for entry, _ in declared}) > 1:
            yield _compare(about, declared)


def _standing(given: Given) -> list[_Declared]:
    gone = corrected(given) | {ref for fact in given.all(ChangeMade) for ref in fact.alters or ()}
    every: list[_Declared] = [
        *newest(entries(given, kind=MethodDeclared), key=lambda fact: (fact.method, fact.document, fact.said_by)),
        *newest(entries(given, kind=SubjectsDeclared), key=lambda fact: (fact.category, fact.document, fact.said_by)),
        *newest(entries(given, kind=DataDeclared), key=lambda fact: (fact.category, fact.document, fact.said_by)),
    ]
    return [one for one in every if one.fact.said_by == "body" and one.ref not in gone]


def _values(entry: _Declared) -> Iterator[tuple[str, str]]:
    fact = entry.fact
    if isinstance(fact, MethodDeclared):
        yield f"method {fact.method}", "applied" if fact.applies else "not applied"
        if fact.human_review is not None:
            yield (
                f"review of {fact.method}",
                "reviewed by a person" if fact.human_review else "not reviewed by a person",
            )
    elif isinstance(fact, DataDeclared):
        if fact.compulsory is not None:
            yield f"field {fact.category}", "compulsory" if fact.compulsory else "not compulsory"
    elif (fact.age_from, fact.age_to) != (None, None):
        yield f"ages of {fact.category}", f"from {_age(fact.age_from)} to {_age(fact.age_to)}"


def _age(years: int | None) -> str:
    return "any age" if years is None else str(years)


def _compare(about: str, declared: list[tuple[_Declared, str]]) -> Result:
    told = "; ".join(f"{entry.fact.document or 'the record'}: {value}" for entry, value in declared)
    on = names(entry for entry, _ in declared)
    says = f"What the documents declare ({about}): {told}."
    differ = len({value for _, value in declared}) > 1
    return unmet(about, says, on=on) if differ else met(about, says, on=on)


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the documents of the body declare the same of methods, people and data?",
    means="What people are told depends on which paper they happen to read.",
    resolves="One declaration in all documents, or a correction or change that names the one that no longer holds.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_30_1, eu=eu_gdpr.ART_30_1),
        *police(part3=dpa2018.S61_2, led=led.ART_24_1),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

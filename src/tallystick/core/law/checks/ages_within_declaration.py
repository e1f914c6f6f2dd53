# SPDX-License-Identifier: Apache-2.0
"""Are the ages counted within those declared? GDPR Art 30(1)(c), DPA 2018 s.61(2)(f), LED Art 24(1)(d), DPA 1998."""

from collections.abc import Iterator

from tallystick.core.facts.course import RecordsCounted
from tallystick.core.facts.declaration import SubjectsDeclared
from tallystick.core.law.check import Check, Result, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Compare the youngest and the oldest age counted with the widest range that is declared."""
    youngest = [fact for fact in given.all(RecordsCounted) if fact.youngest is not None]
    if youngest:
        counted = min(fact.youngest or 0 for fact in youngest)
        on = [given.ref(fact) for fact in youngest if fact.youngest == counted]
        yield _compare(given, "youngest", counted, on)
    oldest = [fact for fact in given.all(RecordsCounted) if fact.oldest is not None]
    if oldest:
        counted = max(fact.oldest or 0 for fact in oldest)
        on = [given.ref(fact) for fact in oldest if fact.oldest == counted]
        yield _compare(given, "oldest", counted, on)


def _compare(given: Given, end: str, counted: int, on: list[str]) -> Result:
    field = "age_from" if end == "youngest" else "age_to"
    declared = [fact for fact in given.all(SubjectsDeclared) if getattr(fact, field) is not None]
    says = f"The {end} person counted in the records is {counted}."
    if not declared:
        supply = "The ages that the assessment or record of processing declares."
        says = f"{says} Which ages are meant to be in them is not declared."
        return missing(given, "data", end, says, supply=supply, on=on)
    ages = [getattr(fact, field) for fact in declared]
    limit = min(ages) if end == "youngest" else max(ages)
    on += [given.ref(fact) for fact in declared]
    within = counted >= limit if end == "youngest" else counted <= limit
    says += f" The {end} age declared is {limit}."
    return met(end, says, on=on) if within else unmet(end, says, on=on)


CHECK = Check(
    kind=Kind.SCOPE,
    severity=Severity.HIGH,
    asks="Are the ages of those in the records within the ages that are declared?",
    means="Children, or others whom nobody was told about, are in the records, and their protection was not planned.",
    resolves="Erase what is outside the declaration, or declare the ages and assess the project again.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_30_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_30_1),
        part3=Law(citation=dpa2018.S61_2),
        led=Law(citation=led.ART_24_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_3),
        directive=Law(citation=eu_before_2018.ART_6_1_C),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was a written procedure followed before a release? GDPR Art 32(1), DPA 2018 s.66(1), LED Art 29(1), DPA 1998."""

from collections.abc import Iterator

from tallystick.core.facts.foi import DocumentReleased
from tallystick.core.facts.oversight import GuidanceIssued
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras
from tallystick.core.law.events import day_of_releases
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look at each document that was released."""
    for document in dict.fromkeys(fact.document for fact in given.all(DocumentReleased)):
        facts = [fact for fact in given.all(DocumentReleased) if fact.document == document]
        on = [given.ref(fact) for fact in facts]
        checked = max((fact.checked_by or 0 for fact in facts), default=0)
        people = f" It was checked by {checked} before." if checked else ""
        if any(fact.procedure is False for fact in facts):
            says = f"“{document}” was released, and no written procedure was followed.{people}"
            yield unmet(document, says, on=on)
        elif any(fact.procedure for fact in facts):
            yield met(document, f"“{document}” was released by a written procedure.{people}", on=on)
        elif checked or any(fact.leaked for fact in facts):
            leaked = " and showed what was to be withheld" if any(fact.leaked for fact in facts) else ""
            yield _not_said(given, document, f"“{document}” was released{leaked}.{people}", on)


def _not_said(given: Given, document: str, says: str, on: list[str]) -> Result:
    supply = "The written procedure for releases, and whether it was followed."
    directing = [given.ref(fact) for fact in given.all(GuidanceIssued) if "release" in fact.directs]
    if directing:
        says += " Instructions on releases are on record; whether they were followed is not."
        return cannot_tell(document, says, supply=supply, on=[*on, *directing])
    says += " No written procedure for releases is on record."
    return missing(given, "oversight", document, says, supply=supply, on=on)


CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.MEDIUM,
    asks="Was a written procedure followed before a document was released?",
    means="Whether people's data go out with a document depends on somebody happening to notice.",
    resolves="Write a procedure for releases that looks for hidden content, and follow it.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_32_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_32_1),
        part3=Law(citation=dpa2018.S66_1),
        led=Law(citation=led.ART_29_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7),
        directive=Law(citation=eu_before_2018.ART_17_1),
    ),
    judged=day_of_releases,
    answer=_answer,
)

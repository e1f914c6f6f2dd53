# SPDX-License-Identifier: Apache-2.0
"""Is a legal ground stated? GDPR Art 6(1), DPA 2018 s.35(2), LED Art 8(1), DPA 1998 Sch 1 principle 1."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import BasisDeclared
from tallystick.core.law.check import Check, Result, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look for a ground, and for a document that says there is none."""
    stated = [fact for fact in given.all(BasisDeclared) if fact.basis != "none"]
    none = [given.ref(fact) for fact in given.all(BasisDeclared) if fact.basis == "none"]
    if stated:
        names = ", ".join(dict.fromkeys(f"“{fact.basis}”" for fact in stated))
        yield met("record", f"The ground stated is {names}.", on=map(given.ref, stated))
    elif none:
        yield unmet("record", "The record says that the processing rests on no legal ground.", on=none)
    else:
        says = "No legal ground for the processing is on record."
        yield missing(given, "legal-basis", "record", says, supply="The legal ground, and the document that states it.")


CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.HIGH,
    asks="Is it stated on which legal ground the data are processed?",
    means="People's data are used and nobody has said what gives the right to use them, so nobody can contest it.",
    resolves="State the legal ground in the assessment or the record of processing (basis.declared).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_6_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_6_1),
        part3=Law(citation=dpa2018.S35_2),
        led=Law(citation=led.ART_8_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_1),
        directive=Law(citation=eu_before_2018.ART_7),
    ),
    judged=while_running,
    answer=_answer,
)

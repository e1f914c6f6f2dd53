# SPDX-License-Identifier: Apache-2.0
"""Is the law named that a public ground rests on? GDPR Art 6(3), DPA 2018 s.35(2), LED Art 8(2)."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import BasisDeclared
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import placeholders

_BASED_ON_LAW = ("legal-obligation", "public-task", "law-enforcement-task")


def _answer(given: Given) -> Iterator[Result]:
    """Look for the law behind each ground that needs one."""
    for basis in dict.fromkeys(fact.basis for fact in given.all(BasisDeclared) if fact.basis in _BASED_ON_LAW):
        facts = [fact for fact in given.all(BasisDeclared) if fact.basis == basis]
        named = [fact for fact in facts if fact.law and not placeholders(fact.law)]
        if named:
            yield met(basis, f"For “{basis}” the record names: {named[0].law}.", on=map(given.ref, named))
        else:
            says = f"The ground stated is “{basis}”, and no law is named that lays the duty or task down."
            supply = "The statute or rule of law that lays the duty or task down, with its provision."
            yield missing(given, "legal-basis", basis, says, supply=supply, on=map(given.ref, facts))


CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.MEDIUM,
    asks="Where the ground is a duty or task laid down by law, is that law named?",
    means="People cannot look up what allows a public body to use their data, nor see how far it reaches.",
    resolves="Name the statute or rule of law, with its provision, in the declaration of the ground (law).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_6_3),
        eu_gdpr=Law(citation=eu_gdpr.ART_6_3),
        part3=Law(citation=dpa2018.S35_2),
        led=Law(citation=led.ART_8_1),
    ),
    judged=while_running,
    answer=_answer,
)

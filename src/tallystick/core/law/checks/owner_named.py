# SPDX-License-Identifier: Apache-2.0
"""Has somebody the responsibility? GDPR Art 5(2), DPA 2018 s.34(3), LED Art 4(4), DPA 1998 s.4(4)."""

from collections.abc import Iterator

from tallystick.core.facts.oversight import RoleAssigned
from tallystick.core.law.answers import begun, in_question
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look for a role that owns the project."""
    owners = [fact for fact in given.all(RoleAssigned) if fact.role == "owner"]
    if owners:
        names = ", ".join(dict.fromkeys(fact.holder for fact in owners))
        yield met("record", f"Responsible for the project: {names}.", on=map(given.ref, owners))
    elif in_question(given):
        says = "No role that is responsible for the project is on record."
        supply = "The role that is responsible, never a person's name."
        yield missing(given, "oversight", "record", says, supply=supply, on=refs(begun(given)))


_NOTE = "The controller answers for it in any case; that a role is named is how it can show that it does."

CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.LOW,
    asks="Is a role named that is responsible for the project?",
    means="People who are harmed find nobody who answers for it.",
    resolves="Name the responsible role (role.assigned, owner).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_2, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_2, note=_NOTE),
        part3=Law(citation=dpa2018.S34_3, note=_NOTE),
        led=Law(citation=led.ART_4_4, note=_NOTE),
        act_1998=Law(citation=dpa1998.S4_4, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_6_2, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Does each recipient get only what it needs? GDPR Art 5(1)(c), DPA 2018 s.37, LED Art 4(1)(c), DPA 1998."""

from collections.abc import Iterator

from tallystick.core.facts.course import DisclosureReported
from tallystick.core.facts.declaration import RecipientDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.recipients import Recipient, recipients


def _answer(given: Given) -> Iterator[Result]:
    """Look at what is declared for each recipient, and at what went to it."""
    for recipient in recipients(given):
        yield _judge(given, recipient)


def _judge(given: Given, recipient: Recipient) -> Result:
    facts: tuple[RecipientDeclared | DisclosureReported, ...] = (*recipient.declared, *recipient.disclosures)
    excess = [given.ref(fact) for fact in facts if fact.limited is False]
    limited = [given.ref(fact) for fact in facts if fact.limited]
    if excess:
        people = max((fact.people or 0 for fact in recipient.disclosures), default=0)
        about = f" The data are about {people:,} people." if people else ""
        says = f"More than what is needed goes to {recipient.name}: nothing is left out and nobody told apart.{about}"
        return unmet(excess[0], says, on=excess)
    if limited:
        return met(limited[0], f"Only what is needed goes to {recipient.name}, by the record.", on=limited)
    says = f"Whether only what is needed goes to {recipient.name} is not on record."
    supply = "What is left out for this recipient, or that everything goes to it."
    return cannot_tell(recipient.about, says, supply=supply, on=map(given.ref, facts))


CHECK = Check(
    kind=Kind.SHARING,
    severity=Severity.HIGH,
    asks="Does each recipient get only what it needs?",
    means="Others learn about people what they have no need to know, and people can be hurt by that.",
    resolves="Leave out what the recipient does not need, and say so in the agreement.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_C),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_C),
        part3=Law(citation=dpa2018.S37),
        led=Law(citation=led.ART_4_1_C),
        act_1998=Law(citation=dpa1998.PRINCIPLE_3),
        directive=Law(citation=eu_before_2018.ART_6_1_C),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Is a condition named for special or sensitive data? GDPR Art 9, DPA 2018 s.35(3)-(5), LED Art 10, DPA 1998."""

from collections.abc import Collection, Iterator
from functools import partial

from tallystick.core.facts.declaration import BasisDeclared
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.sensitive import SENSITIVE_1998, SPECIAL, SPECIAL_OR_OFFENCES, names, said_to_be_processed
from tallystick.core.law.wording import placeholders


def _answer(
    given: Given, *, categories: Collection[str] = SPECIAL_OR_OFFENCES, consent_will_do: bool = False
) -> Iterator[Result]:
    """Look for the condition, where such data are processed."""
    notes = said_to_be_processed(given, categories)
    if not notes:
        return
    named = [fact for fact in given.all(BasisDeclared) if fact.condition and not placeholders(fact.condition)]
    consents = [fact for fact in given.all(BasisDeclared) if consent_will_do and fact.basis == "consent"]
    what = f"The record says that data of these kinds are processed: {names(notes)}."
    if named or consents:
        condition = named[0].condition if named else "consent"
        yield met("record", f"{what} The condition named is: {condition}.", on=map(given.ref, [*named, *consents]))
    else:
        says = f"{what} No further condition for them is named."
        on = (*refs(notes), *map(given.ref, given.all(BasisDeclared)))
        supply = "The condition that is relied on for these data, with its provision."
        yield missing(given, "legal-basis", "record", says, supply=supply, on=on)


_IN_1998 = partial(_answer, categories=SENSITIVE_1998)

CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.HIGH,
    asks="Where special or sensitive data are processed, is the further condition named that this needs?",
    means="Data about people's origin, health, beliefs or bodies are used without a word on what allows just that.",
    resolves="Name the condition that is relied on in the declaration of the ground (condition).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_9_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_9_1),
        part3=Law(citation=dpa2018.S35_3, answer=partial(_answer, categories=SPECIAL, consent_will_do=True)),
        led=Law(citation=led.ART_10, answer=partial(_answer, categories=SPECIAL)),
        act_1998=Law(citation=dpa1998.PRINCIPLE_1, answer=_IN_1998),
        directive=Law(citation=eu_before_2018.ART_8_1, answer=_IN_1998),
    ),
    judged=while_running,
    answer=_answer,
)

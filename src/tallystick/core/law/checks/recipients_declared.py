# SPDX-License-Identifier: Apache-2.0
"""Was each recipient declared? GDPR Art 30(1)(d), DPA 2018 s.61(2)(e), LED Art 24(1)(c), DPA 1998 principle 1."""

from collections.abc import Iterator

from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.recipients import recipients


def _answer(given: Given) -> Iterator[Result]:
    """Look for a declaration of each recipient that data went to."""
    for recipient in recipients(given):
        sent = [given.ref(fact) for fact in recipient.disclosures]
        declared = [given.ref(fact) for fact in recipient.declared]
        if sent and declared:
            yield met(
                sent[0], f"Data went to {recipient.name}, which is declared as a recipient.", on=[*sent, *declared]
            )
        elif sent:
            says = f"Data went to {recipient.name}. No document declares it as a recipient."
            supply = "The document that declares it as a recipient, or that none does."
            yield missing(given, "recipients", sent[0], says, supply=supply, on=sent)


_NOTE_BEFORE = (
    "Recipients had to be told to people and to the regulator's register; this tests whether they were declared."
)

CHECK = Check(
    kind=Kind.SHARING,
    severity=Severity.HIGH,
    asks="Was each recipient that data went to declared as one?",
    means="People's data reached somebody who was never named to them or to anybody who approved it.",
    resolves="Declare the recipient (recipient.declared), or record that the disclosure was a breach.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_30_1),
        eu_gdpr=Law(citation=eu_gdpr.ART_30_1),
        part3=Law(citation=dpa2018.S61_2_E),
        led=Law(citation=led.ART_24_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_1, note=_NOTE_BEFORE),
        directive=Law(citation=eu_before_2018.ART_10, note=_NOTE_BEFORE),
    ),
    judged=while_running,
    answer=_answer,
)

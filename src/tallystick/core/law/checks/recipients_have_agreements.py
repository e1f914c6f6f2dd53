# SPDX-License-Identifier: Apache-2.0
"""Has each recipient an agreement or contract? GDPR Art 28(3), DPA 2018 s.59(5), LED Art 22(3), DPA 1998."""

from collections.abc import Iterator

from tallystick.core.facts.dates import When
from tallystick.core.facts.declaration import AgreementSigned
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.recipients import Recipient, key, recipients


def _answer(given: Given) -> Iterator[Result]:
    """Look for the agreement of each recipient, then compare its date with what went to it."""
    for recipient in recipients(given):
        signed = [fact for fact in given.all(AgreementSigned) if key(fact.recipient) == key(recipient.name)]
        if signed:
            yield _in_time(given, recipient, signed)
        else:
            says = f"Data go to {recipient.name}. No agreement on that is on record."
            on = map(given.ref, (*recipient.declared, *recipient.disclosures))
            supply = "The agreement or contract, with its date, or that there is none."
            yield missing(given, "agreements", recipient.about, says, supply=supply, on=on)


def _in_time(given: Given, recipient: Recipient, signed: list[AgreementSigned]) -> Result:
    on = [*map(given.ref, (*recipient.declared, *recipient.disclosures)), *map(given.ref, signed)]
    dates = [when for when in map(given.when, signed) if when]
    sent = [when for when in map(given.when, recipient.disclosures) if when]
    says = f"An agreement on data for {recipient.name} is on record{f', signed: {dates[0].words}' if dates else ''}."
    if not sent:
        return _against_start(given, recipient, dates, says, on)
    says += f" Data went there: {sent[0].words}."
    in_time = dates[0].by(sent[0]) if dates else None
    if in_time is None:
        supply = "The dates of the agreement and of the first disclosure, to the day."
        return cannot_tell(recipient.about, f"{says} Which came first cannot be told.", supply=supply, on=on)
    return met(recipient.about, says, on=on) if in_time else unmet(recipient.about, says, on=on)


def _against_start(given: Given, recipient: Recipient, dates: list[When], says: str, on: list[str]) -> Result:
    """Where no disclosure is dated: an agreement that is younger than the start may have come too late."""
    if given.started is None or not dates or dates[0].by(given.started):
        return met(recipient.about, says, on=on)
    says = f"{says} Processing began: {given.started.words}. Whether data went there before cannot be told."
    supply = "When data first went to this recipient, to the day."
    return cannot_tell(recipient.about, says, supply=supply, on=[*on, *refs(given.starts)])


_NOTE = (
    "A contract is a duty where the recipient processes for the body; between bodies that each decide for themselves "
    "an agreement is good practice, and the record does not say which of the two this is."
)

CHECK = Check(
    kind=Kind.SHARING,
    severity=Severity.MEDIUM,
    asks="Is there an agreement with each recipient, signed before data went to it?",
    means="People's data are handed on, and nothing binds whoever has them now.",
    resolves="Sign an agreement or contract with the recipient (agreement.signed).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_28_3, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_28_3, note=_NOTE),
        part3=Law(citation=dpa2018.S59_5, note=_NOTE),
        led=Law(citation=led.ART_22_3, note=_NOTE),
        act_1998=Law(citation=dpa1998.PROCESSOR_CONTRACT, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_17_3, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

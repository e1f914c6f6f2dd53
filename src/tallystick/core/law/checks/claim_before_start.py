# SPDX-License-Identifier: Apache-2.0
"""Where a claim says that consultation came before processing began, does a dated contact support it?"""

from collections.abc import Iterator

from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.contacts import named, off_record
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Claimed, Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import taken_back

_DATES = "The date of each contact that the claim names, with what shows it."


def _answer(given: Given) -> Iterator[Result]:
    """Compare the dates of the contacts that a claim names with the start of processing."""
    gone = taken_back(given)
    for claim in given.claims:
        if not claim.before_start or claim.claim in gone:
            continue
        if given.started is None:
            says = f"“{claim.text}” says that this was before processing began; when that was is not on record."
            yield cannot_tell(claim.claim, says, supply="The start of processing.", on=[claim.ref])
        else:
            yield _compare(given, claim, given.started)


def _compare(given: Given, claim: Claimed, started: When) -> Result:
    found = named(given, claim.engagements)
    order = [contact.when.before(started) if contact.when else None for contact in found]
    dates = ", ".join(f"{contact.name}: {contact.when.words if contact.when else 'no date'}" for contact in found)
    says = f"“{claim.text}” says that this was before processing began ({started.words}). Contacts: {dates or 'none'}."
    on = dict.fromkeys([claim.ref, *refs(given.starts), *(ref for contact in found for ref in contact.refs)])
    if False in order:
        return unmet(claim.claim, says, on=on)
    absent = off_record(given, claim.engagements)
    if absent:
        says = f"{says} It also names contacts that are not on record: {absent}."
    if order and all(order) and not absent:
        return met(claim.claim, says, on=on)
    if any(order) or any(contact.when for contact in found):
        return cannot_tell(claim.claim, says, supply=_DATES, on=on)
    says = f"{says} No dated contact supports it."
    return missing(given, "consultation", claim.claim, says, supply=_DATES, on=on)


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.HIGH,
    asks="Where a claim says that consultation came before processing began, is each contact dated before that?",
    means="Consultation after the start changes nothing for the people whose data were used until then.",
    resolves="The dated contact that took place before processing began, or a correction of the claim.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

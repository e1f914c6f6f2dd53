# SPDX-License-Identifier: Apache-2.0
"""Do the organisations that a public claim of consultation names bear it out? A test of truth, not of a duty."""

from collections.abc import Iterator

from tallystick.core.facts.consultation import RUNGS, ClaimMade
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.contacts import OBJECTS, answer_of, claimed_at_least, named, off_record
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Claimed, Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import taken_back

_SUPPLY = "The organisations' own answers: confirmed, corrected or disputed."


def _answer(given: Given) -> Iterator[Result]:
    """Count what the organisations said, by the rules of ``core.claims``."""
    standing = {claim.claim: claim for claim in given.claims}
    gone = taken_back(given)
    for made in {fact.claim: fact for fact in reversed(given.all(ClaimMade))}.values():
        if made.claim in gone:
            continue
        if made.claim not in standing:
            yield _without_contacts(given, made)
        elif standing[made.claim].claimed == 0:
            yield _about_nobody(given, made)
        else:
            yield _weigh(given, standing[made.claim])


def _without_contacts(given: Given, made: ClaimMade) -> Result:
    says = f"“{made.text}” names contacts that are not on record: {', '.join(made.engagements)}."
    return cannot_tell(made.claim, says, supply="The contacts that the claim names.", on=[given.ref(made)])


def _about_nobody(given: Given, made: ClaimMade) -> Result:
    says = f"“{made.text}” names no organisation."
    if any(made.asserts in RUNGS and claimed_at_least(contact, made.asserts) for contact in given.contacts):
        return cannot_tell(made.claim, says, supply="Which contacts it means.", on=[given.ref(made)])
    says = f"{says} No contact of that kind is on record."
    return missing(given, "consultation", made.claim, says, supply="Who was asked, and when.", on=[given.ref(made)])


def _weigh(given: Given, claim: Claimed) -> Result:
    found = named(given, claim.engagements)
    on = [claim.ref, *(ref for contact in found for ref in contact.refs)]
    objecting = [f"{contact.name} {answer_of(contact)}" for contact in found if contact.state in OBJECTS]
    absent = off_record(given, claim.engagements)
    more = [f"{line}." for line in objecting] + [f"It also names contacts that are not on record: {absent}."] * bool(
        absent
    )
    says = " ".join([f"“{claim.text}” {claim.sentence}", *more])
    if claim.disputed or claim.corrected:
        return unmet(claim.claim, says, on=dict.fromkeys(on))
    if claim.confirmed == claim.claimed and not absent:
        return met(claim.claim, says, on=dict.fromkeys(on))
    return cannot_tell(claim.claim, says, supply=_SUPPLY, on=dict.fromkeys(on))


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.HIGH,
    asks="Do the organisations that a public claim of consultation names confirm it?",
    means=(
        "People are told that those who speak for them were heard. Where those organisations say otherwise, nobody may "
        "have looked after their interests before their data were used."
    ),
    resolves=(
        "The organisations' own confirmation of what the claim says, or a correction of the claim that says what the "
        "record supports."
    ),
    eras=accountability(),
    judged=today,
    answer=_answer,
)

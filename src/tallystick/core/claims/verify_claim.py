# SPDX-License-Identifier: Apache-2.0
"""The claim of a bundle: its sentence and counts, recomputed from the bundle's own facts."""

import datetime as dt
from collections.abc import Mapping, Sequence

from tallystick.core.claims.consultation import claim_standing
from tallystick.core.claims.gather import only
from tallystick.core.claims.standing import ClaimStanding
from tallystick.core.claims.wording import read_date
from tallystick.core.errors import Invalid, Unverified
from tallystick.core.facts.base import REGISTER, Recorded
from tallystick.core.facts.consultation import AnswerReceived, ClaimMade, KeyObserved, OrganisationPinned
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.ledger.jcs import JsonValue, canonical

_RULE = "A claim in a file says exactly what follows from the entries in the file."
_REQUIRED = {"claim", "starts_on", "sentence", "claimed", "confirmed", "disputed", "unconfirmed"}


def claim_object(standing: ClaimStanding) -> dict[str, JsonValue]:
    """Return the ``claim`` object of a bundle, as `tallystick.core.claims.verify.verify` expects it."""
    return {
        "claim": standing.claim,
        "starts_on": standing.starts_on.isoformat() if standing.starts_on else None,
        "sentence": standing.sentence,
        "claimed": standing.claimed,
        "confirmed": standing.confirmed,
        "disputed": standing.disputed,
        "corrected": standing.corrected,
        "unconfirmed": standing.unconfirmed,
    }


def claim_entries(*, claim: str, facts: Sequence[Recorded]) -> tuple[int, ...]:
    """Return the entries that a claim's bundle should hold, in order.

    All entries of the claim's project, so that the gapless numbers show that none was left out, and from the register
    the pins and keys that its answers rest on.

    Args:
        claim: its id.
        facts: all facts of the project, and of the register.

    Raises:
        Invalid: no fact makes the claim.
    """
    project = _project_of(claim, facts)
    own = [recorded for recorded in facts if recorded.project == project]
    keys = {answer.key_entry for _, answer in only(AnswerReceived, own)}
    organisations = {answer.organisation for _, answer in only(AnswerReceived, own)}
    register = [recorded for recorded in facts if recorded.project == REGISTER]
    seen = [recorded.entry for recorded, _ in only(KeyObserved, register) if recorded.entry in keys]
    pinned = [found.entry for found, pin in only(OrganisationPinned, register) if pin.organisation in organisations]
    return tuple(sorted({*(recorded.entry for recorded in own), *seen, *pinned}))


def check_claim(*, claim: Mapping[str, JsonValue], facts: Sequence[Recorded]) -> ClaimStanding:
    """Return the standing of a bundle's claim, recomputed.

    Raises:
        Invalid: the claim object has other members, or the facts make no such claim.
        Unverified: it says something else than what follows from the facts.
    """
    if not _REQUIRED <= set(claim) <= _REQUIRED | {"corrected"}:
        raise Invalid(f"a claim has the members {', '.join(sorted(_REQUIRED))} and may have corrected", rule=_RULE)
    name = claim["claim"]
    if not isinstance(name, str):
        raise Invalid("the claim's id is no text", rule=_RULE)
    standing = claim_standing(claim=name, facts=facts, starts_on=_starts_on(claim, facts))
    wanted = claim_object(standing)
    for member in sorted(claim):
        if canonical(claim[member]) != canonical(wanted[member]):
            raise Unverified(
                f"the claim's {member} is not what follows from the entries: {wanted[member]!r}",
                rule=_RULE,
                next_step="Trust the entries, not the sentence that came with them.",
            )
    return standing


def _starts_on(claim: Mapping[str, JsonValue], facts: Sequence[Recorded]) -> dt.date | None:
    """The start may be left out, which makes it unknown. It may not be another than the project's."""
    given = claim["starts_on"]
    if given is None:
        return None
    project = _project_of(str(claim["claim"]), facts)
    registered = [fact for recorded, fact in only(ProjectRegistered, facts) if recorded.project == project]
    if not registered or registered[0].starts_on != given:
        raise Unverified("the start of processing is not the one of the project's entry in the file", rule=_RULE)
    return read_date(registered[0].starts_on)


def _project_of(claim: str, facts: Sequence[Recorded]) -> str:
    made = [recorded for recorded, fact in only(ClaimMade, facts) if fact.claim == claim]
    if not made:
        raise Invalid(f"no entry makes the claim {claim!r}", next_step="Add the claim.made entry.")
    return min(made, key=lambda recorded: recorded.entry).project

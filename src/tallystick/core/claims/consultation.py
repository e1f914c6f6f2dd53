# SPDX-License-Identifier: Apache-2.0
"""From facts about consultation to their standing, the one public sentence and the reasons. Pure functions.

Only public fields are read, so everybody who has the public log computes the same. The rules are printed in
``rules.py`` and shown both ways in ``consultation.cases.toml``.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from tallystick.core.claims import sentences
from tallystick.core.claims.erasures import Erased, Erasures, erasures
from tallystick.core.claims.gather import by_engagement, only, project_of, unclaimed
from tallystick.core.claims.reasons import Told, reasons
from tallystick.core.claims.shortfalls import not_shown
from tallystick.core.claims.standing import ClaimStanding, EngagementStanding, Part, ProjectStanding
from tallystick.core.claims.tallying import counts, outcomes, tally
from tallystick.core.claims.weighing import Voice, Way, Weighed, weigh
from tallystick.core.claims.wording import gives_date, read_date, rung_in, weaker
from tallystick.core.errors import Invalid
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Recorded


def engagement_standing(*, engagement: str, facts: Sequence[Recorded], starts_on: dt.date | None) -> EngagementStanding:
    """Return what the facts support about one engagement.

    Args:
        engagement: its id.
        facts: any facts, at least those about this engagement; of kinds and projects that do not matter here too.
        starts_on: the first day of processing; ``None`` where it is not known.

    Raises:
        Invalid: no fact claims the engagement.
    """
    project = project_of(engagement=engagement, facts=facts)
    return _engagement(engagement, by_engagement(facts=facts, project=project), starts_on)


def claim_standing(*, claim: str, facts: Sequence[Recorded], starts_on: dt.date | None) -> ClaimStanding:
    """Return what the facts support about one public claim, counted by organisation.

    An organisation that is named with several engagements counts once: as disputing if it disputes any of them.

    Raises:
        Invalid: no fact makes the claim, or none claims an engagement that it names.
    """
    recorded, made = _claim_made(claim, facts)
    found = by_engagement(facts=facts, project=recorded.project)
    parts = tuple(_engagement(engagement, found, starts_on) for engagement in dict.fromkeys(made.engagements))
    return standing_from_parts(made=made, project=recorded.project, parts=parts, starts_on=starts_on)


def standing_from_parts(
    *, made: kinds.ClaimMade, project: str, parts: tuple[EngagementStanding, ...], starts_on: dt.date | None
) -> ClaimStanding:
    """Return what is supported about a claim whose engagements are weighed already, one part for each it names."""
    asserts = made.asserts if made.asserts in kinds.RUNGS else kinds.RUNGS[-1]
    sorted_out = outcomes(parts=parts, asserts=asserts, before_start=made.before_start)
    return ClaimStanding(
        claim=made.claim,
        project=project,
        asserts=made.asserts,
        starts_on=starts_on,
        sentence=sentences.claim_sentence(tally(sorted_out, asserts=asserts)),
        parts=parts,
        reasons=tuple(sorted((reason for part in parts for reason in part.reasons), key=lambda reason: reason.entry)),
        not_shown=not_shown(sorted_out, asserts=asserts, before_start=made.before_start, starts_on=starts_on),
        **counts(sorted_out),
    )


def project_standing(*, project: str, facts: Sequence[Recorded]) -> ProjectStanding:
    """Return what the facts support about all contact that is claimed in one project, counted by organisation.

    A project without engagements has a standing too: contact is claimed with no organisation.
    """
    found = by_engagement(facts=facts, project=project)
    claimed = [name for name, about in found.items() if any(only(kinds.EngagementClaimed, about))]
    parts = [_see(engagement, found, None).part for engagement in claimed]
    sorted_out = outcomes(parts=parts, asserts=kinds.RUNGS[0], before_start=False)
    made = {fact.claim for recorded, fact in only(kinds.ClaimMade, facts) if recorded.project == project}
    return ProjectStanding(
        project=project,
        claims=len(made),
        sentence=sentences.claim_sentence(tally(sorted_out, asserts=kinds.RUNGS[0])),
        **counts(sorted_out),
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Seen:
    """One engagement, weighed."""

    facts: Sequence[Recorded]
    claimed: kinds.EngagementClaimed
    weighed: Weighed
    part: Part


def _see(engagement: str, found: Mapping[str, Sequence[Recorded]], starts_on: dt.date | None) -> _Seen:
    facts = found.get(engagement, ())
    claimed = next((fact for _, fact in only(kinds.EngagementClaimed, facts)), None)
    if claimed is None:
        raise unclaimed(engagement)
    weighed = weigh(organisation=claimed.organisation, facts=facts)
    words = weighed.confirmed_words
    part = Part(
        engagement=engagement,
        organisation=claimed.organisation,
        state=weighed.state,
        level=weighed.level,
        supported=_supported(claimed, words),
        before_start=_is_before(claimed.on, starts_on),
        date_confirmed=words is not None and gives_date(text=words, on=claimed.on),
    )
    return _Seen(facts=facts, claimed=claimed, weighed=weighed, part=part)


def _engagement(
    engagement: str, found: Mapping[str, Sequence[Recorded]], starts_on: dt.date | None
) -> EngagementStanding:
    seen = _see(engagement, found, starts_on)
    part, weighed, claimed = seen.part, seen.weighed, seen.claimed
    deciding, erased = weighed.deciding, erasures(seen.facts)
    told = Told(claimed=claimed, weighed=weighed, supported=part.supported, erased=erased)
    return EngagementStanding(
        **vars(part),
        organisation_name=claimed.organisation_name,
        claimed=claimed.claimed_as,
        sentence=sentences.engagement_sentence(state=part.state, level=part.level, supported=part.supported),
        reasons=reasons(told=told, facts=seen.facts),
        answers=tuple(voice.entry for voice in weighed.voices),
        body_words=weighed.newest_words or claimed.asked,
        organisation_words=deciding.words if deciding else None,
        words_erased=_words_erased(deciding, erased) if deciding else None,
        reporter=deciding.reporter if deciding else None,
    )


def _words_erased(said: Voice, erased: Erasures) -> Erased | None:
    return erased.get(said.entry, {}).get("quote" if said.way is Way.REPORT else "words")


def _supported(claimed: kinds.EngagementClaimed, words: str | None) -> str | None:
    if words is None:
        return None
    return weaker(claimed.claimed_as, rung_in(words, organisation=claimed.organisation_name))


def _is_before(on: str, starts_on: dt.date | None) -> bool | None:
    date = read_date(on)
    return None if date is None or starts_on is None else date < starts_on


def _claim_made(claim: str, facts: Sequence[Recorded]) -> tuple[Recorded, kinds.ClaimMade]:
    made = [(recorded, fact) for recorded, fact in only(kinds.ClaimMade, facts) if fact.claim == claim]
    if not made:
        raise Invalid(
            f"no fact makes the claim {claim!r}",
            rule="A standing is computed from the entry in which a claim is recorded.",
            next_step="Pass the claim.made fact as well.",
        )
    return min(made, key=lambda pair: pair[0].entry)

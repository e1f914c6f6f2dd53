# SPDX-License-Identifier: Apache-2.0
"""What the facts of a project support, computed by ``core.claims``.

A result is remembered under the project's newest entry. Facts are immutable, so what was computed from the facts up to
an entry stays right; with the next entry it is computed anew.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from django.core.cache import cache

from tallystick import __version__
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.claims.consultation import claim_standing, engagement_standing, project_standing
from tallystick.core.claims.standing import ClaimStanding, EngagementStanding, ProjectStanding, State
from tallystick.core.errors import Invalid
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import ClaimMade, EngagementClaimed
from tallystick.core.facts.project import ProjectPublished

T = TypeVar("T")
Compute = Callable[[ProjectView, list[Recorded]], T]

#: The states in which an organisation has answered something that does not count.
UNCLEAR = (State.UNCLEAR, State.ANSWERED, State.EARLIER_TEXT)
#: How long a result is kept in memory, in seconds. It never becomes wrong; this only bounds memory.
KEEP = 3600


@dataclasses.dataclass(frozen=True, kw_only=True)
class EngagementRecord:
    """One engagement that a body claims, and what the facts support about it."""

    entry: int
    fact: EngagementClaimed
    standing: EngagementStanding


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimRecord:
    """One public claim and what the facts support about it.

    ``engagements`` (those that it names, in its order) and the reasons are filled in by `claim_record` only.
    """

    #: The newest entry of its project.
    head: int
    entry: int
    time: dt.datetime
    fact: ClaimMade
    standing: ClaimStanding
    #: How many of the unconfirmed organisations answered something that does not count.
    unclear: int
    engagements: tuple[EngagementRecord, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectRecord:
    """All that is computed from one project's facts; reasons are left to `claim_record`."""

    #: The newest entry.
    head: int
    facts: int
    standing: ProjectStanding
    engagements: tuple[EngagementRecord, ...]
    claims: tuple[ClaimRecord, ...]


def heads(*, projects: Sequence[ProjectView]) -> dict[str, int]:
    """Return the newest entry of several projects, by project id."""
    return journal.heads(projects=[project.id for project in projects])


def summaries(
    *, projects: Sequence[ProjectView], newest: Mapping[str, int] | None = None
) -> dict[str, ProjectStanding]:
    """Return the standing of several projects by id, for lists; ``newest`` is what `heads` gave, where it was asked."""
    return _remembered("summary", projects=projects, compute=_summary, newest=newest)


def records(*, projects: Sequence[ProjectView]) -> dict[str, ProjectRecord]:
    """Return all that is computed from the facts of several projects, by project id."""
    return _remembered("record", projects=projects, compute=_record)


def records_as_of(*, projects: Sequence[ProjectView], size: int) -> dict[str, ProjectRecord]:
    """Return what follows from the first ``size`` entries of the log, by project id.

    A project that was not yet published by then is left out.
    """
    heads = journal.heads(projects=[project.id for project in projects])
    found = records(projects=[project for project in projects if heads[project.id] < size])
    newer = [project for project in projects if heads[project.id] >= size]
    streams = journal.facts_of_projects(projects=[project.id for project in newer])
    for project in newer:
        facts = [recorded for recorded in streams[project.id] if recorded.entry < size]
        if any(isinstance(recorded.fact, ProjectPublished) for recorded in facts):
            found[project.id] = _record(project, facts)
    return found


def claim_of(*, project: ProjectView, claim: str, facts: Sequence[Recorded]) -> ClaimRecord:
    """Return one claim with all its reasons as it follows from some of its project's facts.

    Raises:
        Invalid: none of them makes such a claim.
    """
    return _claim(project=project, claim=claim, facts=facts)


def claim_record(*, project: ProjectView, claim: str) -> ClaimRecord:
    """Return one claim of the project with its engagements and all reasons, computed anew.

    Raises:
        Invalid: the project's facts make no such claim.
    """
    return _claim(project=project, claim=claim, facts=journal.facts(project=project.id))


def _about_engagement(facts: Sequence[Recorded]) -> dict[str, list[Recorded]]:
    """Return facts by the engagement that they are about, in their order; facts about none are left out."""
    found: dict[str, list[Recorded]] = {}
    for recorded in facts:
        engagement = getattr(recorded.fact, "engagement", None)
        if engagement is not None:
            found.setdefault(engagement, []).append(recorded)
    return found


def _remembered(
    what: str, *, projects: Sequence[ProjectView], compute: Compute[T], newest: Mapping[str, int] | None = None
) -> dict[str, T]:
    newest = heads(projects=projects) if newest is None else newest
    keys = {project.id: f"register:{__version__}:{what}:{project.id}:{newest.get(project.id)}" for project in projects}
    known: Mapping[str, Any] = cache.get_many(keys.values())
    missing = [project for project in projects if keys[project.id] not in known]
    fresh = _computed(projects=missing, compute=compute)
    if fresh:
        cache.set_many({keys[name]: value for name, value in fresh.items()}, timeout=KEEP)
    return {name: fresh[name] if name in fresh else cast(T, known[key]) for name, key in keys.items()}


def _computed(*, projects: Sequence[ProjectView], compute: Compute[T]) -> dict[str, T]:
    if not projects:
        return {}
    streams = journal.facts_of_projects(projects=[project.id for project in projects])
    return {project.id: compute(project, streams[project.id]) for project in projects}


def _summary(project: ProjectView, facts: list[Recorded]) -> ProjectStanding:
    return project_standing(project=project.id, facts=facts)


def _record(project: ProjectView, facts: list[Recorded]) -> ProjectRecord:
    about = _about_engagement(facts)
    engagements = _engagements(project=project, about=about)
    made = {recorded.fact.claim: recorded for recorded in reversed(facts) if isinstance(recorded.fact, ClaimMade)}
    head = facts[-1].entry
    claims = (_claim_record(project=project, made=one, about=about, head=head) for one in reversed(made.values()))
    return ProjectRecord(
        head=head,
        facts=len(facts),
        standing=project_standing(project=project.id, facts=facts),
        engagements=tuple(_without_reasons(record) for record in engagements),
        claims=tuple(_brief(claim) for claim in claims),
    )


def _claim(*, project: ProjectView, claim: str, facts: Sequence[Recorded]) -> ClaimRecord:
    about = _about_engagement(facts)
    made = next((said for said in facts if isinstance(said.fact, ClaimMade) and said.fact.claim == claim), None)
    if made is None:
        raise Invalid(f"this project's facts make no claim {claim!r}", next_step="Start from the project's page.")
    record = _claim_record(project=project, made=made, about=about, head=facts[-1].entry)
    named = tuple(_engagement(about[part.engagement], part) for part in record.standing.parts)
    return dataclasses.replace(record, engagements=named)


def _claim_record(
    *, project: ProjectView, made: Recorded, about: Mapping[str, Sequence[Recorded]], head: int
) -> ClaimRecord:
    fact = expect(made.fact, ClaimMade)
    standing = claim_standing(claim=fact.claim, facts=_rests_on(made, about), starts_on=project.starts_on)
    return ClaimRecord(
        head=head,
        entry=made.entry,
        time=made.time,
        fact=fact,
        standing=standing,
        unclear=_unclear(standing),
        engagements=(),
    )


def _unclear(standing: ClaimStanding) -> int:
    answered = {part.organisation for part in standing.parts if part.state in UNCLEAR}
    objecting = {part.organisation for part in standing.parts if part.state in (State.DISPUTED, State.CORRECTED)}
    return min(len(answered - objecting), standing.unconfirmed - standing.silent - standing.never_reached)


def _rests_on(made: Recorded, about: Mapping[str, Sequence[Recorded]]) -> list[Recorded]:
    named = expect(made.fact, ClaimMade).engagements
    return [made, *(recorded for name in dict.fromkeys(named) for recorded in about.get(name, ()))]


def _engagements(*, project: ProjectView, about: Mapping[str, Sequence[Recorded]]) -> Iterator[EngagementRecord]:
    for name, facts in about.items():
        if any(isinstance(recorded.fact, EngagementClaimed) for recorded in facts):
            standing = engagement_standing(engagement=name, facts=facts, starts_on=project.starts_on)
            yield _engagement(facts, standing)


def _engagement(facts: Sequence[Recorded], standing: EngagementStanding) -> EngagementRecord:
    entry, fact = next((one.entry, one.fact) for one in facts if isinstance(one.fact, EngagementClaimed))
    return EngagementRecord(entry=entry, fact=fact, standing=standing)


def _without_reasons(record: EngagementRecord) -> EngagementRecord:
    return dataclasses.replace(record, standing=dataclasses.replace(record.standing, reasons=()))


def _brief(record: ClaimRecord) -> ClaimRecord:
    return dataclasses.replace(record, standing=dataclasses.replace(record.standing, parts=(), reasons=()))

# SPDX-License-Identifier: Apache-2.0
"""What the register list, the project pages, the claim pages and the pages of bodies show."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Body
from tallystick.apps.consultations.models import Claim, Organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import IndexedFact
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import facts, standings
from tallystick.apps.register.queries.standings import ClaimRecord, ProjectRecord
from tallystick.core.claims.standing import ProjectStanding
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.project import BodyRegistered

#: Projects on one page of a list.
PER_PAGE = 25


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectLine:
    """A project in a list. ``body_slug`` is empty where the body has no page."""

    project: ProjectView
    body_slug: str
    standing: ProjectStanding


@dataclasses.dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list of projects."""

    lines: tuple[ProjectLine, ...]
    page: "Page[Project]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timeline:
    """Some of a project's facts, newest first, and the names of the organisations by engagement id."""

    facts: tuple[Recorded, ...]
    page: "Page[IndexedFact]"
    names: Mapping[str, str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectPage:
    """What the page of a project shows. ``organisations`` maps ids to address names."""

    project: ProjectView
    body_slug: str
    record: ProjectRecord
    organisations: Mapping[str, str]
    timeline: Timeline
    published_size: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimPage:
    """What the page of a claim shows. ``organisations`` maps ids to address names."""

    project: ProjectView
    body_slug: str
    claim: ClaimRecord
    organisations: Mapping[str, str]
    published_size: int


def published_project(*, slug: str) -> ProjectView | None:
    """Return a project that is open to the public; ``None`` for any other, whether or not it exists."""
    project = projects.project(slug=slug)
    return project if project and project.published_at else None


def listing(*, search: str, number: int) -> Listing:
    """Return one page of the published projects, by name.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    return _listing(projects.published(search=search), number=number)


def listing_of_body(*, body_id: str, number: int) -> Listing:
    """Return one page of a body's published projects, by name.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    return _listing(projects.published().filter(body_id=body_id), number=number)


def everything_published() -> list[ProjectLine]:
    """Return all published projects, by name."""
    return list(_lines([projects.view(row) for row in projects.published()]))


def project_page(*, project: ProjectView) -> ProjectPage:
    """Return what the page of a published project shows, with its newest facts."""
    record = standings.records(projects=[project])[project.id]
    return ProjectPage(
        project=project,
        body_slug=body_slugs(ids=[project.body_id]).get(project.body_id, ""),
        record=record,
        organisations=organisation_slugs(ids={found.fact.organisation for found in record.engagements}),
        timeline=_timeline(project=project, record=record, number=1),
        published_size=journal.published_size(),
    )


def timeline(*, project: ProjectView, number: int) -> Timeline:
    """Return one page of a project's facts, newest first.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    return _timeline(project=project, record=standings.records(projects=[project])[project.id], number=number)


def claim_page(*, project: ProjectView, claim: str) -> ClaimPage | None:
    """Return what the page of a claim shows, or ``None`` where the project has no such claim."""
    if not Claim.objects.filter(pk=claim, project_id=project.id).exists():
        return None
    record = standings.claim_record(project=project, claim=claim)
    return ClaimPage(
        project=project,
        body_slug=body_slugs(ids=[project.body_id]).get(project.body_id, ""),
        claim=record,
        organisations=organisation_slugs(ids={found.fact.organisation for found in record.engagements}),
        published_size=journal.published_size(),
    )


def body(*, slug: str) -> accounts.BodyView | None:
    """Return a public body, or ``None``."""
    return accounts.body_by_slug(slug=slug)


def body_source_url(*, body: accounts.BodyView) -> str:
    """Return the address of the public source from which a body was entered."""
    return expect(journal.recorded(entry=body.entry).fact, BodyRegistered).source_url


def body_slugs(*, ids: Collection[str]) -> dict[str, str]:
    """Return the address names of bodies by id."""
    return dict(Body.objects.filter(pk__in=ids).values_list("pk", "slug"))


def organisation_slugs(*, ids: Collection[str]) -> dict[str, str]:
    """Return the address names of organisations by id."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "slug"))


def _listing(rows: "QuerySet[Project]", *, number: int) -> Listing:
    page = Paginator(rows, PER_PAGE).page(number)
    return Listing(lines=tuple(_lines([projects.view(row) for row in page.object_list])), page=page)


def _lines(views: Sequence[ProjectView]) -> Iterable[ProjectLine]:
    found = standings.summaries(projects=views)
    slugs = body_slugs(ids={view.body_id for view in views})
    for view in views:
        yield ProjectLine(project=view, body_slug=slugs.get(view.body_id, ""), standing=found[view.id])


def _timeline(*, project: ProjectView, record: ProjectRecord, number: int) -> Timeline:
    recorded, page = facts.newest(project=project.id, number=number)
    names = {found.fact.engagement: found.fact.organisation_name for found in record.engagements}
    return Timeline(facts=tuple(recorded), page=page, names=names)

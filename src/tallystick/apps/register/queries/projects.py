# SPDX-License-Identifier: Apache-2.0
"""What the register list, the project pages, the claim pages and the pages of bodies show."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Body
from tallystick.apps.consultations.models import Organisation
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
    """A project with its standing."""

    project: ProjectView
    standing: ProjectStanding


@dataclasses.dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list of projects."""

    projects: tuple[ProjectView, ...]
    #: The newest entry of each, by project id.
    heads: Mapping[str, int]
    page: "Page[Project]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Timeline:
    """Some of a project's facts, newest first, and the names of the organisations by engagement id."""

    facts: tuple[Recorded, ...]
    page: "Page[IndexedFact]"
    names: Mapping[str, str]


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
    return lines(views=[projects.view(row) for row in projects.published()])


def lines(*, views: Sequence[ProjectView], newest: Mapping[str, int] | None = None) -> list[ProjectLine]:
    """Return projects with their standings, in the same order; ``newest`` are their heads, where they are known."""
    found = standings.summaries(projects=views, newest=newest)
    return [ProjectLine(project=view, standing=found[view.id]) for view in views]


def record(*, project: ProjectView) -> ProjectRecord:
    """Return all that is computed from the facts of a published project."""
    return standings.records(projects=[project])[project.id]


def timeline(*, project: ProjectView, number: int) -> Timeline:
    """Return one page of a project's facts, newest first.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    recorded, page = facts.newest(project=project.id, number=number)
    names = {found.fact.engagement: found.fact.organisation_name for found in record(project=project).engagements}
    return Timeline(facts=tuple(recorded), page=page, names=names)


def claim(*, project: ProjectView, claim: str) -> ClaimRecord | None:
    """Return a claim on a published project in brief, or ``None`` where it has no such claim."""
    return next((found for found in record(project=project).claims if found.fact.claim == claim), None)


def claim_in_full(*, project: ProjectView, claim: str) -> ClaimRecord:
    """Return a claim on a published project with its engagements and all reasons.

    Raises:
        Invalid: it has no such claim.
    """
    return standings.claim_record(project=project, claim=claim)


def body(*, slug: str) -> accounts.BodyView | None:
    """Return a public body, or ``None``."""
    return accounts.body_by_slug(slug=slug)


def body_source_url(*, body: accounts.BodyView) -> str:
    """Return the address of the public source from which a body was entered."""
    return expect(journal.recorded(entry=body.entry).fact, BodyRegistered).source_url


def body_slug(*, project: ProjectView) -> str:
    """Return the address name of a project's body; empty where the body has no page."""
    return body_slugs(ids=[project.body_id]).get(project.body_id, "")


def body_slugs(*, ids: Collection[str]) -> dict[str, str]:
    """Return the address names of bodies by id."""
    return dict(Body.objects.filter(pk__in=ids).values_list("pk", "slug"))


def organisation_slugs(*, ids: Collection[str]) -> dict[str, str]:
    """Return the address names of organisations by id."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "slug"))


def _listing(rows: "QuerySet[Project]", *, number: int) -> Listing:
    page = Paginator(rows, PER_PAGE).page(number)
    views = tuple(projects.view(row) for row in page.object_list)
    return Listing(projects=views, heads=standings.heads(projects=views), page=page)

# SPDX-License-Identifier: Apache-2.0
"""What public bodies say about an organisation, and what it answered."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.consultations.models import Organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import facts, openness, standings
from tallystick.apps.register.queries.projects import body_slugs
from tallystick.apps.register.queries.standings import EngagementRecord, ProjectRecord
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import OrganisationAddressCorrected, OrganisationPinned

#: Organisations on one page of the list, and projects on one page of an organisation.
PER_PAGE = 25
#: Events in a feed.
IN_FEED = 30


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """An organisation as it was entered. ``domain`` is empty where none is pinned."""

    id: str
    slug: str
    name: str
    domain: str
    source_url: str
    source_seen_on: dt.date
    entry: int
    #: How many published projects speak of it.
    projects: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the list of organisations."""

    organisations: tuple[OrganisationView, ...]
    page: "Page[Organisation]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class SaidIn:
    """What one project says about an organisation."""

    project: ProjectView
    body_slug: str
    engagements: tuple[EngagementRecord, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Correction:
    """That the address an organisation is written to was corrected; the address itself is not public."""

    entry: int
    time: dt.datetime
    by: accounts.BodyView | None
    #: ``None`` where it was erased.
    reason: str | None
    source_url: str
    source_seen_on: dt.date


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrganisationPage:
    """What the page of an organisation shows. ``pinned_by`` is the body that entered it."""

    organisation: OrganisationView
    mail_hosting: tuple[str, ...]
    pinned_by: accounts.BodyView | None
    corrections: tuple[Correction, ...]
    said: tuple[SaidIn, ...]
    page: "Page[Project]"
    published_size: int


def listing(*, search: str, number: int) -> Listing:
    """Return one page of the organisations that a published project speaks of, by name.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    rows = _spoken_of()
    for word in search.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(domain__icontains=word))
    page = Paginator(rows.order_by("name", "id"), PER_PAGE).page(number)
    return Listing(organisations=tuple(_view(row) for row in page.object_list), page=page)


def everything_spoken_of() -> list[OrganisationView]:
    """Return all organisations that a published project speaks of, by name."""
    return [_view(row) for row in _spoken_of().order_by("name", "id")]


def organisation(*, slug: str) -> OrganisationView | None:
    """Return an organisation that a published project speaks of; ``None`` for any other, whether or not it exists."""
    row = _spoken_of().filter(slug=slug).first()
    return _view(row) if row else None


def organisation_page(*, organisation: OrganisationView, number: int) -> OrganisationPage:
    """Return what is said about an organisation, project by project.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    page = Paginator(_projects(organisation.id), PER_PAGE).page(number)
    pinned = expect(journal.recorded(entry=organisation.entry).fact, OrganisationPinned)
    return OrganisationPage(
        organisation=organisation,
        mail_hosting=pinned.mail_hosting,
        pinned_by=accounts.body(body_id=pinned.pinned_by_body),
        corrections=tuple(_corrections(organisation.id)),
        said=_said(organisation=organisation.id, views=[projects.view(row) for row in page.object_list]),
        page=page,
        published_size=journal.published_size(),
    )


def _corrections(organisation: str) -> Iterator[Correction]:
    for one in journal.facts_of_kinds(kinds=[OrganisationAddressCorrected.kind]):
        fact = expect(one.fact, OrganisationAddressCorrected)
        if fact.organisation == organisation:
            yield Correction(
                entry=one.entry,
                time=one.time,
                by=accounts.body(body_id=fact.corrected_by_body),
                reason=fact.reason,
                source_url=fact.source_url,
                source_seen_on=dt.date.fromisoformat(fact.source_seen_on),
            )


def newest_about(*, organisation: OrganisationView) -> tuple[list[Recorded], dict[str, ProjectView]]:
    """Return what was last said about or by an organisation, newest first, and the projects by id, for its feed."""
    rows = {row.pk: projects.view(row) for row in _projects(organisation.id)}
    heads = journal.heads(projects=list(rows))
    latest = [rows[name] for name in sorted(heads, key=heads.__getitem__, reverse=True)[:PER_PAGE]]
    found = standings.records(projects=latest)
    entries = {entry for view in latest for entry in _entries_about(found[view.id], organisation=organisation.id)}
    return facts.of_entries(entries=sorted(entries, reverse=True)[:IN_FEED]), rows


def _entries_about(record: ProjectRecord, *, organisation: str) -> Iterator[int]:
    named = [engagement for engagement in record.engagements if engagement.fact.organisation == organisation]
    for engagement in named:
        yield engagement.entry
        yield from engagement.standing.answers
    ids = {engagement.fact.engagement for engagement in named}
    yield from (claim.entry for claim in record.claims if ids & set(claim.fact.engagements))


def _said(*, organisation: str, views: Sequence[ProjectView]) -> tuple[SaidIn, ...]:
    records = standings.records(projects=views)
    slugs = body_slugs(ids={view.body_id for view in views})
    return tuple(
        SaidIn(
            project=view,
            body_slug=slugs.get(view.body_id, ""),
            engagements=tuple(
                record for record in records[view.id].engagements if record.fact.organisation == organisation
            ),
        )
        for view in views
    )


def _projects(organisation: str) -> "QuerySet[Project]":
    named = openness.speaking(organisations=[organisation]).values("project_id")
    return Project.objects.filter(pk__in=named).order_by("name", "id")


def _spoken_of() -> "QuerySet[Organisation]":
    speaking = openness.speaking()
    counted = (
        speaking.filter(organisation_id=OuterRef("pk"))
        .values("organisation_id")
        .annotate(projects=Count("pk"))
        .values("projects")
    )
    rows = Organisation.objects.filter(pk__in=speaking.values("organisation_id"))
    return rows.annotate(projects=Subquery(counted))


def _view(row: Organisation) -> OrganisationView:
    return OrganisationView(
        id=row.id,
        slug=row.slug,
        name=row.name,
        domain=row.domain,
        source_url=row.source_url,
        source_seen_on=row.source_seen_on,
        entry=row.entry,
        projects=getattr(row, "projects", 0),
    )

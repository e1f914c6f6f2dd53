# SPDX-License-Identifier: Apache-2.0
"""Reads of projects."""

import dataclasses
import datetime as dt

from django.db.models import Q, QuerySet

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.models import Project
from tallystick.core.claims.record import given
from tallystick.core.facts.base import REGISTER, expect
from tallystick.core.facts.consultation import OrganisationPinned
from tallystick.core.facts.dossier import Dossier, refs
from tallystick.core.facts.dossier_export import exported
from tallystick.core.law.checks import checks
from tallystick.core.law.examine import examine
from tallystick.core.law.report import Report, report


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectView:
    """A project as it was registered."""

    id: str
    slug: str
    body_id: str
    body_name: str
    name: str
    purpose: str
    starts_on: dt.date
    plain_words: str
    registered_at: dt.datetime
    published_at: dt.datetime | None
    entry: int


def project(*, slug: str) -> ProjectView | None:
    """Return the project with this address name, published or not, or ``None``."""
    row = Project.objects.filter(slug=slug).first()
    return view(row) if row else None


def project_by_id(*, project_id: str) -> ProjectView | None:
    """Return the project with this id, or ``None``."""
    row = Project.objects.filter(pk=project_id).first()
    return view(row) if row else None


def projects_of_body(*, body_id: str, published_only: bool) -> list[ProjectView]:
    """Return a body's projects by name."""
    rows = Project.objects.filter(body_id=body_id).order_by("name", "id")
    return [view(row) for row in (rows.filter(published_at__isnull=False) if published_only else rows)]


def published(*, search: str = "") -> QuerySet[Project]:
    """Return the published projects whose name, body or purpose holds the words, by name; for pagination."""
    rows = Project.objects.filter(published_at__isnull=False)
    for word in search.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(body_name__icontains=word) | Q(purpose__icontains=word))
    return rows.order_by("name", "id")


def dossier(*, project: ProjectView) -> Dossier:
    """Return the record of a project as a dossier: what everybody may see of it once it is published."""
    body = accounts.body(body_id=project.body_id)
    pinned = journal.facts_of_kinds(kinds=[OrganisationPinned.kind], project=REGISTER)
    return exported(
        project=project.slug,
        body=body.slug if body else project.body_id,
        stream=[recorded.fact for recorded in journal.facts(project=project.id)],
        organisations=[expect(recorded.fact, OrganisationPinned) for recorded in pinned],
    )


def law_report(*, project: ProjectView, as_of: dt.date) -> Report:
    """Return what the law checks find in the record of a project as of the end of a day."""
    found = dossier(project=project)
    record = given(facts=refs(found), as_of=as_of)
    return report(project=found.project, given=record, results=examine(given=record, checks=checks()), lines={})


def view(row: Project) -> ProjectView:
    """Return the frozen view of an index row."""
    return ProjectView(
        id=row.id,
        slug=row.slug,
        body_id=row.body_id,
        body_name=row.body_name,
        name=row.name,
        purpose=row.purpose,
        starts_on=row.starts_on,
        plain_words=row.plain_words,
        registered_at=row.registered_at,
        published_at=row.published_at,
        entry=row.entry,
    )

# SPDX-License-Identifier: Apache-2.0
"""Staff pages of projects: what waits, registering, one project, publishing.

What other rooms show on these pages comes from the table in ``web.panels``, since rooms above are not imported.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.views import StaffRequest, body_of, enter, posted, staff
from tallystick.apps.projects import operations, queries
from tallystick.apps.projects.forms import ProjectForm
from tallystick.apps.projects.models import Project
from tallystick.core.law.report import LIMITS, REGIME_NAMES

_PANELS = "tallystick.web.panels.PANELS"


class HomePart(Protocol):
    """What a room knows about the projects of one body."""

    @property
    def sentences(self) -> Mapping[str, str]:
        """One public sentence about each project, by project id."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Panel:
    """What one room shows on the staff pages: two templates, each with the query that fills it as ``panel``."""

    #: On the start page, for each body of the user.
    home_template: str
    home: Callable[[list[queries.ProjectView]], HomePart]
    #: On the page of a project.
    project_template: str
    project: Callable[[queries.ProjectView], object]


def project_of(*, user: User, slug: str) -> queries.ProjectView:
    """Return a project of a body in which the user has a role.

    Raises:
        Http404: there is no such project, or the user has no role in its body; which of the two is not said.
    """
    project = queries.project(slug=slug)
    if project is None or not may.can_read(user=user, body_id=project.body_id):
        raise Http404
    return project


@require_safe
@staff
def home(request: StaffRequest) -> HttpResponse:
    """Show what waits, and the user's bodies with their projects."""
    bodies = [_body_part(request.user, body) for body in accounts.bodies_of(user=request.user)]
    return render(request, "projects/home.html", {"bodies": bodies})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def register(request: StaffRequest, body: str) -> HttpResponse:
    """Register a project of a body."""
    owner = body_of(user=request.user, slug=body)
    may.check_write(user=request.user, body_id=owner.id)

    def record(answers: dict[str, Any]) -> str:
        made = operations.register_project(by=request.user, body_id=owner.id, now=timezone.now(), **answers)
        messages.success(request, _("The project is recorded. It is not public yet."))
        return reverse("projects:project", args=[made.slug])

    return enter(
        request,
        form=ProjectForm(posted(request)),
        template="projects/register.html",
        context={"body": owner, "title": _("Register a project"), "back": reverse("projects:home")},
        record=record,
    )


@require_safe
@staff
def project(request: StaffRequest, slug: str) -> HttpResponse:
    """Show a project, published or not, to the staff of its body."""
    found = project_of(user=request.user, slug=slug)
    panels = [{"template": panel.project_template, "panel": panel.project(found)} for panel in _panels()]
    context = {"project": found, "panels": panels, **_rights(request.user, found.body_id)}
    return render(request, "projects/project.html", context)


@require_safe
@staff
def check(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what the law checks find in the public record of a project, published or not."""
    found = project_of(user=request.user, slug=slug)
    report = queries.law_report(project=found, as_of=timezone.now().date())
    findings = [
        {"result": one, "bases": report.rests_on(one), "law": one.era.citation.short()} for one in report.findings
    ]
    context = {"project": found, "report": report, "findings": findings, "limits": LIMITS}
    return render(request, "projects/check.html", {**context, "regime": REGIME_NAMES[report.regime]})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def publish(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for confirmation, then open the project's record to the public."""
    found = project_of(user=request.user, slug=slug)
    may.check_publish(user=request.user, body_id=found.body_id)
    if request.method == "POST":
        row = get_object_or_404(Project, pk=found.id)
        operations.publish_project(by=request.user, project=row, now=timezone.now())
        messages.success(request, _("The record of this project is public now."))
        return redirect("projects:project", slug)
    return render(request, "projects/publish.html", {"project": found})


def _body_part(user: User, body: accounts.BodyView) -> dict[str, object]:
    projects = queries.projects_of_body(body_id=body.id, published_only=False)
    parts = [(panel.home_template, panel.home(projects)) for panel in _panels()]
    held = accounts.roles(user=user, body_id=body.id)
    return {
        "body": body,
        "roles": [role.label for role in Role if role in held],
        "projects": projects,
        "unpublished": [project for project in projects if project.published_at is None],
        "panels": [{"template": template, "panel": part} for template, part in parts],
        "rows": [
            {"project": project, "sentences": [part.sentences[project.id] for _, part in parts]} for project in projects
        ],
        **_rights(user, body.id),
    }


def _rights(user: User, body_id: str) -> dict[str, bool]:
    return {
        "can_write": may.can_write(user=user, body_id=body_id),
        "can_publish": may.can_publish(user=user, body_id=body_id),
    }


@functools.cache
def _panels() -> tuple[Panel, ...]:
    panels: tuple[Panel, ...] = import_string(_PANELS)
    return panels

# SPDX-License-Identifier: Apache-2.0
"""Staff pages of claims: what was said in public about consultation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.apps.accounts import may
from tallystick.apps.accounts.views import StaffRequest, enter, posted, staff
from tallystick.apps.consultations import queries
from tallystick.apps.consultations.forms import ClaimForm
from tallystick.apps.consultations.operations.engagements import make_claim
from tallystick.apps.projects.views import project_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_claim(request: StaffRequest, slug: str) -> HttpResponse:
    """Enter what was said in public, with its source and the engagements it speaks of."""
    project = project_of(user=request.user, slug=slug)
    may.check_write(user=request.user, body_id=project.body_id)
    choices = queries.engagement_choices(project=project)

    def record(answers: dict[str, Any]) -> str:
        named = tuple(answers.pop("engagements"))
        make_claim(by=request.user, project=project, engagements=named, now=timezone.now(), **answers)
        messages.success(request, _("The claim is recorded. The record now says what the facts support about it."))
        return reverse("projects:project", args=[slug])

    return enter(
        request,
        form=ClaimForm(posted(request), engagements=choices),
        template="consultations/claim_new.html",
        context={
            "project": project,
            "title": _("Enter a public claim"),
            "back": reverse("projects:project", args=[slug]),
            "no_engagements": not choices,
        },
        record=record,
    )

# SPDX-License-Identifier: Apache-2.0
"""Staff pages of organisations, and mails that somebody saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.views import StaffRequest, body_of, enter, staff
from tallystick.apps.consultations import queries
from tallystick.apps.consultations.forms import OrganisationForm
from tallystick.apps.consultations.operations.organisations import pin_organisation

#: Looks up the hosts that serve a domain's mail and DKIM keys.
Hosting = Callable[[str], tuple[str, ...]]


@require_safe
@staff
def organisations(request: StaffRequest) -> HttpResponse:
    """Show every organisation, and where the user may enter a new one."""
    bodies = [
        body for body in accounts.bodies_of(user=request.user) if may.can_write(user=request.user, body_id=body.id)
    ]
    context = {"organisations": queries.organisations(), "bodies": bodies}
    return render(request, "consultations/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_organisation(request: StaffRequest, body: str, hosting: Hosting) -> HttpResponse:
    """Enter an organisation on behalf of a body. ``hosting`` comes from the mail drawer, through the addresses."""
    owner = body_of(user=request.user, slug=body)
    may.check_write(user=request.user, body_id=owner.id)

    def record(answers: dict[str, Any]) -> str:
        found = hosting(answers["domain"]) if answers["domain"] else ()
        made = pin_organisation(
            by=request.user, body_id=owner.id, mail_hosting=found, now=timezone.now(), **answers
        )
        messages.success(request, _("%(name)s is entered.") % {"name": made.name})
        return reverse("consultations:organisations")

    return enter(
        request,
        form=OrganisationForm(request.POST or None),
        template="consultations/organisation_new.html",
        context={
            "body": owner,
            "title": _("Enter an organisation"),
            "back": reverse("consultations:organisations"),
        },
        record=record,
    )

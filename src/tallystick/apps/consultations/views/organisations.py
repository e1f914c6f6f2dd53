# SPDX-License-Identifier: Apache-2.0
"""Staff pages of organisations, and mails that somebody saved."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.views import StaffRequest, body_of, enter, perform, posted, show, staff
from tallystick.apps.consultations import queries
from tallystick.apps.consultations.forms import MailForm, OrganisationForm
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.core.evidence.pinning import read_domain


class Resolver(Protocol):
    """Looks things up in the DNS."""

    def hosting(self, domain: str) -> tuple[str, ...]:
        """Return the hosts that serve a domain's mail and DKIM keys."""


class Outcome(Protocol):
    """What came of a mail."""

    @property
    def explanation(self) -> str:
        """It in a sentence."""


class ImportMail(Protocol):
    """Takes in a saved mail, given as its exact bytes."""

    def __call__(self, raw: bytes, *, received: dt.datetime | None, now: dt.datetime, resolver: Any) -> Outcome:  # noqa: ANN401
        """Judge and record it."""


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
def new_organisation(request: StaffRequest, body: str, resolver: Callable[[], Resolver]) -> HttpResponse:
    """Enter an organisation on behalf of a body. ``resolver`` comes from the mail drawer, through the addresses."""
    owner = body_of(user=request.user, slug=body)
    may.check_write(user=request.user, body_id=owner.id)

    def record(answers: dict[str, Any]) -> str:
        found = resolver().hosting(read_domain(answers["domain"])) if answers["domain"] else ()
        made = pin_organisation(by=request.user, body_id=owner.id, mail_hosting=found, now=timezone.now(), **answers)
        messages.success(request, _("%(name)s is entered.") % {"name": made.name})
        return reverse("consultations:organisations")

    return enter(
        request,
        form=OrganisationForm(posted(request)),
        template="consultations/organisation_new.html",
        context={
            "body": owner,
            "title": _("Enter an organisation"),
            "back": reverse("consultations:organisations"),
        },
        record=record,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def import_mail(
    request: StaffRequest, body: str, take_in: ImportMail, resolver: Callable[[], Resolver]
) -> HttpResponse:
    """Take in an answer that came as a mail to somebody else and was saved."""
    owner = body_of(user=request.user, slug=body)
    may.check_write(user=request.user, body_id=owner.id)
    form = MailForm(request.POST, request.FILES) if request.method == "POST" else MailForm()

    def act() -> str:
        raw = form.cleaned_data["file"].read()
        received = form.cleaned_data["received"]
        outcome = take_in(raw, received=received, now=timezone.now(), resolver=resolver())
        messages.info(request, outcome.explanation)
        return reverse("consultations:import-mail", args=[body])

    done = perform(form=form, act=act) if request.method == "POST" and form.is_valid() else None
    template = "consultations/import_mail.html"
    return redirect(done) if done else show(request, form=form, template=template, context={"body": owner})

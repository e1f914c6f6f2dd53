# SPDX-License-Identifier: Apache-2.0
"""Staff pages of engagements: recording one, what stands about it, files, asking the organisation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.apps.accounts import may
from tallystick.apps.accounts.models import User
from tallystick.apps.accounts.views import StaffRequest, enter, perform, posted, show, staff
from tallystick.apps.consultations import queries
from tallystick.apps.consultations.forms import AddressForm, EngagementForm, EvidenceForm, ReportForm
from tallystick.apps.consultations.models import Engagement, Organisation
from tallystick.apps.consultations.operations import asking, engagements
from tallystick.apps.consultations.operations.organisations import correct_address as correct
from tallystick.apps.projects.queries import ProjectView, project_by_id
from tallystick.apps.projects.views import project_of


def engagement_of(*, user: User, engagement: str) -> tuple[Engagement, ProjectView]:
    """Return an engagement of a body in which the user has a role, with its project.

    Raises:
        Http404: there is no such engagement, or the user has no role in its body; which of the two is not said.
    """
    row = Engagement.objects.filter(pk=engagement).first()
    project = project_by_id(project_id=row.project_id) if row else None
    if row is None or project is None or not may.can_read(user=user, body_id=project.body_id):
        raise Http404
    return row, project


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_engagement(request: StaffRequest, slug: str) -> HttpResponse:
    """Record a contact that the body says took place."""
    project = project_of(user=request.user, slug=slug)
    may.check_write(user=request.user, body_id=project.body_id)

    def record(answers: dict[str, Any]) -> str:
        del answers["document"]
        answers["document_sha256"] = answers["document_sha256"].lower() or None
        made = engagements.claim_engagement(by=request.user, project=project, now=timezone.now(), **answers)
        messages.success(request, _("The engagement is recorded. It is worth “Claimed by the body”."))
        return reverse("consultations:engagement", args=[made.id])

    return enter(
        request,
        form=_engagement_form(request),
        template="consultations/engagement_new.html",
        context={
            "project": project,
            "title": _("Record an engagement"),
            "back": reverse("projects:project", args=[slug]),
            "no_organisations": not Organisation.objects.exists(),
        },
        record=record,
    )


@require_safe
@staff
def engagement(request: StaffRequest, engagement: str) -> HttpResponse:
    """Show what stands about an engagement, and why."""
    row, project = engagement_of(user=request.user, engagement=engagement)
    context = {
        "engagement": row,
        "project": project,
        "page": queries.engagement_page(engagement=row, project=project),
        "can_write": may.can_write(user=request.user, body_id=project.body_id),
    }
    return render(request, "consultations/engagement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def attach(request: StaffRequest, engagement: str) -> HttpResponse:
    """Attach a file of the body's own."""
    row, project = engagement_of(user=request.user, engagement=engagement)
    may.check_write(user=request.user, body_id=project.body_id)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()

    def act() -> str:
        file = form.cleaned_data["file"]
        engagements.attach_evidence(
            by=request.user,
            project=project,
            engagement=row,
            name=file.name,
            content=file.read(),
            now=timezone.now(),
        )
        messages.success(request, _("The file is attached. It does not raise what the engagement is worth."))
        return reverse("consultations:engagement", args=[row.id])

    done = perform(form=form, act=act) if request.method == "POST" and form.is_valid() else None
    context = {"engagement": row, "project": project}
    return redirect(done) if done else show(request, form=form, template="consultations/attach.html", context=context)


@require_safe
@staff
def download(request: StaffRequest, engagement: str, entry: int) -> HttpResponse:
    """Hand out an attached file: only as a download, never shown by the browser."""
    row, _project = engagement_of(user=request.user, engagement=engagement)
    found = queries.evidence_file(engagement=row, entry=entry)
    if found is None:
        raise Http404
    name, content = found
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def ask(request: StaffRequest, engagement: str) -> HttpResponse:
    """Show the exact words, then fix them; the request follows by mail."""
    row, project = engagement_of(user=request.user, engagement=engagement)
    may.check_write(user=request.user, body_id=project.body_id)
    if request.method == "POST":
        fixed = asking.fix_statement(by=request.user, project=project, engagement=row, now=timezone.now())
        done = _("The words are fixed as %(reference)s. The request goes out now.")
        messages.success(request, done % {"reference": fixed.reference})
        return redirect("consultations:engagement", row.id)
    context = {
        "engagement": row,
        "project": project,
        "words": asking.words_for(project=project, engagement=row),
        "page": queries.engagement_page(engagement=row, project=project),
        "organisation": Organisation.objects.get(pk=row.organisation_id),
    }
    return render(request, "consultations/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_report(request: StaffRequest, engagement: str) -> HttpResponse:
    """Enter what a third party reported. Anybody with a role in the body may."""
    row, project = engagement_of(user=request.user, engagement=engagement)

    def record(answers: dict[str, Any]) -> str:
        engagements.report_third_party(by=request.user, project=project, engagement=row, now=timezone.now(), **answers)
        messages.success(request, _("The report is recorded."))
        return reverse("consultations:engagement", args=[row.id])

    return enter(
        request,
        form=ReportForm(posted(request)),
        template="consultations/report_new.html",
        context={
            "engagement": row,
            "project": project,
            "title": _("Enter a published report"),
            "back": reverse("consultations:engagement", args=[row.id]),
        },
        record=record,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def correct_address(request: StaffRequest, engagement: str) -> HttpResponse:
    """Correct the address at which the organisation is written to."""
    row, project = engagement_of(user=request.user, engagement=engagement)
    may.check_write(user=request.user, body_id=project.body_id)
    organisation = Organisation.objects.get(pk=row.organisation_id)

    def record(answers: dict[str, Any]) -> str:
        correct(by=request.user, project=project, engagement=row, now=timezone.now(), **answers)
        messages.success(request, _("The address is corrected. To write to it, ask the organisation again."))
        return reverse("consultations:engagement", args=[row.id])

    return enter(
        request,
        form=AddressForm(posted(request)),
        template="consultations/address.html",
        context={
            "engagement": row,
            "project": project,
            "organisation": organisation,
            "title": _("Correct the address"),
            "back": reverse("consultations:engagement", args=[row.id]),
        },
        record=record,
    )


def _engagement_form(request: StaffRequest) -> EngagementForm:
    if request.method != "POST":
        return EngagementForm(initial={"organisation": request.GET.get("organisation")})
    given: MultiValueDict[str, str] = request.POST.copy()
    form = EngagementForm(given, request.FILES)
    if form.is_valid() and (document := form.cleaned_data["document"]):
        # The document is not kept: from here on its fingerprint stands for it.
        given["document_sha256"] = engagements.fingerprint(document.read())
        return EngagementForm(given)
    return form

# SPDX-License-Identifier: Apache-2.0
"""The register: the list of projects, a project, its facts, its claims, and the bodies."""

import csv
from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import bundles, projects
from tallystick.apps.register.queries.projects import ClaimPage, ProjectLine
from tallystick.apps.register.queries.standings import ClaimRecord
from tallystick.apps.register.views import words
from tallystick.apps.register.views.blocks import claim_block, link, table_row
from tallystick.apps.register.views.lines import timeline_item
from tallystick.apps.register.views.numbering import is_static, live_service, numbered, searched


@require_safe
def project_list(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Show the published projects, or those that match the search words."""
    search, number = searched(request, number)
    try:
        found = projects.listing(search=search, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "search": search,
        "lines": [_list_item(line) for line in found.lines],
        "page": found.page,
        "pattern": numbered("register:projects_page", search=search, base="register:projects"),
        "searchable": not is_static(request),
    }
    return render(request, "register/projects.html", context)


@require_safe
def projects_csv(request: HttpRequest) -> HttpResponse:
    """Return all published projects with their standing as CSV (RFC 4180)."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    writer = csv.writer(response)
    columns = ("claimed", "confirmed", "disputed", "corrected", "unconfirmed", "never_reached", "silent")
    writer.writerow(["project", "body", "name", "starts_on", "published_at", *columns, "sentence", "address"])
    for line in projects.everything_published():
        writer.writerow([_plain_cell(cell) for cell in _csv_row(request, line, columns)])
    return response


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published project."""
    found = projects.project_page(project=_published(slug))
    context = {
        "found": found,
        "project": found.project,
        "rows": [
            table_row(record, slug=found.organisations.get(record.fact.organisation, ""), live=live_service(request))
            for record in found.record.engagements
        ],
        "items": [timeline_item(recorded, names=found.timeline.names) for recorded in found.timeline.facts],
        "total": found.timeline.page.paginator.count,
        "more": found.timeline.page.has_next(),
        "tags": words.count_tags(found.record.standing),
    }
    return render(request, "register/project.html", context)


@require_safe
def project_facts(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """Show all facts of a published project, a page at a time."""
    shown = _published(slug)
    try:
        found = projects.timeline(project=shown, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "project": shown,
        "items": [timeline_item(recorded, names=found.names) for recorded in found.facts],
        "page": found.page,
        "pattern": numbered("register:project_facts_page", slug=slug),
    }
    return render(request, "register/facts.html", context)


@require_safe
def claim(request: HttpRequest, slug: str, claim: str) -> HttpResponse:
    """Show a claim and what the facts support about it."""
    found = _claim_page(slug, claim)
    context = {
        "found": found,
        "project": found.project,
        "claim": found.claim.fact,
        "standing": found.claim.standing,
        "made_on": words.iso_date_text(found.claim.fact.made_on),
        "asserts": words.RUNGS.get(found.claim.fact.asserts, found.claim.fact.asserts),
        "picture": words.picture(found.claim),
        "tags": words.count_tags(found.claim.standing),
        "blocks": [
            claim_block(
                record,
                slug=found.organisations.get(record.fact.organisation, ""),
                body_name=found.project.body_name,
                live=live_service(request),
            )
            for record in found.claim.engagements
        ],
        "unpublished": _newest_entry(found.claim) >= found.published_size,
    }
    return render(request, "register/claim.html", context)


@require_safe
def claim_bundle(_request: HttpRequest, slug: str, claim: str) -> HttpResponse:
    """Return the file by which a stranger checks a claim's standing offline."""
    found = _claim_page(slug, claim)
    response = HttpResponse(bundles.claim_bundle(project=found.project, claim=claim), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="claim-{found.claim.entry}.bundle.json"'
    return response


@require_safe
def body(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """Show a public body and its published projects."""
    shown = projects.body(slug=slug)
    if shown is None:
        raise Http404
    try:
        found = projects.listing_of_body(body_id=shown.id, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "body": shown,
        "source_url": projects.body_source_url(body=shown),
        "lines": [_list_item(line) for line in found.lines],
        "page": found.page,
        "pattern": numbered("register:body_page", slug=slug),
    }
    return render(request, "register/body.html", context)


def _published(slug: str) -> ProjectView:
    found = projects.published_project(slug=slug)
    if found is None:
        raise Http404
    return found


def _claim_page(slug: str, claim: str) -> ClaimPage:
    found = projects.claim_page(project=_published(slug), claim=claim)
    if found is None:
        raise Http404
    return found


def _newest_entry(record: ClaimRecord) -> int:
    return max([record.entry, *(reason.entry for reason in record.standing.reasons)])


def _list_item(line: ProjectLine) -> dict[str, Any]:
    shown = line.project
    body = link(reverse("register:body", args=[line.body_slug]), shown.body_name) if line.body_slug else shown.body_name
    return {
        "name": link(reverse("register:project", args=[shown.slug]), shown.name),
        "body": body,
        "begins": _("processing from %(day)s") % {"day": words.date_text(shown.starts_on)},
        "purpose": words.shortened(shown.purpose),
        "sentence": line.standing.sentence,
        "tags": words.count_tags(line.standing),
    }


def _csv_row(request: HttpRequest, line: ProjectLine, columns: tuple[str, ...]) -> list[str]:
    shown, standing = line.project, line.standing
    return [
        shown.id,
        shown.body_name,
        shown.name,
        shown.starts_on.isoformat(),
        shown.published_at.isoformat() if shown.published_at else "",
        *(str(getattr(standing, column)) for column in columns),
        standing.sentence,
        request.build_absolute_uri(reverse("register:project", args=[shown.slug])),
    ]


def _plain_cell(text: str) -> str:
    # Spreadsheet programs run a cell that begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection).
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text

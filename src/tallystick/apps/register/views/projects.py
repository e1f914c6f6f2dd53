# SPDX-License-Identifier: Apache-2.0
"""The register: the list of projects, a project, its facts, its claims, and the bodies."""

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import bundles, entries, log, projects
from tallystick.apps.register.queries.projects import Listing, ProjectLine
from tallystick.apps.register.queries.standings import ClaimRecord, ProjectRecord
from tallystick.apps.register.views import words
from tallystick.apps.register.views.blocks import claim_block, entry_link, link, row, source_link, table_row
from tallystick.apps.register.views.lines import timeline_item
from tallystick.apps.register.views.memory import Key, all_remembered, remembered
from tallystick.apps.register.views.numbering import is_static, live_service, numbered, searched


@require_safe
def project_list(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Show the published projects, or those that match the search words."""
    search, number = searched(request, number)
    try:
        results = _found(search, number) if search else _everything(number)
    except EmptyPage:
        raise Http404 from None
    context = {"search": search, "number": number, "results": results, "searchable": not is_static(request)}
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
    shown = _published(slug)
    record = projects.record(project=shown)
    live = live_service(request)
    context = {
        "project": shown,
        "sentence": record.standing.sentence,
        "tags": words.count_tags(record.standing),
        "details": remembered(
            ("project", shown.id, record.head, live), lambda: _project_details(shown, record, live=live)
        ),
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
    shown = _published(slug)
    record = _claim(shown, claim)
    live = live_service(request)
    context = {
        "project": shown,
        "entry": record.entry,
        "claim": record.fact,
        "sentence": record.standing.sentence,
        "details": remembered(
            ("claim", shown.id, claim, record.head, live), lambda: _claim_details(shown, claim, live=live)
        ),
        "coverage": log.coverage(entry=record.head),
    }
    return render(request, "register/claim.html", context)


@require_safe
def claim_bundle(_request: HttpRequest, slug: str, claim: str) -> HttpResponse:
    """Return the file by which a stranger checks a claim's standing offline."""
    shown = _published(slug)
    record = _claim(shown, claim)
    response = HttpResponse(bundles.claim_bundle(project=shown, claim=claim), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="claim-{record.entry}.bundle.json"'
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
        "summary": [
            row(_("Its mail domains"), ", ".join(shown.domains) or _("None entered")),
            row(_("Where that was looked up"), source_link(projects.body_source_url(body=shown))),
            row(_("Entered"), entry_link(shown.entry)),
        ],
        "lines": _lines(found, heading="h3"),
        "page": found.page,
        "pattern": numbered("register:body_page", slug=slug),
    }
    return render(request, "register/body.html", context)


def _everything(number: int) -> SafeString:
    # What is published changes with a fact, so what was listed stays right until the next entry of the log.
    return remembered(("list", number, entries.newest() or 0), lambda: _found("", number))


def _found(search: str, number: int) -> SafeString:
    found = projects.listing(search=search, number=number)
    context = {
        "search": search,
        "lines": _lines(found, heading="h2"),
        "page": found.page,
        "pattern": numbered("register:projects_page", search=search, base="register:projects"),
    }
    return render_to_string("register/project_list.html", context)


def _published(slug: str) -> ProjectView:
    found = projects.published_project(slug=slug)
    if found is None:
        raise Http404
    return found


def _claim(project: ProjectView, claim: str) -> ClaimRecord:
    found = projects.claim(project=project, claim=claim)
    if found is None:
        raise Http404
    return found


def _project_details(shown: ProjectView, record: ProjectRecord, *, live: str) -> str:
    slugs = projects.organisation_slugs(ids={one.fact.organisation for one in record.engagements})
    timeline = projects.timeline(project=shown, number=1)
    context = {
        "project": shown,
        "claims": [{"record": claim, "picture": words.picture(claim)} for claim in record.claims],
        "summary": _project_summary(shown),
        "head": [_("Organisation"), _("What the body says"), _("Where it stands"), _("If it is wrong")],
        "rows": [table_row(one, slug=slugs.get(one.fact.organisation, ""), live=live) for one in record.engagements],
        "items": [timeline_item(recorded, names=timeline.names) for recorded in timeline.facts],
        "total": record.facts,
        "more": timeline.page.has_next(),
    }
    return render_to_string("register/project_details.html", context)


def _claim_details(shown: ProjectView, claim: str, *, live: str) -> str:
    record = projects.claim_in_full(project=shown, claim=claim)
    slugs = projects.organisation_slugs(ids={one.fact.organisation for one in record.engagements})
    context = {
        "claim": record.fact,
        "made_on": words.iso_date_text(record.fact.made_on),
        "summary": _claim_summary(shown, record),
        "picture": words.picture(record),
        "not_shown": record.standing.not_shown,
        "blocks": [
            claim_block(one, slug=slugs.get(one.fact.organisation, ""), body_name=shown.body_name, live=live)
            for one in record.engagements
        ],
    }
    return render_to_string("register/claim_details.html", context)


def _lines(listing: Listing, *, heading: str) -> Iterable[str]:
    @cache
    def known() -> Mapping[str, tuple[ProjectLine, str]]:
        slugs = projects.body_slugs(ids={shown.body_id for shown in listing.projects})
        lines = projects.lines(views=listing.projects, newest=listing.heads)
        return {line.project.id: (line, slugs.get(line.project.body_id, "")) for line in lines}

    def maker(project: str) -> Callable[[], str]:
        return lambda: _line(*known()[project], heading=heading)

    keys: dict[Key, Callable[[], str]] = {
        ("line", heading, shown.id, listing.heads[shown.id]): maker(shown.id) for shown in listing.projects
    }
    return all_remembered(keys).values()


def _line(line: ProjectLine, slug: str, *, heading: str) -> str:
    shown = line.project
    context = {
        "heading": heading,
        "name": link(reverse("register:project", args=[shown.slug]), shown.name),
        "body": _body_link(shown, slug),
        "begins": _("processing from %(day)s") % {"day": words.date_text(shown.starts_on)},
        "purpose": words.shortened(shown.purpose),
        "sentence": line.standing.sentence,
        "tags": words.count_tags(line.standing),
    }
    return render_to_string("register/project_line.html", context)


def _body_link(project: ProjectView, slug: str) -> str:
    return link(reverse("register:body", args=[slug]), project.body_name) if slug else project.body_name


def _project_summary(shown: ProjectView) -> list[Mapping[str, object]]:
    entered = format_html("{} ({})", words.time_text(shown.registered_at), entry_link(shown.entry))
    return [
        row(_("Public body"), _body_link(shown, projects.body_slug(project=shown))),
        row(_("What it is for"), linebreaksbr(shown.purpose)),
        row(_("In plain words"), linebreaksbr(shown.plain_words)),
        row(_("Processing begins or began"), words.date_text(shown.starts_on)),
        row(_("Entered in this record"), entered),
        row(_("Opened to the public"), words.time_text(shown.published_at) if shown.published_at else ""),
    ]


def _claim_summary(shown: ProjectView, record: ClaimRecord) -> list[Mapping[str, object]]:
    fact = record.fact
    said = {"rung": words.RUNGS.get(fact.asserts, fact.asserts)}
    timed = _("Each organisation named %(rung)s, before processing began.") % said
    untimed = _("Each organisation named %(rung)s.") % said
    body = _body_link(shown, projects.body_slug(project=shown))
    began = _("%(day)s (the body’s own word)") % {"day": words.date_text(shown.starts_on)}
    return [
        row(_("Source"), source_link(fact.source_url, text=fact.source_title)),
        row(_("What it asserts"), timed if fact.before_start else untimed),
        row(_("Processing began"), began),
        row(
            _("Project"), format_html("{}, {}", link(reverse("register:project", args=[shown.slug]), shown.name), body)
        ),
        row(_("Entered"), format_html("{} ({})", words.time_text(record.time), entry_link(record.entry))),
    ]


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

# SPDX-License-Identifier: Apache-2.0
"""Organisations, and everything that any body says about them."""

from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import organisations
from tallystick.apps.register.queries.organisations import Correction, OrganisationPage, OrganisationView, SaidIn
from tallystick.apps.register.views.blocks import entry_link, link, organisation_block, row, source_link
from tallystick.apps.register.views.numbering import is_static, live_service, numbered, searched
from tallystick.apps.register.views.words import date_text
from tallystick.core.evidence.levels import Level


@require_safe
def organisation_list(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Show the organisations that a published project speaks of."""
    search, number = searched(request, number)
    try:
        found = organisations.listing(search=search, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "search": search,
        "organisations": found.organisations,
        "page": found.page,
        "pattern": numbered("register:organisations_page", search=search, base="register:organisations"),
        "searchable": not is_static(request),
    }
    return render(request, "register/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """Show everything that any body says about an organisation, and what it answered."""
    shown = _spoken_of(slug)
    try:
        found = organisations.organisation_page(organisation=shown, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "organisation": shown,
        "summary": _summary(found),
        "said": [_said(said, live=live_service(request)) for said in found.said],
        "page": found.page,
        "pattern": numbered("register:organisation_page", slug=slug),
    }
    return render(request, "register/organisation.html", context)


def _spoken_of(slug: str) -> OrganisationView:
    found = organisations.organisation(slug=slug)
    if found is None:
        raise Http404
    return found


def _summary(found: OrganisationPage) -> list[dict[str, object]]:
    shown = found.organisation
    cap = Level.DOMAIN if shown.domain else Level.MAILBOX
    enough = _("That is enough for a confirmation to count.")
    too_little = _("That is not enough for a confirmation to count. A dispute counts all the same.")
    seen = _("seen on %(day)s") % {"day": date_text(shown.source_seen_on)}
    by = link(reverse("register:body", args=[found.pinned_by.slug]), found.pinned_by.name) if found.pinned_by else ""
    return [
        row(_("Mail domain"), shown.domain or _("None of its own")),
        row(_("Where that was looked up"), format_html("{}, {}", source_link(shown.source_url), seen)),
        row(_("The most its mails can prove"), f"{cap.public_name}. {enough if cap.confirms else too_little}"),
        row(_("Who carries its mail"), ", ".join(found.mail_hosting) or _("Not looked up")),
        row(_("Entered by"), format_html("{} ({})", by or _("a public body"), entry_link(shown.entry))),
        *(row(_("Address corrected"), _corrected(one)) for one in found.corrections),
    ]


def _corrected(one: Correction) -> SafeString:
    seen = _("seen on %(day)s") % {"day": date_text(one.source_seen_on)}
    who = one.by.name if one.by else _("a public body")
    said = _("on %(day)s by %(body)s") % {"day": date_text(one.time.date()), "body": who}
    reason = one.reason or _("The reason was erased.")
    return format_html("{} ({}). {} {}, {}", said, entry_link(one.entry), reason, source_link(one.source_url), seen)


def _said(said: SaidIn, *, live: str) -> dict[str, Any]:
    blocks = [organisation_block(record, body_name=said.project.body_name, live=live) for record in said.engagements]
    return {"project": said.project, "body_slug": said.body_slug, "blocks": blocks}

# SPDX-License-Identifier: Apache-2.0
"""Organisations, and everything that any body says about them."""

from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import organisations
from tallystick.apps.register.queries.organisations import OrganisationView, SaidIn
from tallystick.apps.register.views.blocks import organisation_block
from tallystick.apps.register.views.numbering import is_static, live_service, numbered, searched
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
        "found": found,
        "cap": Level.DOMAIN if shown.domain else Level.MAILBOX,
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


def _said(said: SaidIn, *, live: str) -> dict[str, Any]:
    blocks = [organisation_block(record, body_name=said.project.body_name, live=live) for record in said.engagements]
    return {"project": said.project, "body_slug": said.body_slug, "blocks": blocks}

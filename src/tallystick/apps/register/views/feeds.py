# SPDX-License-Identifier: Apache-2.0
"""Atom feeds (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287), so that nobody has to come back to look."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import organisations, projects
from tallystick.apps.register.views.lines import timeline_item
from tallystick.core.facts.base import Recorded


@require_safe
def project_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the newest facts of a published project."""
    shown = projects.published_project(slug=slug)
    if shown is None:
        raise Http404
    found = projects.timeline(project=shown, number=1)
    page = reverse("register:project", args=[slug])
    title = _("%(project)s, %(body)s: what was recorded") % {"project": shown.name, "body": shown.body_name}
    return _feed(request, title=title, page=page, facts=found.facts, names=found.names)


@require_safe
def organisation_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what was last said about or by an organisation."""
    shown = organisations.organisation(slug=slug)
    if shown is None:
        raise Http404
    facts, _projects = organisations.newest_about(organisation=shown)
    names = {str(getattr(recorded.fact, "engagement", "")): shown.name for recorded in facts}
    page = reverse("register:organisation", args=[slug])
    title = _("%(name)s: what public bodies say about it") % {"name": shown.name}
    return _feed(request, title=title, page=page, facts=facts, names=names)


def _feed(
    request: HttpRequest, *, title: str, page: str, facts: Iterable[Recorded], names: Mapping[str, str]
) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=settings.PUBLIC_URL + page,
        description="",
        feed_url=settings.PUBLIC_URL + request.path,
        author_name=settings.OPERATOR,
    )
    for recorded in facts:
        item = timeline_item(recorded, names=names)
        told = [item["text"], item["level"], item["who"]]
        feed.add_item(
            title=item["title"],
            link=settings.PUBLIC_URL + item["href"],
            description=". ".join(part for part in told if part),
            unique_id=settings.PUBLIC_URL + item["href"],
            updateddate=recorded.time,
            pubdate=recorded.time,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

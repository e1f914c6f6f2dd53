# SPDX-License-Identifier: Apache-2.0
"""The entries of the log, each with its place, its fields and its proof."""

from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import bundles, entries
from tallystick.apps.register.queries.entries import EntryLine, EntryPage, FieldLine, Shown
from tallystick.apps.register.views.blocks import code, entry_link, erased_html, link, row, time_html, wide
from tallystick.apps.register.views.numbering import numbered
from tallystick.core.facts.base import REGISTER, JsonValue


@require_safe
def entry_list(request: HttpRequest, kind: str = "", number: int = 1) -> HttpResponse:
    """Show the entries of the log, newest first, all or those of one kind."""
    if kind and kind not in entries.kinds():
        raise Http404
    try:
        found = entries.entries(kind=kind, number=number)
    except EmptyPage:
        raise Http404 from None
    context = {
        "head": [_("Entry"), _("Kind"), _("Recorded"), _("Project")],
        "rows": [_row(line) for line in found.lines],
        "page": found.page,
        "kind": kind,
        "meaning": entries.meaning(kind=kind),
        "kinds": entries.kinds(),
        "pattern": numbered("register:entries_kind_page", kind=kind) if kind else numbered("register:entries_page"),
    }
    return render(request, "register/entries.html", context)


@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show one entry."""
    found = entries.entry_page(index=index)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "entry": found.entry,
        "leaf": found.entry.leaf.decode(),
        "head": [{"text": _("Field"), "classes": "govuk-!-width-one-quarter"}, _("Value")],
        "fields": [[line.name, wide(_value(line))] for line in found.fields],
        "place": _place(found),
    }
    return render(request, "register/entry.html", context)


@require_safe
def entry_bundle(_request: HttpRequest, index: int) -> HttpResponse:
    """Return the file by which a stranger checks one entry offline."""
    bundle = bundles.entry_bundle(index=index) if entries.exists(index=index) else None
    if bundle is None:
        raise Http404
    response = HttpResponse(bundle, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="entry-{index}.bundle.json"'
    return response


@require_safe
def entry_proof(_request: HttpRequest, index: int) -> HttpResponse:
    """Return the inclusion proof of one entry in the C2SP tlog-proof format."""
    if not entries.exists(index=index):
        raise Http404
    response = HttpResponse(bundles.entry_proof(index=index), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="entry-{index}.tlog-proof"'
    return response


def _row(line: EntryLine) -> list[Any]:
    recorded = time_html(line.recorded_at)
    if not line.published:
        recorded = format_html("{}<br>{}", recorded, _("not yet in the published log"))
    return [entry_link(line.index), wide(line.kind), recorded, wide(_stream(line.stream, line.project))]


def _stream(stream: str, project: ProjectView | None) -> str:
    if project:
        return link(reverse("register:project", args=[project.slug]), project.name)
    return _("the register itself, not a project") if stream == REGISTER else _("a project that is not published")


def _place(found: EntryPage) -> list[dict[str, object]]:
    entry = found.entry
    note = _("The operator of the log sets this time; it cannot be changed afterwards.")
    stream = _stream(entry.project, found.project)
    is_closed = found.project is None and entry.project != REGISTER
    return [
        row(_("Recorded"), format_html("{}. {}", time_html(entry.recorded_at, seconds=True), note)),
        row(_("Belongs to"), format_html("{} ({})", stream, code(entry.project)) if is_closed else stream),
        row(_("Number there"), _neighbours(found)),
        row(_("Leaf hash (SHA-256)"), code(entry.leaf_hash)),
    ]


def _neighbours(found: EntryPage) -> SafeString:
    parts: list[object] = [found.entry.pseq]
    parts.append(format_html(_("after {}"), entry_link(found.entry.prev[0])) if found.entry.prev else _("the first"))
    if found.following is not None:
        parts.append(format_html(_("before {}"), entry_link(found.following)))
    return format_html_join(", ", "{}", ((part,) for part in parts))


def _value(line: FieldLine) -> object:
    words = {
        Shown.CLOSED: _("Withheld: not published."),
        Shown.PERSONAL: _("Withheld: personal."),
        Shown.SECRET: _("Withheld: secret."),
        Shown.ERASED: _("Missing: no entry says that it was erased."),
    }
    if line.erased:
        return format_html("<em>{}.</em> {}", erased_html(line.erased), line.rule.erasure.value)
    if line.shown in words:
        erasing = "" if line.shown is Shown.CLOSED else line.rule.erasure.value
        return format_html("<em>{}</em> {}", words[line.shown], erasing)
    if isinstance(line.value, list):
        items = format_html_join("", "<li>{}</li>", ((_text(value),) for value in line.value))
        return (
            format_html('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>', items)
            if items
            else _("an empty list")
        )
    return linebreaksbr(_text(line.value))


def _text(value: JsonValue) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)

# SPDX-License-Identifier: Apache-2.0
"""The entries of the log, each with its place, its fields and its proof."""

from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import bundles, entries
from tallystick.apps.register.queries.entries import FieldLine, Shown
from tallystick.apps.register.views.numbering import numbered
from tallystick.core.facts.base import JsonValue


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
        "lines": found.lines,
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
        "fields": [_field(line) for line in found.fields],
        "closed": [line.name for line in found.fields if line.shown is Shown.CLOSED],
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


def _field(line: FieldLine) -> dict[str, Any]:
    words = {
        Shown.CLOSED: _("Withheld: the project is not published"),
        Shown.PERSONAL: _("Withheld: personal"),
        Shown.SECRET: _("Withheld: secret"),
        Shown.ERASED: _("Erased"),
    }
    values = line.value if isinstance(line.value, list) else [line.value]
    return {
        "line": line,
        "withheld": words.get(line.shown, ""),
        "values": [_text(value) for value in values],
        "is_list": isinstance(line.value, list),
    }


def _text(value: JsonValue) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)

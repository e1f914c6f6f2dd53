# SPDX-License-Identifier: Apache-2.0
"""Addresses of numbered pages. They stand in the path, so that a static copy of the site has them too."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

#: Set in the WSGI environment (where no client can set it) by the static export.
STATIC_KEY = "tallystick.static"
#: The longest search text that is looked at.
_MAX_SEARCH = 200


def is_static(request: HttpRequest) -> bool:
    """Tell whether the page is written to a file, where a search cannot be answered."""
    return bool(request.META.get(STATIC_KEY))


def live_service(request: HttpRequest) -> str:
    """Return what stands before an address of the live service: nothing, or in a static copy its public address."""
    return settings.PUBLIC_URL if is_static(request) else ""


def searched(request: HttpRequest, number: int) -> tuple[str, int]:
    """Return the search words and the page number; the results of a search are numbered in the query.

    Raises:
        Http404: the page number is no number.
    """
    search = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_MAX_SEARCH]
    if not search:
        return "", number
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return search, int(text)


def numbered(name: str, *, search: str = "", base: str = "", **names: str) -> str:
    """Return the address of a numbered page with ``{}`` for its number, for the ``govuk_pagination`` tag."""
    if search:
        return f"{reverse(base)}?{urlencode({'q': search})}&page={{}}"
    marker = 987654321
    return reverse(name, kwargs={**names, "number": marker}).replace(str(marker), "{}")

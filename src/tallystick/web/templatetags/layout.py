# SPDX-License-Identifier: Apache-2.0
"""What the page frame links to: one table per list of links; pages load it with ``{% load layout %}``."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

LINKS: dict[str, tuple[tuple[str, Any], ...]] = {
    "public": (
        ("register:projects", _("Projects")),
        ("register:organisations", _("Organisations")),
        ("register:reading", _("How to read this")),
        ("register:checking", _("Check a proof")),
    ),
    "staff": (
        ("projects:home", _("Your projects")),
        ("consultations:organisations", _("Organisations")),
        ("mfa_index", _("Sign-in security")),
        ("account_logout", _("Sign out")),
    ),
    "footer": (
        ("register:limits", _("What this service does not do")),
        ("register:checking", _("How to verify")),
        ("register:entries", _("All entries of the log")),
        ("register:accessibility", _("Accessibility")),
        ("register:licence", _("Licence")),
    ),
}
"""URL name and text of each link. A name that the URL configuration does not have is left out."""


@register.simple_tag(takes_context=True)
def links(context: Context, which: str) -> list[dict[str, Any]]:
    """Return the items of a navigation list; the page itself is ``current``, the section it lies in ``active``."""
    request = context.get("request")
    path = request.path if request is not None else ""
    items = []
    for name, text in LINKS[which]:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        items.append({"text": text, "href": address, "current": path == address, "active": _lies_in(path, address)})
    return items


def _lies_in(path: str, address: str) -> bool:
    return address != "/" and path.startswith(address)

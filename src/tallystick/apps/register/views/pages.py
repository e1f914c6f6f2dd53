# SPDX-License-Identifier: Apache-2.0
"""Pages that explain: how to read the record, how to check a proof, what the service does not do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick import verifier
from tallystick.apps.register.queries import log, rulebook
from tallystick.apps.register.views.blocks import tag_html, wide
from tallystick.apps.register.views.words import STATES
from tallystick.core.claims.standing import State


@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """Print the levels of evidence, the states and the rules by which facts become a standing."""
    levels = [[one.public_name, _yes_or_no(one.confirms), one.could_be_faked] for one in rulebook.levels()]
    states = [[_state_tag(state), f"{state.meaning[:1].upper()}{state.meaning[1:]}."] for state in rulebook.states()]
    context = {
        "levels": {"head": [_("Level"), _("A confirmation counts"), _("Who could have faked it")], "rows": levels},
        "states": {"head": [_("Tag"), _("What it means")], "rows": states},
        "rules": {
            "head": [{"text": _("About"), "classes": "govuk-!-width-one-quarter"}, _("What holds")],
            "rows": [[rule.about, wide(rule.text)] for rule in rulebook.rules()],
        },
    }
    return render(request, "register/reading.html", context)


@require_safe
def checking(request: HttpRequest) -> HttpResponse:
    """Say how anybody checks a proof without trusting this service."""
    context = {
        "vkey": log.vkey(),
        "origin": settings.LOG_ORIGIN,
        "seal": log.coverage(entry=0).seal,
        "has_policy": log.policy() is not None,
        "sha256": " ".join(verifier.sha256_in_groups()),
        "dated": log.stamped(),
    }
    return render(request, "register/checking.html", context)


@require_safe
def verifier_page(_request: HttpRequest) -> HttpResponse:
    """Return the page that checks a proof offline, byte for byte as its SHA-256 is printed."""
    response = HttpResponse(verifier.page(), content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = verifier.policy()
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Say whom the service trusts and what it does not do."""
    return render(request, "register/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "register/accessibility.html")


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Say under which terms the record and the program may be used."""
    return render(request, "register/licence.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Welcome search engines to the public pages."""
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /accounts/", "Disallow: /answer/", "Allow: /"]
    lines.append(f"# Everything published, in one list: {request.build_absolute_uri(reverse('register:projects_csv'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _yes_or_no(value: bool) -> str:  # noqa: FBT001 (a value to be worded, not a switch)
    return _("yes") if value else _("no")


def _state_tag(state: State) -> SafeString:
    standing, text = STATES[state]
    return tag_html(standing=standing, text=text)

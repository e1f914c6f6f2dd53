# SPDX-License-Identifier: Apache-2.0
"""People at the staff pages: signed in with two factors, with CSRF checks on, reading what a page says."""

import re
from collections.abc import Mapping
from typing import Any

import html5lib
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import Client

from tallystick.apps.accounts.models import User

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_HTML = "{http://www.w3.org/1999/xhtml}"


def signed_in(user: User) -> Client:
    """Return a browser in which somebody is signed in, with a second factor set up."""
    TOTP.activate(user, generate_totp_secret())
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def submit(client: Client, url: str, answers: Mapping[str, Any]) -> HttpResponse:
    """Open a page and send its form with these answers and the page's own CSRF token."""
    found = _TOKEN.search(client.get(url).content)
    assert found, f"{url} has no form with a CSRF token"
    return client.post(url, {**answers, "csrfmiddlewaretoken": found[1].decode()})  # type: ignore[return-value]


def record(client: Client, url: str, answers: Mapping[str, Any]) -> HttpResponse:
    """Fill in a form and record it without looking at the answers again."""
    return submit(client, url, {**answers, "step": "record"})


def text_of(response: HttpResponse) -> str:
    """Return what a page says, white space collapsed."""
    tree = html5lib.parse(response.content, transport_encoding="utf-8")
    main = next(element for element in tree.iter(f"{_HTML}main"))
    return " ".join("".join(main.itertext()).split())


def problems_in(response: HttpResponse) -> str:
    """Return what the error summary of a page says."""
    text = text_of(response)
    assert "There is a problem" in text, text
    return text.split("There is a problem", 1)[1]


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    """Return a date as the three boxes of a form send it."""
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}

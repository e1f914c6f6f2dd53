# SPDX-License-Identifier: Apache-2.0
"""Templates rendered without the application: an engine of our own, and settings only where none are named yet."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.template import Context, Engine
from django.urls import include, path, set_urlconf
from django.utils import translation

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TEMPLATES = ROOT / "src" / "tallystick" / "web" / "templates"
MODULES = ROOT / "frontend" / "node_modules"
STATIC = ROOT / "src" / "tallystick" / "web" / "static"
PLAIN = "tests.unit.web.plain_settings"
LIBRARIES = {
    "components": "tallystick.web.templatetags.components",
    "layout": "tallystick.web.templatetags.layout",
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
}


def _prepare() -> None:
    named = os.environ.setdefault("DJANGO_SETTINGS_MODULE", PLAIN)
    if not apps.ready:
        django.setup()
    if named == PLAIN:  # read by now; programs that other tests start must not inherit it
        del os.environ["DJANGO_SETTINGS_MODULE"]


_prepare()
ENGINE = Engine(dirs=[TEMPLATES, HERE / "templates"], libraries=LIBRARIES)


def render(name: str, options: Mapping[str, Any], *, language: str = "en-gb") -> str:
    """Render a template with nothing but its options."""
    with translation.override(language):
        return ENGINE.get_template(name).render(Context(dict(options)))


def render_text(source: str, options: Mapping[str, Any], *, language: str = "en-gb") -> str:
    """Render a piece of a page."""
    with translation.override(language):
        return ENGINE.from_string("{% load components layout i18n %}" + source).render(Context(dict(options)))


def _no_view(request: object) -> None:
    raise NotImplementedError


_REGISTER = [
    path("projects/", _no_view, name="projects"),
    path("organisations/", _no_view, name="organisations"),
    path("how-to-read/", _no_view, name="reading"),
    path("check/", _no_view, name="checking"),
    path("limits/", _no_view, name="limits"),
    path("accessibility/", _no_view, name="accessibility"),
    path("licence/", _no_view, name="licence"),
]
URLS = (path("", include((_REGISTER, "register"))), path("accounts/logout/", _no_view, name="account_logout"))


@contextmanager
def addresses() -> Iterator[None]:
    """Have the addresses that the page frame links to, and only those."""
    set_urlconf(URLS)
    try:
        yield
    finally:
        set_urlconf(None)

# SPDX-License-Identifier: Apache-2.0
"""Debian's Chromium, driven as a person would: with eyes (axe, reflow), with the keyboard alone, without JavaScript.

Each check returns the problems it found as sentences, so a test reads ``assert axe(page) == []`` and a failure says
what to mend. The plug-in's fixtures: ``page``, ``page_without_javascript``, ``authenticator``.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.rigs import walk
from tests.rigs.network import is_loopback
from tests.rigs.tools import absent, program

if TYPE_CHECKING:  # loaded when a browser is asked for, so that the unit tests start without it
    from playwright.sync_api import Browser, Page, Request

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: WCAG 2.2, success criterion 1.4.10: no scrolling sideways at a width of 320 CSS pixels.
_NARROW = {"width": 320, "height": 900}
_FLAGS = [
    # The pages are our own, on loopback; as root, and in most containers, Chromium's sandbox cannot be made.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE *.localhost , EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for the whole run; each test gets a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program("chromium"), args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page at a desktop's size. A request to another machine, or an error of a script, fails the test."""
    with open_page(browser) as opened:
        yield opened


@pytest.fixture
def page_without_javascript(browser: "Browser") -> Iterator["Page"]:
    """A page whose scripts do not run. Same conditions otherwise."""
    with open_page(browser, java_script_enabled=False) as opened:
        yield opened


@contextmanager
def open_page(browser: "Browser", **context_options: Any) -> Iterator["Page"]:
    """Open a page in a new context, for example with ``forced_colors="active"``.

    Raises:
        AssertionError: at the end, when the page asked another machine for something or a script failed.
    """
    problems: list[str] = []
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **context_options)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.on("request", lambda request: _note_outside(request, problems))
    opened.on("pageerror", lambda error: problems.append(f"a script failed: {error}"))
    opened.on("console", lambda message: _note_policy(message.text, problems))
    try:
        yield opened
    finally:
        context.close()
    assert problems == []


def _note_outside(request: "Request", problems: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme in {"http", "https", "ws", "wss"} and not is_loopback(address.hostname):
        problems.append(f"the page asked another machine for {request.url}")


def _note_policy(text: str, problems: list[str]) -> None:
    if "Content Security Policy" in text:
        problems.append(text)


class Authenticator:
    """A passkey device that Chromium believes in: it has a user, who is always there and always verified."""

    def __init__(self, page: "Page") -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        added = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id: str = added["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        """Return the passkeys on the device (DevTools protocol, WebAuthn.Credential)."""
        answer = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        found: list[dict[str, Any]] = answer["credentials"]
        return found


@pytest.fixture
def authenticator(page: "Page") -> Authenticator:
    """A passkey device in the test's ``page``. Visit http://localhost, not 127.0.0.1: passkeys need a name."""
    return Authenticator(page)


def axe(page: "Page") -> list[str]:
    """Return what axe-core finds against WCAG 2.2 A and AA and its best practices: ``rule: what (where)``."""
    if not _AXE.exists():
        absent("axe-core", remedy="sh setup/frontend.sh installs it.")
    if not page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)"):
        return ["unstyled: no style sheet is loaded, so colours and sizes cannot be judged"]
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(_AXE_TAGS)}}})")
    return [
        f"{violation['id']}: {violation['help']} ({node['html'][:120]})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def reflows(page: "Page") -> list[str]:
    """Return the elements that make the page scroll sideways at a width of 320 CSS pixels.

    What stands in a box that scrolls by itself (a wide table) is no problem; the box is.
    """
    before = page.viewport_size
    page.set_viewport_size(_NARROW)  # type: ignore[arg-type]
    wide: list[str] = page.evaluate(_WIDER_THAN_THE_PAGE)
    if before:
        page.set_viewport_size(before)
    return wide


_WIDER_THAN_THE_PAGE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = element => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter(element =>
    element.getBoundingClientRect().right > root.clientWidth && !scrolls(element));
  const named = wide.map(element => element.outerHTML.slice(0, 120));
  return named.length ? named : [`the page is ${root.scrollWidth} pixels wide`];
}"""


def keyboard_walk(page: "Page") -> walk.Walk:
    """Press Tab from the top of the page until its end; see ``tests.rigs.walk``."""
    return walk.keyboard_walk(page)

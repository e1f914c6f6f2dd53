# SPDX-License-Identifier: Apache-2.0
"""The gallery of all components in a real browser: eyes, keyboard, small screen, no scripts, forced colours, paper."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.browser import axe, keyboard_walk, open_page, reflows
from tests.rigs.tools import in_ci
from tests.unit.web import gallery
from tests.unit.web.engine import STATIC

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; font-src 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class _Gallery(http.server.BaseHTTPRequestHandler):
    """Serves the gallery and the compiled files under the policy of the service."""

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            self._send((STATIC / self.path.removeprefix("/static/")).read_bytes(), KINDS[Path(self.path).suffix])
        else:
            self._send(self.server.pages[self.path].encode(), "text/html; charset=utf-8")  # type: ignore[attr-defined]

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    if not (STATIC / "tallystick" / "app.css").exists():
        message = "The style sheet is not compiled here; sh setup/frontend.sh compiles it"
        pytest.fail(message, pytrace=False) if in_ci() else pytest.skip(message)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Gallery)
    server.pages = {"/": gallery.page(bound=False), "/errors": gallery.page(bound=True)}  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/errors"])
def test_gallery_has_no_axe_violation(page, site, path):
    page.goto(site + path)
    assert axe(page) == []


@pytest.mark.parametrize("path", ["/", "/errors"])
def test_gallery_has_no_axe_violation_on_a_phone(browser, site, path):
    with open_page(browser, viewport={"width": 320, "height": 800}) as page:
        page.goto(site + path)
        assert axe(page) == []


def test_gallery_reflows_at_320_pixels(page, site):
    page.goto(site + "/errors")
    assert reflows(page) == []


def test_gallery_can_be_walked_with_the_keyboard(page, site):
    page.goto(site)
    walk = keyboard_walk(page)
    assert walk.problems == []
    assert "govuk-skip-link" in walk.stops[0]


def test_scripts_of_govuk_frontend_start(page, site):
    page.goto(site)
    page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    assert page.locator(".govuk-password-input__toggle").is_visible()
    assert page.locator(".govuk-character-count__status").count() == 1


def test_error_summary_takes_the_focus_and_leads_to_the_field(page, site):
    page.goto(site + "/errors")
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    assert page.title().startswith("Error: ")
    page.locator(".govuk-error-summary a", has_text="valid date").click()
    assert page.evaluate("document.activeElement.name") == "held_on_day"
    assert page.input_value("[name=held_on_month]") == "x"


def test_without_scripts_everything_is_there(page_without_javascript, site):
    page_without_javascript.goto(site + "/errors")
    assert page_without_javascript.locator(".govuk-error-summary a").count() > 5
    assert page_without_javascript.locator(".govuk-service-navigation__link").first.is_visible()
    assert not page_without_javascript.locator(".govuk-password-input__toggle").is_visible()
    assert reflows(page_without_javascript) == []


def test_stacked_table_names_its_columns_on_a_phone(browser, site):
    with open_page(browser, viewport={"width": 320, "height": 800}) as page:
        page.goto(site)
        cell = page.locator("td[data-label=Body]").first
        assert "Body: " in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert page.get_by_role("columnheader", name="Body").count() == 1
        assert page.get_by_role("cell", name="Northshire Police").count() == 2


def test_both_texts_stand_side_by_side_and_stack_on_a_phone(page, site):
    page.goto(site)
    sides = page.locator(".ts-two-texts__side")
    assert sides.nth(0).bounding_box()["y"] == sides.nth(1).bounding_box()["y"]
    page.set_viewport_size({"width": 320, "height": 800})
    assert sides.nth(0).bounding_box()["y"] < sides.nth(1).bounding_box()["y"]


def test_tally_keeps_its_parts_apart_in_forced_colours(browser, site):
    with open_page(browser, forced_colors="active") as page:
        page.goto(site)
        cell, sign = page.locator(".ts-tally__cell--disputed").first, page.locator(".ts-tally__sign--disputed").first
        assert cell.evaluate("e => getComputedStyle(e).fill") != sign.evaluate("e => getComputedStyle(e).stroke")
        assert axe(page) == []


def test_paper_has_no_navigation_and_nothing_folded_away(page, site):
    page.goto(site)
    page.emulate_media(media="print")
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert not page.get_by_role("button", name="Save").is_visible()
    assert page.get_by_text("The body itself: it keeps the list.").is_visible()

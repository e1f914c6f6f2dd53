# SPDX-License-Identifier: Apache-2.0
"""Every public page: seen by axe, walked by keyboard, narrow, printed, in forced colours and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.apps.builders import Case
from tests.browser import public_site
from tests.rigs.browser import axe, keyboard_walk, open_page, reflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(settings: Settings, tmp_path: Path) -> Case:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    return public_site.build(tmp_path)


@pytest.fixture
def base(live_server: LiveServer) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


def test_every_public_page(page: Page, base: str, case: Case) -> None:
    found = {}
    for name, address in public_site.addresses(case).items():
        response = page.goto(base + address)
        assert response is not None
        assert response.status == (404 if name == "missing" else 200), address
        found[name] = [*axe(page), *keyboard_walk(page).problems, *reflows(page)]
    assert {where: what for where, what in found.items() if what} == {}
    assert page.context.cookies() == []


def test_what_is_folded_away_opens_and_is_sound(page: Page, base: str, case: Case) -> None:
    found = {}
    addresses = public_site.addresses(case)
    for name in ("claim", "entries", "entry-answer"):
        page.goto(base + addresses[name])
        for summary in page.locator("summary").all():
            summary.focus()
            page.keyboard.press("Enter")
        assert page.locator("details[open]").count() == page.locator("details").count() > 0
        found[name] = [*axe(page), *reflows(page)]
    assert {where: what for where, what in found.items() if what} == {}


def test_forced_colours_keep_every_page_legible(browser: Browser, base: str, case: Case) -> None:
    with open_page(browser, forced_colors="active") as page:
        for name in ("home", "project", "claim"):
            page.goto(base + public_site.addresses(case)[name])
            assert axe(page) == [], name


def test_a_reader_without_scripts_goes_from_the_list_to_the_proof(
    page_without_javascript: Page, base: str, case: Case
) -> None:
    page = page_without_javascript
    page.goto(base)
    page.get_by_label("Search projects").fill("signals social media")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=case.project.name).click()
    page.get_by_role("link", name="See what supports this, fact by fact").click()
    assert page.locator("h1").inner_text().startswith("Contact is claimed with seven organisations;")
    page.locator("summary").first.click()
    page.locator("details[open] a").first.click()
    assert page.locator("h1").inner_text().startswith("Entry ")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the proof of this entry").click()
    assert download.value.suggested_filename.endswith(".bundle.json")


def test_a_charity_worker_finds_the_way_to_dispute(page_without_javascript: Page, base: str, case: Case) -> None:
    page = page_without_javascript
    page.goto(f"{base}/organisations/")
    page.get_by_label("Search organisations").fill("harbour")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Harbour Trust").click()
    page.get_by_role("link", name="This is wrong – dispute it").click()
    assert page.url == f"{base}/dispute/{case.engagements[0].id}/"
    assert page.locator("form[method=post]").count() == 1


def test_on_paper_nothing_is_folded_away(page: Page, base: str, case: Case) -> None:
    page.goto(base + public_site.addresses(case)["claim"])
    page.emulate_media(media="print")
    why = page.locator("details ol").first
    assert why.is_visible()
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert len(page.pdf()) > 10_000

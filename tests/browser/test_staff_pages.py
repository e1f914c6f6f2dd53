# SPDX-License-Identifier: Apache-2.0
"""Every staff page and every page of those who answer: seen by axe, walked by keyboard, narrow, and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tallystick.apps.consultations.models import Engagement
from tallystick.apps.consultations.operations import asking
from tallystick.apps.journal import queries as journal
from tallystick.core.facts.consultation import AnswerReceived
from tests.browser import staff_site
from tests.browser.staff_site import Site, faults
from tests.rigs.browser import reflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done", "account_signup"]
OWN_ACCOUNT = [
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
]


@pytest.fixture
def site() -> Site:
    return staff_site.build()


@pytest.fixture
def base(live_server: LiveServer) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


def test_every_staff_page(page: Page, base: str, site: Site) -> None:
    staff_site.sign_in(page, site.ada, base)
    found = {}
    for address in staff_site.staff_addresses(site):
        assert page.goto(base + address).status == 200, address
        found[address] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_every_page_of_the_own_account(page: Page, base: str, site: Site) -> None:
    staff_site.sign_in(page, site.ada, base)
    found = {}
    for name in OWN_ACCOUNT:
        page.goto(base + reverse(name))
        if page.url.startswith(base + reverse("account_reauthenticate")) and name != "account_reauthenticate":
            found[f"{name}, before"] = faults(page)
            page.get_by_label("Password", exact=True).fill("a long enough password")
            page.get_by_role("button", name="Continue").click()
        found[name] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_every_page_of_the_entrance(page: Page, base: str, site: Site) -> None:
    found = {}
    for name in ENTRANCE:
        page.goto(base + reverse(name))
        found[name] = faults(page)
    page.goto(base + reverse("account_login"))
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.locator(".govuk-error-summary").evaluate("box => box === document.activeElement")
    found["errors"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_errors_and_the_second_look(page: Page, base: str, site: Site) -> None:
    staff_site.sign_in(page, site.ada, base)
    found = {}
    for name in ("new-engagement", "new-claim"):
        page.goto(base + reverse(f"consultations:{name}", args=[site.project.slug]))
        page.get_by_role("button", name="Continue").click()
        assert page.title().startswith("Error: ")
        assert page.locator(".govuk-error-summary").evaluate("box => box === document.activeElement")
        found[f"{name}, empty"] = faults(page)
    page.goto(base + reverse("projects:register", args=["northshire-police"]))
    _fill_in_project(page)
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("heading", name="Check your answers").is_visible()
    found["second look"] = faults(page)
    page.get_by_role("button", name="Change the answers").click()
    assert page.get_by_label("Name of the project").input_value() == "Sports Grounds"
    assert {where: what for where, what in found.items() if what} == {}


def test_every_link_of_an_error_summary_leads_to_its_field(page: Page, base: str, site: Site) -> None:
    staff_site.sign_in(page, site.ada, base)
    page.goto(base + reverse("consultations:new-engagement", args=[site.project.slug]))
    page.get_by_role("button", name="Continue").click()
    links = page.locator(".govuk-error-summary a").all()
    assert len(links) == 4
    for link in links:
        link.click()
        assert page.evaluate("document.activeElement.matches('select, input, textarea')")


def test_the_pages_of_those_who_answer(page: Page, base: str, site: Site) -> None:
    token = asking.new_link(statement=site.statement)
    answer, dispute = reverse("consultations:answer", args=[token]), _dispute(site.silent)
    found = {}
    for address, button in ((answer, "Send this answer"), (dispute, "Dispute this")):
        page.goto(base + address)
        found[address] = faults(page)
        page.get_by_role("button", name=button).click()
        assert page.title().startswith("Error: ")
        found[f"{address}, empty"] = faults(page)
    page.goto(base + answer)
    page.get_by_label("No, we dispute this").check()
    page.get_by_role("button", name="Send this answer").click()
    found["answered"] = faults(page)
    page.goto(base + answer)
    assert "This link has been used." in page.inner_text("main")
    found["used"] = faults(page)
    page.goto(base + dispute)
    page.get_by_label("What do you dispute?").fill("Nobody asked us.")
    page.get_by_role("button", name="Dispute this").click()
    found["disputed"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}
    assert page.context.cookies() == []


def test_answering_on_a_telephone_without_javascript(page_without_javascript: Page, base: str, site: Site) -> None:
    page = page_without_javascript
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(base + reverse("consultations:answer", args=[asking.new_link(statement=site.statement)]))
    assert reflows(page) == []
    page.get_by_label("Not quite: we correct it").check()
    page.get_by_role("button", name="Send this answer").click()
    assert "Say what was different." in page.inner_text(".govuk-error-summary")
    page.get_by_label("In your own words").fill("It was a call about something else.")
    page.get_by_role("button", name="Send this answer").click()
    assert page.get_by_role("heading", name="Your answer is recorded").is_visible()
    assert reflows(page) == []
    answers = journal.facts_of_kinds(kinds={AnswerReceived.kind})
    fact = answers[-1].fact
    assert isinstance(fact, AnswerReceived)
    assert (fact.verb, fact.words) == ("CORRECT", "It was a call about something else.")


def test_recording_an_engagement_without_javascript(page_without_javascript: Page, base: str, site: Site) -> None:
    page = page_without_javascript
    staff_site.sign_in(page, site.ada, base)
    for address in staff_site.staff_addresses(site):
        page.goto(base + address)
        assert reflows(page) == [], address
    page.goto(base + reverse("consultations:new-engagement", args=[site.project.slug]))
    page.get_by_label("Which organisation?").select_option("Harbour Trust")
    for part, value in (("Day", "5"), ("Month", "3"), ("Year", "2025")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("By letter").check()
    page.get_by_label("Invited to give a view").check()
    files = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"The plan"}
    page.get_by_label("Document that was shown (optional)", exact=True).set_input_files(files)
    page.get_by_role("button", name="Continue").click()
    assert "5 March 2025" in page.inner_text("main")
    page.get_by_role("button", name="Record").click()
    assert "The engagement is recorded." in page.inner_text("main")
    assert Engagement.objects.filter(channel="letter", claimed_as="invited").count() == 1


def _dispute(engagement: Engagement) -> str:
    return reverse("consultations:dispute", args=[engagement.id])


def _fill_in_project(page: Page) -> None:
    page.get_by_label("Name of the project").fill("Sports Grounds")
    page.get_by_label("What is it for?").fill("To plan stewards")
    for part, value in (("Day", "5"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("What does it do, in plain words?").fill("It counts visitors.")

# SPDX-License-Identifier: Apache-2.0
"""A passkey in a browser, from setting it up to signing in with it alone, where the policy allows no inline script."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.apps import cast
from tests.browser.staff_site import faults
from tests.rigs.browser import Authenticator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def base(live_server: LiveServer) -> str:
    cast.ada(cast.northshire())
    return live_server.url.replace("127.0.0.1", "localhost")


def _sign_in_by_password(page: Page, base: str) -> None:
    page.goto(base + reverse("account_login"))
    page.get_by_label("Email address").fill("ada@northshire.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _add_passkey(page: Page, base: str, *, alone: bool) -> None:
    page.goto(base + reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("work laptop")
    if alone:
        page.get_by_label("Sign in with it alone").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Add").click()


def _sign_out(page: Page, base: str) -> None:
    page.goto(base + reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()


def test_a_passkey_alone_signs_in(page: Page, base: str, authenticator: Authenticator) -> None:
    _sign_in_by_password(page, base)
    assert page.url == base + reverse("mfa_index")
    _add_passkey(page, base, alone=True)
    assert "10 of 10 codes are left" in page.inner_text("main")
    assert len(authenticator.credentials()) == 1
    assert authenticator.credentials()[0]["isResidentCredential"] is True
    _sign_out(page, base)
    page.goto(base + reverse("projects:home"))
    assert page.url.startswith(base + reverse("account_login"))
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(base + reverse("projects:home"))
    assert "Northshire Police" in page.inner_text("main")


def test_a_passkey_serves_as_second_factor_after_the_password(
    page: Page, base: str, authenticator: Authenticator
) -> None:
    _sign_in_by_password(page, base)
    _add_passkey(page, base, alone=False)
    _sign_out(page, base)
    _sign_in_by_password(page, base)
    assert page.url == base + reverse("mfa_authenticate")
    assert faults(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(base + reverse("projects:home"))


def test_passkeys_are_listed_renamed_and_removed(page: Page, base: str, authenticator: Authenticator) -> None:
    _sign_in_by_password(page, base)
    _add_passkey(page, base, alone=True)
    found = {}
    page.goto(base + reverse("mfa_view_recovery_codes"))
    found["codes"] = faults(page)
    page.goto(base + reverse("mfa_list_webauthn"))
    found["list"] = faults(page)
    page.get_by_role("link", name="Rename work laptop").click()
    found["rename"] = faults(page)
    page.get_by_label("Name").fill("old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove old laptop").click()
    found["remove"] = faults(page)
    page.get_by_role("button", name="Remove").click()
    assert "You have no passkey." in page.inner_text("main")
    assert {where: what for where, what in found.items() if what} == {}


def test_a_device_that_refuses_is_said_on_the_page(page: Page, base: str) -> None:
    _sign_in_by_password(page, base)
    page.goto(base + reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.evaluate("() => { navigator.credentials.create = async () => { throw new DOMException('no') } }")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("The passkey was not added.").wait_for()


def test_without_javascript_the_pages_offer_the_other_ways(page_without_javascript: Page, base: str) -> None:
    page = page_without_javascript
    _sign_in_by_password(page, base)
    assert page.url == base + reverse("mfa_index")
    page.goto(base + reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    assert "set up an authenticator app instead" in page.inner_text("main")
    assert page.get_by_role("button", name="Add").count() == 0

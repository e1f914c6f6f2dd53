# SPDX-License-Identifier: Apache-2.0
"""Signing in: a password alone opens nothing, nobody signs up, every page is ours."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tallystick.apps.accounts.models import User
from tests.apps import cast
from tests.apps.staff import problems_in, signed_in, submit, text_of
from tests.rigs.tools import free_port

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
SECRET = re.compile(rb'<code class="ts-long">([A-Z2-7]+)</code>')


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada() -> User:
    return cast.ada(cast.northshire())


def _password_given(client: Client) -> str:
    answers = {"login": "ada@northshire.example", "password": PASSWORD}
    response = submit(client, reverse("account_login"), answers)
    assert response.status_code == 302
    return response["Location"]


def _signed_in_by_password(ada: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    _password_given(client)
    return client


def _confirmed(client: Client, url: str) -> None:
    """Enter the password once more, as pages that change the sign-in ask for."""
    page = client.get(url)
    if page.status_code == 302:
        submit(client, page["Location"], {"password": PASSWORD})


def _set_up_totp(client: Client) -> str:
    url = reverse("mfa_activate_totp")
    _confirmed(client, url)
    page = client.get(url)
    found = SECRET.search(page.content)
    assert found
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.content)
    assert token
    secret = found[1].decode()
    code = pyotp.TOTP(secret).now()
    response = client.post(url, {"code": code, "csrfmiddlewaretoken": token[1].decode()})
    assert response.status_code == 302, text_of(response)
    return secret


def test_without_a_second_factor_staff_pages_lead_to_setting_one_up(ada: User) -> None:
    client = _signed_in_by_password(ada)
    response = client.get(reverse("projects:home"))
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")
    assert "Set up a second factor first" in text_of(client.get(reverse("mfa_index")))


def test_setting_up_an_authenticator_asks_for_the_password_again_and_opens_the_staff_pages(ada: User) -> None:
    client = _signed_in_by_password(ada)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    _set_up_totp(client)
    assert client.get(reverse("projects:home")).status_code == 200
    assert "10 of 10 codes are left" in text_of(client.get(reverse("mfa_view_recovery_codes")))


def test_a_wrong_code_sets_nothing_up(ada: User) -> None:
    client = _signed_in_by_password(ada)
    _confirmed(client, reverse("mfa_activate_totp"))
    response = submit(client, reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Authenticator code: Incorrect code." in problems_in(response)
    assert not Authenticator.objects.exists()


def test_a_password_leads_to_the_second_factor_and_only_that_to_the_staff_pages(ada: User) -> None:
    secret = _set_up_totp(_signed_in_by_password(ada))
    client = Client(enforce_csrf_checks=True)
    assert _password_given(client) == reverse("mfa_authenticate")
    assert client.get(reverse("projects:home"))["Location"].startswith(reverse("account_login"))
    cache.clear()  # the code of this half minute was used when it was set up
    response = submit(client, reverse("mfa_authenticate"), {"code": pyotp.TOTP(secret).now()})
    assert response["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_a_recovery_code_signs_in_once(ada: User) -> None:
    signed_in(ada)
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]
    for client, status in ((Client(enforce_csrf_checks=True), 302), (Client(enforce_csrf_checks=True), 200)):
        _password_given(client)
        assert submit(client, reverse("mfa_authenticate"), {"code": code}).status_code == status


def test_a_wrong_password_says_so_and_not_which_part_is_wrong(ada: User) -> None:
    for answers in (
        {"login": "ada@northshire.example", "password": "wrong"},
        {"login": "nobody@northshire.example", "password": PASSWORD},
    ):
        response = submit(Client(enforce_csrf_checks=True), reverse("account_login"), answers)
        assert "The email address and/or password you specified are not correct." in problems_in(response)


def test_an_empty_field_is_named(ada: User) -> None:
    response = submit(Client(enforce_csrf_checks=True), reverse("account_login"), {"login": "", "password": ""})
    problems = problems_in(response)
    assert "Email address: This field is required." in problems
    assert "Password: This field is required." in problems


def test_many_wrong_passwords_are_stopped(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answers = {"login": "ada@northshire.example", "password": "wrong"}
    said = [text_of(submit(client, reverse("account_login"), answers)) for _ in range(7)]
    assert "Too many failed login attempts. Try again later." in said[-1]


def test_a_form_from_elsewhere_changes_nothing_and_says_so(ada: User) -> None:
    response = signed_in(ada).post(reverse("projects:register", args=["northshire-police"]), {"name": "x"})
    assert response.status_code == 403
    assert "Nothing was recorded" in text_of(response)


def test_nobody_can_sign_up_by_themselves(client: Client) -> None:
    assert "Nobody can sign up by themselves" in text_of(client.get(reverse("account_signup")))
    client.post(reverse("account_signup"), {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="x@y.example").exists()


def test_the_password_is_changed(ada: User) -> None:
    client = signed_in(ada)
    answers = {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"}
    submit(client, reverse("account_change_password"), answers)
    assert User.objects.get(pk=ada.pk).check_password("another long password")


def test_a_short_password_is_refused(ada: User) -> None:
    answers = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    response = submit(signed_in(ada), reverse("account_change_password"), answers)
    assert "at least 12 characters" in problems_in(response)


def test_signing_out_ends_the_session(ada: User) -> None:
    client = signed_in(ada)
    submit(client, reverse("account_logout"), {})
    assert client.get(reverse("projects:home")).status_code == 302


def test_removing_the_authenticator_closes_the_staff_pages(ada: User) -> None:
    client = _signed_in_by_password(ada)
    _set_up_totp(client)
    submit(client, reverse("mfa_deactivate_totp"), {})
    assert client.get(reverse("projects:home"))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", ["account_reset_password", "account_reset_password_done", "account_inactive"])
def test_pages_around_a_lost_password_are_ours(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert text_of(response)


def test_a_new_password_is_set_through_a_mail_and_the_second_factor_stays(ada: User) -> None:
    signed_in(ada)
    client = Client(enforce_csrf_checks=True)
    response = submit(client, reverse("account_reset_password"), {"email": ada.email})
    assert response["Location"] == reverse("account_reset_password_done")
    (sent,) = mail.outbox
    assert sent.to == [ada.email]
    (link,) = re.findall(r"http://testserver(/\S+)", sent.body)
    page = client.get(link, follow=True)
    answers = {"password1": "another long password", "password2": "another long password"}
    submit(client, page.request["PATH_INFO"], answers)
    login = {"login": ada.email, "password": "another long password"}
    response = submit(Client(enforce_csrf_checks=True), reverse("account_login"), login)
    assert response["Location"] == reverse("mfa_authenticate")


def test_a_mail_server_that_does_not_answer_is_said_plainly(ada: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    response = submit(Client(enforce_csrf_checks=True), reverse("account_reset_password"), {"email": ada.email})
    assert response.status_code == 503
    assert "The mail could not be sent." in text_of(response)


def test_a_reset_link_that_does_not_work_says_so(client: Client) -> None:
    assert "This link does not work" in text_of(client.get("/accounts/password/reset/key/1-abc/"))


@pytest.mark.urls("tallystick.apps.accounts.urls")
@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/a:b/", "password/set/", "login/code/confirm/"]
)
def test_pages_that_have_no_place_here_are_closed(ada: User, settings: Settings, path: str) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("tallystick.")]
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    client = Client()
    client.force_login(ada)
    assert client.get(f"/{path}").status_code == 404

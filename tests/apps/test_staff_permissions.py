# SPDX-License-Identifier: Apache-2.0
"""Who reaches which page: the whole table, computed and compared with ``permissions.txt``.

Every address of the service is in that file, so that none is added without a decision.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.views import closed
from tallystick.apps.consultations.models import Engagement
from tallystick.apps.consultations.operations.engagements import attach_evidence
from tallystick.apps.projects.queries import ProjectView
from tests.apps import cast

FILE = Path(__file__).with_name("permissions.txt")
STAFF, PUBLIC, ACCOUNT = "[staff]", "[public]", "[account]"
#: Which section decides on an address, by how it starts.
_STARTS = {"staff/": STAFF, "accounts/": ACCOUNT, "": PUBLIC}


def _names(patterns: list[URLPattern | URLResolver], route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Yield every address as its pattern and its name with the namespace."""
    for pattern in patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, path, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.callback is not closed:
            yield path, space + (pattern.name or path)


def _section(title: str) -> list[str]:
    """Return the lines of one section of the file, without comments."""
    lines = FILE.read_text("utf-8").partition(title + "\n")[2].partition("\n[")[0].splitlines()
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]


def test_every_address_has_a_decision() -> None:
    known: dict[str, set[str]] = {start: set() for start in _STARTS}
    for route, name in _names(get_resolver().url_patterns):
        known[next(start for start in _STARTS if route.startswith(start))].add(name)
    decided = {start: {line.split()[0] for line in _section(title)} for start, title in _STARTS.items()}
    assert known == decided


@pytest.mark.django_db
def test_who_reaches_which_staff_page_and_may_send_its_form() -> None:
    clients, addresses = _case()
    found = [f"{'# look/send':34}" + "".join(f"{who:>12}" for who in clients)]
    for name, url in addresses.items():
        found.append(f"{name:34}" + "".join(f"{_statuses(client, url):>12}" for client in clients.values()))
    assert found[1:] == _section(STAFF), "computed:\n" + "\n".join(found)


@pytest.mark.django_db
def test_pages_of_the_own_account_are_for_those_who_signed_in() -> None:
    client = Client()
    found = []
    for line in _section(ACCOUNT):
        name = line.split()[0]
        arguments = {"mfa_edit_webauthn": [1], "mfa_remove_webauthn": [1], "account_confirm_email": ["key"]}
        keyed = {"uidb36": "1", "key": "abc"} if name == "account_reset_password_from_key" else None
        response = client.get(reverse(name, args=arguments.get(name), kwargs=keyed))
        found.append(f"{name} {_for_whom(response)}")
    assert found == _section(ACCOUNT)


@pytest.mark.django_db
def test_anonymous_visitors_are_asked_to_sign_in_and_come_back() -> None:
    _, addresses = _case()
    for url in addresses.values():
        assert Client().get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.django_db
def test_without_a_second_factor_every_staff_page_leads_to_setting_one_up() -> None:
    clients, addresses = _case()
    for url in addresses.values():
        assert clients["one-factor"].get(url)["Location"] == reverse("mfa_index")


def _for_whom(response: HttpResponse) -> str:
    """Return what an address of the own account answers to somebody who has not signed in."""
    if response.status_code != 302:
        return {200: "anyone", 404: "nobody"}[response.status_code]
    return "signed-in" if "?next=" in response["Location"] else "in-course"


def _statuses(client: Client, url: str) -> str:
    """Return the status of looking at a page and of sending its form empty; nothing of it stays."""
    found = []
    for method in ("get", "post"):
        with transaction.atomic():
            found.append(str(getattr(client, method)(url).status_code))
            transaction.set_rollback(True)
    return "/".join(found)


def _case() -> tuple[dict[str, Client], dict[str, str]]:
    body_id = cast.northshire()
    ada = cast.ada(body_id)
    project = cast.youth_signals(by=ada, body_id=body_id, published=False)
    engagement = cast.engagement(by=ada, project=project, organisation=cast.harbour_trust(by=ada, body_id=body_id))
    entry = attach_evidence(by=ada, project=project, engagement=engagement, name="a.txt", content=b"a", now=cast.NOW)
    return _people(body_id, ada), _addresses(project, engagement, entry.entry)


def _people(body_id: str, ada: User) -> dict[str, Client]:
    people = {
        role.value: ada if role is Role.DPO else cast.person(role.value, body_id=body_id, role=role) for role in Role
    }
    other = cast.register_body(
        name="Fairhaven Council", domains=("fairhaven.example",), mail_hosting=(), source_url="https://x", now=cast.NOW
    )
    people["elsewhere"] = cast.person("Zoe", body_id=other, role=Role.DPO)
    for user in people.values():
        TOTP.activate(user, generate_totp_secret())
    people["one-factor"] = cast.person("Una", body_id=body_id, role=Role.DPO)
    clients = {who: Client() for who in people}
    for who, user in people.items():
        clients[who].force_login(user)
    return {**clients, "nobody": Client()}


def _addresses(project: ProjectView, engagement: Engagement, entry: int) -> dict[str, str]:
    values = {
        "body": "northshire-police",
        "slug": project.slug,
        "engagement": engagement.id,
        "entry": entry,
    }
    found = {}
    for route, name in _names(get_resolver().url_patterns):
        if route.startswith("staff/"):
            wanted = {key: value for key, value in values.items() if f":{key}>" in route}
            found[name] = reverse(name, kwargs=wanted)
    return dict(sorted(found.items()))

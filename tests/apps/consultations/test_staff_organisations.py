# SPDX-License-Identifier: Apache-2.0
"""Staff pages of organisations: entering one, every refusal, and mails that somebody saved."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.models import InboundMail, Organisation
from tallystick.core.facts.consultation import AnswerReceived
from tests.apps import cast
from tests.apps.consultations.mailroom import MailRoom, open_mail_room
from tests.apps.staff import day, problems_in, record, signed_in, submit, text_of

pytestmark = pytest.mark.django_db
LIST = "/staff/organisations/"
NEW = "/staff/bodies/northshire-police/organisations/new/"
IMPORT = "/staff/bodies/northshire-police/mail/import/"
ANSWERS = {
    "name": "Harbour Trust",
    "contact": "Office@HarbourTrust.example",
    "domain": "HarbourTrust.example.",
    "source_url": "https://register.example/harbour-trust",
    **day("source_seen_on", 2026, 3, 1),
}
ZONE = {
    "harbourtrust.example": {"MX": ["mx1.harbourtrust.example"]},
    "lantern.example": {"MX": ["mx.northshire.example"]},
}


@pytest.fixture(autouse=True)
def _dns(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "zone.json").write_text(json.dumps(ZONE), "utf-8")
    settings.RESOLVERS = [f"file:{tmp_path / 'zone.json'}"]


@pytest.fixture
def body_id() -> str:
    return cast.northshire()


@pytest.fixture
def ada(body_id: str) -> User:
    return cast.ada(body_id)


@pytest.fixture
def client(ada: User) -> Client:
    return signed_in(ada)


def test_an_organisation_is_entered_with_the_hosting_that_was_seen(client: Client) -> None:
    assert "No organisation is entered yet." in text_of(client.get(LIST))
    response = submit(client, NEW, ANSWERS)
    assert "Check your answers" in text_of(response)
    assert not Organisation.objects.exists()
    response = record(client, NEW, ANSWERS)
    assert response["Location"] == LIST
    row = Organisation.objects.get()
    assert (row.domain, row.assurance, row.contact) == ("harbourtrust.example", "domain", "office@harbourtrust.example")
    assert row.mail_hosting == ["mx1.harbourtrust.example"]
    text = text_of(client.get(LIST))
    assert "Harbour Trust is entered." in text
    assert "seen on 1 March 2026" in text
    assert "office@" not in text


def test_without_a_domain_the_page_says_how_far_its_mails_reach(client: Client) -> None:
    record(client, NEW, {**ANSWERS, "domain": ""})
    assert Organisation.objects.get().assurance == "mailbox"
    assert "its mails reach at most “signed-in mailbox”" in text_of(client.get(LIST))


@pytest.mark.parametrize(
    ("change", "what", "next_step"),
    [
        ({"domain": "northshire.example"}, "northshire.example belongs to the body itself", "Enter the domain"),
        ({"domain": "youth.northshire.example"}, "belongs to the body itself (northshire.example)", "Enter the domain"),
        ({"domain": "gmail.com"}, "gmail.com gives addresses to anybody", "Leave the mail domain empty"),
        ({"domain": "lantern.example"}, "shares mail hosting with the body", "Leave the mail domain empty"),
        ({"domain": "not a domain"}, "'not a domain' is not a mail domain", "Copy what stands behind the @"),
        ({"contact": "x@northshire.example"}, "is an address of the body itself", "Enter the address"),
    ],
)
def test_every_refusal_is_shown_with_rule_and_next_step(
    client: Client, change: dict[str, str], what: str, next_step: str
) -> None:
    response = record(client, NEW, {**ANSWERS, **change})
    assert response.status_code == 422
    problems = problems_in(response)
    assert what in problems
    assert "The rule: " in problems
    assert f"What you can do next: {next_step}" in problems
    assert not Organisation.objects.exists()


def test_a_name_that_is_taken_is_refused(client: Client) -> None:
    record(client, NEW, ANSWERS)
    problems = problems_in(record(client, NEW, ANSWERS))
    assert "Harbour Trust is already entered." in problems
    assert "What you can do next: Choose it from the list." in problems


def test_a_dns_that_does_not_answer_enters_nothing_and_says_so(client: Client, tmp_path: Path) -> None:
    (tmp_path / "zone.json").unlink()
    response = record(client, NEW, ANSWERS)
    assert response.status_code == 422
    assert "zone.json" in problems_in(response)
    assert not Organisation.objects.exists()


def test_missing_answers_are_named(client: Client) -> None:
    problems = problems_in(record(client, NEW, {"contact": "nobody", "source_url": "nowhere at all"}))
    for problem in (
        "Enter the name of the organisation",
        "Enter an email address in the form name@example.org",
        "Enter the address of a public page, starting with https://",
        "Enter the day on which you looked at that page",
    ):
        assert problem in problems


def test_a_viewer_sees_the_list_and_may_not_enter(body_id: str) -> None:
    viewer = signed_in(cast.person("Vic", body_id=body_id, role=Role.VIEWER))
    page = viewer.get(LIST)
    assert page.status_code == 200
    assert NEW not in page.content.decode()
    assert viewer.get(NEW).status_code == 403


def test_who_works_for_two_bodies_says_for_which(ada: User, client: Client) -> None:
    other = cast.register_body(
        name="Fairhaven Council", domains=("fairhaven.example",), mail_hosting=(), source_url="https://x", now=cast.NOW
    )
    cast.add_user(email=ada.email, name="Ada", password="", body_id=other, role=Role.EDITOR)
    text = text_of(client.get(LIST))
    assert "Enter an organisation for Northshire Police" in text
    assert "Enter an organisation for Fairhaven Council" in text


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as room:
        yield room


@pytest.mark.django_db(transaction=True)
def test_a_saved_mail_is_judged_by_its_signature(room: MailRoom) -> None:
    statement = room.settle()
    client = signed_in(room.by)
    raw = room.mail(room.subject(statement, "DISPUTE"), words="We were never asked.")
    response = submit(client, IMPORT, {"file": SimpleUploadedFile("answer.eml", raw)})
    assert response["Location"] == IMPORT
    (answer,) = room.facts(AnswerReceived)
    fact = answer.fact
    assert isinstance(fact, AnswerReceived)
    assert (fact.verb, fact.level, fact.channel) == ("DISPUTE", "domain", "import")
    assert "Countersigned by the organisation's domain" in text_of(client.get(IMPORT))
    assert bytes(InboundMail.objects.get().raw) == raw


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_twice_is_recorded_once(room: MailRoom) -> None:
    statement = room.settle()
    client = signed_in(room.by)
    raw = room.mail(room.subject(statement, "DISPUTE"))
    for _ in range(2):
        submit(client, IMPORT, {"file": SimpleUploadedFile("answer.eml", raw)})
    assert len(room.facts(AnswerReceived)) == 1
    assert "the same mail is entry" in text_of(client.get(IMPORT))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "given", ["Tue, 3 Mar 2026 08:00:05 +0000", "from mx.example by mx2.example; Tue, 3 Mar 2026  09:00:05 +0100"]
)
def test_a_saved_mail_is_judged_at_the_time_at_which_it_was_taken(room: MailRoom, given: str) -> None:
    raw = room.mail(room.subject(room.settle(), "DISPUTE"))
    submit(signed_in(room.by), IMPORT, {"file": SimpleUploadedFile("answer.eml", raw), "received": given})
    (answer,) = room.facts(AnswerReceived)
    assert isinstance(answer.fact, AnswerReceived)
    assert answer.fact.received_at == "2026-03-03T08:00:05Z"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("yesterday", "Enter the time as it stands in the mail: Mon, 2 Nov 2026 09:30:20 +0000"),
        ("Mon, 30 Feb 2026 09:30:20 +0000", "Enter the time as it stands in the mail"),
        ("Tue, 1 Jan 2999 09:30:20 +0000", "The time of receipt lies in the future."),
    ],
)
def test_a_time_of_receipt_that_is_none_is_said_plainly(client: Client, given: str, problem: str) -> None:
    answers = {"file": SimpleUploadedFile("a.eml", b"From: x\r\n\r\n"), "received": given}
    assert problem in problems_in(submit(client, IMPORT, answers))
    assert not InboundMail.objects.exists()


def test_no_file_an_empty_file_and_one_too_large_are_said_plainly(client: Client, settings: Settings) -> None:
    assert "Choose a saved mail" in problems_in(submit(client, IMPORT, {}))
    assert "The file is empty" in problems_in(submit(client, IMPORT, {"file": SimpleUploadedFile("a.eml", b"")}))
    large = SimpleUploadedFile("a.eml", b"x" * (settings.MAX_MAIL_BYTES + 1))
    assert "The file must be smaller than 10 megabytes" in problems_in(submit(client, IMPORT, {"file": large}))
    assert not InboundMail.objects.exists()


def test_a_day_that_has_not_come_is_no_day_on_which_somebody_looked(client: Client) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)
    later = day("source_seen_on", tomorrow.year, tomorrow.month, tomorrow.day)
    assert "has not come yet" in problems_in(record(client, NEW, {**ANSWERS, **later}))

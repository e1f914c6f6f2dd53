# SPDX-License-Identifier: Apache-2.0
"""Staff pages of projects: the start page, registering, one project, publishing."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.operations import answering, asking
from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.facts.base import field_names
from tests.apps import cast
from tests.apps.staff import day, problems_in, record, signed_in, submit, text_of

pytestmark = pytest.mark.django_db
HOME = "/staff/"
NEW = "/staff/bodies/northshire-police/projects/new/"
ANSWERS = {
    "name": "Youth Signals",
    "purpose": "To spot violence early",
    **day("starts_on", 2025, 6, 1),
    "plain_words": "The police read public posts.\r\nNobody is told.",
}


@pytest.fixture
def body_id() -> str:
    return cast.northshire()


@pytest.fixture
def ada(body_id: str) -> User:
    return cast.ada(body_id)


@pytest.fixture
def client(ada: User) -> Client:
    return signed_in(ada)


@pytest.fixture
def project(ada: User, body_id: str) -> ProjectView:
    return cast.youth_signals(by=ada, body_id=body_id, published=False)


def _address(project: ProjectView, page: str = "project") -> str:
    return reverse(f"projects:{page}", args=[project.slug])


def test_an_empty_start_page_tells_the_first_step(client: Client) -> None:
    text = text_of(client.get(HOME))
    assert "No project of this body is on record." in text
    assert "The first step is to register a project" in text
    assert NEW in client.get(HOME).content.decode()


def test_who_may_not_register_is_told_who_may(body_id: str) -> None:
    page = signed_in(cast.person("Vic", body_id=body_id, role=Role.VIEWER)).get(HOME)
    assert "An editor or the data protection officer of the body can register one." in text_of(page)
    assert NEW not in page.content.decode()


def test_somebody_without_a_body_is_told_so(ada: User) -> None:
    nobody = User.objects.create_user(email="zoe@elsewhere.example", name="Zoe")
    assert "You have no role in any body." in text_of(signed_in(nobody).get(HOME))


def test_what_waits_is_shown_with_what_can_be_done(client: Client, ada: User, body_id: str) -> None:
    project = cast.youth_signals(by=ada, body_id=body_id)
    trust = cast.harbour_trust(by=ada, body_id=body_id)
    engagement = cast.engagement(by=ada, project=project, organisation=trust)
    assert "The organisation has not been asked. Put the words to it." in text_of(client.get(HOME))
    statement = asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)
    assert "The words are fixed. The request has not gone out yet." in text_of(client.get(HOME))
    _sent(statement)
    assert "Silence is not consent." in text_of(client.get(HOME))
    token = asking.new_link(statement=statement)
    answering.answer_by_link(token=token, verb="CORRECT", words="It was a call.", now=cast.NOW)
    assert "If the correction is right, say so where the claim was made." in text_of(client.get(HOME))
    answering.raise_dispute(engagement=engagement, words="No.", contact="", now=cast.NOW)
    text = text_of(client.get(HOME))
    assert "A dispute stands until the organisation itself takes it back." in text
    assert "Contact is claimed with one organisation, which disputes it." in text


def test_a_request_that_did_not_arrive_and_an_unclear_answer_wait_too(client: Client, ada: User, body_id: str) -> None:
    project = cast.youth_signals(by=ada, body_id=body_id)
    trust = cast.harbour_trust(by=ada, body_id=body_id)
    engagement = cast.engagement(by=ada, project=project, organisation=trust)
    statement = asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)
    _sent(statement)
    asking.record_bounce(
        statement=statement,
        status="5.1.1",
        mail_sha256="0" * 64,
        reporting_server=None,
        diagnostic=None,
        now=cast.NOW,
    )
    assert "until then nobody has been silent" in text_of(client.get(HOME))
    mail = answering.store_inbound(raw=b"x", channel="mail", envelope_from="", recipient="", received_at=cast.NOW)
    answering.record_unclear(
        mail=mail,
        statement=statement,
        reason="out-of-office",
        explanation="An absence note.",
        asked_again=False,
        sender="",
        now=cast.NOW,
    )
    assert "What came back is no answer." in text_of(client.get(HOME))


def _sent(statement: asking.Statement) -> None:
    asking.record_sent(
        statement=statement,
        reminder=0,
        mail_sha256="0" * 64,
        server_reply="250",
        signed=False,
        recipient="office@harbourtrust.example",
        now=cast.NOW,
    )


def test_nothing_waits_where_everything_is_confirmed(client: Client, project: ProjectView) -> None:
    text = text_of(client.get(HOME))
    assert "Nothing waits for an answer." in text
    assert "One project is not public yet." in text


def test_a_body_of_somebody_else_is_not_shown(client: Client, project: ProjectView) -> None:
    other = cast.register_body(
        name="Fairhaven Council", domains=("fairhaven.example",), mail_hosting=(), source_url="https://x", now=cast.NOW
    )
    bea = cast.add_user(email="bea@oversight.example", name="Bea", password="", body_id=other, role=Role.OVERSEER)
    text = text_of(signed_in(bea).get(HOME))
    assert "Fairhaven Council" in text
    assert "Northshire" not in text


def test_a_project_is_recorded_only_after_a_second_look(client: Client) -> None:
    before = Entry.objects.count()
    response = submit(client, NEW, ANSWERS)
    text = text_of(response)
    assert response.status_code == 200
    assert "Check your answers" in text
    assert "1 June 2025" in text
    assert "cannot be edited or deleted" in text
    assert Entry.objects.count() == before
    response = submit(client, NEW, {**ANSWERS, "step": "record"})
    assert response["Location"] == "/staff/projects/youth-signals/"
    row = Project.objects.get()
    assert (row.name, row.starts_on) == ("Youth Signals", dt.date(2025, 6, 1))
    assert row.published_at is None
    assert "The project is recorded. It is not public yet." in text_of(client.get(response["Location"]))


def test_the_second_look_sends_exactly_what_was_typed(client: Client) -> None:
    content = submit(client, NEW, {**ANSWERS, "name": 'Quotes " & <tags>'}).content.decode()
    assert '<input type="hidden" name="name" value="Quotes &quot; &amp; &lt;tags&gt;">' in content
    assert '<input type="hidden" name="starts_on_year" value="2025">' in content


def test_answers_can_be_changed_before_they_are_recorded(client: Client) -> None:
    response = submit(client, NEW, {**ANSWERS, "step": "change"})
    assert response.status_code == 200
    assert 'value="Youth Signals"' in response.content.decode()
    assert not Project.objects.exists()


def test_missing_answers_are_named_and_nothing_is_recorded(client: Client) -> None:
    response = submit(client, NEW, {"step": "record"})
    assert response.status_code == 422
    problems = problems_in(response)
    for problem in (
        "Enter the name of the project",
        "Enter what the project is for",
        "Enter the day on which processing began or will begin",
        "Enter what the project does",
    ):
        assert problem in problems
    assert "<title>Error:" in response.content.decode()
    assert not Project.objects.exists()


def test_a_name_that_is_taken_is_refused_with_rule_and_next_step(client: Client, project: ProjectView) -> None:
    response = record(client, NEW, ANSWERS)
    assert response.status_code == 422
    problems = problems_in(response)
    assert "This body already has a project called Youth Signals." in problems
    assert "The rule: Each project of a body has its own name" in problems
    assert "What you can do next: Open the existing project, or choose another name." in problems


def test_a_project_shows_what_was_registered_and_what_the_public_sees(client: Client, project: ProjectView) -> None:
    text = text_of(client.get(_address(project)))
    for part in (
        "Youth Signals",
        "Not public",
        "1 June 2025",
        "Only that entries were recorded",
        "Publish this project",
    ):
        assert part in text


def test_an_editor_is_told_who_publishes(body_id: str, project: ProjectView) -> None:
    editor = signed_in(cast.person("Eve", body_id=body_id, role=Role.EDITOR))
    text = text_of(editor.get(_address(project)))
    assert "The data protection officer of the body can publish it." in text
    assert "Publish this project" not in text
    response = editor.get(_address(project, "publish"))
    assert response.status_code == 403
    assert "Only its data protection officer may." in text_of(response)


def test_publishing_asks_first_and_says_that_it_cannot_be_undone(client: Client, project: ProjectView) -> None:
    url = _address(project, "publish")
    assert "Publishing cannot be undone." in text_of(client.get(url))
    assert Project.objects.get().published_at is None
    response = submit(client, url, {})
    assert response["Location"] == _address(project)
    assert Project.objects.get().published_at is not None
    text = text_of(client.get(_address(project)))
    assert "The record of this project is public now." in text
    assert "Open the public page" in text


def test_publishing_twice_is_refused(client: Client, project: ProjectView) -> None:
    submit(client, _address(project, "publish"), {})
    response = submit(client, _address(project, "publish"), {})
    assert response.status_code == 403
    assert "is already published" in text_of(response)


def test_the_staff_read_what_the_record_shows_and_lacks(client: Client, project: ProjectView) -> None:
    text = text_of(client.get(_address(project, "check")))
    assert "What the record shows and lacks" in text
    assert "The record does not say which law governs the processing" in text
    assert "No assessment is on record." in text
    assert "No answer says that anything is lawful" in text
    assert _address(project, "check") in client.get(_address(project)).content.decode()


def test_a_finding_is_shown_with_its_law(client: Client, project: ProjectView) -> None:
    late = AssessmentIssued(
        **dict.fromkeys(field_names("assessment.issued"))
        | {"ref": "dpia", "on": "2026-01-02", "said_by": "body", "assessment": "dpia", "type": "dpia", "version": "1"}
    )
    append(fact=late, project=project.id, now=cast.NOW)
    page = text_of(client.get(_address(project, "check")))
    assert "First assessment on record: 2 January 2026" in page
    assert "What would resolve it" in page

# SPDX-License-Identifier: Apache-2.0
"""Staff page on which a public claim is entered."""

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.models import Claim, Engagement
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.facts.consultation import ClaimMade
from tests.apps import cast
from tests.apps.staff import day, problems_in, record, signed_in, submit, text_of

pytestmark = pytest.mark.django_db


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
    return cast.youth_signals(by=ada, body_id=body_id)


@pytest.fixture
def engagement(ada: User, body_id: str, project: ProjectView) -> Engagement:
    trust = cast.harbour_trust(by=ada, body_id=body_id)
    return cast.engagement(by=ada, project=project, organisation=trust)


def _new(project: ProjectView) -> str:
    return reverse("consultations:new-claim", args=[project.slug])


def _answers(engagement: Engagement) -> dict[str, str]:
    return {
        "text": "We consulted the Harbour Trust before launch.",
        "made_by": "Northshire Police, press office",
        **day("made_on", 2026, 1, 12),
        "source_title": "Press statement",
        "source_url": "https://northshire.example/press/1",
        "asserts": "consulted",
        "before_start": "yes",
        "engagements": engagement.id,
    }


def test_without_engagements_the_page_says_what_comes_first(client: Client, project: ProjectView) -> None:
    assert "Record the engagements first." in text_of(client.get(_new(project)))


def test_a_claim_is_recorded_and_set_beside_what_the_facts_support(
    client: Client, project: ProjectView, engagement: Engagement
) -> None:
    text = text_of(submit(client, _new(project), _answers(engagement)))
    assert "Harbour Trust: meeting, 4 March 2025" in text
    assert not Claim.objects.exists()
    response = record(client, _new(project), _answers(engagement))
    assert response["Location"] == reverse("projects:project", args=[project.slug])
    (recorded,) = journal.facts_of_kinds(kinds={ClaimMade.kind})
    assert isinstance(recorded.fact, ClaimMade)
    assert (recorded.fact.before_start, recorded.fact.engagements) == (True, (engagement.id,))
    text = text_of(client.get(response["Location"]))
    assert "What the facts support: Contact is claimed with one organisation, which has not confirmed it." in text


def test_a_claim_that_says_nothing_of_before_is_recorded_so(
    client: Client, project: ProjectView, engagement: Engagement
) -> None:
    record(client, _new(project), {**_answers(engagement), "before_start": "no"})
    (recorded,) = journal.facts_of_kinds(kinds={ClaimMade.kind})
    assert isinstance(recorded.fact, ClaimMade)
    assert recorded.fact.before_start is False


def test_missing_answers_are_named(client: Client, project: ProjectView, engagement: Engagement) -> None:
    problems = problems_in(record(client, _new(project), {"source_url": "nowhere at all"}))
    for problem in (
        "Enter what was said",
        "Enter who said it",
        "Enter the day on which it was said",
        "Enter the title of the document or page",
        "Enter the address of a public page, starting with https://",
        "Choose what it says that the contacts amounted to",
        "Choose whether it says that this was before processing began",
        "Choose the engagements that it speaks of",
    ):
        assert problem in problems


def test_a_claim_of_tomorrow_is_refused(client: Client, project: ProjectView, engagement: Engagement) -> None:
    problems = problems_in(record(client, _new(project), {**_answers(engagement), **day("made_on", 2999, 1, 1)}))
    assert "1 January 2999 has not come yet." in problems
    assert "The rule: A claim is entered after it was made in public." in problems


def test_an_engagement_of_another_project_cannot_be_chosen(
    client: Client, ada: User, body_id: str, engagement: Engagement
) -> None:
    other = cast.register_project(
        by=ada,
        body_id=body_id,
        name="Night-time Economy Analysis",
        purpose="x",
        starts_on=cast.STARTS_ON,
        plain_words="x",
        now=cast.NOW,
    )
    cast.engagement(by=ada, project=cast.view(other), organisation=cast.Organisation.objects.get())
    response = record(client, reverse("consultations:new-claim", args=[other.slug]), _answers(engagement))
    assert response.status_code == 422
    assert not Claim.objects.exists()

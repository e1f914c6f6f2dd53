# SPDX-License-Identifier: Apache-2.0
"""Staff pages of engagements: recording, files, asking, reports, and what stands about one."""

import datetime as dt
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.models import Engagement, EvidenceFile, Organisation, Statement
from tallystick.apps.consultations.operations import answering, asking
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Outbox
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.facts.consultation import EngagementClaimed, ReportPublished
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
def trust(ada: User, body_id: str) -> Organisation:
    return cast.harbour_trust(by=ada, body_id=body_id)


@pytest.fixture
def engagement(ada: User, project: ProjectView, trust: Organisation) -> Engagement:
    return cast.engagement(by=ada, project=project, organisation=trust)


def _new(project: ProjectView) -> str:
    return reverse("consultations:new-engagement", args=[project.slug])


def _at(name: str, engagement: Engagement) -> str:
    return reverse(f"consultations:{name}", args=[engagement.id])


def _answers(trust: Organisation) -> dict[str, str]:
    return {
        "organisation": trust.id,
        **day("on", 2025, 3, 4),
        "channel": "meeting",
        "claimed_as": "contacted",
        "asked": "What do you think?",
    }


def _fact() -> EngagementClaimed:
    (recorded,) = journal.facts_of_kinds(kinds={EngagementClaimed.kind})
    assert isinstance(recorded.fact, EngagementClaimed)
    return recorded.fact


def test_without_organisations_the_page_says_what_comes_first(client: Client, project: ProjectView) -> None:
    assert "Enter the organisation first." in text_of(client.get(_new(project)))


def test_what_each_word_means_is_said_beside_it(client: Client, project: ProjectView, trust: Organisation) -> None:
    assert "a meeting is not a consultation" in text_of(client.get(_new(project)))


def test_an_engagement_is_recorded_after_a_second_look(
    client: Client, project: ProjectView, trust: Organisation
) -> None:
    text = text_of(submit(client, _new(project), _answers(trust)))
    for part in ("Check your answers", "Harbour Trust", "4 March 2025", "In a meeting", "Contacted"):
        assert part in text
    assert not Engagement.objects.exists()
    response = record(client, _new(project), _answers(trust))
    row = Engagement.objects.get()
    assert response["Location"] == _at("engagement", row)
    assert (row.channel, row.claimed_as, row.asked) == ("meeting", "contacted", "What do you think?")
    assert _fact().document_sha256 is None
    assert "It is worth “Claimed by the body”." in text_of(client.get(response["Location"]))


def test_a_document_is_hashed_and_not_kept(client: Client, project: ProjectView, trust: Organisation) -> None:
    content = b"The plan"
    digest = hashlib.sha256(content).hexdigest()
    answers = {**_answers(trust), "document": SimpleUploadedFile("plan.pdf", content)}
    page = submit(client, _new(project), answers)
    assert digest in text_of(page)
    assert f'name="document_sha256" value="{digest}"' in page.content.decode()
    record(client, _new(project), {**_answers(trust), "document_sha256": digest.upper()})
    assert _fact().document_sha256 == digest
    assert not EvidenceFile.objects.exists()


def test_a_fingerprint_that_is_none_is_refused(client: Client, project: ProjectView, trust: Organisation) -> None:
    response = record(client, _new(project), {**_answers(trust), "document_sha256": "abc"})
    assert "Enter a SHA-256: 64 digits and letters from a to f" in problems_in(response)


def test_a_day_that_has_not_come_is_refused(client: Client, project: ProjectView, trust: Organisation) -> None:
    later = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)
    response = record(client, _new(project), {**_answers(trust), **day("on", later.year, later.month, later.day)})
    problems = problems_in(response)
    assert "has not come yet." in problems
    assert "What you can do next: Enter it on or after that day." in problems


def test_missing_answers_are_named(client: Client, project: ProjectView, trust: Organisation) -> None:
    problems = problems_in(record(client, _new(project), {"organisation": "o-unknown"}))
    for problem in (
        "Choose the organisation",
        "Enter the day on which it took place",
        "Choose how it took place",
        "Choose what it amounted to",
    ):
        assert problem in problems


def test_the_page_says_what_the_facts_support_and_why(client: Client, engagement: Engagement) -> None:
    text = text_of(client.get(_at("engagement", engagement)))
    for part in (
        "Contact is claimed; the organisation has not been asked yet.",
        "only its own word stands behind it",
        "The body names none.",
        "No file is attached.",
        "The body recorded the engagement",
    ):
        assert part in text


def test_both_texts_are_shown_where_it_is_disputed(client: Client, engagement: Engagement) -> None:
    answering.raise_dispute(engagement=engagement, words="It was a call about the weather.", contact="", now=cast.NOW)
    text = text_of(client.get(_at("engagement", engagement)))
    assert "Both texts" in text
    assert "It was a call about the weather." in text
    assert "It was disputed unasked" in text


def test_a_file_is_attached_and_can_only_be_downloaded(client: Client, engagement: Engagement) -> None:
    content = b"We rang them.\n"
    file = SimpleUploadedFile("note \u2019 4 March.txt", content)
    response = submit(client, _at("attach", engagement), {"file": file})
    assert response["Location"] == _at("engagement", engagement)
    page = client.get(_at("engagement", engagement)).content.decode()
    assert "(14\xa0bytes, text/plain)" in page
    (row,) = journal.facts_of_kinds(kinds={"engagement.evidence_attached"})
    download = client.get(reverse("consultations:download", args=[engagement.id, row.entry]))
    assert download.content == content
    assert download["Content-Disposition"].startswith("attachment; filename*=utf-8''note%20")
    assert download["Content-Type"] == "application/octet-stream"
    assert download["X-Content-Type-Options"] == "nosniff"
    assert download["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_calls_for_care_in_a_file_is_said(client: Client, engagement: Engagement) -> None:
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4\n1 0 obj<</OpenAction 2 0 R>>endobj\n%%EOF")
    submit(client, _at("attach", engagement), {"file": file})
    text = text_of(client.get(_at("engagement", engagement)))
    assert "Take care: The PDF holds an action when it is opened." in text


def test_no_file_and_an_empty_one_are_said_plainly(client: Client, engagement: Engagement) -> None:
    assert "Choose a file" in problems_in(submit(client, _at("attach", engagement), {}))
    empty = SimpleUploadedFile("a.txt", b"")
    assert "The file is empty" in problems_in(submit(client, _at("attach", engagement), {"file": empty}))


def test_a_file_that_is_too_large_is_refused(
    client: Client, engagement: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = SimpleUploadedFile("a.txt", b"x" * (25 * 1024**2 + 1))
    response = submit(client, _at("attach", engagement), {"file": large})
    assert "The file must be smaller than 25 megabytes" in problems_in(response)
    assert not EvidenceFile.objects.exists()


def test_an_entry_that_is_no_file_of_this_engagement_is_not_found(client: Client, engagement: Engagement) -> None:
    address = reverse("consultations:download", args=[engagement.id, engagement.entry])
    assert client.get(address).status_code == 404


def test_the_exact_words_are_shown_before_they_are_fixed(client: Client, engagement: Engagement) -> None:
    text = text_of(client.get(_at("ask", engagement)))
    assert "Northshire Police says that on 4 March 2025 it consulted Harbour Trust in a meeting" in text
    assert "office@harbourtrust.example" in text
    assert "A confirmation counts if it is signed by harbourtrust.example." in text
    assert not Statement.objects.exists()
    response = submit(client, _at("ask", engagement), {})
    assert response["Location"] == _at("engagement", engagement)
    statement = Statement.objects.get()
    assert " ".join(statement.text.split()) in text
    assert Outbox.objects.filter(reaction="send-request", done_at=None).count() == 1
    assert "The words are fixed as TS-1001. The request goes out now." in text_of(client.get(response["Location"]))


def test_asking_again_says_what_becomes_of_earlier_answers(client: Client, engagement: Engagement) -> None:
    submit(client, _at("ask", engagement), {})
    text = text_of(client.get(_at("ask", engagement)))
    assert "Ask again" in text
    assert "Answers to an earlier one stay with the earlier one" in text
    submit(client, _at("ask", engagement), {})
    assert Statement.objects.count() == 2


def test_an_organisation_without_a_mail_domain_cannot_confirm(
    client: Client, ada: User, body_id: str, project: ProjectView
) -> None:
    trust = cast.harbour_trust(by=ada, body_id=body_id, domain="")
    engagement = cast.engagement(by=ada, project=project, organisation=trust)
    assert "so a confirmation cannot count" in text_of(client.get(_at("ask", engagement)))


def test_an_organisation_whose_address_was_erased_cannot_be_asked(client: Client, engagement: Engagement) -> None:
    Organisation.objects.update(contact="")
    response = submit(client, _at("ask", engagement), {})
    assert response.status_code == 403
    assert "There is no address of Harbour Trust on record." in text_of(response)
    assert not Statement.objects.exists()


def test_the_course_of_a_request_is_shown(
    client: Client, ada: User, project: ProjectView, engagement: Engagement
) -> None:
    statement = asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)
    for reminder in (0, 1):
        asking.record_sent(
            statement=statement,
            reminder=reminder,
            mail_sha256="0" * 64,
            server_reply="250",
            signed=True,
            recipient="office@harbourtrust.example",
            now=cast.NOW,
        )
    text = text_of(client.get(_at("engagement", engagement)))
    assert "The words were fixed" in text
    assert "The request TS-1001 was handed to a mail server." in text
    assert "Reminder 1 for TS-1001 was handed to a mail server." in text
    assert "the organisation was asked and has not answered" in text


def test_an_overseer_enters_a_published_report(body_id: str, engagement: Engagement) -> None:
    client = signed_in(cast.bea(body_id))
    answers = {
        "says": "not-formally-asked",
        "quote": "“We were never formally asked,” the trust said.",
        "reporter": "The Northshire Courier",
        **day("published_on", 2026, 2, 1),
        "source_url": "https://courier.example/1",
    }
    text = text_of(submit(client, _at("new-report", engagement), answers))
    assert "It was never formally asked" in text
    response = record(client, _at("new-report", engagement), answers)
    assert response["Location"] == _at("engagement", engagement)
    (recorded,) = journal.facts_of_kinds(kinds={ReportPublished.kind})
    assert isinstance(recorded.fact, ReportPublished)
    assert (recorded.fact.says, recorded.fact.by_role) == ("not-formally-asked", "overseer")
    text = text_of(client.get(_at("engagement", engagement)))
    assert "What The Northshire Courier reports" in text
    assert "Attach a file" not in text


def test_a_report_that_has_not_appeared_is_refused(client: Client, engagement: Engagement) -> None:
    answers = {
        "says": "disputes",
        "quote": "x",
        "reporter": "x",
        **day("published_on", 2999, 2, 1),
        "source_url": "https://courier.example/1",
    }
    problems = problems_in(record(client, _at("new-report", engagement), answers))
    assert "The rule: A report is entered after it was published." in problems


def test_an_engagement_of_another_body_is_not_found(engagement: Engagement) -> None:
    other = cast.register_body(
        name="Fairhaven Council", domains=("fairhaven.example",), mail_hosting=(), source_url="https://x", now=cast.NOW
    )
    client = signed_in(cast.add_user(email="x@fairhaven.example", name="X", password="", body_id=other, role=Role.DPO))
    for name in ("engagement", "attach", "ask", "new-report"):
        assert client.get(_at(name, engagement)).status_code == 404
    assert client.get("/staff/engagements/e-unknown/").status_code == 404


def test_the_address_of_an_organisation_is_corrected_on_the_page_of_the_engagement(
    client: Client, engagement: Engagement, trust: Organisation
) -> None:
    url = _at("correct-address", engagement)
    assert url in client.get(_at("engagement", engagement)).content.decode()
    assert "office@harbourtrust.example" in text_of(client.get(url))
    answers = {
        "contact": "hello@elsewhere.example",
        "reason": "The request never arrived.",
        "source_url": "https://harbourtrust.example/contact",
        **day("source_seen_on", 2026, 3, 2),
    }
    assert "not an address at harbourtrust.example" in problems_in(record(client, url, answers))
    done = record(client, url, answers | {"contact": "hello@harbourtrust.example"})
    assert done.status_code == 302
    trust.refresh_from_db()
    assert trust.contact == "hello@harbourtrust.example"
    public = text_of(client.get(reverse("register:organisation", args=[trust.slug])))
    assert "Address corrected" in public
    assert "The request never arrived." in public
    assert "hello@harbourtrust.example" not in public

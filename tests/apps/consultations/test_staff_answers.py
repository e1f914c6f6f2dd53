# SPDX-License-Identifier: Apache-2.0
"""The pages of those who answer: by link, and unasked. No account, no cookie, no CSRF token."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.mail.choices import choices
from tallystick.apps.consultations.models import AnswerLink, Engagement, Statement
from tallystick.apps.consultations.operations import asking
from tallystick.apps.consultations.operations.answering import DISPUTES_A_DAY, answer_by_link, raise_dispute
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.errors import Refused
from tallystick.core.facts.base import Fact
from tallystick.core.facts.consultation import AnswerReceived, DisputeRaised
from tests.apps import cast
from tests.apps.staff import problems_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body_id() -> str:
    return cast.northshire()


@pytest.fixture
def ada(body_id: str) -> User:
    return cast.ada(body_id)


@pytest.fixture
def project(ada: User, body_id: str) -> ProjectView:
    return cast.youth_signals(by=ada, body_id=body_id)


@pytest.fixture
def engagement(ada: User, body_id: str, project: ProjectView) -> Engagement:
    trust = cast.harbour_trust(by=ada, body_id=body_id)
    return cast.engagement(by=ada, project=project, organisation=trust)


@pytest.fixture
def statement(ada: User, project: ProjectView, engagement: Engagement) -> Statement:
    return asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)


@pytest.fixture
def link(statement: Statement) -> str:
    return reverse("consultations:answer", args=[asking.new_link(statement=statement)])


@pytest.fixture
def client() -> Client:
    """A browser that keeps no cookies and is checked for CSRF wherever a page checks."""
    return Client(enforce_csrf_checks=True)


def _only(kind: type[Fact]) -> Fact:
    (recorded,) = journal.facts_of_kinds(kinds={kind.kind})
    return recorded.fact


def _is_untold(response: HttpResponse) -> None:
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.cookies


def test_the_page_shows_the_statement_word_for_word_and_who_says_it(
    client: Client, link: str, statement: Statement
) -> None:
    response = client.get(link)
    text = text_of(response)
    assert " ".join(statement.text.split()) in text
    assert "Northshire Police says this about Harbour Trust in a public record:" in text
    assert "“Answered by link” and say: “The body could have made this itself.”" in text
    assert "answer by email from an address at harbourtrust.example" in text
    assert b'<script type="module"' in response.content  # the frame's own; the form needs none
    _is_untold(response)


def test_a_record_that_is_not_public_yet_is_not_called_public(client: Client, ada: User, body_id: str) -> None:
    project = cast.youth_signals(by=ada, body_id=body_id, published=False)
    engagement = cast.engagement(by=ada, project=project, organisation=cast.harbour_trust(by=ada, body_id=body_id))
    statement = asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)
    address = reverse("consultations:answer", args=[asking.new_link(statement=statement)])
    assert "in a record that becomes public when Northshire Police publishes it:" in text_of(client.get(address))


def test_the_three_answers_and_the_prepared_mails_are_those_of_the_request_mail(
    client: Client, link: str, statement: Statement
) -> None:
    response = client.get(link)
    text = text_of(response)
    for choice in choices(statement=statement, witness=None):
        assert choice.label in text
        assert choice.explanation in text
        assert choice.url.replace("&", "&amp;") in response.content.decode()


def test_an_organisation_without_a_mail_domain_is_told_what_its_mail_is_worth(
    client: Client, ada: User, body_id: str, project: ProjectView
) -> None:
    trust = cast.harbour_trust(by=ada, body_id=body_id, domain="")
    engagement = cast.engagement(by=ada, project=project, organisation=trust)
    statement = asking.fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW)
    address = reverse("consultations:answer", args=[asking.new_link(statement=statement)])
    assert "your organisation has no mail domain of its own on record" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("verb", "words"), [("CONFIRM", ""), ("CORRECT", "It was a call."), ("DISPUTE", ""), ("DISPUTE", "Never.\r\n<b>")]
)
def test_an_answer_is_recorded_and_shown(client: Client, link: str, verb: str, words: str) -> None:
    response = client.post(link, {"verb": verb, "words": words})
    assert response.status_code == 302
    _is_untold(response)
    fact = _only(AnswerReceived)
    assert isinstance(fact, AnswerReceived)
    assert (fact.verb, fact.level, fact.channel) == (verb, "link", "link")
    done = client.get(response["Location"])
    text = text_of(done)
    assert "Your answer is recorded" in text
    assert "The body could have made this itself." in text
    assert all(line in text for line in words.splitlines() or ["None given"])
    assert f'href="/entries/{Entry.objects.latest("index").index}/"' in done.content.decode()
    _is_untold(done)


def test_only_a_confirmation_is_said_not_to_count(client: Client, link: str) -> None:
    confirmed = client.post(link, {"verb": "CONFIRM", "words": ""})
    assert "A confirmation by link does not count." in text_of(client.get(confirmed["Location"]))


def test_a_dispute_is_said_to_count(client: Client, link: str) -> None:
    disputed = client.post(link, {"verb": "DISPUTE", "words": ""})
    assert "Your answer counts." in text_of(client.get(disputed["Location"]))


def test_looking_never_uses_the_link_up(client: Client, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert AnswerLink.objects.get().used_at is None
    assert client.post(link, {"verb": "DISPUTE"}).status_code == 302


def test_a_used_link_says_so_and_how_to_go_on(client: Client, link: str) -> None:
    client.post(link, {"verb": "DISPUTE"})
    for response in (client.get(link), client.post(link, {"verb": "CONFIRM"})):
        assert response.status_code == 410
        text = text_of(response)
        assert "This link has been used." in text
        assert "A link takes one answer." in text
        assert "To change the answer, reply by email" in text
        _is_untold(response)
    assert len(journal.facts_of_kinds(kinds={AnswerReceived.kind})) == 1


def test_an_unknown_link_says_so_and_how_to_go_on(client: Client, link: str) -> None:
    response = client.get(reverse("consultations:answer", args=["no-such-token"]))
    assert response.status_code == 410
    text = text_of(response)
    assert "This link is not known, or a newer one was sent." in text
    assert "Copy the whole address from the newest mail, or answer by email." in text
    _is_untold(response)


def test_no_choice_is_said_plainly_and_the_words_come_back(client: Client, link: str) -> None:
    response = client.post(link, {"words": "It was a call."})
    assert response.status_code == 422
    assert "Choose one of the three answers" in problems_in(response)
    assert "It was a call." in response.content.decode()
    assert AnswerLink.objects.get().used_at is None


def test_a_correction_without_words_is_refused_and_the_link_stays(client: Client, link: str) -> None:
    response = client.post(link, {"verb": "CORRECT", "words": "  "})
    assert response.status_code == 422
    problems = problems_in(response)
    assert "Say what was different." in problems
    assert "What you can do next: Write a sentence or two" in problems
    assert AnswerLink.objects.get().used_at is None


def test_the_operations_refuse_what_the_forms_would_not_send(statement: Statement, engagement: Engagement) -> None:
    token = asking.new_link(statement=statement)
    with pytest.raises(Refused, match="Choose one of the three answers"):
        answer_by_link(token=token, verb="AGREE", words="", now=cast.NOW)
    with pytest.raises(Refused, match="Say what you dispute"):
        raise_dispute(engagement=engagement, words=" ", contact="", now=cast.NOW)
    assert AnswerLink.objects.get().used_at is None


def test_a_receipt_address_that_was_made_up_shows_nothing(client: Client, link: str) -> None:
    client.post(link, {"verb": "DISPUTE"})
    for made_up in ("7", "MTI:1abc:xyz"):
        assert client.get(reverse("consultations:answered", args=[made_up])).status_code == 404


def _dispute(engagement: Engagement) -> str:
    return reverse("consultations:dispute", args=[engagement.id])


def test_anybody_can_dispute_what_is_public(client: Client, engagement: Engagement) -> None:
    page = client.get(_dispute(engagement))
    assert "What do you think of the scheme?" in text_of(page)
    assert "A dispute counts at any level of evidence" in text_of(page)
    assert not page.cookies
    response = client.post(_dispute(engagement), {"words": "Nobody asked us.", "contact": "x@harbourtrust.example"})
    fact = _only(DisputeRaised)
    assert isinstance(fact, DisputeRaised)
    assert (fact.words, fact.level, fact.contact) == ("Nobody asked us.", "link", None)
    done = client.get(response["Location"])
    text = text_of(done)
    assert "Your dispute is recorded" in text
    assert "Anybody could have sent it." in text
    assert "x@harbourtrust.example" not in done.content.decode()
    assert not response.cookies


def test_a_dispute_without_words_is_said_plainly(client: Client, engagement: Engagement) -> None:
    response = client.post(_dispute(engagement), {"words": " "})
    assert response.status_code == 422
    assert "Say what you dispute" in problems_in(response)


def test_what_is_not_public_cannot_be_disputed_here(client: Client, ada: User, body_id: str) -> None:
    project = cast.youth_signals(by=ada, body_id=body_id, published=False)
    engagement = cast.engagement(by=ada, project=project, organisation=cast.harbour_trust(by=ada, body_id=body_id))
    assert client.get(_dispute(engagement)).status_code == 404
    assert client.post(_dispute(engagement), {"words": "No."}).status_code == 404
    assert client.get(reverse("consultations:dispute", args=["e-unknown"])).status_code == 404


def test_a_flood_of_disputes_is_stopped_and_says_so(client: Client, engagement: Engagement) -> None:
    for number in range(DISPUTES_A_DAY):
        assert client.post(_dispute(engagement), {"words": f"No {number}."}).status_code == 302
    response = client.post(_dispute(engagement), {"words": "No again."})
    assert response.status_code == 422
    problems = problems_in(response)
    assert "too many disputes about this contact came in within a day" in problems
    assert f"At most {DISPUTES_A_DAY} disputes that nobody asked for are taken about one contact" in problems
    assert "Try again tomorrow." in problems
    assert len(journal.facts_of_kinds(kinds={DisputeRaised.kind})) == DISPUTES_A_DAY


def test_the_limit_is_for_each_contact_and_for_a_day(ada: User, project: ProjectView, engagement: Engagement) -> None:
    other = cast.engagement(by=ada, project=project, organisation=cast.Organisation.objects.get())
    for _ in range(DISPUTES_A_DAY):
        raise_dispute(engagement=engagement, words="No.", contact="", now=cast.NOW)
    raise_dispute(engagement=other, words="No.", contact="", now=cast.NOW)
    with pytest.raises(Refused):
        raise_dispute(engagement=engagement, words="No.", contact="", now=cast.NOW + dt.timedelta(hours=23))
    raise_dispute(engagement=engagement, words="No.", contact="", now=cast.NOW + dt.timedelta(hours=24))


def test_an_entry_that_is_no_dispute_of_this_contact_is_not_shown(
    client: Client, ada: User, project: ProjectView, engagement: Engagement, link: str
) -> None:
    other = cast.engagement(by=ada, project=project, organisation=cast.Organisation.objects.get())
    client.post(link, {"verb": "DISPUTE", "words": "An answer, not this."})
    (answer,) = journal.facts_of_kinds(kinds={AnswerReceived.kind})
    raised = raise_dispute(engagement=other, words="No.", contact="", now=cast.NOW + dt.timedelta(days=300))
    for entry in (answer.entry, raised.entry):
        address = reverse("consultations:disputed", args=[engagement.id, entry])
        assert client.get(address).status_code == 404
    assert client.get(reverse("consultations:disputed", args=[engagement.id, 0])).status_code == 400

# SPDX-License-Identifier: Apache-2.0
"""The request mail: what it says, what it carries, and that trying twice never asks twice."""

import hashlib
import re
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from html5lib import parse as parse_html
from pytest_django import Settings

from tallystick.apps.consultations.mail import compose, outbound
from tallystick.apps.consultations.mail.choices import MAX_URL, choices
from tallystick.apps.consultations.models import AnswerLink, OutboundMail
from tallystick.apps.consultations.operations.asking import fix_statement, record_sent
from tallystick.apps.journal import queries as journal
from tallystick.core.errors import Invalid
from tallystick.core.evidence.code import VERBS, parse_subject
from tallystick.core.evidence.reply import MARKER, words
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import RequestSent
from tests.apps.consultations.mailroom import ANSWERS, MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)
_XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _request(room: MailRoom) -> EmailMessage:
    room.work()
    (message,) = room.postbox.messages()
    return message


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _links(message: EmailMessage) -> list[str]:
    body = message.get_body(("html",))
    assert body is not None
    return [link.attrib["href"] for link in parse_html(body.get_content()).iter(f"{_XHTML}a")]


def test_the_statement_is_quoted_word_for_word_in_both_parts(room: MailRoom) -> None:
    statement = room.settle()
    message = _request(room)
    text = " ".join(_text(message).replace("\n| ", " ").replace("\n|", " ").split())
    assert " ".join(statement.text.split()) in text
    shown = "".join(parse_html(message.get_body(("html",)).get_content()).itertext())
    assert " ".join(statement.text.split()) in " ".join(shown.split())


def test_plain_text_comes_first_and_nothing_is_loaded_from_anywhere(room: MailRoom) -> None:
    room.settle()
    message = _request(room)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    html = message.get_body(("html",)).get_content()
    tags = {element.tag.removeprefix(_XHTML) for element in parse_html(html).iter() if isinstance(element.tag, str)}
    assert not tags & {"img", "script", "link", "iframe", "style", "object", "video", "form"}
    assert "url(" not in html


def test_each_button_opens_a_mail_that_reads_back_as_its_answer(room: MailRoom) -> None:
    statement = room.settle()
    links = [link for link in _links(_request(room)) if link.startswith("mailto:")]
    assert len(links) == len(VERBS)
    for verb, link in zip(VERBS, links, strict=True):
        fields = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert (urlsplit(link).path, fields["cc"]) == (ANSWERS, ["witness@oversight.example"])
        answer = parse_subject(fields["subject"][0])
        assert (answer.verb, answer.reference) == (verb, statement.reference)
        body = fields["body"][0]
        assert body.replace("\r\n", "\n").split("\n").count(MARKER) == 1
        assert statement.text.splitlines()[0] in body
        sent = b"Content-Type: text/plain; charset=utf-8\r\n\r\nOur own words." + body.encode()
        assert words(sent) == "Our own words."
        assert len(link) <= MAX_URL


def test_an_answer_prepared_by_the_links_is_the_one_that_is_taken(room: MailRoom) -> None:
    room.settle()
    link = next(link for link in _links(_request(room)) if "DISPUTE" in link)
    subject = parse_qs(urlsplit(link).query)["subject"][0]
    room.deliver(room.mail("Re: " + subject))
    room.work()
    assert "DISPUTE" in str(room.postbox.messages()[-1].get_body(("plain",)).get_content())


def test_a_statement_too_long_for_a_link_is_left_out_of_the_prepared_mail(room: MailRoom) -> None:
    statement = room.settle()
    statement.text = "“Every word of it.” " * 300
    for choice in choices(statement=statement, witness=None):
        assert len(choice.url) <= MAX_URL
        assert "cc=" not in choice.url
        assert MARKER in parse_qs(urlsplit(choice.url).query)["body"][0]


def test_the_text_spells_the_subject_lines_and_the_one_time_link(room: MailRoom) -> None:
    statement = room.settle()
    text = _text(_request(room))
    for verb in VERBS:
        assert room.subject(statement, verb) in [line.strip() for line in text.splitlines()]
    (token,) = re.findall(r"https://record\.example/answer/([A-Za-z0-9_-]+)/", text)
    assert AnswerLink.objects.get().token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    for promise in ("“no answer”", "never shows silence as agreement", "become public", "do not have to answer"):
        assert promise in " ".join(text.split())


def test_headers_of_a_request(room: MailRoom) -> None:
    statement = room.settle()
    message = _request(room)
    assert message["From"] == "The record <answers@record.example>"
    assert (message["Reply-To"], message["To"]) == (ANSWERS, "office@harbourtrust.example")
    assert message["Auto-Submitted"] == "auto-generated"
    assert not any(code in str(message["Subject"]) for code in re.findall(r"[A-Z2-7]{26}", _text(message)))
    ((envelope_from, recipients, raw),) = room.postbox.mails
    assert envelope_from.startswith(f"bounces+{statement.reference.lower()}.")
    assert recipients == ["office@harbourtrust.example"]
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()


def test_what_was_sent_is_kept_and_its_hash_recorded_with_the_reply_of_the_mail_server(room: MailRoom) -> None:
    room.settle()
    room.work()
    (recorded,) = room.facts(RequestSent)
    sent = expect(recorded.fact, RequestSent)
    ((_, _, raw),) = room.postbox.mails
    assert sent.mail_sha256 == hashlib.sha256(raw).hexdigest()
    assert bytes(OutboundMail.objects.get().raw) == raw
    assert (sent.reminder, sent.server_reply, sent.signed) == (0, "250 2.0.0 queued as 1", False)
    assert sent.recipient == "office@harbourtrust.example"


def test_a_mail_server_that_is_down_is_tried_again_with_the_same_mail(room: MailRoom) -> None:
    room.settle()
    room.postbox.refuse_mail = "451 4.3.0 disk full"
    room.work()
    assert not room.facts(RequestSent)
    kept = bytes(OutboundMail.objects.get().raw)
    room.postbox.refuse_mail = ""
    room.pass_time(minutes=1)
    room.work()
    room.pass_time(minutes=10)
    room.work()
    assert [raw for _, _, raw in room.postbox.mails] == [kept]
    assert len(room.facts(RequestSent)) == 1


def test_a_crash_after_the_mail_server_took_it_sends_the_same_mail_and_not_a_second_one(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = room.settle()
    recorded = journal.recorded(entry=statement.entry, private=True)
    with monkeypatch.context() as crash:
        crash.setattr(outbound, "record_sent", _stop)
        with pytest.raises(KeyboardInterrupt):
            outbound.send_request(recorded, room.now)
    for _ in range(2):
        outbound.send_request(recorded, room.now)
    (first, again) = room.postbox.mails
    assert first == again
    assert len(room.facts(RequestSent)) == 1


def _stop(**_: object) -> None:
    raise KeyboardInterrupt


def test_a_request_that_is_on_record_as_sent_is_not_sent(room: MailRoom) -> None:
    statement = room.settle()
    record_sent(
        statement=statement, reminder=0, mail_sha256="ab" * 32, server_reply="250 ok", signed=False,
        recipient="office@harbourtrust.example", now=room.now,
    )  # fmt: skip
    room.work()
    assert not room.postbox.mails


def test_names_that_look_like_markup_or_headers_stay_names(room: MailRoom) -> None:
    room.settle()
    room.work()
    room.organisation.name = "<b>Harbour</b>\r\nBcc: everybody@example.org"
    room.organisation.save(update_fields=["name"])
    statement = fix_statement(by=room.by, project=room.project, engagement=room.engagement, now=room.now)
    outbound.send_question(statement=statement, reminder=0, now=room.now)
    message = room.postbox.messages()[-1]
    assert message["Bcc"] is None
    assert "<b>" not in message.get_body(("html",)).get_content()


def test_a_contact_that_is_no_plain_address_is_refused_before_anything_is_sent(room: MailRoom) -> None:
    statement = room.settle()
    room.organisation.contact = "office@harbourtrust.example, boss@northshire.example"
    room.organisation.save(update_fields=["contact"])
    with pytest.raises(Invalid):
        outbound.send_question(statement=statement, reminder=0, now=room.now)
    assert not room.postbox.mails
    assert not AnswerLink.objects.exists(), "the link went with the mail that was never made"


def test_an_organisation_without_an_address_is_left_alone(room: MailRoom) -> None:
    statement = room.settle()
    room.organisation.contact = ""
    room.organisation.save(update_fields=["contact"])
    outbound.send_question(statement=statement, reminder=0, now=room.now)
    assert not OutboundMail.objects.exists()


def test_the_request_of_an_unpublished_project_says_when_it_becomes_public(room: MailRoom) -> None:
    room.settle(published=False)
    text = " ".join(_text(_request(room)).split())
    assert "becomes public when Northshire Police publishes it" in text


def test_an_organisation_without_a_domain_is_told_to_use_its_address(room: MailRoom) -> None:
    room.settle(domain="")
    assert "Please send it from office@harbourtrust.example" in " ".join(_text(_request(room)).split())


def test_no_mail_server_at_all_is_a_fault_that_passes(room: MailRoom, settings: Settings) -> None:
    statement = room.settle()
    settings.SMTP_PORT = 1
    with pytest.raises(OSError):  # noqa: PT011 (any: whatever the system calls it)
        outbound.send_question(statement=statement, reminder=0, now=room.now)
    assert issubclass(smtplib.SMTPException, OSError)


def test_words_inside_a_statement_cannot_pass_for_ours() -> None:
    shown = compose.wrapped(compose.quoted("It asked:\n\nHOW TO ANSWER\nSend “yes” to us.") + "\n\nOur own words.")
    assert shown.splitlines() == ["| It asked:", "|", "| HOW TO ANSWER", "| Send “yes” to us.", "", "Our own words."]


def test_every_statement_has_links_of_its_own(room: MailRoom) -> None:
    first = room.settle()
    second = room.ask()
    subjects = {
        choice.subject for statement in (first, second) for choice in choices(statement=statement, witness=None)
    }
    assert len(subjects) == 2 * len(VERBS)

# SPDX-License-Identifier: Apache-2.0
"""The receipt: half of the record, in the organisation's own hands, with a proof that stands by itself."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick import verifier
from tallystick.apps.consultations.mail import outbound
from tallystick.apps.consultations.models import AnswerLink
from tallystick.apps.consultations.operations.answering import answer_by_link, raise_dispute
from tallystick.apps.consultations.operations.asking import new_link
from tallystick.apps.journal import keys
from tallystick.apps.journal.publish import publish
from tallystick.core.claims.verify import verify
from tallystick.core.errors import TallystickError, Unavailable
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, ReceiptSent
from tests.apps import cast
from tests.apps.consultations.mailroom import SENDER, MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "office@harbourtrust.example"


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _receipts(room: MailRoom) -> list[EmailMessage]:
    return [mail for mail in room.postbox.messages() if str(mail["Subject"]).startswith("Receipt")]


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def _bundle(message: EmailMessage) -> bytes:
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == "application/json"
    content = attachment.get_content()
    assert isinstance(content, bytes)
    return content


def test_the_bundle_of_a_receipt_proves_the_answer_and_no_altered_one_does(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE"), words="We were never asked."))
    room.work()
    (answer,) = room.facts(AnswerReceived)
    receipt = _receipts(room)[0]
    (attachment,) = receipt.iter_attachments()
    assert attachment.get_filename() == f"tallystick-entry-{answer.entry}.json"
    bundle = _bundle(receipt)
    verified = verify(bundle, vkey=keys.vkey(), now=room.now)
    (checked,) = verified.answers
    assert (checked.verb, checked.level, checked.domain) == ("DISPUTE", Level.DOMAIN, "harbourtrust.example")
    assert {recorded.fact.kind for recorded in verified.facts} == {
        "organisation.pinned",
        "engagement.claimed",
        "statement.fixed",
        "key.observed",
        "answer.received",
    }
    with pytest.raises(TallystickError):
        verify(bundle.replace(b"DISPUTE", b"CONFIRM"), vkey=keys.vkey(), now=room.now)


def test_a_receipt_says_what_was_recorded_at_which_level_and_who_could_have_faked_it(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "CORRECT"), words="It was a call, not a meeting."))
    room.work()
    (answer,) = room.facts(AnswerReceived)
    text = _text(_receipts(room)[0])
    for told in (
        "CORRECT",
        Level.DOMAIN.public_name,
        Level.DOMAIN.could_be_faked,
        "It was a call, not a meeting.",
        f"https://record.example/entries/{answer.entry}/",
        statement.reference,
        room.subject(statement, "DISPUTE"),
    ):
        assert told in text
    assert "does not count" not in text.partition("IF THIS IS NOT")[0]


def test_a_receipt_goes_to_the_contact_and_to_the_address_that_the_signature_proves(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    assert [str(mail["To"]) for mail in _receipts(room)] == [CONTACT, SENDER]
    recorded = [expect(fact.fact, ReceiptSent) for fact in room.facts(ReceiptSent)]
    assert [fact.recipient for fact in recorded] == [CONTACT, SENDER]
    assert {fact.answer_entry for fact in recorded} == {room.facts(AnswerReceived)[0].entry}


def test_a_contact_that_answers_itself_gets_one_receipt(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE"), sender="Office <Office@HarbourTrust.example>"))
    room.work()
    assert [str(mail["To"]) for mail in _receipts(room)] == [CONTACT]


def test_an_unproved_sender_gets_no_receipt(room: MailRoom) -> None:
    statement = room.settle()
    raw = room.mail(room.subject(statement, "CONFIRM"), domain="elsewhere.example", sender="eve@elsewhere.example")
    room.deliver(raw, sender="eve@elsewhere.example")
    room.work()
    (receipt,) = _receipts(room)
    assert receipt["To"] == CONTACT
    assert "a yes does not count as confirmed" in _text(receipt).partition("IF THIS IS NOT")[0]


def test_an_answer_by_link_gets_a_receipt_that_says_that_the_body_could_have_made_it(room: MailRoom) -> None:
    statement = room.settle()
    token = new_link(statement=statement)
    answer = answer_by_link(token=token, verb="CONFIRM", words="", now=room.now)
    room.work()
    (receipt,) = _receipts(room)
    assert "The body could have made this itself." in _text(receipt)
    verified = verify(_bundle(receipt), vkey=keys.vkey(), now=room.now)
    assert [checked.entry for checked in verified.answers] == [answer.entry]


def test_a_receipt_waits_until_the_entry_is_published(room: MailRoom) -> None:
    statement = room.settle()
    answer = answer_by_link(token=new_link(statement=statement), verb="DISPUTE", words="No.", now=room.now)
    with pytest.raises(Unavailable, match="not published yet"):
        outbound.send_receipt(answer, room.now)
    publish(now=room.now)
    outbound.send_receipt(answer, room.now)
    assert len(_receipts(room)) == 1


def test_a_receipt_is_sent_once_however_often_it_is_tried(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.postbox.refuse_mail = "451 4.3.0 later"
    room.work()
    assert not room.facts(ReceiptSent)
    room.postbox.refuse_mail = ""
    for _ in range(2):
        room.pass_time(hours=1)
        room.work()
    (answer,) = room.facts(AnswerReceived)
    outbound.send_receipt(answer, room.now)
    assert len(_receipts(room)) == len(room.facts(ReceiptSent)) == 2


def test_an_organisation_is_entitled_to_its_proof_before_the_project_is_public(room: MailRoom) -> None:
    statement = room.settle(published=False)
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    receipt = _receipts(room)[0]
    assert "not public yet" in _text(receipt)
    assert verify(_bundle(receipt), vkey=keys.vkey(), now=room.now).answers[0].verb == "DISPUTE"


def test_a_receipt_to_an_address_that_is_gone_is_given_up(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.postbox.refuse_recipient = "550 5.1.1 gone"
    room.work()
    room.postbox.refuse_recipient = ""
    room.pass_time(hours=10)
    room.work()
    assert not room.facts(ReceiptSent)


def test_an_organisation_is_told_of_a_dispute_in_its_name(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    link = AnswerLink.objects.get().token_sha256
    raise_dispute(engagement=room.engagement, words="It never happened.", contact="", now=room.now)
    room.work()
    told = room.postbox.messages()[-1]
    assert told["To"] == CONTACT
    assert "Somebody disputed" in str(told["Subject"])
    text = _text(told)
    assert "It never happened." in text
    assert room.subject(statement, "CONFIRM") in text
    assert AnswerLink.objects.get().token_sha256 == link, "strangers cannot make the organisation's link stop working"


def test_an_organisation_that_was_never_asked_is_told_of_the_page_about_it(room: MailRoom) -> None:
    room.settle()
    room.work()
    other = cast.engagement(by=room.by, project=room.project, organisation=room.organisation)
    raise_dispute(engagement=other, words="It never happened.", contact="", now=room.now)
    room.work()
    text = _text(room.postbox.messages()[-1])
    assert f"https://record.example/organisations/{room.organisation.slug}/" in text
    assert "mailto:" not in text


def test_nobody_can_flood_an_organisation_by_disputing_in_its_name(room: MailRoom) -> None:
    room.settle()
    room.work()
    for number in range(outbound.NOTICES_PER_DAY + 2):
        raise_dispute(engagement=room.engagement, words=f"Dispute {number}", contact="", now=room.now)
    room.work()
    assert len(room.postbox.mails) == 1 + outbound.NOTICES_PER_DAY
    for _ in range(12):
        room.pass_time(hours=6)
        room.work()
    told = [mail for mail in room.postbox.messages() if str(mail["Subject"]).startswith("Somebody")]
    assert len(told) == outbound.NOTICES_PER_DAY + 2


def test_a_receipt_leads_to_the_page_that_checks_its_proof_and_prints_the_sha256(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    receipt = _receipts(room)[0]
    html = receipt.get_body(("html",))
    assert html is not None
    for text in (_text(receipt), str(html.get_content())):
        assert "/verify.html" in text
        flat = text.replace("<br>", " ").replace("\n", " ")
        assert " ".join(verifier.sha256_in_groups()) in " ".join(flat.split())

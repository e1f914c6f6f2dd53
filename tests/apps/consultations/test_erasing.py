# SPDX-License-Identifier: Apache-2.0
"""With a field goes what else of ours holds its value: mails, files, addresses; and it is known who had received it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tallystick.apps.consultations.models import EvidenceFile, InboundMail, Organisation, OutboundMail
from tallystick.apps.consultations.operations.answering import answer_by_link, raise_dispute
from tallystick.apps.consultations.operations.asking import new_link
from tallystick.apps.consultations.operations.engagements import attach_evidence
from tallystick.apps.consultations.operations.erasing import Received, mails_erased, received_by
from tallystick.apps.consultations.queries import engagement_page, evidence_file
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.erase import erase
from tallystick.cli.fsck import run_fsck
from tallystick.cli.main import command_parser
from tallystick.cli.trace import trace
from tallystick.core.claims.verify import verify
from tallystick.core.facts.base import Fact, Recorded
from tallystick.core.facts.consultation import (
    AnswerReceived,
    AnswerUnclear,
    OrganisationPinned,
    ReceiptSent,
    RequestBounced,
    RequestSent,
)
from tests.apps.consultations.mailroom import MailRoom, open_mail_room
from tests.apps.staff import signed_in, text_of

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "office@harbourtrust.example"
SENDER = "director@harbourtrust.example"
WORDS = "We were never asked."


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _erase(room: MailRoom, recorded: Recorded, field: str) -> None:
    erase(
        entry=recorded.entry, field=field, basis="UK GDPR Article 17(1)(a)", by_role="operator", by=None, now=room.now
    )


def _only(room: MailRoom, kind: type[Fact]) -> Recorded:
    (found,) = room.facts(kind)
    return found


def _answered(room: MailRoom, verb: str = "DISPUTE") -> Recorded:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, verb), words=WORDS))
    room.work()
    room.work()
    return _only(room, AnswerReceived)


def _everything_holds() -> bool:
    return run_fsck(command_parser("fsck").parse_args(["fsck"])) == 0


@pytest.mark.parametrize("field", ["words", "header_view", "sender", "message_id"])
def test_with_any_part_of_an_answer_goes_its_mail_and_our_copies_of_its_receipts(room: MailRoom, field: str) -> None:
    answer = _answered(room)
    before = set(OutboundMail.objects.values_list("purpose", flat=True))
    assert before == {"request", f"receipt-{answer.entry}", f"receipt-{answer.entry}-b"}
    digest = InboundMail.objects.get().sha256
    _erase(room, answer, field)
    mail = InboundMail.objects.get()
    assert (bytes(mail.raw), mail.envelope_from, mail.sha256, mail.entry) == (b"", "", digest, answer.entry)
    assert (mail.message_id == "") is (field == "message_id")
    assert set(OutboundMail.objects.values_list("purpose", flat=True)) == {"request"}
    assert mails_erased() == {answer.entry}
    room.work()
    assert _everything_holds()
    assert "Its bytes were erased" in trace(entry=answer.entry)[0].what


def test_a_mail_that_is_delivered_again_after_its_erasure_is_still_known(room: MailRoom) -> None:
    statement = room.settle()
    raw = room.mail(room.subject(statement, "DISPUTE"), words=WORDS)
    room.deliver(raw)
    room.work()
    answer = _only(room, AnswerReceived)
    _erase(room, answer, "words")
    room.deliver(raw)
    room.work()
    assert len(room.facts(AnswerReceived)) == 1
    assert [mail.entry for mail in InboundMail.objects.all()] == [answer.entry, answer.entry]


def test_bytes_that_come_back_after_an_erasure_are_found(room: MailRoom, capsys: pytest.CaptureFixture[str]) -> None:
    answer = _answered(room)
    raw = InboundMail.objects.get().raw
    _erase(room, answer, "sender")
    room.work()
    InboundMail.objects.update(raw=raw)
    assert not _everything_holds()
    assert "its bytes are here, although an entry says that they were erased" in capsys.readouterr().out


def test_erasing_who_entered_something_leaves_every_mail_alone(room: MailRoom) -> None:
    answer = _answered(room)
    pinned = journal.recorded(entry=room.engagement.entry, private=True)
    _erase(room, pinned, "by")
    assert bytes(InboundMail.objects.get(entry=answer.entry).raw)
    assert mails_erased() == set()


def test_with_the_recipient_of_a_request_or_receipt_goes_our_copy_of_that_mail(room: MailRoom) -> None:
    answer = _answered(room)
    _erase(room, _only(room, RequestSent), "recipient")
    assert set(OutboundMail.objects.values_list("purpose", flat=True)) == {
        f"receipt-{answer.entry}",
        f"receipt-{answer.entry}-b",
    }
    first = room.facts(ReceiptSent)[0]
    _erase(room, first, "recipient")
    assert OutboundMail.objects.get().purpose == f"receipt-{answer.entry}-b"
    room.work()
    assert len(room.facts(ReceiptSent)) == 2, "nothing is sent again"


def test_with_the_address_of_an_organisation_go_our_copies_of_all_mails_to_it(room: MailRoom) -> None:
    answer = _answered(room)
    pinned = _only(room, OrganisationPinned)
    _erase(room, pinned, "contact")
    assert Organisation.objects.get().contact == ""
    assert [mail.purpose for mail in OutboundMail.objects.all()] == [f"receipt-{answer.entry}-b"], "to somebody else"


def test_with_an_absence_note_goes_its_mail(room: MailRoom) -> None:
    statement = room.settle()
    note = room.mail(f"Out of office: {statement.reference}", extra=[("Auto-Submitted", "auto-replied")])
    room.deliver(note)
    room.work()
    _erase(room, _only(room, AnswerUnclear), "sender")
    assert bytes(InboundMail.objects.get().raw) == b""


def test_with_what_a_mail_server_reported_goes_its_report(room: MailRoom) -> None:
    room.settle()
    room.postbox.refuse_recipient = "550 5.1.1 director@harbourtrust.example is unknown"
    room.work()
    bounced = _only(room, RequestBounced)
    assert "director@" in getattr(bounced.fact, "diagnostic")  # noqa: B009 (a field that may be withheld)
    InboundMail.objects.create(raw=b"x", sha256="0" * 64, received_at=room.now, entry=bounced.entry)
    _erase(room, bounced, "diagnostic")
    assert bytes(InboundMail.objects.get().raw) == b""


def test_with_the_words_of_a_dispute_goes_our_copy_of_the_notice(room: MailRoom) -> None:
    room.settle()
    dispute = raise_dispute(engagement=room.engagement, words=WORDS, contact="ada@charity.example", now=room.now)
    room.work()
    assert received_by(recorded=dispute) == [
        Received(who=CONTACT, how="mail that tells the organisation of the dispute", when=room.now)
    ]
    _erase(room, dispute, "words")
    assert not OutboundMail.objects.filter(purpose__startswith="dispute-").exists()
    assert received_by(recorded=dispute) == []


def test_a_dispute_that_is_erased_before_the_notice_goes_out_is_told_without_its_words(room: MailRoom) -> None:
    room.settle()
    dispute = raise_dispute(engagement=room.engagement, words=WORDS, contact="", now=room.now)
    _erase(room, dispute, "words")
    room.work()
    notice = room.postbox.messages()[-1]
    body = notice.get_body(("plain",))
    assert body is not None
    assert "These words were erased before we could send this." in body.get_content()
    assert WORDS not in notice.as_string()


def test_a_receipt_that_goes_out_after_an_erasure_carries_a_proof_that_holds(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "CONFIRM"), words=WORDS))
    room.postbox.refuse_mail = "451 4.3.0 later"
    room.work()
    answer = _only(room, AnswerReceived)
    _erase(room, answer, "header_view")
    _erase(room, answer, "words")
    room.postbox.refuse_mail = ""
    room.pass_time(hours=1)
    room.work()
    room.pass_time(hours=1)
    room.work()
    receipt = room.postbox.messages()[-1]
    (attachment,) = receipt.iter_attachments()
    verified = verify(attachment.get_content(), vkey=None, now=room.now)
    assert verified.answers[0].erased is not None
    assert WORDS not in receipt.as_string()


def test_a_file_goes_with_its_fingerprint_unless_it_is_attached_elsewhere(room: MailRoom) -> None:
    room.settle()
    made = [
        attach_evidence(
            by=room.by, project=room.project, engagement=room.engagement, name=name, content=content, now=room.now
        )
        for name, content in (("a.txt", b"We met."), ("b.txt", b"We met."), ("c.txt", b"No, we."))
    ]
    _erase(room, made[0], "sha256")
    assert EvidenceFile.objects.count() == 2
    assert evidence_file(engagement=room.engagement, entry=made[0].entry) is None
    assert evidence_file(engagement=room.engagement, entry=made[1].entry) == ("b.txt", b"We met.")
    _erase(room, made[1], "sha256")
    assert [file.name for file in EvidenceFile.objects.all()] == ["c.txt"]
    _erase(room, made[2], "file_name")
    assert evidence_file(engagement=room.engagement, entry=made[2].entry) == ("", b"No, we.")
    _erase(room, made[0], "file_name")


def test_the_staff_page_shows_what_was_erased(room: MailRoom) -> None:
    answer = _answered(room)
    file = attach_evidence(
        by=room.by, project=room.project, engagement=room.engagement, name="note.txt", content=b"We met.", now=room.now
    )
    client, page = signed_in(room.by), f"/staff/engagements/{room.engagement.id}/"
    download = reverse("consultations:download", args=[room.engagement.id, file.entry])
    assert "note.txt (7" in text_of(client.get(page))
    for recorded, field in ((file, "file_name"), (answer, "words")):
        _erase(room, recorded, field)
    shown = text_of(client.get(page))
    assert "note.txt" not in shown
    assert "A file whose name was erased (7" in shown
    assert "A field was erased" in shown
    assert WORDS not in shown
    assert client.get(download).content == b"We met."
    _erase(room, file, "sha256")
    assert download not in client.get(page).content.decode()
    assert client.get(download).status_code == 404
    (attached,) = engagement_page(engagement=room.engagement, project=room.project).files
    assert (attached.name, attached.erased) == ("", True)


def test_who_received_an_answer_is_known_from_its_receipts_and_the_witness(room: MailRoom) -> None:
    answer = _answered(room)
    first, second = room.facts(ReceiptSent)
    witness = Received(
        who="witness@oversight.example", how="the witness: a copy of the mail, unless its sender took the address out"
    )
    assert received_by(recorded=answer) == [
        Received(who=CONTACT, how=f"receipt with proof, entry {first.entry}", when=first.time),
        Received(who=SENDER, how=f"receipt with proof, entry {second.entry}", when=second.time),
        witness,
    ]
    _erase(room, second, "recipient")
    assert received_by(recorded=answer)[1].who == "an address that was erased itself"
    assert received_by(recorded=first) == []


def test_of_two_answers_each_has_its_own_receipts(room: MailRoom) -> None:
    _answered(room)
    room.deliver(room.mail(room.subject(room.ask(), "CORRECT"), words=WORDS))
    room.work()
    room.work()
    receipts = room.facts(ReceiptSent)
    assert len(receipts) == 4
    for answer, own in zip(room.facts(AnswerReceived), (receipts[:2], receipts[2:]), strict=True):
        assert [one.when for one in received_by(recorded=answer)][:2] == [one.time for one in own]
        assert next(one.how for one in received_by(recorded=answer)) == f"receipt with proof, entry {own[0].entry}"


def test_of_an_answer_by_link_no_witness_had_a_copy(room: MailRoom) -> None:
    statement = room.settle()
    answer = answer_by_link(token=new_link(statement=statement), verb="CORRECT", words=WORDS, now=room.now)
    assert received_by(recorded=answer) == []


def test_the_page_of_an_answer_by_link_says_that_its_words_were_erased(room: MailRoom, client: Client) -> None:
    statement = room.settle()
    answer = answer_by_link(token=new_link(statement=statement), verb="CORRECT", words=WORDS, now=room.now)
    page = f"/answer/done/{signing.dumps(answer.entry, salt='tallystick.answer-by-link')}/"
    assert WORDS in client.get(page).content.decode()
    _erase(room, answer, "words")
    shown = client.get(page).content.decode()
    assert WORDS not in shown
    assert "Erased." in shown
    assert "None given" not in shown


def test_the_page_of_a_dispute_says_that_its_words_were_erased(room: MailRoom, client: Client) -> None:
    room.settle()
    dispute = raise_dispute(engagement=room.engagement, words=WORDS, contact="", now=room.now)
    page = reverse("consultations:disputed", args=[room.engagement.id, dispute.entry])
    assert WORDS in client.get(page).content.decode()
    _erase(room, dispute, "words")
    shown = text_of(client.get(page))
    assert "In your wordsErased." in shown
    assert WORDS not in shown


def test_without_a_witness_none_is_named(room: MailRoom, settings: Settings) -> None:
    settings.WITNESS_ADDRESS = ""
    answer = _answered(room)
    assert {one.how.split(",")[0] for one in received_by(recorded=answer)} == {"receipt with proof"}

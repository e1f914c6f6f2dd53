# SPDX-License-Identifier: Apache-2.0
"""What is no answer is shown as that, asked about again where that can help, and never feeds a loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail import inbound
from tallystick.apps.consultations.mail.addresses import bounce_address
from tallystick.apps.consultations.models import InboundMail, OutboundMail
from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.core.facts.base import REGISTER, expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear
from tests.apps.consultations.mailroom import ANSWERS, MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _unclear(room: MailRoom) -> list[AnswerUnclear]:
    return [expect(recorded.fact, AnswerUnclear) for recorded in room.facts(AnswerUnclear)]


def _asked_again(room: MailRoom) -> int:
    return sum(str(mail["Subject"]).startswith("We could not read") for mail in room.postbox.messages())


@pytest.mark.parametrize(
    ("reason", "extra"),
    [
        ("out-of-office", [("Auto-Submitted", "auto-replied")]),
        ("out-of-office", [("Precedence", "auto_reply")]),
        ("list-mail", [("List-Id", "<trustees.harbourtrust.example>")]),
        ("bulk-mail", [("Precedence", "bulk")]),
    ],
)
def test_automatic_mail_with_a_perfect_subject_is_no_answer_and_is_not_replied_to(
    room: MailRoom, reason: str, extra: list[tuple[str, str]]
) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "CONFIRM"), extra=extra))
    room.work()
    (unclear,) = _unclear(room)
    assert (unclear.reason, unclear.statement, unclear.asked_again) == (reason, statement.reference, False)
    assert not room.facts(AnswerReceived)
    assert _asked_again(room) == 0


def test_an_absence_note_with_an_empty_envelope_sender_is_an_absence_note(room: MailRoom) -> None:
    statement = room.settle()
    raw = room.mail(f"Out of office ({statement.reference})", extra=[("Auto-Submitted", "auto-replied")])
    room.deliver(raw, sender="")
    room.work()
    assert [(unclear.reason, unclear.asked_again) for unclear in _unclear(room)] == [("out-of-office", False)]


def test_mail_with_an_empty_envelope_sender_is_written_by_no_person(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")), sender="")
    room.work()
    assert [(unclear.reason, unclear.asked_again) for unclear in _unclear(room)] == [("delivery-report", False)]


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Is this right? What Northshire Police says about Harbour Trust ({reference})",
        "CONFIRM {reference}",
        "Confirm {reference} ABCDEFGHIJKLMNOPQRSTUVWX23",
        "CONFIRM or DISPUTE {reference}",
        "Fwd: {confirm}",
        "{confirm} thanks",
        "{confirm} {dispute}",
    ],
)
def test_an_unclear_subject_is_asked_about_again(room: MailRoom, subject: str) -> None:
    statement = room.settle()
    confirm, dispute = room.subject(statement, "CONFIRM"), room.subject(statement, "DISPUTE")
    room.deliver(
        room.mail(subject.format(reference=statement.reference, confirm=confirm, dispute=dispute), words="Yes!")
    )
    room.work()
    (unclear,) = _unclear(room)
    assert (unclear.reason, unclear.statement, unclear.asked_again) == ("unclear-subject", statement.reference, True)
    assert not room.facts(AnswerReceived)
    room.work()
    (again,) = [mail for mail in room.postbox.messages() if "could not read" in str(mail["Subject"])]
    assert again["To"] == "office@harbourtrust.example"
    text = again.get_body(("plain",)).get_content()
    assert all(room.subject(statement, verb) in text for verb in ("CONFIRM", "CORRECT", "DISPUTE"))
    assert unclear.explanation in " ".join(text.split())


def test_two_subjects_are_unclear_even_where_both_are_the_same(room: MailRoom) -> None:
    statement = room.settle()
    subject = room.subject(statement, "CONFIRM")
    room.deliver(f"Subject: {subject}\r\n".encode() + room.mail(subject))
    room.work()
    assert [unclear.reason for unclear in _unclear(room)] == ["unclear-subject"]


def test_a_second_empty_subject_makes_the_first_unclear(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(b"Subject:\r\n" + room.mail(room.subject(statement, "CONFIRM")))
    room.work()
    assert [unclear.reason for unclear in _unclear(room)] == ["unclear-subject"]


def test_a_made_up_code_in_a_body_names_no_statement(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail("Hello", words=f"DISPUTE {statement.reference} ABCDEFGHIJKLMNOPQRSTUVWX23"))
    room.work()
    assert not _unclear(room)


def test_an_unreadable_mail_that_came_back_to_us_is_about_the_statement_of_that_address(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(b"no field\r\n\r\nNo such user\r\n", to=bounce_address(reference=statement.reference), sender="")
    room.work()
    assert [(unclear.reason, unclear.statement) for unclear in _unclear(room)] == [("unreadable", statement.reference)]


def test_a_code_that_is_only_quoted_in_the_body_does_not_count(room: MailRoom) -> None:
    statement = room.settle()
    quoted = f"> {room.subject(statement, 'CONFIRM')}\r\n> {room.subject(statement, 'DISPUTE')}\r\n"
    room.deliver(room.mail("Your question", words=f"Yes.\r\n{quoted}"))
    room.work()
    (unclear,) = _unclear(room)
    assert (unclear.reason, unclear.statement) == ("unclear-subject", statement.reference)
    assert not room.facts(AnswerReceived)


def test_a_plain_reply_to_our_request_is_known_by_the_message_id_it_answers(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    (request,) = room.postbox.messages()
    room.deliver(room.mail("Hello", extra=[("In-Reply-To", str(request["Message-ID"]))]))
    room.work()
    assert [unclear.statement for unclear in _unclear(room)] == [statement.reference]


def test_the_code_of_another_statement_does_not_count(room: MailRoom) -> None:
    one = room.settle()
    other = room.ask()
    subject = room.subject(one, "CONFIRM").replace(one.reference, other.reference)
    room.deliver(room.mail(subject))
    room.work()
    assert [(unclear.reason, unclear.statement) for unclear in _unclear(room)] == [("other-statement", other.reference)]
    assert not room.facts(AnswerReceived)


def test_the_code_of_another_answer_does_not_count(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE").replace("DISPUTE", "CONFIRM")))
    room.work()
    assert [unclear.reason for unclear in _unclear(room)] == ["other-statement"]


def test_an_answer_to_a_statement_that_nobody_made_is_recorded_without_one(room: MailRoom) -> None:
    room.settle()
    room.deliver(room.mail("DISPUTE TS-999999 ABCDEFGHIJKLMNOPQRSTUVWX23"))
    room.work()
    (recorded,) = room.facts(AnswerUnclear)
    fact = expect(recorded.fact, AnswerUnclear)
    assert (recorded.project, fact.statement, fact.reason) == (REGISTER, None, "unknown-reference")
    assert fact.asked_again is False


def test_mail_about_nothing_of_ours_leaves_no_trace_in_the_record(room: MailRoom) -> None:
    room.settle()
    room.deliver(room.mail("Cheap watches"))
    assert room.work() == 1
    assert not _unclear(room)
    row = InboundMail.objects.get()
    assert (row.entry, row.read_at) == (None, room.now)


def test_an_unreadable_mail_about_a_statement_is_shown_as_that(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(b"Subject: " + room.subject(statement, "CONFIRM").encode() + b"\r\nno field\r\n\r\nYes\r\n")
    room.work()
    (unclear,) = _unclear(room)
    assert (unclear.reason, unclear.statement, unclear.asked_again) == ("unreadable", statement.reference, True)


def test_an_unreadable_mail_about_nothing_leaves_no_trace(room: MailRoom) -> None:
    room.settle()
    room.deliver(b"no field\r\n\r\nBuy!\r\n")
    assert room.work() == 1
    assert not _unclear(room)


def test_nobody_is_asked_again_more_than_three_times(room: MailRoom) -> None:
    statement = room.settle()
    for number in range(5):
        room.deliver(room.mail(f"Hello {statement.reference} {number}"))
        room.pass_time(minutes=1)
    room.work()
    assert [unclear.asked_again for unclear in _unclear(room)] == [True, True, True, False, False]
    room.work()
    assert _asked_again(room) == inbound.MOST_TIMES_ASKED_AGAIN


def test_whoever_writes_at_random_cannot_fill_the_record(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbound, "MOST_UNCLEAR", 2)
    monkeypatch.setattr(inbound, "MOST_UNCLEAR_ABOUT_NOTHING", 1)
    statement = room.settle()
    for number in range(4):
        room.deliver(room.mail(f"{statement.reference} {number}"))
        room.deliver(room.mail("CONFIRM TS-999999"))
    assert room.work() == 8
    assert sorted(unclear.statement or "" for unclear in _unclear(room)) == [
        "",
        statement.reference,
        statement.reference,
    ]
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    assert len(room.facts(AnswerReceived)) == 1


def test_asking_again_goes_to_the_contact_and_never_to_whoever_wrote(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(
        room.mail(f"Hello {statement.reference}", sender="spy@elsewhere.example", domain="elsewhere.example"),
        sender="spy@elsewhere.example",
    )
    room.work()
    room.work()
    assert {mail.recipient for mail in OutboundMail.objects.all()} == {"office@harbourtrust.example"}
    assert all("elsewhere.example" not in recipient for _, to, _ in room.postbox.mails for recipient in to)


def test_our_own_mails_say_that_they_are_automatic_and_so_are_never_answers(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    (request,) = room.postbox.mails
    room.deliver(request[2], to=ANSWERS)
    room.work()
    (unclear,) = _unclear(room)
    assert (unclear.reason, unclear.statement, unclear.asked_again) == ("out-of-office", statement.reference, False)


def test_what_is_unclear_after_an_answer_changes_nothing_and_the_mail_says_so(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    room.deliver(room.mail(f"Thank you ({statement.reference})"))
    room.work()
    again = next(mail for mail in room.postbox.messages() if "could not read" in str(mail["Subject"]))
    assert "answer that is on record stays as it is" in " ".join(again.get_body(("plain",)).get_content().split())
    assert len(room.facts(AnswerReceived)) == 1


def test_nothing_is_asked_again_of_an_organisation_without_an_address(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    room.organisation.contact = ""
    room.organisation.save(update_fields=["contact"])
    room.deliver(room.mail(f"Hello {statement.reference}"))
    raise_dispute(engagement=room.engagement, words="It never happened.", contact="", now=room.now)
    room.work()
    assert len(room.postbox.mails) == 1

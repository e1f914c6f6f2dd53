# SPDX-License-Identifier: Apache-2.0
"""A request that did not arrive reads "never reached", and only a report to an address of ours can say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail import addresses, outbound
from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.journal import queries as journal
from tallystick.core.claims.consultation import engagement_standing
from tallystick.core.claims.standing import State
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear, RequestBounced, RequestSent
from tests.apps.consultations.mailroom import MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _report(*, action: str = "failed", status: str = "5.1.1", to: str = "office@harbourtrust.example") -> bytes:
    lines = [
        "From: MAILER-DAEMON@mx.harbourtrust.example",
        "To: bounces@record.example",
        "Subject: Undelivered Mail Returned to Sender",
        "Date: Mon, 02 Mar 2026 09:31:00 +0000",
        "Message-ID: <report.1@mx.harbourtrust.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
        "",
        "--b1",
        "Content-Type: text/plain",
        "",
        "It did not arrive.",
        "--b1",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.harbourtrust.example",
        "",
        f"Final-Recipient: rfc822; {to}",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; 550 no such user {to}",
        "",
        "--b1--",
        "",
    ]
    return "\r\n".join(lines).encode()


def _bounces(room: MailRoom) -> list[RequestBounced]:
    return [expect(recorded.fact, RequestBounced) for recorded in room.facts(RequestBounced)]


def _state(room: MailRoom) -> State:
    facts = journal.facts(project=room.project.id)
    return engagement_standing(engagement=room.engagement.id, facts=facts, starts_on=room.project.starts_on).state


def test_a_bounce_of_the_request_reads_never_reached(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    ((envelope_from, _, _),) = room.postbox.mails
    room.deliver(_report(), to=envelope_from, sender="")
    room.work()
    (bounce,) = _bounces(room)
    assert (bounce.statement, bounce.status) == (statement.reference, "5.1.1")
    assert (bounce.reporting_server, bounce.diagnostic) == (
        "mx.harbourtrust.example",
        "550 no such user office@harbourtrust.example",
    )
    assert _state(room) is State.NEVER_REACHED


def test_a_final_failure_after_days_of_trying_is_a_bounce_too(room: MailRoom) -> None:
    statement = room.settle()
    address = addresses.bounce_address(reference=statement.reference)
    room.deliver(_report(status="4.4.7"), to=address, sender="")
    room.work()
    assert [bounce.status for bounce in _bounces(room)] == ["4.4.7"]


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0")])
def test_a_report_that_names_no_failure_leaves_no_trace(room: MailRoom, action: str, status: str) -> None:
    statement = room.settle()
    address = addresses.bounce_address(reference=statement.reference)
    room.deliver(_report(action=action, status=status), to=address, sender="")
    assert room.work() == 1
    assert not _bounces(room)
    assert InboundMail.objects.get().entry is None


def test_a_report_that_cannot_be_read_is_unclear_and_not_a_bounce(room: MailRoom) -> None:
    statement = room.settle()
    address = addresses.bounce_address(reference=statement.reference)
    room.deliver(_report().replace(b"Status: 5.1.1", b"Status: dunno"), to=address, sender="")
    room.work()
    (recorded,) = room.facts(AnswerUnclear)
    fact = expect(recorded.fact, AnswerUnclear)
    assert (fact.reason, fact.statement, fact.asked_again) == ("delivery-report", statement.reference, False)
    assert not _bounces(room)


def test_a_report_to_the_answer_address_is_no_bounce(room: MailRoom) -> None:
    room.settle()
    room.deliver(_report(), sender="")
    room.work()
    assert not _bounces(room)


def test_a_bounced_receipt_does_not_read_never_reached(room: MailRoom) -> None:
    statement = room.settle()
    address = addresses.bounce_address(reference=statement.reference, receipt=True)
    room.deliver(_report(), to=address, sender="")
    assert room.work() == 1
    assert not _bounces(room)


def test_an_absence_note_to_the_bounce_address_is_about_the_statement(room: MailRoom) -> None:
    statement = room.settle()
    note = room.mail("I am away", extra=[("Auto-Submitted", "auto-replied")])
    room.deliver(note, to=addresses.bounce_address(reference=statement.reference), sender="")
    room.work()
    (recorded,) = room.facts(AnswerUnclear)
    fact = expect(recorded.fact, AnswerUnclear)
    assert (fact.reason, fact.statement) == ("out-of-office", statement.reference)


def test_an_absence_note_in_reply_to_a_receipt_leaves_no_trace(room: MailRoom) -> None:
    statement = room.settle()
    note = room.mail("I am away", extra=[("Auto-Submitted", "auto-replied")])
    room.deliver(note, to=addresses.bounce_address(reference=statement.reference, receipt=True), sender="")
    assert room.work() == 1
    assert not room.facts(AnswerUnclear)


def test_a_person_who_answers_to_the_bounce_address_is_heard(room: MailRoom) -> None:
    statement = room.settle()
    address = addresses.bounce_address(reference=statement.reference)
    room.deliver(room.mail(room.subject(statement, "DISPUTE")), to=address)
    room.work()
    assert len(room.facts(AnswerReceived)) == 1


def test_a_mail_server_that_knows_at_once_that_nobody_is_there_reads_never_reached(room: MailRoom) -> None:
    room.settle()
    room.postbox.refuse_recipient = "550 5.1.1 no such user"
    for _ in range(2):
        room.work()
        room.pass_time(hours=1)
    assert [(bounce.status, bounce.diagnostic) for bounce in _bounces(room)] == [("5.1.1", "550 5.1.1 no such user")]
    assert not room.facts(RequestSent)
    assert _state(room) is State.NEVER_REACHED


def test_a_refusal_is_recorded_once_also_where_the_outbox_runs_twice(room: MailRoom) -> None:
    statement = room.settle()
    room.postbox.refuse_recipient = "550 5.1.1 no such user"
    for _ in range(2):
        outbound.send_question(statement=statement, reminder=0, now=room.now)
    assert len(_bounces(room)) == 1


@pytest.mark.parametrize("refusal", ["554 5.7.1 relay access denied", "450 4.2.0 greylisted", "550 go away"])
def test_a_refusal_that_may_be_our_own_fault_is_tried_again(room: MailRoom, refusal: str) -> None:
    room.settle()
    room.postbox.refuse_recipient = refusal
    room.work()
    assert not _bounces(room)
    room.postbox.refuse_recipient = ""
    room.pass_time(hours=1)
    room.work()
    assert len(room.facts(RequestSent)) == 1

# SPDX-License-Identifier: Apache-2.0
"""A mail arrives over LMTP and becomes an answer at the level that its evidence reaches, and no higher."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.models import InboundMail
from tallystick.core.evidence.header_view import HeaderView, verify_header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear, KeyObserved
from tests.apps.consultations.mailroom import DOMAIN, KEY, SENDER, MailRoom, open_mail_room
from tests.signer import compose_mail, key_record, sign_like_gmail, sign_like_m365

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _answers(room: MailRoom) -> list[AnswerReceived]:
    return [expect(recorded.fact, AnswerReceived) for recorded in room.facts(AnswerReceived)]


@pytest.mark.parametrize("verb", ["CONFIRM", "CORRECT", "DISPUTE"])
def test_a_signed_answer_is_countersigned_by_the_domain(room: MailRoom, verb: str) -> None:
    statement = room.settle()
    raw = room.mail(room.subject(statement, verb), words="Nobody of ours was there.")
    room.deliver(raw)
    assert room.work() == 1
    (answer,) = _answers(room)
    assert (answer.verb, answer.level, answer.channel) == (verb, Level.DOMAIN.value, "mail")
    assert (answer.words, answer.sender) == ("Nobody of ours was there.", SENDER)
    assert (answer.received_at, answer.claimed_at) == ("2026-03-02T09:30:00Z", "2026-03-02T09:30:00Z")
    assert bytes(InboundMail.objects.get().raw) == raw


def test_the_key_that_was_seen_is_a_fact_and_the_header_can_be_checked_with_it(room: MailRoom) -> None:
    statement = room.settle()
    room.zone[f"s1._domainkey.{DOMAIN}"] = {"CNAME": "s1.keys.mailhost.example"}
    room.zone["s1.keys.mailhost.example"] = {"TXT": [key_record(KEY)]}
    room.write_zone()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.work()
    (answer,) = _answers(room)
    (seen,) = room.facts(KeyObserved)
    key = expect(seen.fact, KeyObserved)
    assert answer.key_entry == seen.entry
    assert key.records == (key_record(KEY),)
    assert (key.owner_name, key.aliases) == (f"s1._domainkey.{DOMAIN}", ("s1.keys.mailhost.example",))
    assert key.resolvers == ("file zone.json (not the DNS)",)
    assert (key.authenticated, key.observed_at) == (False, "2026-03-02T09:30:00Z")
    view = HeaderView.from_json(answer.header_view or "")
    assert view.key_record == key.records[0]
    shown = verify_header_view(view, received=room.now, pinned_domain=DOMAIN)
    assert (shown.verb, shown.level) == ("DISPUTE", Level.DOMAIN)


@pytest.mark.parametrize("sign", [sign_like_gmail, sign_like_m365])
def test_the_signatures_of_the_big_providers_count(room: MailRoom, sign: object) -> None:
    assert callable(sign)
    statement = room.settle()
    room.now = dt.datetime(2026, 11, 2, 9, 30, 20, tzinfo=dt.UTC)  # the signer's own time
    for selector in ("selector1", "20230601"):
        room.zone[f"{selector}._domainkey.{DOMAIN}"] = {"TXT": [key_record("rsa-2048")]}
    room.write_zone()
    room.deliver(sign(compose_mail(subject=room.subject(statement, "CONFIRM"), sender=SENDER)))
    room.work()
    assert [answer.level for answer in _answers(room)] == [Level.DOMAIN.value]


def test_an_unsigned_answer_is_recorded_as_what_anybody_with_the_request_could_send(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(compose_mail(subject=room.subject(statement, "DISPUTE"), sender=SENDER))
    room.work()
    (answer,) = _answers(room)
    assert (answer.verb, answer.level, answer.header_view, answer.key_entry) == ("DISPUTE", "link", None, None)
    assert any("no DKIM signature" in problem for problem in answer.problems)


def test_a_signature_of_another_domain_does_not_count_for_the_organisation(room: MailRoom) -> None:
    statement = room.settle()
    room.zone["s1._domainkey.northshire.example"] = {"TXT": [key_record(KEY)]}
    room.write_zone()
    raw = room.mail(room.subject(statement, "CONFIRM"), domain="northshire.example", sender=SENDER)
    room.deliver(raw)
    room.work()
    assert [answer.level for answer in _answers(room)] == [Level.LINK.value]


def test_a_key_that_is_not_in_the_dns_proves_nothing(room: MailRoom) -> None:
    statement = room.settle()
    room.zone.clear()
    room.write_zone()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    room.work()
    (answer,) = _answers(room)
    assert (answer.level, answer.key_entry) == ("link", None)
    assert any("No key record" in problem for problem in answer.problems)


def test_the_signed_header_of_an_answer_too_long_to_be_shown_counts_as_what_anybody_could_send(room: MailRoom) -> None:
    statement = room.settle()
    crowd = ",\r\n ".join(f"person{number}@harbourtrust.example" for number in range(1000))
    room.deliver(room.mail(room.subject(statement, "CONFIRM"), to=crowd))
    room.work()
    (answer,) = _answers(room)
    assert (answer.level, answer.header_view) == ("link", None)
    assert any("too long to be shown" in problem for problem in answer.problems)


def test_an_answer_changed_on_the_way_counts_as_what_anybody_could_send(room: MailRoom) -> None:
    statement = room.settle()
    confirm, dispute = room.subject(statement, "CONFIRM"), room.subject(statement, "DISPUTE")
    room.deliver(room.mail(dispute).replace(dispute.encode(), confirm.encode()))
    room.work()
    assert [(answer.verb, answer.level) for answer in _answers(room)] == [("CONFIRM", "link")]


def test_a_malformed_signature_or_a_missing_message_id_proves_nothing(room: MailRoom) -> None:
    statement = room.settle()
    subject = room.subject(statement, "CONFIRM")
    room.deliver(b"DKIM-Signature: v=1; nonsense\r\n" + compose_mail(subject=subject, sender=SENDER, date=room.now))
    room.deliver(f"From: {SENDER}\r\nSubject: {subject}\r\n\r\nYes\r\n".encode())
    room.work()
    assert [(answer.level, answer.message_id) for answer in _answers(room)] == [
        ("link", "<one.2026@mail.harbourtrust.example>"),
        ("link", None),
    ]


def test_an_answer_to_an_older_wording_stays_with_the_older_wording(room: MailRoom) -> None:
    older = room.settle()
    newer = room.ask()
    room.deliver(room.mail(room.subject(older, "CONFIRM")))
    room.work()
    assert [answer.statement for answer in _answers(room)] == [older.reference]
    assert newer.reference != older.reference


def test_an_organisation_may_change_its_answer_and_both_are_kept(room: MailRoom) -> None:
    statement = room.settle()
    for verb in ("CONFIRM", "DISPUTE"):
        room.deliver(room.mail(room.subject(statement, verb)))
        room.pass_time(minutes=5)
    assert room.work() == 2
    assert [answer.verb for answer in _answers(room)] == ["CONFIRM", "DISPUTE"]


def test_a_mail_delivered_twice_is_one_answer(room: MailRoom) -> None:
    statement = room.settle()
    raw = room.mail(room.subject(statement, "DISPUTE"))
    room.deliver(raw)
    room.work()
    room.deliver(raw)
    room.deliver(b"Received: from mx2.example by mx.example; Mon, 02 Mar 2026 10:00:00 +0000\r\n" + raw)
    assert room.work() == 2
    assert len(_answers(room)) == 1
    assert not room.facts(AnswerUnclear)
    entries = set(InboundMail.objects.values_list("entry", flat=True))
    assert entries == {room.facts(AnswerReceived)[0].entry}


def test_a_message_id_used_again_for_another_answer_is_unclear(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE"), message_id=f"<same@{DOMAIN}>"))
    room.work()
    room.deliver(room.mail(room.subject(statement, "CONFIRM"), message_id=f"<same@{DOMAIN}>"))
    room.work()
    assert [answer.verb for answer in _answers(room)] == ["DISPUTE"]
    (unclear,) = room.facts(AnswerUnclear)
    assert expect(unclear.fact, AnswerUnclear).reason == "repeated-message"


def test_nobody_can_get_ahead_of_a_signed_dispute_by_using_up_its_message_id(room: MailRoom) -> None:
    statement = room.settle()
    dispute = room.mail(room.subject(statement, "DISPUTE"), message_id=f"<same@{DOMAIN}>")
    forged = compose_mail(
        subject=room.subject(statement, "CONFIRM"), sender=SENDER, message_id=f"<same@{DOMAIN}>", date=room.now
    )
    room.deliver(forged + dispute)
    room.deliver(dispute)
    room.work()
    assert [(answer.verb, answer.level) for answer in _answers(room)] == [("CONFIRM", "link"), ("DISPUTE", "domain")]

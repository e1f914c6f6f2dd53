# SPDX-License-Identifier: Apache-2.0
"""The key is asked for when the mail is read: a DNS that is down costs time, never the answer."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.consultations.mail.zone import ZoneFile
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, KeyObserved
from tests.apps.consultations.mailroom import DOMAIN, MailRoom, open_mail_room
from tests.signer import key_record

pytestmark = pytest.mark.django_db(transaction=True)
_OWNER = f"s1._domainkey.{DOMAIN}"


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _levels(room: MailRoom) -> list[str]:
    return [expect(recorded.fact, AnswerReceived).level for recorded in room.facts(AnswerReceived)]


def test_a_mail_waits_while_the_dns_is_down_and_is_read_when_it_is_back(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    resolver = room.resolver()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    assert room.work(resolver=resolver) == 0
    assert room.waiting() == 1
    room.write_zone()
    room.pass_time(seconds=10)
    assert room.work(resolver=resolver) == 0, "it is not asked again at once"
    room.pass_time(seconds=30)
    assert room.work(resolver=resolver) == 1
    assert _levels(room) == ["domain"]


def test_a_mail_that_waits_does_not_hold_up_the_others(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    room.deliver(room.mail("Cheap watches"))
    assert room.work() == 1
    assert room.waiting() == 1


def test_after_a_day_without_dns_the_answer_is_taken_without_its_key(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    room.pass_time(hours=23)
    assert room.work() == 0
    room.pass_time(hours=1)
    assert room.work() == 1
    (answer,) = (expect(recorded.fact, AnswerReceived) for recorded in room.facts(AnswerReceived))
    assert (answer.level, answer.key_entry) == ("link", None)
    assert any("gave no answer" in problem for problem in answer.problems)


def test_it_is_judged_at_the_time_of_receipt_and_not_when_the_dns_came_back(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    arrived = room.now
    room.pass_time(hours=5)
    room.write_zone()
    room.work()
    (answer,) = (expect(recorded.fact, AnswerReceived) for recorded in room.facts(AnswerReceived))
    (key,) = (expect(recorded.fact, KeyObserved) for recorded in room.facts(KeyObserved))
    assert dt.datetime.fromisoformat(answer.received_at) == arrived
    assert dt.datetime.fromisoformat(key.observed_at) == room.now


def test_resolvers_that_disagree_give_no_key(room: MailRoom, tmp_path: Path) -> None:
    statement = room.settle()
    other = tmp_path / "other.json"
    other.write_text(json.dumps({_OWNER: {"TXT": [key_record("ed25519/body")]}}))
    resolver = KeyResolver(sources=[ZoneFile(path=tmp_path / "zone.json"), ZoneFile(path=other)])
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    room.work(resolver=resolver)
    (answer,) = (expect(recorded.fact, AnswerReceived) for recorded in room.facts(AnswerReceived))
    assert (answer.level, answer.key_entry) == ("link", None)
    assert any("do not agree on the key" in problem for problem in answer.problems)


def test_two_records_for_one_key_are_no_key_but_are_recorded_as_seen(room: MailRoom) -> None:
    statement = room.settle()
    room.zone[_OWNER] = {"TXT": [key_record("ed25519"), key_record("ed25519/body")]}
    room.write_zone()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    room.work()
    assert _levels(room) == ["link"]
    (key,) = (expect(recorded.fact, KeyObserved) for recorded in room.facts(KeyObserved))
    assert len(key.records) == 2


def test_no_key_is_looked_up_for_mail_that_is_no_answer(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    room.deliver(room.mail(f"Hello {statement.reference}"))
    room.deliver(room.mail("CONFIRM TS-999999 ABCDEFGHIJKLMNOPQRSTUVWX23"))
    assert room.work() == 2

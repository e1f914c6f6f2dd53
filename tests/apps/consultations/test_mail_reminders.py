# SPDX-License-Identifier: Apache-2.0
"""Reminders: on schedule, each once, and none to somebody who answered or was never reached."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.jobs import remind
from tallystick.apps.consultations.operations.asking import record_bounce
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import RequestSent
from tests.apps.consultations.mailroom import MailRoom, open_mail_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    settings.REMINDER_DAYS = [7, 21]
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _sent(room: MailRoom) -> list[int]:
    return [expect(recorded.fact, RequestSent).reminder for recorded in room.facts(RequestSent)]


def test_reminders_follow_the_schedule_and_each_goes_out_once(room: MailRoom) -> None:
    room.settle()
    room.work()
    seen = []
    for _ in range(30):
        room.pass_time(days=1)
        seen += [(room.now.day, room.now.month)] * remind(now=room.now)
        assert remind(now=room.now) == 0
    assert seen == [(9, 3), (23, 3)]
    assert _sent(room) == [0, 1, 2]
    subjects = [str(mail["Subject"]) for mail in room.postbox.messages()]
    assert [subject.startswith("Reminder") for subject in subjects] == [False, True, True]
    assert len({str(mail["Message-ID"]) for mail in room.postbox.messages()}) == 3


def test_a_reminder_brings_a_fresh_link_and_says_that_the_old_one_has_stopped(room: MailRoom) -> None:
    room.settle()
    room.work()
    room.pass_time(days=7)
    room.work()
    first, second = (mail.get_body(("plain",)).get_content() for mail in room.postbox.messages())
    links = [next(line for line in text.splitlines() if "/answer/" in line) for text in (first, second)]
    assert links[0] != links[1]
    assert "in our earlier mail has stopped working" in " ".join(second.split())


def test_who_answered_is_not_reminded(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    room.deliver(room.mail(room.subject(statement, "CONFIRM")))
    room.work()
    room.pass_time(days=30)
    assert remind(now=room.now) == 0


def test_an_unclear_mail_is_no_answer_so_the_reminder_goes_out(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    room.deliver(room.mail(f"Hello {statement.reference}"))
    room.work()
    room.pass_time(days=7)
    assert remind(now=room.now) == 1


def test_who_was_never_reached_is_not_reminded(room: MailRoom) -> None:
    statement = room.settle()
    room.work()
    record_bounce(
        statement=statement, status="5.1.1", mail_sha256="ab" * 32, reporting_server=None, diagnostic=None, now=room.now
    )
    room.pass_time(days=30)
    assert remind(now=room.now) == 0


def test_only_the_newest_statement_about_an_engagement_is_reminded_of(room: MailRoom) -> None:
    room.settle()
    newer = room.ask()
    room.work()
    room.pass_time(days=7)
    assert remind(now=room.now) == 1
    reminded = [expect(recorded.fact, RequestSent) for recorded in room.facts(RequestSent)][-1]
    assert (reminded.statement, reminded.reminder) == (newer.reference, 1)


def test_after_a_long_pause_one_reminder_goes_out_and_not_two(room: MailRoom) -> None:
    room.settle()
    room.work()
    room.pass_time(days=40)
    assert remind(now=room.now) == 1
    assert remind(now=room.now) == 0
    assert _sent(room) == [0, 2]


def test_a_reminder_that_could_not_be_sent_goes_out_at_the_next_run(room: MailRoom) -> None:
    room.settle()
    room.work()
    room.pass_time(days=7)
    room.postbox.refuse_mail = "451 4.3.0 later"
    assert remind(now=room.now) == 0
    room.postbox.refuse_mail = ""
    room.pass_time(hours=1)
    assert remind(now=room.now) == 1
    assert _sent(room) == [0, 1]


def test_what_was_not_sent_yet_is_not_reminded_of(room: MailRoom) -> None:
    room.settle()
    room.pass_time(days=30)
    assert remind(now=room.now) == 0

# SPDX-License-Identifier: Apache-2.0
"""A saved mail is taken in like one that arrives, and the command says what came of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail.inbound import import_mail
from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.journal import queries as journal
from tallystick.cli import imports
from tallystick.cli.main import command_parser
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear
from tests.apps.consultations.mailroom import DOMAIN, SENDER, MailRoom, open_mail_room
from tests.signer import RECEIVED, compose_mail, key_record, sign_like_gmail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


def _run(*words: object) -> int:
    arguments = command_parser("import-mail").parse_args(["import-mail", *map(str, words)])
    return imports.run(arguments)


def _answer(room: MailRoom) -> AnswerReceived:
    (recorded,) = room.facts(AnswerReceived)
    return expect(recorded.fact, AnswerReceived)


def test_an_imported_answer_reaches_the_level_of_its_evidence_and_says_that_it_was_imported(
    room: MailRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statement = room.settle()
    path = tmp_path / "answer.eml"
    raw = room.mail(room.subject(statement, "DISPUTE"), words="No.")
    path.write_bytes(raw)
    assert _run(path, "--received", "2026-03-02T09:30:05Z") == 0
    answer = _answer(room)
    assert (answer.level, answer.channel, answer.words) == ("domain", "import", "No.")
    assert answer.received_at == "2026-03-02T09:30:05Z"
    assert any("the word of whoever imported it" in problem for problem in answer.problems)
    assert bytes(InboundMail.objects.get().raw) == raw
    told = capsys.readouterr().out
    assert "DISPUTE" in told
    assert "Countersigned by the organisation's domain" in told
    assert journal.published_size() == room.facts(AnswerReceived)[0].entry + 1


def test_a_signature_is_judged_at_the_time_of_receipt_that_is_given_and_otherwise_now(room: MailRoom) -> None:
    statement = room.settle()
    room.zone[f"20230601._domainkey.{DOMAIN}"] = {"TXT": [key_record("rsa-2048")]}
    room.write_zone()
    raw = sign_like_gmail(compose_mail(subject=room.subject(statement, "CONFIRM"), sender=SENDER))
    later = RECEIVED + dt.timedelta(days=8)
    outcome = import_mail(raw, received=RECEIVED, now=later, resolver=room.resolver())
    assert outcome.recorded is not None
    assert _answer(room).level == "domain"
    other = raw.replace(b"<one.2026@", b"<two.2026@")
    import_mail(other, received=None, now=later, resolver=room.resolver())
    last = expect(room.facts(AnswerReceived)[-1].fact, AnswerReceived)
    assert last.level == "link"
    assert any("expired" in problem for problem in last.problems)


def test_the_same_mail_imported_after_it_arrived_is_one_answer(room: MailRoom, tmp_path: Path) -> None:
    statement = room.settle()
    raw = room.mail(room.subject(statement, "DISPUTE"))
    room.deliver(raw)
    room.work()
    path = tmp_path / "answer.eml"
    path.write_bytes(raw)
    assert _run(path) == 0
    assert _answer(room).channel == "mail"


def test_a_file_with_the_line_ends_of_another_system_gets_those_of_a_mail_back(
    room: MailRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statement = room.settle()
    path = tmp_path / "answer.eml"
    raw = room.mail(room.subject(statement, "CONFIRM"))
    path.write_bytes(raw.replace(b"\r\n", b"\n"))
    assert _run(path, "--received", "2026-03-02T09:30:05") == 0
    assert _answer(room).level == "domain"
    assert "given back the CR LF" in capsys.readouterr().out
    assert bytes(InboundMail.objects.get().raw) == raw


def test_an_unclear_mail_exits_1_and_an_unreadable_one_2(room: MailRoom, tmp_path: Path) -> None:
    statement = room.settle()
    path = tmp_path / "mail.eml"
    path.write_bytes(room.mail(f"Hello {statement.reference}"))
    assert _run(path) == 1
    path.write_bytes(room.mail("Cheap watches"))
    assert _run(path) == 1
    path.write_bytes(b"Subject: " + room.subject(statement, "CONFIRM").encode() + b"\r\nno field\r\n\r\n")
    assert _run(path) == 2
    reasons = [expect(recorded.fact, AnswerUnclear).reason for recorded in room.facts(AnswerUnclear)]
    assert reasons == ["unclear-subject", "unreadable"]


def test_a_dns_that_is_down_keeps_the_mail_for_the_worker(room: MailRoom) -> None:
    statement = room.settle()
    room.take_dns_down()
    raw = room.mail(room.subject(statement, "CONFIRM"))
    with pytest.raises(Unavailable):
        import_mail(raw, received=None, now=room.now, resolver=room.resolver())
    assert room.waiting() == 1
    room.pass_time(days=3)
    assert room.work() == 0, "an import is never judged without its key"
    room.write_zone()
    assert room.work() == 1
    assert _answer(room).level == "domain"


@pytest.mark.parametrize("content", [b"", b"x" * 30_000], ids=["empty", "too large"])
def test_a_file_that_is_no_mail_is_refused(room: MailRoom, tmp_path: Path, settings: Settings, content: bytes) -> None:
    settings.MAX_MAIL_BYTES = 20_000
    path = tmp_path / "mail.eml"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        _run(path)
    assert not InboundMail.objects.exists()


def test_a_file_that_is_not_there_is_refused(room: MailRoom, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        _run(tmp_path / "none.eml")


def test_a_time_that_is_none_or_lies_in_the_future_is_refused(room: MailRoom, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(room.mail("Hello"))
    for time in ("yesterday", "2999-01-01T00:00:00Z"):
        with pytest.raises(Invalid):
            _run(path, "--received", time)
    assert not InboundMail.objects.exists()

# SPDX-License-Identifier: Apache-2.0
"""The worker: one fault never stops the rest, it stops when told to, and a kill loses nothing."""

import datetime as dt
import logging
import os
import signal
import smtplib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from tallystick.apps.consultations.mail import inbound
from tallystick.apps.consultations.models import InboundMail
from tallystick.cli import work
from tallystick.cli.work import Worker, run_once
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.facts.consultation import AnswerReceived, ReceiptSent, RequestSent
from tests.apps.consultations.mailroom import MailRoom, open_mail_room
from tests.rigs.tools import free_port, listens, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PAUSE", 0.02)


def test_one_round_reads_publishes_and_sends_the_receipt_with_its_proof(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    assert run_once(now=room.now) == 1
    assert len(room.facts(RequestSent)) == 1
    assert len(room.facts(ReceiptSent)) == 2
    assert run_once(now=room.now) == 0


@pytest.mark.usefixtures("quick")
def test_the_worker_takes_mail_and_answers_it_until_it_is_stopped(room: MailRoom, settings: Settings) -> None:
    statement = room.settle()
    settings.LMTP_PORT = room.lmtp_port = free_port()
    worker = Worker(clock=room.clock)
    worker.start()
    try:
        room.deliver(room.mail(room.subject(statement, "DISPUTE")))
        wait_until(lambda: len(room.facts(ReceiptSent)) == 2, what="the receipts are out")
    finally:
        worker.stop()
    assert not listens(room.lmtp_port)
    assert room.waiting() == 0


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "fault", [Unavailable("down"), DatabaseError("locked"), OSError("disk"), RuntimeError("a defect")]
)
def test_a_fault_in_one_mail_never_stops_the_others_and_never_loses_it(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    statement = room.settle()
    for verb in ("CONFIRM", "DISPUTE"):
        room.deliver(room.mail(room.subject(statement, verb)))
    (first, _) = inbound.waiting()
    judge = inbound.judge

    def faulty(**given: object) -> inbound.Finding:
        if given["mail"].pk == first:  # type: ignore[attr-defined]
            raise fault
        return judge(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(inbound, "judge", faulty)
    worker = Worker(listen=False, clock=room.clock)
    worker.start()
    try:
        wait_until(lambda: len(room.facts(AnswerReceived)) == 1, what="the second mail is read")
        assert inbound.waiting() == [first]
        monkeypatch.setattr(inbound, "judge", judge)
        wait_until(lambda: room.waiting() == 0, what="the first mail is read as well")
    finally:
        worker.stop()
    assert len(room.facts(AnswerReceived)) == 2


def test_one_round_reads_the_others_where_one_mail_cannot_be_recorded(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = room.settle()
    room.deliver(room.mail(f"Hello {statement.reference}"))
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))

    def refuse(**_: object) -> None:
        raise Refused("no")

    monkeypatch.setattr(inbound, "record_unclear", refuse)
    assert run_once(now=room.now) == 1
    assert room.waiting() == 1


def test_a_mail_that_another_worker_has_read_is_not_read_again(room: MailRoom) -> None:
    statement = room.settle()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    (pk,) = inbound.waiting()
    room.work()
    assert inbound.read_one(pk=pk, now=room.now, resolver=room.resolver())
    assert len(room.facts(AnswerReceived)) == 1


@pytest.mark.usefixtures("quick")
def test_a_fault_in_one_step_leaves_the_other_steps_alone(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room.settle()

    def broken(*, now: dt.datetime) -> None:
        raise Refused("the log does not fit its checkpoint")

    monkeypatch.setattr(work, "publish", broken)
    worker = Worker(listen=False, clock=room.clock)
    with caplog.at_level(logging.INFO):
        worker.start()
        try:
            wait_until(lambda: len(room.facts(RequestSent)) == 1, what="the request is sent")
            wait_until(lambda: "reactions wait" in caplog.text, what="the heartbeat")
        finally:
            worker.stop()
    assert "publish failed and is tried again" in caplog.text


def test_an_address_in_use_is_said_plainly(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIOSMTPD_CONTROLLER_TIMEOUT", "0.5")
    worker = Worker(clock=room.clock)
    with pytest.raises(Unavailable, match="cannot be taken at"):
        worker.start()


def _command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tallystick", *words, "--dir", str(folder)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a new instance that was made by ``tallystick init``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_"))}
    words = ["--url", "https://record.example", "--operator", "Test", "--mail-domain", "record.example"]
    subprocess.run(_command(tmp_path / "new", "init", *words), env=kept, check=True, capture_output=True)
    return {
        **kept,
        "TALLYSTICK_MAIL_DOMAIN": "record.example",
        "TALLYSTICK_LMTP_PORT": str(free_port()),
        "TALLYSTICK_SMTP_HOST": "127.0.0.1",
        "TALLYSTICK_SMTP_PORT": "1",
        "TALLYSTICK_RESOLVERS": f"file:{tmp_path / 'zone.json'}",
    }


def _rows(folder: Path) -> list[tuple[bytes, object]]:
    with sqlite3.connect(folder / "tallystick.sqlite3") as database:
        found = database.execute("SELECT raw, read_at FROM consultations_inboundmail")
        return [(bytes(raw), read_at) for raw, read_at in found]


def test_a_mail_that_was_taken_survives_a_kill_and_is_read_by_the_next_worker(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    folder, port = tmp_path / "new", int(environment["TALLYSTICK_LMTP_PORT"])
    raw = b"From: a@harbourtrust.example\r\nSubject: CONFIRM TS-1 ABC\r\n\r\nYes\r\n"
    with subprocess.Popen(_command(folder, "work"), env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: listens(port), what="the worker listens")
            with smtplib.LMTP("127.0.0.1", port, local_hostname="mx.example", timeout=20) as client:
                client.sendmail("a@harbourtrust.example", ["answers@record.example"], raw)
                # Not a moment later: the mail was acknowledged, whether or not it was read.
                process.kill()
        finally:
            process.kill()
    assert [kept for kept, _ in _rows(folder)] == [raw]
    done = subprocess.run(
        _command(folder, "work", "--once"), env=environment, check=True, capture_output=True, text=True
    )
    assert "0 mails and" in done.stdout
    ((_, read_at),) = _rows(folder)
    assert read_at is not None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_cleanly_when_told_to(
    tmp_path: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    port = int(environment["TALLYSTICK_LMTP_PORT"])
    command = _command(tmp_path / "new", "work")
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_until(lambda: listens(port), what="the worker listens")
            process.send_signal(number)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert out.rstrip().endswith("Stopped.")
    assert "Traceback" not in err
    assert InboundMail.objects.count() == 0

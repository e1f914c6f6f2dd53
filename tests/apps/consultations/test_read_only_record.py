# SPDX-License-Identifier: Apache-2.0
"""A record that does not fit what was signed takes nothing: pages say so, writers hear 503, and mail waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tallystick.apps.consultations.models import Statement
from tallystick.apps.consultations.operations.asking import new_link
from tallystick.apps.journal import guard, pin
from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.cli import work
from tallystick.cli.main import command_parser
from tallystick.cli.work import Worker, run_once
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.facts.consultation import ReceiptSent
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger.checkpoint import Checkpoint
from tests.apps.consultations.mailroom import MailRoom, open_mail_room
from tests.rigs.tools import free_port, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "This log signed 900 entries before"


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[MailRoom]:
    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def statement(room: MailRoom) -> Statement:
    return room.settle()


@pytest.fixture
def link(statement: Statement) -> str:
    return reverse("consultations:answer", args=[new_link(statement=statement)])


@pytest.fixture
def _older_copy(room: MailRoom, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the record one that a backup brought back, beside the pin of the newer one, in a process that just began."""
    publish(now=room.now)
    known = pin.read()
    assert known is not None
    (pin.folder() / "log.pin").unlink()
    pin.adopt(head=Checkpoint(known.origin, 900, known.root))
    monkeypatch.setattr(guard, "_compared", set())


def _run(name: str, *words: str) -> int:
    arguments = command_parser(name).parse_args([name, *words])
    return int(arguments.func(arguments))


@pytest.mark.usefixtures("_older_copy")
def test_a_round_of_work_does_nothing_on_an_older_copy(room: MailRoom, statement: Statement) -> None:
    entries = Entry.objects.count()
    room.deliver(room.mail(room.subject(statement, "DISPUTE")))
    with pytest.raises(Unavailable, match=WHY):
        run_once(now=room.now)
    assert (Entry.objects.count(), room.postbox.mails, room.waiting()) == (entries, [], 1)


@pytest.mark.usefixtures("_older_copy")
def test_every_command_that_signs_or_starts_says_why(room: MailRoom, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match=WHY):
        _run("publish")
    with pytest.raises(Unavailable, match=WHY):
        _run("publish")
    with pytest.raises(Refused, match=WHY):
        _run("work", "--once")
    assert _run("fsck", "--resume") == 1
    assert WHY in capsys.readouterr().out
    assert pin.stopped_because()
    work.compare_and_go_on()
    assert capsys.readouterr().err.startswith(f"ALARM. {WHY}")


@pytest.mark.usefixtures("_older_copy")
def test_pages_say_it_and_writers_hear_503(room: MailRoom, link: str, client: Client) -> None:
    assert "takes no new entries" not in client.get("/").content.decode()
    with pytest.raises(Unavailable):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada"), project="p1", now=room.now)
    page = client.get("/").content.decode()
    assert "This record takes no new entries at the moment" in page
    assert WHY not in page, "paths and sizes are for staff"
    assert WHY in client.get("/accounts/login/").content.decode()
    refused = client.post(link, {"verb": "DISPUTE", "words": "We were never asked."})
    assert refused.status_code == 503
    assert "read-only" in refused.content.decode()
    pin.resume()
    assert "takes no new entries" not in client.get("/").content.decode()


def test_the_worker_rests_while_the_record_is_read_only_and_takes_it_up_again(
    room: MailRoom, statement: Statement, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PAUSE", 0.02)
    settings.LMTP_PORT = room.lmtp_port = free_port()
    pin.turn_read_only(Refused("something does not fit"))
    worker = Worker(clock=room.clock)
    worker.start()
    try:
        room.deliver(room.mail(room.subject(statement, "DISPUTE")))
        assert room.waiting() == 1, "mail is still kept"
        assert room.facts(ReceiptSent) == []
        pin.resume()
        wait_until(lambda: len(room.facts(ReceiptSent)) == 2, what="the receipts are out")
    finally:
        worker.stop()


@pytest.mark.usefixtures("statement")
def test_fsck_resumes_where_everything_holds(room: MailRoom, capsys: pytest.CaptureFixture[str]) -> None:
    run_once(now=room.now)
    pin.turn_read_only(Refused("something did not fit"))
    assert _run("fsck", "--resume") == 0
    assert capsys.readouterr().out == "Everything holds.\n"
    pin.check_writable()

# SPDX-License-Identifier: Apache-2.0
"""A whole instance for the journeys: its own log and keys, its LMTP listener, and the mail servers around it."""

import dataclasses
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.rigs.front import Front, front
from tests.rigs.monitoring import NOW, Monitor, show
from tests.rigs.tools import free_port
from tests.rigs.witnesses import Witness, policy, witnesses

if TYPE_CHECKING:
    from tallystick.cli.demo_story import Calendar
    from tallystick.cli.demo_world import Postbox, World


@dataclasses.dataclass(kw_only=True)
class Town:
    """The instance and everybody who writes to it."""

    calendar: "Calendar"
    world: "World"
    postbox: "Postbox"
    answers_to: str
    folder: Path

    def work(self) -> None:
        """Do what ``tallystick work`` does, at the simulated time, until receipts are out."""
        from tallystick.cli.work import run_once

        for _ in range(2):
            self.calendar.advance(minutes=2)
            run_once(now=self.calendar.now())


@pytest.fixture
def instance(settings: Settings, tmp_path: Path, transactional_db: None) -> Path:
    """Return the folder of an instance of its own, with a signing key."""
    from tallystick.apps.journal import keys

    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.MAIL_DOMAIN = "record.northshire.example"
    settings.MAIL_FROM = "answers@record.northshire.example"
    settings.WITNESS_ADDRESS = "witness@oversight.example"
    settings.LMTP_PORT = free_port()
    settings.SMTP_HOST = "127.0.0.1"
    keys.make_key(folder=tmp_path / "keys", seed=b"\5" * 32)
    return tmp_path


@pytest.fixture
def town(settings: Settings, instance: Path) -> Iterator[Town]:
    """Run a postbox for everybody's mail, a zone of their keys, and the instance's LMTP listener."""
    from tallystick.apps.consultations.mail.lmtp import Intake
    from tallystick.cli.demo_story import Calendar
    from tallystick.cli.demo_world import World, open_postbox

    settings.SMTP_PORT = free_port()
    settings.RESOLVERS = [f"file:{instance / 'zone.json'}"]
    calendar = Calendar(start=dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC))
    postbox, controller = open_postbox(folder=instance / "postbox", host="127.0.0.1", port=settings.SMTP_PORT)
    intake = Intake(host="127.0.0.1", port=settings.LMTP_PORT, clock=calendar.now)
    intake.start()
    try:
        yield Town(
            calendar=calendar,
            world=World(zone_file=instance / "zone.json", lmtp=("127.0.0.1", settings.LMTP_PORT)),
            postbox=postbox,
            answers_to=settings.MAIL_FROM,
            folder=instance,
        )
    finally:
        intake.stop()
        controller.stop()


# An instance with a witness, and a journalist who follows it.


@pytest.fixture
def witness(instance: Path) -> Iterator[Witness]:
    """Run one witness of the log, which both the log and its reader ask for."""
    from tallystick.apps.journal import keys

    key = keys.signer().verifier
    with witnesses("trust", folder=instance, log=key, clock=time.time) as (made,):
        text = policy(key, [made], quorum=1)
        (instance / "policy.txt").write_text(text)
        (instance / "readers-policy.txt").write_text(text)
        yield made


@pytest.fixture
def case(witness: Witness, instance: Path) -> Any:
    """The case in small: one charity disputes, one is silent; published and witnessed."""
    from tests.apps.builders import northshire

    made = northshire(folder=instance, answers=("DISPUTE", ""), now=NOW)
    show()
    return made


@pytest.fixture
def shown(case: Any, live_server: LiveServer) -> Iterator[Front]:
    with front(live_server.url) as server:
        yield server


@pytest.fixture
def journalist(shown: Front, instance: Path, capsys: pytest.CaptureFixture[str]) -> Monitor:
    return Monitor(url=shown.url, folder=instance, capsys=capsys)

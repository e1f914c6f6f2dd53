# SPDX-License-Identifier: Apache-2.0
"""A mail room for tests: the real LMTP listener, a real mail server for what goes out, and DNS data in a file.

Nothing of ours is replaced. The clock is the test's own, and so are the organisations' signing keys.
"""

import datetime as dt
import email
import email.policy
import json
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from pytest_django import Settings

from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.mail.choices import codes
from tallystick.apps.consultations.mail.lmtp import Intake
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.consultations.models import Engagement, InboundMail, Organisation, Statement
from tallystick.apps.consultations.operations.asking import fix_statement
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.queries import ProjectView
from tallystick.cli.work import run_once
from tallystick.core.evidence.code import subject_line
from tallystick.core.evidence.reply import MARKER
from tallystick.core.facts.base import Fact, Recorded
from tests.apps import cast
from tests.rigs.tools import free_port
from tests.signer import compose_mail, key_record, sign_mail

DOMAIN = "harbourtrust.example"
ANSWERS = "answers@record.example"
SENDER = "director@harbourtrust.example"
KEY = "ed25519"


class Postbox:
    """The outside world's mail server: keeps what it takes, and can be told to refuse."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.refuse_recipient = ""
        self.refuse_mail = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: Any) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse_mail:
            return self.refuse_mail
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return f"250 2.0.0 queued as {len(self.mails)}"

    def messages(self) -> list[EmailMessage]:
        """Return what was taken, parsed."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for _, _, raw in self.mails]


class MailRoom:
    """An instance with one project, one organisation and its mail around it."""

    def __init__(self, *, folder: Path, lmtp_port: int, postbox: Postbox) -> None:
        self.now = cast.NOW
        self.postbox = postbox
        self.lmtp_port = lmtp_port
        self._zone_file = folder / "zone.json"
        self.zone: dict[str, dict[str, Any]] = {f"s1._domainkey.{DOMAIN}": {"TXT": [key_record(KEY)]}}
        self.write_zone()
        self._numbers = iter(range(1, 1000))
        self.by: User
        self.project: ProjectView
        self.organisation: Organisation
        self.engagement: Engagement

    def settle(self, *, published: bool = True, domain: str = DOMAIN) -> Statement:
        """Register everything and put a statement to the Harbour Trust."""
        body_id = cast.northshire()
        self.by = cast.ada(body_id)
        self.project = cast.youth_signals(by=self.by, body_id=body_id, published=published)
        self.organisation = cast.harbour_trust(by=self.by, body_id=body_id, domain=domain)
        self.engagement = cast.engagement(by=self.by, project=self.project, organisation=self.organisation)
        return self.ask()

    def ask(self) -> Statement:
        """Fix one more statement about the engagement."""
        return fix_statement(by=self.by, project=self.project, engagement=self.engagement, now=self.now)

    def clock(self) -> dt.datetime:
        """Return the test's time."""
        return self.now

    def pass_time(self, **lapse: float) -> None:
        """Move the test's time."""
        self.now += dt.timedelta(**lapse)

    def write_zone(self) -> None:
        """Publish the DNS data."""
        self._zone_file.write_text(json.dumps(self.zone), "utf-8")

    def take_dns_down(self) -> None:
        """Make every look-up fail."""
        self._zone_file.unlink()

    def resolver(self) -> KeyResolver:
        """Return a resolver as the instance would make it."""
        return KeyResolver.from_settings()

    def subject(self, statement: Statement, verb: str) -> str:
        """Return the Subject of the prepared mail for a verb."""
        code = codes(statement=statement)[verb]
        return subject_line(verb=verb, reference=statement.reference, code=code)

    def mail(self, subject: str, *, words: str = "", domain: str = DOMAIN, **options: Any) -> bytes:
        """Return a signed mail, written now, as the prepared mail of a request would come back."""
        number = next(self._numbers)
        values = {
            "sender": f"Director <director@{domain}>",
            "subject": subject,
            "to": ANSWERS,
            "date": self.now,
            "message_id": f"<{number}.2026@{domain}>",
            "body": f"{words}\r\n{MARKER}\r\nThe statement\r\n",
        }
        raw = compose_mail(**{**values, **options})
        return sign_mail(raw, domain=domain, key=KEY, t=int(self.now.timestamp()))

    def deliver(self, raw: bytes, *, to: str = ANSWERS, sender: str = SENDER) -> None:
        """Hand a mail to the instance over LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port, local_hostname="mx.example", timeout=20) as connection:
            connection.sendmail(sender, [to], raw)

    def work(self, *, resolver: KeyResolver | None = None) -> int:
        """Do everything that is due; return how many mails were read."""
        return run_once(now=self.now, resolver=resolver)

    def facts(self, kind: type[Fact]) -> list[Recorded]:
        """Return the facts of one kind, with all their values."""
        found = journal.facts_of_kinds(kinds={kind.kind})
        return [journal.recorded(entry=recorded.entry, private=True) for recorded in found]

    def waiting(self) -> int:
        """Return how many mails were not read yet."""
        return InboundMail.objects.filter(read_at__isnull=True).count()


@contextmanager
def open_mail_room(*, settings: Settings, folder: Path) -> Iterator[MailRoom]:
    """Open the mail room of an instance in ``folder``."""
    smtp_port, lmtp_port = free_port(), free_port()
    _configure(settings, folder, smtp_port, lmtp_port)
    keys.make_key(folder=folder / "keys", seed=b"\7" * 32)
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=smtp_port, decode_data=False, server_hostname="mx")
    room = MailRoom(folder=folder, lmtp_port=lmtp_port, postbox=postbox)
    intake = Intake(host="127.0.0.1", port=lmtp_port, clock=room.clock)
    controller.start()
    try:
        intake.start()
        try:
            yield room
        finally:
            intake.stop()
    finally:
        controller.stop()


def _configure(settings: Settings, folder: Path, smtp_port: int, lmtp_port: int) -> None:
    settings.LOG_DIR = folder / "log"
    settings.KEY_DIR = folder / "keys"
    settings.MAIL_DOMAIN = "record.example"
    settings.MAIL_FROM = ANSWERS
    settings.MAIL_FROM_NAME = "The record"
    settings.SMTP_HOST = "127.0.0.1"
    settings.SMTP_PORT = smtp_port
    settings.LMTP_HOST = "127.0.0.1"
    settings.LMTP_PORT = lmtp_port
    settings.RESOLVERS = [f"file:{folder / 'zone.json'}"]
    settings.WITNESS_ADDRESS = "witness@oversight.example"
    settings.PUBLIC_URL = "https://record.example"

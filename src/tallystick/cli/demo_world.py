# SPDX-License-Identifier: Apache-2.0
"""The world outside of the demo's instance: mailboxes, mail servers that sign, and DNS, all on this machine.

The mails are signed with keys made here, travel over real SMTP and LMTP, and the keys are looked up in a zone file.
Nothing leaves the machine.
"""

import base64
import dataclasses
import datetime as dt
import email
import email.policy
import json
import re
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tallystick.apps.consultations.mail.signing import sign

_SELECTOR = "mail2026"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Received:
    """A mail that reached a mailbox of the outside world."""

    recipient: str
    subject: str
    text: str


class Postbox:
    """The world's mail server: takes every mail by SMTP and keeps it as a file."""

    def __init__(self, *, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._mails: list[Received] = []
        self._lock = Lock()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        """Keep the mail (aiosmtpd's name for this)."""
        content = envelope.original_content or b""
        message = email.message_from_bytes(content, policy=email.policy.default)
        body = message.get_body(preferencelist=("plain",))
        with self._lock:
            for recipient in envelope.rcpt_tos:
                (self.folder / f"{len(self._mails) + 1:03d}-{recipient}.eml").write_bytes(content)
                text = str(body.get_content()) if body else ""
                self._mails.append(Received(recipient=recipient, subject=str(message["Subject"]), text=text))
        return "250 2.0.0 taken by the demo's postbox"

    def newest_to(self, recipient: str) -> Received:
        """Return the newest mail to an address. Raises ``LookupError`` where there is none."""
        with self._lock:
            for mail in reversed(self._mails):
                if mail.recipient == recipient:
                    return mail
        raise LookupError(f"no mail to {recipient}")


class World:
    """Domains with signing keys, their DNS zone, and a way to send mail into the instance."""

    def __init__(self, *, zone_file: Path, lmtp: tuple[str, int]) -> None:
        self._zone_file = zone_file
        self._zone: dict[str, dict[str, list[str]]] = {}
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self._lmtp = lmtp
        self._sent = 0

    def add_domain(self, domain: str) -> None:
        """Make a signing key for a domain and publish it, and its mail server, in the zone."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._keys[domain] = key
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
        self._zone[f"{_SELECTOR}._domainkey.{domain}"] = {"TXT": [record]}
        self._zone[domain] = {"MX": [f"mx.{domain}"]}
        self._zone_file.write_text(json.dumps(self._zone, indent=1), "utf-8")

    def send(
        self, *, sender: str, to: str, subject: str, text: str, when: dt.datetime, extra: dict[str, str] | None = None
    ) -> None:
        """Write a mail, sign it with the key of the sender's domain and hand it to the instance by LMTP."""
        domain = sender.rsplit("@", 1)[-1].rstrip(">")
        self._sent += 1
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"] = format_datetime(when)
        message["Message-ID"] = f"<{when:%Y%m%d%H%M%S}.{self._sent}@{domain}>"
        for name, value in (extra or {}).items():
            message[name] = value
        message.set_content(text)
        signed = sign(message.as_bytes(), key=self._keys[domain], domain=domain, selector=_SELECTOR, now=when)
        with smtplib.LMTP(*self._lmtp, local_hostname="localhost") as server:
            server.sendmail(sender.rsplit("<", 1)[-1].rstrip(">"), [to], signed)


def subject_to_copy(*, text: str, verb: str) -> str:
    """Return the subject line for a verb from the text of a request mail."""
    found = re.search(rf"^\s*({verb} TS-\d+ [A-Z2-7]{{26}})\s*$", text, re.MULTILINE)
    if found is None:
        raise LookupError(f"the request holds no subject line for {verb}")
    return found.group(1)


def answer_token(*, text: str) -> str:
    """Return the token of the one-time link in the text of a request mail."""
    found = re.search(r"/answer/([A-Za-z0-9_-]+)/", text)
    if found is None:
        raise LookupError("the request holds no link")
    return found.group(1)


def open_postbox(*, folder: Path, host: str, port: int) -> tuple[Postbox, Controller]:
    """Start the world's mail server; the caller stops the controller."""
    postbox = Postbox(folder=folder)
    controller = Controller(postbox, hostname=host, port=port, decode_data=False)
    controller.start()
    return postbox, controller

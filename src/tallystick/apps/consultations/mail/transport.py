# SPDX-License-Identifier: Apache-2.0
"""Hand mails to the mail server over SMTP: exactly the bytes that were kept, and what the server said to them."""

import dataclasses
import smtplib
import ssl
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_TIMEOUT = 30.0
#: Status codes (RFC 3463) that say that the address, not our own set-up, is at fault.
_ADDRESS_AT_FAULT = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Handed:
    """What the mail server replied when it took a mail."""

    reply: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Turned:
    """The mail server says for good that there is no such recipient."""

    status: str
    reply: str


class _Connection(smtplib.SMTP):
    """An SMTP connection that remembers the reply to DATA, which ``sendmail`` throws away."""

    taken = ""

    def data(self, msg: "ReadableBuffer | str") -> tuple[int, bytes]:
        """Send the mail and remember the reply."""
        code, text = super().data(msg)
        self.taken = f"{code} {_plain(text)}"
        return code, text


def hand_over(*, raw: bytes, envelope_from: str, recipients: Sequence[str]) -> Handed | Turned:
    """Hand a mail to the mail server; the same bytes reach it, whatever they hold.

    Raises:
        OSError: the mail server cannot be reached or does not take the mail now (``smtplib.SMTPException`` included).
    """
    # Named, because smtplib would otherwise ask the DNS what this machine is called.
    name = settings.MAIL_DOMAIN
    with _Connection(settings.SMTP_HOST, settings.SMTP_PORT, local_hostname=name, timeout=_TIMEOUT) as connection:
        if settings.SMTP_STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if settings.SMTP_USER:
            connection.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
        try:
            connection.sendmail(envelope_from, list(recipients), raw)
        except smtplib.SMTPRecipientsRefused as refusal:
            turned = _turned(refusal)
            if turned is None:
                raise
            return turned
        return Handed(reply=connection.taken)


def _turned(refusal: smtplib.SMTPRecipientsRefused) -> Turned | None:
    for code, text in refusal.recipients.values():
        status, _, _ = _plain(text).partition(" ")
        if not (500 <= code < 600 and status in _ADDRESS_AT_FAULT):
            return None
    return Turned(status=status, reply=f"{code} {_plain(text)}")


def _plain(text: bytes) -> str:
    return " ".join(text.decode("utf-8", "backslashreplace").split())

# SPDX-License-Identifier: Apache-2.0
"""Tells people what a monitor found: by mail, or by a POST to an address. Each is tried twice, and never for long."""

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from tallystick.cli.monitor_report import Report
from tallystick.cli.web_client import WebClient
from tallystick.core.errors import Unavailable

_TRIES: Final = 2
_SECONDS: Final = 20
_MOST_LINES: Final = 200
_ACCEPTED: Final = range(200, 300)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who is told, and how."""

    mail_to: str = ""
    mail_from: str = ""
    smtp_host: str = "localhost"
    smtp_port: int = 25
    webhook: str = ""

    @property
    def is_nobody(self) -> bool:
        """Return whether nobody is to be told."""
        return not self.mail_to and not self.webhook


def tell(report: Report, *, told: Told, web: WebClient) -> list[str]:
    """Send what was found, and return why it could not be sent, once for each way that failed."""
    ways: list[Callable[[], None]] = []
    if told.mail_to:
        ways.append(lambda: _mail(report, told=told))
    if told.webhook:
        ways.append(lambda: _post(report, url=told.webhook, web=web))
    return [problem for way in ways if (problem := _twice(way))]


def _twice(way: Callable[[], None]) -> str:
    for _ in range(_TRIES):
        try:
            way()
        except Unavailable as error:
            problem = error.what
        else:
            return ""
    return problem


def _mail(report: Report, *, told: Told) -> None:
    message = EmailMessage()
    try:
        message["From"], message["To"] = told.mail_from or told.mail_to, told.mail_to
        message["Subject"] = f"{'ALARM' if report.alarms else 'Named'}: {report.url}"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n".join([*report.lines()][:_MOST_LINES]) + "\n")
        name = (told.mail_from or told.mail_to).rpartition("@")[2]
        with smtplib.SMTP(told.smtp_host, told.smtp_port, local_hostname=name, timeout=_SECONDS) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Unavailable(f"the mail to {told.mail_to} was not sent: {error}") from error


def _post(report: Report, *, url: str, web: WebClient) -> None:
    body = json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8")
    answer = web.post(url, body=body, limit=4096, content_type="application/json")
    if answer.status not in _ACCEPTED:
        raise Unavailable(f"{url} answers with the HTTP status {answer.status}")

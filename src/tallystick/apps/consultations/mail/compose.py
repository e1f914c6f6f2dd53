# SPDX-License-Identifier: Apache-2.0
"""Build a mail of ours as exact bytes: plain text first, then HTML, with lines that every mail server leaves alone."""

import dataclasses
import datetime as dt
import email.policy
import re
import textwrap
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string

from tallystick.apps.consultations.mail.signing import sign_if_possible
from tallystick.core.evidence.address import from_address

_WIDTH = 72
_POLICY = email.policy.SMTP.clone(cte_type="7bit")
_AS_IS = re.compile(r"\||\s*<?(?:https?|mailto):")
_POINT = re.compile(r"(?:- |\d\. )")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attachment:
    """A JSON file that goes with a mail."""

    name: str
    content: bytes


def compose(
    *,
    template: str,
    context: Mapping[str, object],
    recipients: tuple[str, ...],
    subject: str,
    message_id: str,
    attachment: Attachment | None,
    now: dt.datetime,
) -> bytes:
    """Return a mail made from the templates ``template``.txt and .html, signed where the instance has a key.

    Raises:
        Invalid: a recipient is not one plain address, or the signing key cannot be read.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(settings.MAIL_FROM_NAME, addr_spec=settings.MAIL_FROM)
    message["Reply-To"] = settings.MAIL_FROM
    message["To"] = ", ".join(from_address(recipient)[0] for recipient in recipients)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    values = {**context, "subject": one_line(subject), "recipients": recipients}
    message.set_content(wrapped(_rendered(f"{template}.txt", values)), cte="quoted-printable")
    message.add_alternative(_rendered(f"{template}.html", values), subtype="html", cte="quoted-printable")
    if attachment is not None:
        message.add_attachment(attachment.content, maintype="application", subtype="json", filename=attachment.name)
    return sign_if_possible(message.as_bytes(), now=now)


def one_line(text: str) -> str:
    """Return a text on one line: a name with a line end in it must not add header fields."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Return a text as quoted lines, each marked, so that words inside it cannot pass for ours."""
    return "\n".join(
        textwrap.fill(
            line,
            width=_WIDTH,
            initial_indent="| ",
            subsequent_indent="| ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        or "|"
        for line in text.splitlines()
    )


def wrapped(text: str) -> str:
    """Return a rendered text with its paragraphs wrapped; quoted lines and links stay as they are."""
    lines = [line if _AS_IS.match(line) else _filled(line) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _filled(line: str) -> str:
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    hanging = indent + ("  " if _POINT.match(text) else "")
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _rendered(name: str, context: Mapping[str, object]) -> str:
    return render_to_string(f"consultations/mail/{name}", dict(context))

# SPDX-License-Identifier: Apache-2.0
"""The three answers to a statement, each as a prepared mail (RFC 6068, https://www.rfc-editor.org/rfc/rfc6068)."""

import dataclasses
from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from tallystick.apps.consultations.models import Statement
from tallystick.apps.consultations.operations.asking import code_salt
from tallystick.core.evidence.code import VERBS, statement_code, subject_line
from tallystick.core.evidence.reply import MARKER
from tallystick.core.ledger import b64

#: Some mail programs cut links that are longer, or do not open them at all; then the statement is left out of the
#: prepared mail, where it only reminds: the code in the Subject stands for its exact words.
MAX_URL = 1900


@dataclasses.dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer: what it says, the Subject that carries it, and the links that open a mail with it."""

    verb: str
    label: str
    explanation: str
    subject: str
    #: Opens a mail with room for own words, the marker line and the statement.
    url: str
    #: Opens an empty mail; short enough to stand in a text.
    short_url: str


def codes(*, statement: Statement) -> dict[str, str]:
    """Return the answer code of each verb for exactly this statement."""
    salt = b64.decode_url(code_salt(statement=statement), what="the salt of the codes")
    return {
        verb: statement_code(verb=verb, reference=statement.reference, statement=statement.text, salt=salt)
        for verb in VERBS
    }


def choices(*, statement: Statement, witness: str | None) -> list[Choice]:
    """Return the three answers in the order of ``VERBS``; each mail goes to the witness too, if there is one."""
    return [
        _choice(statement=statement, witness=witness, verb=verb, code=code)
        for verb, code in codes(statement=statement).items()
    ]


def label(verb: str) -> str:
    """Return what an answer says, in a few words."""
    return {
        "CONFIRM": _("Yes, this is right"),
        "CORRECT": _("Not quite: we correct it"),
        "DISPUTE": _("No, we dispute this"),
    }[verb]


def _choice(*, statement: Statement, witness: str | None, verb: str, code: str) -> Choice:
    subject = subject_line(verb=verb, reference=statement.reference, code=code)
    head = {"cc": witness, "subject": subject} if witness else {"subject": subject}
    url = _mailto(head | {"body": _prepared(verb=verb, statement=statement, text=statement.text)})
    if len(url) > MAX_URL:
        url = _mailto(head | {"body": _prepared(verb=verb, statement=statement, text="")})
    return Choice(
        verb=verb,
        label=label(verb),
        explanation=_explanation(verb),
        subject=subject,
        url=url,
        short_url=_mailto(head),
    )


def _explanation(verb: str) -> str:
    return {
        "CONFIRM": _("Everything in the statement took place as it says."),
        "CORRECT": _("Something like it took place, but not as the statement says. Please write what was different."),
        "DISPUTE": _(
            "It did not take place, or not with us. A few words of your own help readers, but are not needed."
        ),
    }[verb]


def _prepared(*, verb: str, statement: Statement, text: str) -> str:
    lines = ["", "", "", MARKER]
    lines.append(_("What you write above that line becomes public with your answer. The rest of this mail does not."))
    lines += [
        "",
        _("Our answer to statement {reference}: {label}.").format(reference=statement.reference, label=label(verb)),
    ]
    if text:
        lines += ["", _("The statement:"), "", *text.splitlines()]
    return "\r\n".join([*lines, ""])


def _mailto(fields: Mapping[str, str]) -> str:
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    return f"mailto:{quote(settings.MAIL_FROM, safe='@')}?{query}"

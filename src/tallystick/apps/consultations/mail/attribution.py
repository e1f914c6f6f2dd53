# SPDX-License-Identifier: Apache-2.0
"""Which statement a mail is about, where its Subject is no clear answer. Decides nothing but who is asked again."""

import re
from collections.abc import Iterable

from tallystick.apps.consultations.mail import addresses
from tallystick.apps.consultations.mail.choices import codes
from tallystick.apps.consultations.models import Statement
from tallystick.core.evidence.code import VERBS
from tallystick.core.evidence.message import Message

_REFERENCE = re.compile(r"\bTS-[0-9]{1,12}\b")
_LIKE_AN_ANSWER = re.compile(rf"\b(?:{'|'.join(VERBS)})\s+TS-[0-9]", re.IGNORECASE)
_QUOTED_CODE = re.compile(rb"(TS-[0-9]{1,12}) ([A-Z2-7]{26})")
_SUBJECT_LINE = re.compile(rb"^subject:[^\r\n]{0,998}", re.IGNORECASE | re.MULTILINE)
_SEARCHED = 200_000
_MOST_CODES = 20


def looks_like_an_answer(subject: str) -> bool:
    """Return whether a Subject was meant as an answer, though it is not exactly one."""
    return _LIKE_AN_ANSWER.search(subject) is not None


def subject_of_broken(raw: bytes) -> str:
    """Return the first Subject line of a mail that cannot be read strictly."""
    found = _SUBJECT_LINE.search(raw[:_SEARCHED].partition(b"\n\r\n")[0])
    return found[0].decode("utf-8", "replace") if found else ""


def named(references: Iterable[str]) -> Statement | None:
    """Return the first statement of ours among some references."""
    wanted = list(dict.fromkeys(references))[:_MOST_CODES]
    known = Statement.objects.in_bulk(wanted)
    return next((known[reference] for reference in wanted if reference in known), None)


def named_in_subject(subject: str) -> Statement | None:
    """Return the statement whose reference stands in a Subject."""
    return named(_REFERENCE.findall(subject))


def statement_of(*, message: Message, subject: str, returned_to: str | None) -> Statement | None:
    """Return the statement that a mail is about.

    Looked at, in this order: the reference in the Subject, the mails of ours that it answers, the bounce address it
    came back to (``returned_to``, its tag), and an answer code of ours quoted in its body.
    """
    answered = [field.text for name in (b"in-reply-to", b"references") for field in message.all(name)]
    bounced = [addresses.reference_of_tag(returned_to)] if returned_to else []
    return (
        named_in_subject(subject)
        or named(addresses.references_in(answered))
        or named(bounced)
        or _quoted(message.body[:_SEARCHED])
    )


def _quoted(body: bytes) -> Statement | None:
    for reference, code in _QUOTED_CODE.findall(body)[:_MOST_CODES]:
        statement = named([reference.decode("ascii")])
        if statement and code.decode("ascii") in codes(statement=statement).values():
            return statement
    return None

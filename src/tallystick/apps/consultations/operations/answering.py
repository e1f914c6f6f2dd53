# SPDX-License-Identifier: Apache-2.0
"""Take answers and disputes into the record, at the level that their evidence reaches."""

import dataclasses
import datetime as dt
import hashlib
import secrets

from django.db import transaction

from tallystick.apps.consultations.models import AnswerLink, Engagement, InboundMail, Statement
from tallystick.apps.consultations.operations.asking import code_salt
from tallystick.apps.consultations.queries import check_link
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.append import append
from tallystick.core.errors import Refused
from tallystick.core.evidence.code import VERBS, statement_code
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import REGISTER, Recorded, expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear, DisputeRaised, KeyObserved, ReceiptSent
from tallystick.core.ledger import b64

#: How many disputes that nobody asked for are taken about one engagement within 24 hours. Nobody is tracked, so the
#: limit cannot tell people apart; one dispute already shows.
DISPUTES_A_DAY = 10


@dataclasses.dataclass(frozen=True, kw_only=True)
class MailAnswer:
    """What the reader of a mail found, ready to be recorded."""

    verb: str
    code: str
    level: Level
    claimed_at: str | None
    words: str | None
    header_view: str | None
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    problems: tuple[str, ...]
    sender: str


def store_inbound(
    *, raw: bytes, channel: str, envelope_from: str, recipient: str, received_at: dt.datetime
) -> InboundMail:
    """Keep a mail exactly as it arrived, before anything else happens to it."""
    return InboundMail.objects.create(
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        channel=channel,
        envelope_from=envelope_from[:320],
        recipient=recipient[:320],
        received_at=received_at,
    )


def record_answer(
    *, mail: InboundMail, statement: Statement, answer: MailAnswer, key: KeyObserved | None, now: dt.datetime
) -> Recorded:
    """Record an answer by mail, and the key that its signature was checked with, in one transaction."""
    with transaction.atomic():
        key_entry = append(fact=key, project=REGISTER, now=now).entry if key else None
        fact = AnswerReceived(
            statement=statement.reference,
            engagement=statement.engagement_id,
            organisation=statement.organisation_id,
            verb=answer.verb,
            level=answer.level.value,
            channel=mail.channel,
            code=answer.code,
            code_salt=code_salt(statement=statement),
            received_at=_rfc3339(mail.received_at),
            claimed_at=answer.claimed_at,
            words=answer.words,
            key_entry=key_entry,
            header_view=answer.header_view,
            signed=answer.signed,
            unsigned=answer.unsigned,
            problems=answer.problems,
            mail_sha256=mail.sha256,
            message_id=mail.message_id or None,
            sender=answer.sender,
        )
        recorded = append(fact=fact, project=statement.project_id, now=now)
        mark_read(mail=mail, entry=recorded.entry, now=now)
    return recorded


def record_unclear(
    *,
    mail: InboundMail,
    statement: Statement | None,
    reason: str,
    explanation: str,
    asked_again: bool,
    sender: str,
    now: dt.datetime,
) -> Recorded:
    """Record that something came back that is no answer."""
    fact = AnswerUnclear(
        statement=statement.reference if statement else None,
        engagement=statement.engagement_id if statement else None,
        reason=reason,
        explanation=explanation,
        received_at=_rfc3339(mail.received_at),
        asked_again=asked_again,
        mail_sha256=mail.sha256,
        sender=sender,
    )
    with transaction.atomic():
        recorded = append(fact=fact, project=statement.project_id if statement else REGISTER, now=now)
        mark_read(mail=mail, entry=recorded.entry, now=now)
    return recorded


def mark_read(*, mail: InboundMail, entry: int | None, now: dt.datetime) -> None:
    """Note that a mail was read and which entry says what came of it."""
    InboundMail.objects.filter(pk=mail.pk).update(read_at=now, entry=entry, message_id=mail.message_id)


def answer_by_link(*, token: str, verb: str, words: str, now: dt.datetime) -> Recorded:
    """Record an answer given through the one-time link, and use the link up.

    Raises:
        Refused: the link is unknown or used, the verb is unknown, or a correction has no words.
    """
    if verb not in VERBS:
        raise Refused("Choose one of the three answers.", rule="An answer confirms, corrects or disputes.")
    if verb == "CORRECT" and not words.strip():
        raise Refused(
            "Say what was different.",
            rule="A correction says in the organisation's own words what took place.",
            next_step="Write a sentence or two, or choose “dispute”.",
        )
    with transaction.atomic():
        link = _open_link(token=token)
        statement = Statement.objects.get(pk=link.statement_id)
        AnswerLink.objects.filter(pk=link.pk).update(used_at=now)
        return _append_link_answer(statement=statement, verb=verb, words=words.strip(), now=now)


def raise_dispute(*, engagement: Engagement, words: str, contact: str, now: dt.datetime) -> Recorded:
    """Record a dispute that nobody asked for. It counts, and its page says that anybody could have sent it.

    Raises:
        Refused: no words were given, or ``DISPUTES_A_DAY`` came in about this engagement within a day.
    """
    if not words.strip():
        raise Refused("Say what you dispute.", rule="A dispute is shown in the words of whoever disputes.")
    _check_flood(engagement=engagement, now=now)
    fact = DisputeRaised(
        dispute="d" + secrets.token_hex(10),
        engagement=engagement.id,
        organisation=engagement.organisation_id,
        words=words.strip(),
        level=Level.LINK.value,
        channel="web",
        received_at=_rfc3339(now),
        contact=contact or None,
    )
    return append(fact=fact, project=engagement.project_id, now=now)


def record_receipt(
    *, statement: Statement, answer_entry: int, mail_sha256: str, server_reply: str, recipient: str, now: dt.datetime
) -> Recorded:
    """Record that the organisation was sent the proof of its answer."""
    fact = ReceiptSent(
        statement=statement.reference,
        engagement=statement.engagement_id,
        answer_entry=answer_entry,
        mail_sha256=mail_sha256,
        server_reply=server_reply[:500],
        recipient=recipient,
    )
    return append(fact=fact, project=statement.project_id, now=now)


def _check_flood(*, engagement: Engagement, now: dt.datetime) -> None:
    raised = journal.facts_of_kinds(kinds=[DisputeRaised.kind], project=engagement.project_id)
    recent = [
        one
        for one in raised
        if one.time > now - dt.timedelta(days=1) and expect(one.fact, DisputeRaised).engagement == engagement.id
    ]
    if len(recent) >= DISPUTES_A_DAY:
        raise Refused(
            "This was not recorded: too many disputes about this contact came in within a day.",
            rule=f"At most {DISPUTES_A_DAY} disputes that nobody asked for are taken about one contact in 24 hours.",
            next_step="Try again tomorrow. One dispute is enough to show the contact as disputed.",
        )


def _open_link(*, token: str) -> AnswerLink:
    digest = hashlib.sha256(token.encode()).hexdigest()
    return check_link(AnswerLink.objects.select_for_update().filter(token_sha256=digest).first())


def _append_link_answer(*, statement: Statement, verb: str, words: str, now: dt.datetime) -> Recorded:
    salt = code_salt(statement=statement)
    fact = AnswerReceived(
        statement=statement.reference,
        engagement=statement.engagement_id,
        organisation=statement.organisation_id,
        verb=verb,
        level=Level.LINK.value,
        channel="link",
        code=statement_code(
            verb=verb,
            reference=statement.reference,
            statement=statement.text,
            salt=b64.decode_url(salt, what="the salt of the codes"),
        ),
        code_salt=salt,
        received_at=_rfc3339(now),
        claimed_at=None,
        words=words or None,
        key_entry=None,
        header_view=None,
        signed=(),
        unsigned=(),
        problems=("It came through a link: the body could have made this itself.",),
        mail_sha256=None,
    )
    return append(fact=fact, project=statement.project_id, now=now)


def _rfc3339(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

# SPDX-License-Identifier: Apache-2.0
"""Read the mails that wait, one by one, and record what came of each. None is lost and none holds up the others."""

import dataclasses
import datetime as dt
import logging

from django.db import DatabaseError, transaction

from tallystick.apps.consultations.mail.judging import REASONS, Answered, Bounced, Finding, Nothing, Unclear, judge
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.consultations.models import InboundMail, Statement
from tallystick.apps.consultations.operations.answering import (
    mark_read,
    record_answer,
    record_unclear,
    store_inbound,
)
from tallystick.apps.consultations.operations.asking import record_bounce
from tallystick.apps.journal import queries as journal
from tallystick.core.errors import Invalid, TallystickError, Unavailable
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import REGISTER, Recorded, expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear

logger = logging.getLogger(__name__)

#: How often we ask again about one statement. After that, what is unclear is recorded and left at that.
MOST_TIMES_ASKED_AGAIN = 3
#: How many unclear mails about one statement are recorded, and about none in a day: references are public, and
#: whoever writes to us at random must not be able to fill the record.
MOST_UNCLEAR = 50
MOST_UNCLEAR_ABOUT_NOTHING = 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a mail: the fact that says so, now or already on record, or why there is none."""

    recorded: Recorded | None
    explanation: str


def waiting() -> list[int]:
    """Return the ids of the mails that were not read yet, oldest first."""
    return list(
        InboundMail.objects.filter(read_at__isnull=True).order_by("received_at", "id").values_list("pk", flat=True)
    )


def read_waiting(*, now: dt.datetime, resolver: KeyResolver) -> int:
    """Read every mail that waits, each in a transaction of its own, and return how many were read.

    A mail whose key cannot be looked up yet keeps waiting, and so does one that cannot be recorded now.
    """
    read = 0
    for pk in waiting():
        try:
            read += read_one(pk=pk, now=now, resolver=resolver)
        except (TallystickError, DatabaseError, OSError):
            logger.exception("mail %s could not be recorded and keeps waiting", pk)
    return read


def read_one(*, pk: int, now: dt.datetime, resolver: KeyResolver) -> bool:
    """Read one mail and return whether it was read; a mail whose key cannot be looked up yet keeps waiting.

    Raises:
        TallystickError: it could not be recorded now, and keeps waiting.
    """
    try:
        outcome = _take(mail=InboundMail.objects.get(pk=pk), now=now, resolver=resolver)
    except Unavailable as reason:
        logger.info("mail %s keeps waiting: %s", pk, reason)
        return False
    logger.info("mail %s: %s", pk, outcome.explanation)
    return True


def import_mail(raw: bytes, *, received: dt.datetime | None, now: dt.datetime, resolver: KeyResolver) -> Outcome:
    """Take in a saved mail, given as its exact bytes. It is judged at ``received``, or now where that is not known.

    Raises:
        Invalid: ``received`` lies in the future.
        Unavailable: its key cannot be looked up now; the mail is kept and read later.
    """
    if received is not None and received > now:
        raise Invalid("The time of receipt lies in the future.", rule="A mail is imported after it was received.")
    mail = store_inbound(
        raw=raw,
        channel=InboundMail.Channel.IMPORT,
        envelope_from="",
        recipient="",
        received_at=(received or now).replace(microsecond=0),
    )
    return _take(mail=mail, now=now, resolver=resolver)


def _take(*, mail: InboundMail, now: dt.datetime, resolver: KeyResolver) -> Outcome:
    # The DNS is asked before the transaction begins: nobody else can write while one is open.
    finding = judge(mail=mail, now=now, resolver=resolver)
    with transaction.atomic():
        if not InboundMail.objects.select_for_update().filter(pk=mail.pk, read_at__isnull=True).exists():
            return Outcome(recorded=None, explanation="It was read already.")
        return _record(mail=mail, finding=finding, now=now)


def _record(*, mail: InboundMail, finding: Finding, now: dt.datetime) -> Outcome:
    if isinstance(finding, Nothing):
        mark_read(mail=mail, entry=None, now=now)
        return Outcome(recorded=None, explanation=f"Not recorded: {finding.why}.")
    if isinstance(finding, Bounced):
        return _record_bounced(mail=mail, finding=finding, now=now)
    mail.message_id = finding.message_id
    known = _same_mail(mail=mail, finding=finding)
    if known is not None:
        mark_read(mail=mail, entry=known.entry, now=now)
        return Outcome(recorded=known, explanation=f"Not recorded again: the same mail is entry {known.entry}.")
    if isinstance(finding, Answered) and _answers_like(mail=mail, finding=finding):
        sender = finding.answer.sender
        finding = Unclear(statement=finding.statement, reason="repeated-message", sender=sender)
    if isinstance(finding, Unclear):
        return _record_unclear(mail=mail, finding=finding, now=now)
    recorded = record_answer(mail=mail, statement=finding.statement, answer=finding.answer, key=finding.key, now=now)
    what = f"{finding.answer.verb} to {finding.statement.reference}, {finding.answer.level.public_name}"
    return Outcome(recorded=recorded, explanation=f"Entry {recorded.entry}: {what}.")


def _record_bounced(*, mail: InboundMail, finding: Bounced, now: dt.datetime) -> Outcome:
    recorded = record_bounce(
        statement=finding.statement,
        status=finding.status.status,
        mail_sha256=mail.sha256,
        reporting_server=finding.status.reporting_mta[:253],
        diagnostic=finding.status.diagnostic[:1000] if finding.status.diagnostic else None,
        now=now,
    )
    mark_read(mail=mail, entry=recorded.entry, now=now)
    return Outcome(recorded=recorded, explanation=f"Entry {recorded.entry}: the request did not arrive.")


def _record_unclear(*, mail: InboundMail, finding: Unclear, now: dt.datetime) -> Outcome:
    statement = finding.statement
    earlier = _unclear_before(statement=statement, now=now)
    if len(earlier) >= (MOST_UNCLEAR if statement else MOST_UNCLEAR_ABOUT_NOTHING):
        mark_read(mail=mail, entry=None, now=now)
        logger.warning("mail %s is not recorded: %s unclear mails are on record", mail.pk, len(earlier))
        return Outcome(recorded=None, explanation="Not recorded: too many unclear mails are on record.")
    asked = sum(fact.asked_again for fact in earlier)
    recorded = record_unclear(
        mail=mail,
        statement=statement,
        reason=finding.reason,
        explanation=REASONS[finding.reason],
        asked_again=statement is not None and not finding.automatic and asked < MOST_TIMES_ASKED_AGAIN,
        sender=finding.sender,
        now=now,
    )
    return Outcome(recorded=recorded, explanation=f"Entry {recorded.entry}: unclear. {REASONS[finding.reason]}")


def _unclear_before(*, statement: Statement | None, now: dt.datetime) -> list[AnswerUnclear]:
    project = statement.project_id if statement else REGISTER
    recorded = journal.facts_of_kinds(kinds={AnswerUnclear.kind}, project=project)
    if statement is None:
        recorded = [one for one in recorded if now - one.time < dt.timedelta(days=1)]
    facts = [expect(one.fact, AnswerUnclear) for one in recorded]
    return [fact for fact in facts if fact.statement == (statement.reference if statement else None)]


def _same_mail(*, mail: InboundMail, finding: Answered | Unclear) -> Recorded | None:
    """Return the fact of an earlier delivery of the same mail: the same bytes, or the same signature over them.

    Servers that lose an acknowledgement deliver a mail again, with trace fields of their own on top.
    """
    again = InboundMail.objects.filter(sha256=mail.sha256, read_at__isnull=False, entry__isnull=False).exclude(
        pk=mail.pk
    )
    row = again.order_by("id").first()
    if row is None and isinstance(finding, Answered) and finding.signature:
        same_id = _answers_like(mail=mail, finding=finding)
        row = next((earlier for earlier in same_id if finding.signature in bytes(earlier.raw)), None)
    return journal.recorded(entry=row.entry) if row is not None and row.entry is not None else None


def _answers_like(*, mail: InboundMail, finding: Answered) -> list[InboundMail]:
    """Return the mails with the same Message-ID that were recorded as answers, with evidence at least as strong.

    Weaker evidence does not use up a Message-ID: whoever sees one could otherwise get ahead of a signed dispute.
    """
    if not mail.message_id:
        return []
    rows = InboundMail.objects.filter(message_id=mail.message_id, entry__isnull=False).exclude(pk=mail.pk)
    return [row for row in rows.order_by("id") if _rank(row) >= finding.answer.level.rank]


def _rank(row: InboundMail) -> int:
    """Return the rank of the level at which a mail was recorded as an answer; -1 where it was not."""
    fact = journal.recorded(entry=row.entry).fact if row.entry is not None else None
    return Level.read(fact.level).rank if isinstance(fact, AnswerReceived) else -1

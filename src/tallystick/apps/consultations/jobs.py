# SPDX-License-Identifier: Apache-2.0
"""Jobs of the room that run by the clock: reminders."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator

from django.conf import settings

from tallystick.apps.consultations.mail.outbound import send_question
from tallystick.apps.consultations.models import Statement
from tallystick.apps.journal import queries as journal
from tallystick.core.errors import TallystickError
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import AnswerReceived, RequestBounced, RequestSent

logger = logging.getLogger(__name__)

_KINDS = {RequestSent.kind, RequestBounced.kind, AnswerReceived.kind}


def remind(*, now: dt.datetime) -> int:
    """Send the reminders that are due and return how many were sent.

    Reminder ``n`` is due the ``n``-th number of ``REMINDER_DAYS`` after the first request of the newest statement
    about an engagement, unless it was answered or a request did not arrive. A reminder that was missed while a later
    one became due is left out: two at once would be pestering.
    """
    return sum(_send(statement=statement, reminder=reminder, now=now) for statement, reminder in list(_due(now)))


def _send(*, statement: Statement, reminder: int, now: dt.datetime) -> bool:
    try:
        send_question(statement=statement, reminder=reminder, now=now)
    except (TallystickError, OSError) as error:
        logger.warning("reminder %s of %s waits for the next run: %s", reminder, statement.reference, error)
        return False
    return True


def _due(now: dt.datetime) -> Iterator[tuple[Statement, int]]:
    facts = journal.facts_of_kinds(kinds=_KINDS)
    closed = _closed(facts)
    sent: dict[str, list[Recorded]] = {}
    for recorded in facts:
        if isinstance(recorded.fact, RequestSent) and recorded.fact.statement not in closed:
            sent.setdefault(recorded.fact.statement, []).append(recorded)
    for statement in _newest(Statement.objects.filter(pk__in=sent)):
        reminder = _reminder_due(sent[statement.reference], now=now)
        if reminder:
            yield statement, reminder


def _closed(facts: Iterable[Recorded]) -> set[str]:
    return {recorded.fact.statement for recorded in facts if isinstance(recorded.fact, AnswerReceived | RequestBounced)}


def _newest(statements: Iterable[Statement]) -> Iterator[Statement]:
    for statement in statements:
        newer = Statement.objects.filter(engagement_id=statement.engagement_id, number__gt=statement.number)
        if not newer.exists():
            yield statement


def _reminder_due(sent: list[Recorded], *, now: dt.datetime) -> int:
    first = min(recorded.time for recorded in sent)
    due = sum(now >= first + dt.timedelta(days=days) for days in settings.REMINDER_DAYS)
    latest = max(recorded.fact.reminder for recorded in sent if isinstance(recorded.fact, RequestSent))
    return due if due > latest else 0

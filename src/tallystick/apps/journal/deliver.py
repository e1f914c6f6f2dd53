# SPDX-License-Identifier: Apache-2.0
"""Run the reactions that wait in the outbox, after the transaction that caused them."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from tallystick.apps.journal import queries
from tallystick.apps.journal.models import Outbox
from tallystick.core.errors import TallystickError
from tallystick.core.facts.base import Recorded

logger = logging.getLogger(__name__)

#: A reaction: told the fact and the time, it does its work or raises one of our errors (then it is tried again).
Reaction = Callable[[Recorded, dt.datetime], None]

_FIRST_RETRY = dt.timedelta(seconds=30)
_LONGEST_RETRY = dt.timedelta(hours=6)


def deliver(*, now: dt.datetime, limit: int = 100) -> int:
    """Run up to ``limit`` due reactions, oldest first, and return how many succeeded.

    Each runs at least once: one that fails is tried again later, with growing pauses, and never lost.
    """
    waiting = Outbox.objects.filter(done_at__isnull=True, due_at__lte=now).order_by("due_at", "id")[:limit]
    return sum(_run(row=row, now=now) for row in list(waiting))


def _run(*, row: Outbox, now: dt.datetime) -> bool:
    reactions: Mapping[str, Mapping[str, Reaction]] = import_string(settings.REACTIONS)
    recorded = queries.recorded(entry=row.entry_id, private=True)
    try:
        reactions[recorded.fact.kind][row.reaction](recorded, now)
    except (TallystickError, OSError) as error:
        _try_later(row=row, now=now, error=error)
        return False
    with transaction.atomic():
        Outbox.objects.filter(pk=row.pk).update(done_at=now, attempts=row.attempts + 1, last_error="")
    return True


def _try_later(*, row: Outbox, now: dt.datetime, error: Exception) -> None:
    pause = min(_FIRST_RETRY * 2**row.attempts, _LONGEST_RETRY)
    logger.warning("reaction %s to entry %s failed: %s; next try in %s", row.reaction, row.entry_id, error, pause)
    Outbox.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, due_at=now + pause, last_error=str(error)[:2000])

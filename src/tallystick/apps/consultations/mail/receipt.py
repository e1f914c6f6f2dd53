# SPDX-License-Identifier: Apache-2.0
"""The proof that goes with a receipt: a bundle that ``tallystick verify`` checks offline."""

from django.conf import settings

from tallystick.apps.consultations.models import Engagement, Organisation, Statement
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.timestamps import bundle_timestamp
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived
from tallystick.core.ledger.bundle import build_bundle


def answer_bundle(*, entry: int) -> bytes:
    """Return the bundle that proves an answer: pinning, engagement, statement, the key that was seen, and the answer.

    The organisation is entitled to it also while the project is not published.

    Raises:
        Invalid: no such entry, or it records no answer.
        Unavailable: the entry is not published yet.
    """
    fact = expect(journal.recorded(entry=entry).fact, AnswerReceived)
    organisation = Organisation.objects.get(pk=fact.organisation)
    statement = Statement.objects.get(pk=fact.statement)
    engagement = Engagement.objects.get(pk=fact.engagement)
    proved = [organisation.entry, engagement.entry, statement.entry, entry]
    if fact.key_entry is not None:
        proved.append(fact.key_entry)
    proved += journal.erasing_entries(entries=proved)
    return build_bundle(
        origin=settings.LOG_ORIGIN,
        vkey=keys.vkey(),
        title=f"Answer of {organisation.name} to {fact.statement}: {fact.verb}",
        entries=journal.bundle_entries(entries=proved),
        evidence=[{"entry": entry, "type": "answer"}],
        timestamp=bundle_timestamp(first=min(proved), last=max(proved)),
    )

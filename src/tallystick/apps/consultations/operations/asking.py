# SPDX-License-Identifier: Apache-2.0
"""Put a statement to an organisation: its words are fixed and logged before anything is sent."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from tallystick.apps.accounts import may
from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.models import AnswerLink, Engagement, Organisation, OutboundMail, Statement
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.append import append, become_the_sequencer
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.claims.statement import statement_text
from tallystick.core.errors import Refused
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import EngagementClaimed, RequestBounced, RequestSent, StatementFixed
from tallystick.core.ledger import b64

FIRST_NUMBER = 1001


def fix_statement(*, by: User, project: ProjectView, engagement: Engagement, now: dt.datetime) -> Statement:
    """Fix and log the words to be put to the organisation; the request mail follows from the outbox.

    Asking again about the same engagement fixes a new statement; answers to an older one stay with the older one.

    Raises:
        Refused: the user may not write for the body, or there is no address to write to.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    if not Organisation.objects.filter(pk=engagement.organisation_id).exclude(contact="").exists():
        raise Refused(
            f"There is no address of {engagement.organisation_name} on record.",
            rule="The words are put to an organisation at the address that it publishes.",
            next_step="Its address was erased, or never entered. Ask the person who runs this instance.",
        )
    text = words_for(project=project, engagement=engagement)
    with transaction.atomic():
        become_the_sequencer()
        fact = StatementFixed(
            statement=f"TS-{_next_number()}",
            engagement=engagement.id,
            organisation=engagement.organisation_id,
            text=text,
            witness=settings.WITNESS_ADDRESS or None,
            by_role=role.value,
            by=by.email,
            code_salt=b64.encode_url(secrets.token_bytes(32)),
        )
        append(fact=fact, project=project.id, now=now)
    return Statement.objects.get(pk=fact.statement)


def words_for(*, project: ProjectView, engagement: Engagement) -> str:
    """Return the exact words that ``fix_statement`` would fix now, to be looked at before."""
    said = expect(journal.recorded(entry=engagement.entry).fact, EngagementClaimed)
    return statement_text(
        body=project.body_name,
        organisation=engagement.organisation_name,
        project=project.name,
        on=engagement.on,
        channel=engagement.channel,
        claimed_as=engagement.claimed_as,
        asked=engagement.asked,
        document_sha256=said.document_sha256,
    )


def code_salt(*, statement: Statement) -> str:
    """Return the base64url salt of a statement's answer codes, from the vault."""
    fact = expect(journal.private_fact(entry=statement.entry), StatementFixed)
    return fact.code_salt or ""


def new_link(*, statement: Statement) -> str:
    """Return a fresh one-time token for answering by link; an older unused one stops working."""
    token = secrets.token_urlsafe(24)
    digest = hashlib.sha256(token.encode()).hexdigest()
    AnswerLink.objects.update_or_create(
        statement_id=statement.reference, defaults={"token_sha256": digest, "used_at": None}
    )
    return token


def keep_outbound(
    *, raw: bytes, recipient: str, envelope_from: str, statement: str, purpose: str, now: dt.datetime
) -> str:
    """Keep the exact bytes of a mail before it is handed to the mail server; return their SHA-256 in hexadecimal."""
    digest = hashlib.sha256(raw).hexdigest()
    OutboundMail.objects.get_or_create(
        sha256=digest,
        defaults={
            "raw": raw,
            "recipient": recipient,
            "envelope_from": envelope_from,
            "statement_id": statement,
            "purpose": purpose,
            "sent_at": now,
        },
    )
    return digest


def record_sent(
    *,
    statement: Statement,
    reminder: int,
    mail_sha256: str,
    server_reply: str,
    signed: bool,
    recipient: str,
    now: dt.datetime,
) -> Recorded:
    """Record that a request (``reminder`` 0) or a reminder was handed to the mail server."""
    fact = RequestSent(
        statement=statement.reference,
        engagement=statement.engagement_id,
        reminder=reminder,
        mail_sha256=mail_sha256,
        server_reply=server_reply[:500],
        signed=signed,
        recipient=recipient,
    )
    return append(fact=fact, project=statement.project_id, now=now)


def record_bounce(
    *,
    statement: Statement,
    status: str,
    mail_sha256: str,
    reporting_server: str | None,
    diagnostic: str | None,
    now: dt.datetime,
) -> Recorded:
    """Record that a request did not arrive, as a delivery status notification says."""
    fact = RequestBounced(
        statement=statement.reference,
        engagement=statement.engagement_id,
        status=status,
        mail_sha256=mail_sha256,
        reporting_server=reporting_server,
        diagnostic=diagnostic,
    )
    return append(fact=fact, project=statement.project_id, now=now)


def index_statement(recorded: Recorded) -> None:
    """Write the index row of a ``statement.fixed`` fact."""
    fact = expect(recorded.fact, StatementFixed)
    Statement.objects.create(
        reference=fact.statement,
        number=int(fact.statement.removeprefix("TS-")),
        project_id=recorded.project,
        engagement_id=fact.engagement,
        organisation_id=fact.organisation,
        text=fact.text,
        entry=recorded.entry,
    )


def _next_number() -> int:
    newest = Statement.objects.aggregate(newest=Max("number"))["newest"]
    return FIRST_NUMBER if newest is None else int(newest) + 1

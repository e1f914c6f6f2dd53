# SPDX-License-Identifier: Apache-2.0
"""Reactions that send mail: requests, receipts, asking again, telling an organisation of a dispute.

Each runs at least once. A retry is harmless: the bytes are kept before they are sent and sent again unchanged, under
the same Message-ID, and what the record says was sent is not sent again. Mails go to the pinned contact address;
never to whoever wrote in, unless that address is proved, because the codes in them are the organisation's alone.
"""

import datetime as dt
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from tallystick.apps.consultations.mail import addresses, signing, texts
from tallystick.apps.consultations.mail.compose import Attachment, compose
from tallystick.apps.consultations.mail.pages import answer_page
from tallystick.apps.consultations.mail.receipt import answer_bundle
from tallystick.apps.consultations.mail.transport import Turned, hand_over
from tallystick.apps.consultations.models import Engagement, Organisation, OutboundMail, Statement
from tallystick.apps.consultations.operations.answering import record_receipt
from tallystick.apps.consultations.operations.asking import keep_outbound, new_link, record_bounce, record_sent
from tallystick.apps.journal import queries as journal
from tallystick.core.errors import Unavailable
from tallystick.core.evidence.address import same_address
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import (
    AnswerReceived,
    AnswerUnclear,
    DisputeRaised,
    ReceiptSent,
    RequestBounced,
    RequestSent,
    StatementFixed,
)

logger = logging.getLogger(__name__)

#: How many disputes an organisation is told of in a day; the others follow the next day.
NOTICES_PER_DAY = 3


def send_request(recorded: Recorded, now: dt.datetime) -> None:
    """Send the request that a ``statement.fixed`` fact calls for.

    Raises:
        OSError: the mail server did not take it; the outbox tries again.
        Invalid: the contact address or the signing key cannot be used.
    """
    fact = expect(recorded.fact, StatementFixed)
    send_question(statement=Statement.objects.get(pk=fact.statement), reminder=0, now=now)


def send_question(*, statement: Statement, reminder: int, now: dt.datetime) -> None:
    """Send the request (``reminder`` 0) or a reminder, once, and record that it was sent or never reached anybody."""
    organisation = Organisation.objects.get(pk=statement.organisation_id)
    if _was_sent(statement=statement, reminder=reminder) or not _has_contact(organisation):
        return

    def make() -> texts.Words:
        link = answer_page(token=new_link(statement=statement))
        return texts.request_words(statement=statement, organisation=organisation, reminder=reminder, link=link)

    mail = _kept(
        reference=statement.reference,
        purpose=f"reminder-{reminder}" if reminder else "request",
        template="request",
        recipient=organisation.contact,
        envelope_from=addresses.bounce_address(reference=statement.reference),
        make=make,
        now=now,
    )
    reply = _send(mail)
    if isinstance(reply, Turned):
        _record_turned(statement=statement, mail=mail, turned=reply, now=now)
        return
    record_sent(
        statement=statement,
        reminder=reminder,
        mail_sha256=mail.sha256,
        server_reply=reply,
        signed=signing.is_signed(bytes(mail.raw)),
        recipient=mail.recipient,
        now=now,
    )


def send_receipt(recorded: Recorded, now: dt.datetime) -> None:
    """Send the receipt that an ``answer.received`` fact calls for, with the proof of its entry.

    It goes to the contact address and, where the signature proves another address of the organisation's domain, to
    that one too.

    Raises:
        Unavailable: the entry is not published yet; the outbox tries again.
        OSError: the mail server did not take it; the outbox tries again.
    """
    fact = expect(recorded.fact, AnswerReceived)
    statement = Statement.objects.get(pk=fact.statement)
    organisation = Organisation.objects.get(pk=statement.organisation_id)
    if journal.published_size() <= recorded.entry:
        raise Unavailable(f"entry {recorded.entry} is not published yet", next_step="Try again in a few seconds.")
    name = f"tallystick-entry-{recorded.entry}.json"

    def make() -> texts.Words:
        return texts.receipt_words(statement=statement, organisation=organisation, answer=recorded, file_name=name)

    for number, recipient in enumerate(_receipt_goes_to(organisation, fact), start=1):
        mail = _kept(
            reference=statement.reference,
            purpose=f"receipt-{recorded.entry}" + ("" if number == 1 else "-b"),
            template="receipt",
            recipient=recipient,
            envelope_from=addresses.bounce_address(reference=statement.reference, receipt=True),
            make=make,
            now=now,
            attach=lambda: Attachment(name=name, content=answer_bundle(entry=recorded.entry)),
        )
        _send_receipt_once(statement=statement, entry=recorded.entry, mail=mail, now=now)


def ask_again(recorded: Recorded, now: dt.datetime) -> None:
    """Tell the contact address why something could not be read as an answer, where the fact says that we ask again.

    Raises:
        OSError: the mail server did not take it; the outbox tries again.
    """
    fact = expect(recorded.fact, AnswerUnclear)
    if not fact.asked_again or fact.statement is None:
        return
    statement = Statement.objects.get(pk=fact.statement)
    organisation = Organisation.objects.get(pk=statement.organisation_id)
    if not _has_contact(organisation):
        return

    def make() -> texts.Words:
        link = answer_page(token=new_link(statement=statement))
        return texts.again_words(statement=statement, organisation=organisation, unclear=fact, link=link)

    mail = _kept(
        reference=statement.reference,
        purpose=f"again-{recorded.entry}",
        template="again",
        recipient=organisation.contact,
        envelope_from=addresses.bounce_address(reference=statement.reference, receipt=True),
        make=make,
        now=now,
    )
    _send(mail)


def tell_organisation(recorded: Recorded, now: dt.datetime) -> None:
    """Tell the pinned contact that somebody disputed in its name, and how to confirm or deny that.

    Raises:
        Unavailable: the contact was told of several disputes today; this one follows later.
        OSError: the mail server did not take it; the outbox tries again.
    """
    fact = expect(recorded.fact, DisputeRaised)
    engagement = Engagement.objects.get(pk=fact.engagement)
    organisation = Organisation.objects.get(pk=fact.organisation)
    statement = Statement.objects.filter(engagement_id=engagement.id).order_by("-number").first()
    if not _has_contact(organisation):
        return
    purpose = f"dispute-{recorded.entry}"
    _check_not_too_many(recipient=organisation.contact, purpose=purpose, now=now)

    def make() -> texts.Words:
        # Without a link: strangers could otherwise make the one that the organisation has stop working.
        return texts.dispute_words(
            engagement=engagement, organisation=organisation, statement=statement, dispute=recorded
        )

    reference = statement.reference if statement else ""
    mail = _kept(
        reference=reference,
        purpose=purpose,
        template="dispute",
        recipient=organisation.contact,
        envelope_from=addresses.bounce_address(reference=reference or "notice", receipt=True),
        make=make,
        now=now,
    )
    _send(mail)


def _kept(
    *,
    reference: str,
    purpose: str,
    template: str,
    recipient: str,
    envelope_from: str,
    make: Callable[[], texts.Words],
    now: dt.datetime,
    attach: Callable[[], Attachment] | None = None,
) -> OutboundMail:
    """Return the mail as it was kept at an earlier try, or make and keep it; a link in it is made with it or not."""
    earlier = OutboundMail.objects.filter(statement_id=reference, purpose=purpose).first()
    if earlier is not None:
        return earlier
    with transaction.atomic():
        words = make()
        raw = compose(
            template=template,
            context=words.context,
            recipients=(recipient,),
            subject=words.subject,
            message_id=addresses.message_id(reference=reference or "notice", purpose=purpose),
            attachment=attach() if attach else None,
            now=now,
        )
        digest = keep_outbound(
            raw=raw, recipient=recipient, envelope_from=envelope_from, statement=reference, purpose=purpose, now=now
        )
    return OutboundMail.objects.get(sha256=digest)


def _send(mail: OutboundMail) -> str | Turned:
    outcome = hand_over(raw=bytes(mail.raw), envelope_from=mail.envelope_from, recipients=[mail.recipient])
    if isinstance(outcome, Turned):
        logger.warning("%s %s did not reach %s: %s", mail.purpose, mail.statement_id, mail.recipient, outcome.reply)
        return outcome
    return outcome.reply


def _send_receipt_once(*, statement: Statement, entry: int, mail: OutboundMail, now: dt.datetime) -> None:
    facts = journal.facts_of_kinds(kinds={ReceiptSent.kind}, project=statement.project_id)
    if any(expect(recorded.fact, ReceiptSent).mail_sha256 == mail.sha256 for recorded in facts):
        return
    reply = _send(mail)
    if isinstance(reply, Turned):
        return
    record_receipt(
        statement=statement,
        answer_entry=entry,
        mail_sha256=mail.sha256,
        server_reply=reply,
        recipient=mail.recipient,
        now=now,
    )


def _receipt_goes_to(organisation: Organisation, fact: AnswerReceived) -> list[str]:
    recipients = [organisation.contact] if organisation.contact else []
    proved = fact.sender if Level.read(fact.level).confirms else None
    if proved and not any(same_address(proved, known) for known in recipients):
        recipients.append(proved)
    return recipients


def _was_sent(*, statement: Statement, reminder: int) -> bool:
    facts = journal.facts_of_kinds(kinds={RequestSent.kind}, project=statement.project_id)
    sent = (expect(recorded.fact, RequestSent) for recorded in facts)
    return any(fact.statement == statement.reference and fact.reminder == reminder for fact in sent)


def _record_turned(*, statement: Statement, mail: OutboundMail, turned: Turned, now: dt.datetime) -> None:
    facts = journal.facts_of_kinds(kinds={RequestBounced.kind}, project=statement.project_id)
    if any(expect(recorded.fact, RequestBounced).mail_sha256 == mail.sha256 for recorded in facts):
        return
    record_bounce(
        statement=statement,
        status=turned.status,
        mail_sha256=mail.sha256,
        reporting_server=settings.SMTP_HOST,
        diagnostic=turned.reply[:1000],
        now=now,
    )


def _has_contact(organisation: Organisation) -> bool:
    if not organisation.contact:
        logger.warning("%s has no contact address: nothing is sent", organisation.name)
    return bool(organisation.contact)


def _check_not_too_many(*, recipient: str, purpose: str, now: dt.datetime) -> None:
    today = OutboundMail.objects.filter(
        recipient=recipient, purpose__startswith="dispute-", sent_at__gt=now - dt.timedelta(days=1)
    ).exclude(purpose=purpose)
    if today.count() >= NOTICES_PER_DAY:
        raise Unavailable(
            f"{recipient} was told of {NOTICES_PER_DAY} disputes today",
            rule="Nobody can flood an organisation with mail by disputing in its name.",
            next_step="Nothing to do: it is told of this one later.",
        )

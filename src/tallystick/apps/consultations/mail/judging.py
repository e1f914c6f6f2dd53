# SPDX-License-Identifier: Apache-2.0
"""Find out what a mail is: an answer and at which level, a delivery report, something unclear, or nothing of ours.

Reads, asks the DNS, and writes nothing. The decision is read from the signed Subject alone; everything that could
only take standing away (an absence note, a list, a code of another statement) is looked at first.
"""

import datetime as dt
import re
from dataclasses import dataclass

from tallystick.apps.consultations.mail import addresses, attribution
from tallystick.apps.consultations.mail.choices import codes
from tallystick.apps.consultations.mail.resolver import KeyResolver, KeySeen
from tallystick.apps.consultations.models import InboundMail, Organisation, Statement
from tallystick.apps.consultations.operations.answering import MailAnswer
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.evidence import auto, dkim
from tallystick.core.evidence.code import Answer, parse_subject
from tallystick.core.evidence.dsn import DeliveryStatus, read_dsn
from tallystick.core.evidence.header_view import header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.message import Message, read_message
from tallystick.core.evidence.reply import words
from tallystick.core.evidence.signature import read_signature
from tallystick.core.evidence.verdict import MailEvidence, Rejected
from tallystick.core.facts.base import MAX_ITEMS, MAX_TEXT
from tallystick.core.facts.consultation import KeyObserved

#: How long a mail waits for a DNS that does not answer before it is judged without the key.
PATIENCE = dt.timedelta(hours=24)
#: What came back that is no answer: short id and plain words.
REASONS = {
    "out-of-office": "It is an automatic reply, for example an absence note. No person wrote it as an answer.",
    "list-mail": "It came through a mailing list, which could have changed it.",
    "bulk-mail": "It is marked as bulk mail. No person wrote it as an answer.",
    "delivery-report": "It is a report of a mail server that names no failed delivery. No person wrote it.",
    "unclear-subject": "Its subject line is not exactly one of the three prepared answers.",
    "unknown-reference": "Its subject line names a statement that is not in this record.",
    "other-statement": "The code in its subject line does not belong to that answer to that statement.",
    "repeated-message": "It repeats the Message-ID of an answer that was received before, with other content.",
    "unreadable": "It is not a well-formed mail, so nothing in it can be relied on.",
}
_AUTOMATIC = {
    auto.OUT_OF_OFFICE: "out-of-office",
    auto.LIST: "list-mail",
    auto.BULK: "bulk-mail",
    auto.BOUNCE: "delivery-report",
}
_ANY_ADDRESS = re.compile(r"[!-;=?-~]{1,64}@[A-Za-z0-9.-]{1,253}")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A clear answer to a statement of ours."""

    statement: Statement
    answer: MailAnswer
    key: KeyObserved | None
    message_id: str
    #: The DKIM-Signature field that held, exactly; empty where none did.
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """Something that is no answer; about no statement of ours where ``statement`` is ``None``."""

    statement: Statement | None
    #: A key of ``REASONS``.
    reason: str
    sender: str
    message_id: str = ""

    @property
    def automatic(self) -> bool:
        """Whether no person wrote it, so that asking again would only feed a loop."""
        return self.reason in _AUTOMATIC.values()


@dataclass(frozen=True, kw_only=True)
class Bounced:
    """A request did not arrive."""

    statement: Statement
    status: DeliveryStatus


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """Nothing that belongs into the record."""

    why: str


Finding = Answered | Unclear | Bounced | Nothing


def judge(*, mail: InboundMail, now: dt.datetime, resolver: KeyResolver) -> Finding:
    """Return what a mail is.

    Raises:
        Unavailable: the DNS does not answer, and the mail has not waited for ``PATIENCE`` yet.
    """
    raw = bytes(mail.raw)
    tag = addresses.bounce_tag(mail.recipient)
    if tag is not None:
        report = _delivery_report(raw, tag)
        if report is not None:
            return report
    try:
        message = read_message(raw)
    except Invalid:
        return _unreadable(raw, tag)
    return _read(mail=mail, message=message, tag=tag, now=now, resolver=resolver)


def _delivery_report(raw: bytes, tag: str) -> Finding | None:
    try:
        status = read_dsn(raw)
    except Invalid:
        return None
    statement = attribution.named([addresses.reference_of_tag(tag)])
    if status.action != "failed":
        return Nothing(why=f"a delivery report that says {status.action}")
    if statement is None or addresses.is_receipt_tag(tag):
        return Nothing(why="a receipt or notice did not arrive")
    return Bounced(statement=statement, status=status)


def _unreadable(raw: bytes, tag: str | None) -> Finding:
    subject = attribution.subject_of_broken(raw)
    statement = attribution.named_in_subject(subject)
    if statement is None and tag is not None:
        statement = attribution.named([addresses.reference_of_tag(tag)])
    if statement is None and not attribution.looks_like_an_answer(subject):
        return Nothing(why="an unreadable mail about no statement")
    return Unclear(statement=statement, reason="unreadable", sender="")


def _read(*, mail: InboundMail, message: Message, tag: str | None, now: dt.datetime, resolver: KeyResolver) -> Finding:
    subject = " ".join(field.text for field in message.all(b"subject"))
    statement = attribution.statement_of(message=message, subject=subject, returned_to=tag)
    unclear = _why_unclear(mail=mail, message=message, subject=subject, statement=statement)
    if unclear is not None:
        if statement is None and not attribution.looks_like_an_answer(subject):
            return Nothing(why="a mail about no statement")
        if tag and addresses.is_receipt_tag(tag) and unclear in _AUTOMATIC.values():
            return Nothing(why="an automatic reply to a receipt or notice")
        return Unclear(statement=statement, reason=unclear, sender=_sender(message), message_id=_message_id(message))
    assert statement is not None  # noqa: S101 (a clear Subject names a statement of ours)
    return _judged(mail=mail, message=message, statement=statement, now=now, resolver=resolver)


def _why_unclear(*, mail: InboundMail, message: Message, subject: str, statement: Statement | None) -> str | None:
    automatic = auto.classify(message.fields) or auto.classify(message.fields, envelope_sender=_envelope(mail))
    if automatic is not None:
        return _AUTOMATIC[automatic]
    try:
        answer = parse_subject(subject)
    except Invalid:
        return "unclear-subject"
    if statement is None or statement.reference != answer.reference:
        return "unknown-reference"
    if len(message.all(b"subject")) != 1:
        return "unclear-subject"
    return None if codes(statement=statement)[answer.verb] == answer.code else "other-statement"


def _judged(
    *, mail: InboundMail, message: Message, statement: Statement, now: dt.datetime, resolver: KeyResolver
) -> Finding:
    seen, missed = _keys(mail=mail, message=message, now=now, resolver=resolver)
    organisation = Organisation.objects.get(pk=statement.organisation_id)
    evidence = dkim.verify(
        bytes(mail.raw),
        keys={owner: key.records for owner, key in seen.items() if key.records},
        received=mail.received_at.replace(microsecond=0),
        pinned_domain=organisation.domain or None,
        contact=organisation.contact or None,
        envelope_sender=_envelope(mail),
    )
    if evidence.verb is None or evidence.reference is None or evidence.code is None:
        return Unclear(
            statement=statement, reason="unclear-subject", sender=_sender(message), message_id=_message_id(message)
        )
    answer = Answer(verb=evidence.verb, reference=evidence.reference, code=evidence.code)
    return Answered(
        statement=statement,
        answer=_mail_answer(mail=mail, answer=answer, evidence=evidence, missed=missed),
        key=_key_fact(evidence, seen),
        message_id=(evidence.message_id or "")[:998],
        signature=evidence.signature_raw,
    )


def _keys(
    *, mail: InboundMail, message: Message, now: dt.datetime, resolver: KeyResolver
) -> tuple[dict[str, KeySeen], list[str]]:
    """Look up the key of each signature once; with what there is to say about those that could not be."""
    seen: dict[str, KeySeen] = {}
    missed: list[str] = []
    for owner in _owners(message):
        try:
            seen[owner] = resolver.observe(owner, now=now)
        except Unavailable:
            if mail.channel == InboundMail.Channel.IMPORT or now - mail.received_at < PATIENCE:
                raise
            missed.append(f"The DNS gave no answer about the key {owner} for 24 hours.")
            continue
        if not seen[owner].agreed:
            missed.append(f"The resolvers that were asked do not agree on the key {owner}.")
    return seen, missed


def _owners(message: Message) -> list[str]:
    owners = []
    for field in message.all(b"dkim-signature")[: dkim.MAX_SIGNATURES]:
        try:
            owners.append(read_signature(field).owner)
        except Rejected:
            continue
    return list(dict.fromkeys(owners))


def _key_fact(evidence: MailEvidence, seen: dict[str, KeySeen]) -> KeyObserved | None:
    """Return the observation of the key that the signature was checked with; where none held, of the first found."""
    if evidence.key_owner_name in seen:
        return seen[evidence.key_owner_name].fact()
    return next((key.fact() for key in seen.values() if key.records), None)


def _mail_answer(*, mail: InboundMail, answer: Answer, evidence: MailEvidence, missed: list[str]) -> MailAnswer:
    problems = [*missed, *(problem.text for problem in evidence.problems)]
    level, view = evidence.level, None
    if evidence.key_record is not None:
        view = header_view(evidence).to_json()
        if len(view) > MAX_TEXT:
            # What readers cannot check does not count for more than what anybody could have made.
            level, view = Level.LINK, None
            problems.append("The signed header is too long to be shown, so the signature cannot be checked by readers.")
    if mail.channel == InboundMail.Channel.IMPORT:
        problems.append("It was imported from a file: when it was received is the word of whoever imported it.")
    return MailAnswer(
        verb=answer.verb,
        code=answer.code,
        level=level,
        claimed_at=_rfc3339(evidence.claimed_date) if evidence.claimed_date else None,
        words=words(bytes(mail.raw)),
        header_view=view,
        signed=tuple(name for name, _ in evidence.signed)[:MAX_ITEMS],
        unsigned=tuple(dict.fromkeys(evidence.unsigned))[:MAX_ITEMS],
        problems=tuple(problems)[:MAX_ITEMS],
        sender=evidence.from_address or "",
    )


def _rfc3339(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _envelope(mail: InboundMail) -> str | None:
    # A saved mail has no envelope; a mail by LMTP has one, and its sender may be empty.
    return None if mail.channel == InboundMail.Channel.IMPORT else mail.envelope_from


def _message_id(message: Message) -> str:
    field = message.only(b"message-id")
    return field.text[:998] if field else ""


def _sender(message: Message) -> str:
    """Return what the mail claims as its sender; it is shown to nobody but the body and the oversight body."""
    field = message.only(b"from")
    found = _ANY_ADDRESS.search(field.text) if field else None
    return found[0] if found else ""

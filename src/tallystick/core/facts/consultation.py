# SPDX-License-Identifier: Apache-2.0
"""Facts about who was asked, what they answered, and what was said about it in public."""

from tallystick.core.facts.base import Erasure, Fact, fact, personal, public, secret

#: How contact took place.
CHANNELS = ("letter", "email", "call", "meeting", "event")
#: What a body may say that a contact amounted to, weakest first.
RUNGS = ("contacted", "invited", "responded", "consulted")
#: What an organisation may answer.
VERBS = ("CONFIRM", "CORRECT", "DISPUTE")
#: What a published report may say about an engagement.
REPORT_SAYS = ("confirms", "not-formally-asked", "no-knowledge", "disputes")


@fact("organisation.pinned")
class OrganisationPinned(Fact):
    """An organisation was entered and its mail domain was pinned from a named public source."""

    organisation: str = public()
    name: str = public()
    #: The pinned mail domain; ``None`` where the organisation has none of its own (free mail).
    domain: str | None = public()
    #: ``domain`` or ``mailbox``: the highest level its mails can reach.
    assurance: str = public()
    source_url: str = public()
    source_seen_on: str = public()
    #: Hosts that serve the organisation's mail or DKIM keys, so that shared hosting is visible.
    mail_hosting: tuple[str, ...] = public()
    pinned_by_body: str = public()
    contact: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("organisation.address_corrected")
class OrganisationAddressCorrected(Fact):
    """The address to write to was corrected from a named public source; the pinned domain stays as it was."""

    organisation: str = public()
    source_url: str = public()
    source_seen_on: str = public()
    reason: str = public(erase=Erasure.ON_REQUEST)
    corrected_by_body: str = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)
    contact: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("engagement.claimed")
class EngagementClaimed(Fact):
    """A body says that it engaged with an organisation. Worth nothing more until somebody else speaks."""

    engagement: str = public()
    organisation: str = public()
    organisation_name: str = public()
    #: ISO 8601 date.
    on: str = public()
    #: One of ``CHANNELS``.
    channel: str = public()
    #: One of ``RUNGS``: what the body says this amounted to.
    claimed_as: str = public()
    asked: str = public()
    #: SHA-256 (hex) of the document that was shown, if any.
    document_sha256: str | None = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("engagement.evidence_attached")
class EvidenceAttached(Fact):
    """The body attached a file of its own to an engagement. It proves nothing but that the file existed by then."""

    engagement: str = public()
    media_type: str = public()
    size: int = public()
    problems: tuple[str, ...] = public()
    by_role: str = public()
    sha256: str | None = personal(erase=Erasure.RETENTION, default=None)
    file_name: str | None = personal(erase=Erasure.ON_REQUEST, default=None)
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("statement.fixed")
class StatementFixed(Fact):
    """The exact words to be put to an organisation, fixed before they are sent."""

    #: The reference in the subject line, ``TS-`` and a number.
    statement: str = public()
    engagement: str = public()
    organisation: str = public()
    text: str = public()
    #: Address of the witness who gets a copy of each answer; ``None`` where none is configured.
    witness: str | None = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)
    #: Base64url salt of the answer codes; becomes public with the answer that proves knowledge of a code.
    code_salt: str | None = secret(erase=Erasure.KEPT, default=None)


@fact("request.sent")
class RequestSent(Fact):
    """A mail with the statement was handed to a mail server."""

    statement: str = public()
    engagement: str = public()
    #: 0 for the first request, then 1, 2, ... for reminders.
    reminder: int = public()
    mail_sha256: str = public()
    #: What the mail server replied when it took the mail.
    server_reply: str = public()
    #: ``True`` where the mail went out with our own DKIM signature.
    signed: bool = public()
    recipient: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("request.bounced")
class RequestBounced(Fact):
    """A delivery status notification (RFC 3464), or the mail server itself, said that a request did not arrive."""

    statement: str = public()
    engagement: str = public()
    #: RFC 3463 status code, for example ``5.1.1``.
    status: str = public()
    mail_sha256: str = public()
    reporting_server: str | None = public()
    diagnostic: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("key.observed")
class KeyObserved(Fact):
    """The DKIM key records that were seen when a mail arrived."""

    owner_name: str = public()
    #: The TXT records as seen, character strings joined.
    records: tuple[str, ...] = public()
    #: The names that the owner name was an alias of, in order.
    aliases: tuple[str, ...] = public()
    #: Which resolvers were asked; all of them gave these records.
    resolvers: tuple[str, ...] = public()
    #: ``True`` where a validating resolver vouched for the answer (DNSSEC AD bit).
    authenticated: bool = public()
    #: RFC 3339 UTC time.
    observed_at: str = public()


@fact("answer.received")
class AnswerReceived(Fact):
    """An organisation answered a statement."""

    statement: str = public()
    engagement: str = public()
    organisation: str = public()
    #: One of ``VERBS``.
    verb: str = public()
    #: A wire value of ``core.evidence.levels.Level``.
    level: str = public()
    #: ``mail``, ``import`` or ``link``.
    channel: str = public()
    #: The answer code that was used, and the salt that shows which words it stands for.
    code: str = public()
    code_salt: str = public()
    received_at: str = public()
    #: The time the sender's program claims; kept apart from the time of receipt.
    claimed_at: str | None = public()
    #: What the organisation wrote above the marker line, if anything.
    words: str | None = public(erase=Erasure.ON_REQUEST)
    #: Entry of the ``key.observed`` fact that the signature was checked with.
    key_entry: int | None = public()
    #: The header-only view of the signed mail (JSON), enough to check the signature without the body.
    header_view: str | None = public(erase=Erasure.ON_REQUEST)
    signed: tuple[str, ...] = public()
    unsigned: tuple[str, ...] = public()
    #: Why the level is not higher, in plain words.
    problems: tuple[str, ...] = public()
    mail_sha256: str | None = public()
    message_id: str | None = personal(erase=Erasure.ON_REQUEST, default=None)
    sender: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("answer.unclear")
class AnswerUnclear(Fact):
    """Something came back that is no answer; the organisation was asked again where that can help."""

    #: ``None`` where the mail names no statement of ours.
    statement: str | None = public()
    engagement: str | None = public()
    #: Short id of the reason, for example ``out-of-office``, ``list-mail``, ``bulk-mail``, ``delivery-report``,
    #: ``unclear-subject``, ``unknown-reference``, ``other-statement``, ``repeated-message`` or ``unreadable``.
    reason: str = public()
    explanation: str = public()
    received_at: str = public()
    asked_again: bool = public()
    mail_sha256: str = public()
    sender: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("receipt.sent")
class ReceiptSent(Fact):
    """The organisation was sent the proof that its answer is in the log."""

    statement: str = public()
    engagement: str = public()
    answer_entry: int = public()
    mail_sha256: str = public()
    server_reply: str = public()
    recipient: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("dispute.raised")
class DisputeRaised(Fact):
    """Somebody disputed, unasked, what a body says about an organisation. Counts at any level of evidence."""

    dispute: str = public()
    engagement: str = public()
    organisation: str = public()
    words: str = public(erase=Erasure.ON_REQUEST)
    level: str = public()
    channel: str = public()
    received_at: str = public()
    contact: str | None = personal(erase=Erasure.ON_REQUEST, default=None)


@fact("claim.made")
class ClaimMade(Fact):
    """Somebody said in public what was done about consultation."""

    claim: str = public()
    text: str = public()
    made_by: str = public()
    #: ISO 8601 date on which it was said.
    made_on: str = public()
    source_title: str = public()
    source_url: str = public()
    #: One of ``RUNGS``: what the text says that the contacts amounted to.
    asserts: str = public()
    #: ``True`` where the text says that this was before processing began.
    before_start: bool = public()
    engagements: tuple[str, ...] = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("report.published")
class ReportPublished(Fact):
    """A third party reported in public what an organisation says. Shown as that, never as the organisation's answer."""

    report: str = public()
    engagement: str = public()
    #: One of ``REPORT_SAYS``.
    says: str = public()
    reporter: str = public()
    published_on: str = public()
    source_url: str = public()
    quote: str = public(erase=Erasure.ON_REQUEST)
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)

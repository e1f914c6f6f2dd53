# SPDX-License-Identifier: Apache-2.0
"""The evidence profile: a strict DKIM verifier that says what a mail proves, and why it proves no more.

DKIM (RFC 6376, https://www.rfc-editor.org/rfc/rfc6376; RFC 8301; RFC 8463) was made to sort mail, and common verifiers
accept what is no evidence. Each signature must pass every step; the first step that fails is named in the verdict.

 1. The bytes are one strict message (``message``).
 2. No field that may stand once stands twice, signed or not.
 3. From holds exactly one plain address.
 4. There are one to eight DKIM-Signature fields; each is judged by itself.
 5. The field is a well-formed tag list of version 1, without ``l=``.
 6. The algorithm is rsa-sha256 or ed25519-sha256.
 7. The canonical forms are known.
 8. d=, s= and i= are plain names, i= within d=.
 9. From, Subject, Date and Message-ID are in h=.
10. t= is not after, and x= not before, the time at which the mail was received. Never "now".
11. Exactly one TXT record was recorded for exactly the name s=._domainkey.d=.
12. The key is for mail and SHA-256, neither revoked nor in testing, of the algorithm's kind, at least 1024 bits, and
    where it says t=s, neither i= nor From is below d=.
13. The fields that must be signed are there; bottom-most instances are the signed ones.
14. The signature matches them.
15. The body matches bh=.
16. The level follows from d=, the From address, the pinned domain and the contact address.
17. The answer is read from the one Subject; a mail that no person wrote gives none. The body never decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from tallystick.core.errors import Invalid
from tallystick.core.evidence.address import domain_name, from_address, is_within, same_address
from tallystick.core.evidence.auto import classify
from tallystick.core.evidence.code import Answer, parse_subject
from tallystick.core.evidence.freemail import is_freemail, is_tenant
from tallystick.core.evidence.keyrecord import Key, find_record, read_key
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.maildate import read_date
from tallystick.core.evidence.message import Field, Message, as_text, read_message
from tallystick.core.evidence.signature import (
    ALGORITHMS,
    MUST_BE_SIGNED,
    Signature,
    body_digest,
    check_selection,
    check_times,
    read_signature,
    select,
    signed_bytes,
    signing_time,
)
from tallystick.core.evidence.verdict import MailEvidence, Problem, Rejected

MAX_SIGNATURES = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What a mail is judged against: the recorded keys, the time of receipt (UTC), and who should have written."""

    keys: Mapping[str, Sequence[str]]
    received: datetime
    pinned_domain: str | None
    contact: str | None

    @classmethod
    def of(
        cls, *, keys: Mapping[str, Sequence[str]], received: datetime, pinned_domain: str | None, contact: str | None
    ) -> "Question":
        """Return the question; raise ``Invalid`` for a time without a zone or a pin that is no domain name."""
        if received.tzinfo is None:
            raise Invalid("The time of receipt has no time zone.", rule="Times are UTC.")
        pin = None if pinned_domain is None else domain_name(pinned_domain)
        try:
            moment = received.astimezone(UTC)
        except OverflowError:
            raise Invalid("The time of receipt is outside the calendar.", rule="Times are UTC.") from None
        return cls(keys=keys, received=moment, pinned_domain=pin, contact=contact)


class Sender(NamedTuple):
    """Whom a From field names: the address, and its domain in lower case."""

    address: str
    domain: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One signature that holds (steps 5 to 16): what it signs and what that is worth."""

    signature: Signature
    chosen: tuple[Field, ...]
    flats: tuple[bytes, ...]  # the values of the chosen fields, unfolded
    key: Key
    record: str
    sender: Sender
    level: Level
    problems: tuple[Problem, ...]


def verify(
    raw: bytes,
    *,
    keys: Mapping[str, Sequence[str]],
    received: datetime,
    pinned_domain: str | None,
    contact: str | None = None,
    envelope_sender: str | None = None,
) -> MailEvidence:
    """Judge one mail, given as the exact bytes a mail server delivered. Whatever the bytes, the result is a verdict.

    ``keys`` maps DNS owner names to the TXT records recorded at receipt, each record one string. ``received`` is the
    server's time of receipt. ``pinned_domain`` is the organisation's domain, None when none is pinned. ``contact`` is
    the organisation's address, which a provider's mailbox must match. ``envelope_sender`` is MAIL FROM, if known.

    Raises ``Invalid`` only for a malformed question: a time without a zone, a pin that is no domain, keys of another
    shape.
    """
    question = Question.of(keys=keys, received=received, pinned_domain=pinned_domain, contact=contact)
    try:
        message = read_message(raw)  # Step 1
    except Invalid as fault:
        problem = Problem("not-a-strict-mail", fault.what)
        return MailEvidence(level=Level.LINK, received=question.received, problems=(problem,))
    auto = classify(message.fields, envelope_sender=envelope_sender)
    try:
        sender, signatures = _signatures(message)  # Steps 2 to 4
    except Rejected as fault:
        return _unproved(message, question, auto, [fault.problem])
    proof, problems = _best(message, signatures, sender, question)
    if proof is None:
        return _unproved(message, question, auto, problems)
    return _proved(message, question, auto, proof, problems)


def _signatures(message: Message) -> tuple[Sender, list[Field]]:
    # Step 2
    twice = message.duplicates()
    if twice:
        raise Rejected("duplicate-header", f"These fields stand more than once: {', '.join(twice)}.")
    # Step 3
    field = message.only(b"from")
    if field is None:
        raise Rejected("from-unclear", "The mail has no From field.")
    sender = read_sender(field)
    # Step 4
    signatures = message.all(b"dkim-signature")
    if not signatures:
        raise Rejected("not-signed", "The mail carries no DKIM signature, so nothing shows who sent it.")
    if len(signatures) > MAX_SIGNATURES:
        raise Rejected("too-many-signatures", f"The mail carries more than {MAX_SIGNATURES} signatures.")
    return sender, signatures


def read_sender(field: Field) -> Sender:
    """Return the sender a From field names; raise ``Rejected`` unless it holds one plain ASCII address."""
    try:
        return Sender(*from_address(field.flat.decode("ascii")))
    except (Invalid, UnicodeDecodeError):
        raise Rejected("from-unclear", "The From field does not hold exactly one plain address.") from None


def _best(
    message: Message, signatures: list[Field], sender: Sender, question: Question
) -> tuple[Proof | None, list[Problem]]:
    best: Proof | None = None
    problems: list[Problem] = []
    for number, field in enumerate(signatures, start=1):
        try:
            proof = _prove(field, message, sender, question)
        except Rejected as fault:
            problems.append(_numbered(fault.problem, number, len(signatures)))
            continue
        # The highest level wins, then a strong key, then the top-most signature.
        if best is None or _order(proof) > _order(best):
            best = proof
    return best, problems


def _order(proof: Proof) -> tuple[int, bool]:
    return proof.level.rank, not proof.key.weak


def _numbered(problem: Problem, number: int, total: int) -> Problem:
    return problem if total == 1 else Problem(problem.id, f"Signature {number} of {total}: {problem.text}")


def _prove(field: Field, message: Message, sender: Sender, question: Question) -> Proof:
    signature = read_signature(field)  # Steps 5 to 9
    chosen = tuple(select(signature, message.by_name))
    proof = prove_header(signature, chosen, sender, question)  # Steps 10 to 14, 16
    # Step 15
    if body_digest(message.body, signature.body_canon) != signature.body_hash:
        raise Rejected("body-changed", "The body is not the one that was signed.")
    return proof


def prove_header(signature: Signature, chosen: tuple[Field, ...], sender: Sender, question: Question) -> Proof:
    """Take steps 10 to 14 and 16 for the fields that h= chose; raise ``Rejected`` at the first that fails."""
    # Step 10
    check_times(signature, received=question.received)
    # Step 11
    record = find_record(question.keys, signature.owner)
    # Step 12
    key = read_key(record)
    if key.kind != ALGORITHMS[signature.algorithm]:
        raise Rejected("key-mismatch", "The key is not of the kind that the signature names (a= and k=).")
    # Step 13
    check_selection(chosen)
    if key.exact_domain and _is_below(signature.domain, signature.identity_domain, sender.domain):
        raise Rejected("key-exact-domain", "The key may not be used for subdomains (t=s).")
    # Step 14
    flats = tuple([field.flat for field in chosen])
    key.check(signature=signature.value, data=signed_bytes(signature, chosen, flats))
    # Step 16
    level, problems = _level(signature.domain, sender, question)
    if key.weak:
        text = f"The signing key has only {key.bits} bits: it may be broken in later years."
        problems.append(Problem("weak-key", text))
    return Proof(signature, chosen, flats, key, record, sender, level, tuple(problems))


def _is_below(parent: str, *domains: str) -> bool:
    return any(domain != parent and is_within(domain, parent) for domain in domains)


def _level(domain: str, sender: Sender, question: Question) -> tuple[Level, list[Problem]]:
    pin = question.pinned_domain
    pinned = pin is not None and is_within(domain, pin) and is_within(sender.domain, pin)
    if pin is not None and pinned and not is_freemail(pin):
        return Level.DOMAIN, []
    if not is_tenant(domain) and not pinned and not is_within(sender.domain, domain):
        text = f"The signature is by {domain}, which says nothing about a sender at {sender.domain}."
        return Level.LINK, [Problem("signer-unrelated", text)]
    if question.contact is not None and not same_address(sender.address, question.contact):
        # No address: the reasons are public and outlive an erasure of the sender.
        return Level.LINK, [Problem("not-the-contact", "The sender is not the organisation's contact address.")]
    return Level.MAILBOX, [_why_mailbox(domain, pin)]


def _why_mailbox(domain: str, pin: str | None) -> Problem:
    if is_tenant(domain):
        text = f"The mail is signed by {domain}, a provider's domain for its customers, not the organisation's own."
        return Problem("provider-domain", text)
    if is_freemail(domain):
        return Problem("free-mail", f"The mail is signed by {domain}, where anybody may open a mailbox.")
    if pin is None:
        return Problem("no-pinned-domain", "No domain is pinned for the organisation, so any domain could have signed.")
    return Problem("other-domain", f"The mail is signed by {domain}, which is not {pin} or below it.")


def _proved(
    message: Message, question: Question, auto: str | None, proof: Proof, others: list[Problem]
) -> MailEvidence:
    problems = list(proof.problems)
    if proof.level is not Level.DOMAIN:
        problems += others
    names, encoding = proof.signature.names, b"content-transfer-encoding"
    if b"content-type" not in names or (encoding in message.by_name and encoding not in names):
        text = "The layout of the body is not signed (Content-Type), so it may be shown otherwise than it was sent."
        problems.append(Problem("layout-not-signed", text))
    signed = {id(field) for field in (*proof.chosen, proof.signature.field)}
    unsigned = tuple([field.spelling for field in message.fields if id(field) not in signed])
    return proved(proof, question, auto=auto, problems=problems, unsigned=unsigned, body_hash_ok=True)


def proved(
    proof: Proof,
    question: Question,
    *,
    auto: str | None,
    problems: list[Problem],
    unsigned: tuple[str, ...],
    body_hash_ok: bool | None,
) -> MailEvidence:
    """Return the verdict for a signature that holds: every value comes from the instances that were signed."""
    signature = proof.signature
    texts = [as_text(flat) for flat in proof.flats]
    content = _content({field.name: text for field, text in zip(proof.chosen, texts, strict=True)}, auto, problems)
    return MailEvidence(
        level=proof.level,
        received=question.received,
        problems=tuple(problems),
        verb=content.verb,
        reference=content.reference,
        code=content.code,
        signed=tuple([(field.spelling, text) for field, text in zip(proof.chosen, texts, strict=True)]),
        unsigned=unsigned,
        from_address=proof.sender.address,
        message_id=content.message_id,
        claimed_date=content.claimed_date,
        auto=auto,
        domain=signature.domain,
        selector=signature.selector,
        key_owner_name=signature.owner,
        key_record=proof.record,
        key_bits=proof.key.bits,
        algorithm=signature.algorithm,
        signed_at=signing_time(signature),
        body_hash_ok=body_hash_ok,
        content_type_signed=b"content-type" in signature.names,
        signed_raw=tuple(field.raw for field in proof.chosen),
        signature_raw=signature.field.raw,
    )


def _unproved(message: Message, question: Question, auto: str | None, problems: list[Problem]) -> MailEvidence:
    single = {name: found[0] for name, found in message.by_name.items() if len(found) == 1}
    content = _content({name: single[name].text for name in MUST_BE_SIGNED if name in single}, auto, problems)
    return MailEvidence(
        level=Level.LINK,
        received=question.received,
        problems=tuple(problems),
        verb=content.verb,
        reference=content.reference,
        code=content.code,
        unsigned=tuple(field.spelling for field in message.fields),
        from_address=_claimed_address(single.get(b"from")),
        message_id=content.message_id,
        claimed_date=content.claimed_date,
        auto=auto,
    )


class _Content(NamedTuple):
    message_id: str | None
    claimed_date: datetime | None
    verb: str | None
    reference: str | None
    code: str | None


def _content(texts: Mapping[bytes, str], auto: str | None, problems: list[Problem]) -> _Content:
    """Step 17: what the given values say, by name. Adds to ``problems`` why there is no answer, or no date."""
    date = _date(texts.get(b"date", ""), problems)
    answer = _answer(texts.get(b"subject", ""), auto, problems)
    said = (None, None, None) if answer is None else (answer.verb, answer.reference, answer.code)
    return _Content(texts.get(b"message-id"), date, *said)


def _answer(subject: str, auto: str | None, problems: list[Problem]) -> Answer | None:
    if auto is not None:
        problems.append(Problem("automatic", f"No person wrote this as an answer: it is marked as {auto} mail."))
        return None
    try:
        return parse_subject(subject)
    except Invalid:
        problems.append(Problem("unclear-subject", "The Subject is not exactly one answer, reference and code."))
        return None


def _claimed_address(field: Field | None) -> str | None:
    try:
        return None if field is None else read_sender(field).address
    except Rejected:
        return None


def _date(text: str, problems: list[Problem]) -> datetime | None:
    try:
        return read_date(text)
    except Invalid:
        problems.append(Problem("date-unclear", "The Date field is missing or cannot be read."))
        return None

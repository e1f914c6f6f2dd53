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

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from tallystick.core.errors import Invalid
from tallystick.core.evidence.address import domain_name, from_address, is_within, same_address
from tallystick.core.evidence.auto import classify
from tallystick.core.evidence.code import parse_subject
from tallystick.core.evidence.freemail import is_freemail, is_tenant
from tallystick.core.evidence.keyrecord import Key, find_record, read_key
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.maildate import read_date
from tallystick.core.evidence.message import Field, Message, read_message
from tallystick.core.evidence.signature import (
    ALGORITHMS,
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


@dataclass(frozen=True, slots=True)
class Proof:
    """One signature that holds (steps 5 to 16): what it signs and what that is worth."""

    signature: Signature
    chosen: tuple[Field, ...]
    key: Key
    record: str
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
        signatures = _signatures(message)  # Steps 2 to 4
    except Rejected as fault:
        return _unproved(message, question, auto, [fault.problem])
    proof, problems = _best(message, signatures, question)
    if proof is None:
        return _unproved(message, question, auto, problems)
    return _proved(message, question, auto, proof, problems)


def _signatures(message: Message) -> list[Field]:
    # Step 2
    twice = message.duplicates()
    if twice:
        raise Rejected("duplicate-header", f"These fields stand more than once: {', '.join(twice)}.")
    # Step 3
    sender = message.only(b"from")
    if sender is None:
        raise Rejected("from-unclear", "The mail has no From field.")
    read_sender(sender)
    # Step 4
    signatures = message.all(b"dkim-signature")
    if not signatures:
        raise Rejected("not-signed", "The mail carries no DKIM signature, so nothing shows who sent it.")
    if len(signatures) > MAX_SIGNATURES:
        raise Rejected("too-many-signatures", f"The mail carries more than {MAX_SIGNATURES} signatures.")
    return signatures


def read_sender(field: Field) -> tuple[str, str]:
    """Return address and domain of a From field; raise ``Rejected`` unless it holds one plain ASCII address."""
    try:
        return from_address(field.flat.decode("ascii"))
    except (Invalid, UnicodeDecodeError):
        raise Rejected("from-unclear", "The From field does not hold exactly one plain address.") from None


def _best(message: Message, signatures: list[Field], question: Question) -> tuple[Proof | None, list[Problem]]:
    by_name: dict[bytes, list[Field]] = {}
    for field in message.fields:
        by_name.setdefault(field.name, []).append(field)
    best: Proof | None = None
    problems: list[Problem] = []
    for number, field in enumerate(signatures, start=1):
        try:
            proof = _prove(field, by_name, message.body, question)
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


def _prove(field: Field, by_name: dict[bytes, list[Field]], body: bytes, question: Question) -> Proof:
    signature = read_signature(field)  # Steps 5 to 9
    chosen = tuple(select(signature, by_name))
    proof = prove_header(signature, chosen, question)  # Steps 10 to 14, 16
    # Step 15
    if body_digest(body, signature.body_canon) != signature.body_hash:
        raise Rejected("body-changed", "The body is not the one that was signed.")
    return proof


def prove_header(signature: Signature, chosen: tuple[Field, ...], question: Question) -> Proof:
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
    address, sender_domain = read_sender(next(field for field in chosen if field.name == b"from"))
    if key.exact_domain and (
        signature.identity_domain != signature.domain or _is_below(sender_domain, signature.domain)
    ):
        raise Rejected("key-exact-domain", "The key may not be used for subdomains (t=s).")
    # Step 14
    key.check(signature=signature.value, data=signed_bytes(signature, chosen))
    # Step 16
    level, problems = _level(signature, address, sender_domain, question)
    if key.weak:
        problems.append(
            Problem("weak-key", f"The signing key has only {key.bits} bits: it may be broken in later years.")
        )
    return Proof(signature, chosen, key, record, level, tuple(problems))


def _is_below(domain: str, parent: str) -> bool:
    return domain != parent and is_within(domain, parent)


def _level(signature: Signature, address: str, sender_domain: str, question: Question) -> tuple[Level, list[Problem]]:
    domain, pin = signature.domain, question.pinned_domain
    pinned = pin is not None and is_within(domain, pin) and is_within(sender_domain, pin)
    if pin is not None and pinned and not is_freemail(pin):
        return Level.DOMAIN, []
    if not is_tenant(domain) and not pinned and not is_within(sender_domain, domain):
        text = f"The signature is by {domain}, which says nothing about the From address {address}."
        return Level.LINK, [Problem("signer-unrelated", text)]
    if question.contact is not None and not same_address(address, question.contact):
        return Level.LINK, [Problem("not-the-contact", f"{address} is not the organisation's contact address.")]
    return Level.MAILBOX, [_why_mailbox(domain, pin)]


def _why_mailbox(domain: str, pin: str | None) -> Problem:
    if is_tenant(domain):
        text = (
            f"The mail is signed by {domain}, a mail provider's domain for its customers, not the organisation's own."
        )
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
    names = proof.signature.names
    if b"content-type" not in names or (
        b"content-transfer-encoding" not in names and message.all(b"content-transfer-encoding")
    ):
        text = (
            "The layout of the body (Content-Type) is not signed, so the body may be shown otherwise than it was sent."
        )
        problems.append(Problem("layout-not-signed", text))
    signed = {id(field) for field in (*proof.chosen, proof.signature.field)}
    unsigned = tuple(field.spelling for field in message.fields if id(field) not in signed)
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
    content = _content(proof.chosen, auto, problems)
    return MailEvidence(
        level=proof.level,
        received=question.received,
        problems=tuple(problems),
        verb=content.verb,
        reference=content.reference,
        code=content.code,
        signed=tuple((field.spelling, field.text) for field in proof.chosen),
        unsigned=unsigned,
        from_address=content.from_address,
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
    counts = Counter(field.name for field in message.fields)
    content = _content((field for field in message.fields if counts[field.name] == 1), auto, problems)
    return MailEvidence(
        level=Level.LINK,
        received=question.received,
        problems=tuple(problems),
        verb=content.verb,
        reference=content.reference,
        code=content.code,
        unsigned=tuple(field.spelling for field in message.fields),
        from_address=content.from_address,
        message_id=content.message_id,
        claimed_date=content.claimed_date,
        auto=auto,
    )


class _Content(NamedTuple):
    from_address: str | None
    message_id: str | None
    claimed_date: datetime | None
    verb: str | None = None
    reference: str | None = None
    code: str | None = None


def _content(fields: Iterable[Field], auto: str | None, problems: list[Problem]) -> _Content:
    """Step 17: what the given instances say. Adds to ``problems`` why there is no answer, or no date."""
    values = {field.name: field for field in fields}
    identifier = values.get(b"message-id")
    said = _Content(_address(values.get(b"from")), identifier and identifier.text, _date(values.get(b"date"), problems))
    if auto is not None:
        problems.append(Problem("automatic", f"No person wrote this as an answer: it is marked as {auto} mail."))
        return said
    try:
        answer = parse_subject(values[b"subject"].text)
    except (KeyError, Invalid):
        problems.append(Problem("unclear-subject", "The Subject is not exactly one answer, reference and code."))
        return said
    return said._replace(verb=answer.verb, reference=answer.reference, code=answer.code)


def _address(field: Field | None) -> str | None:
    try:
        return None if field is None else read_sender(field)[0]
    except Rejected:
        return None


def _date(field: Field | None, problems: list[Problem]) -> datetime | None:
    try:
        if field is not None:
            return read_date(field.text)
    except Invalid:
        pass
    problems.append(Problem("date-unclear", "The Date field is missing or cannot be read."))
    return None

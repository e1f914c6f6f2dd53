# SPDX-License-Identifier: Apache-2.0
"""What else goes when a field of a fact about consultation is erased, and who had received its value."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from tallystick.apps.consultations.models import EvidenceFile, InboundMail, Organisation, OutboundMail, Statement
from tallystick.apps.journal import queries as journal
from tallystick.core.claims.gather import only
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Recorded, expect

#: The fields whose value stands in the mail that came in, by kind.
IN_MAIL: dict[str, frozenset[str]] = {
    kinds.AnswerReceived.kind: frozenset({"words", "header_view", "message_id", "sender"}),
    kinds.AnswerUnclear.kind: frozenset({"sender"}),
    kinds.RequestBounced.kind: frozenset({"diagnostic"}),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Received:
    """Somebody who had received a value."""

    who: str
    how: str
    when: dt.datetime | None = None


def delete_contact(*, recorded: Recorded, field: str) -> None:  # noqa: ARG001 (one signature for all)
    """Delete an organisation's address, and our copies of the mails that went to it."""
    fact = _with_address(recorded)
    Organisation.objects.filter(pk=fact.organisation, contact=fact.contact).update(contact="")
    own = Statement.objects.filter(organisation_id=fact.organisation).values_list("reference", flat=True)
    OutboundMail.objects.filter(recipient=fact.contact, statement_id__in=[*own, ""]).delete()


def _with_address(recorded: Recorded) -> kinds.OrganisationPinned | kinds.OrganisationAddressCorrected:
    if isinstance(recorded.fact, kinds.OrganisationAddressCorrected):
        return recorded.fact
    return expect(recorded.fact, kinds.OrganisationPinned)


def delete_file(*, recorded: Recorded, field: str) -> None:
    """Delete the name under which a file is kept; with its fingerprint also the file, unless another entry has it."""
    fact = expect(recorded.fact, kinds.EvidenceAttached)
    kept = EvidenceFile.objects.filter(pk=fact.sha256)
    kept.update(name="")
    if field == "sha256" and not _is_attached_elsewhere(recorded, fact):
        kept.delete()


def delete_mail_in(*, recorded: Recorded, field: str) -> None:
    """Delete the bytes of the mail that an entry came from, and its sender. Its hash stays, so it is known again."""
    mails = InboundMail.objects.filter(entry=recorded.entry)
    mails.update(raw=b"", envelope_from="")
    if field == "message_id":
        mails.update(message_id="")


def delete_mail_out(*, recorded: Recorded, field: str) -> None:  # noqa: ARG001 (one signature for all)
    """Delete our copy of the mail that a request or a receipt was."""
    fact = recorded.fact if isinstance(recorded.fact, kinds.RequestSent) else expect(recorded.fact, kinds.ReceiptSent)
    OutboundMail.objects.filter(sha256=fact.mail_sha256).delete()


def delete_receipts(*, recorded: Recorded, field: str) -> None:  # noqa: ARG001 (one signature for all)
    """Delete our copies of the receipts for an answer: they quote it and carry its proof."""
    purposes = [f"receipt-{recorded.entry}", f"receipt-{recorded.entry}-b"]
    OutboundMail.objects.filter(purpose__in=purposes).delete()


def delete_notice(*, recorded: Recorded, field: str) -> None:  # noqa: ARG001 (one signature for all)
    """Delete our copy of the mail that told an organisation of a dispute."""
    OutboundMail.objects.filter(purpose=f"dispute-{recorded.entry}").delete()


def mails_erased() -> set[int]:
    """Return the entries whose mail was deleted with one of their fields."""
    from_mail = {one.entry: one.fact.kind for one in journal.facts_of_kinds(kinds=IN_MAIL)}
    return {
        entry
        for entry, erased in journal.erasures().items()
        if entry in from_mail and not IN_MAIL[from_mail[entry]].isdisjoint(erased)
    }


def received_by(*, recorded: Recorded) -> list[Received]:
    """Return who is known to have received the values of a fact about consultation, before any of it is erased."""
    if isinstance(recorded.fact, kinds.AnswerReceived):
        return [*_receipts(recorded), *_witness(recorded, recorded.fact)]
    if isinstance(recorded.fact, kinds.DisputeRaised):
        return list(_notice(recorded))
    return []


def _receipts(recorded: Recorded) -> Iterator[Received]:
    sent = journal.facts_of_kinds(kinds=[kinds.ReceiptSent.kind], project=recorded.project)
    for one, receipt in only(kinds.ReceiptSent, sent):
        if receipt.answer_entry == recorded.entry:
            to = expect(journal.private_fact(entry=one.entry), kinds.ReceiptSent).recipient
            who = to or "an address that was erased itself"
            yield Received(who=who, how=f"receipt with proof, entry {one.entry}", when=one.time)


def _witness(recorded: Recorded, answer: kinds.AnswerReceived) -> Iterator[Received]:
    fixed = journal.facts_of_kinds(kinds=[kinds.StatementFixed.kind], project=recorded.project)
    asked = next((fact for _, fact in only(kinds.StatementFixed, fixed) if fact.statement == answer.statement), None)
    if asked and asked.witness and answer.channel != "link":
        yield Received(who=asked.witness, how="the witness: a copy of the mail, unless its sender took the address out")


def _notice(recorded: Recorded) -> Iterator[Received]:
    for mail in OutboundMail.objects.filter(purpose=f"dispute-{recorded.entry}"):
        yield Received(who=mail.recipient, how="mail that tells the organisation of the dispute", when=mail.sent_at)


def _is_attached_elsewhere(recorded: Recorded, fact: kinds.EvidenceAttached) -> bool:
    attached = journal.facts_of_kinds(kinds=[kinds.EvidenceAttached.kind])
    alike = [one.entry for one, other in only(kinds.EvidenceAttached, attached) if other.size == fact.size]
    others = (journal.private_fact(entry=entry) for entry in alike if entry != recorded.entry)
    return any(expect(other, kinds.EvidenceAttached).sha256 == fact.sha256 for other in others)

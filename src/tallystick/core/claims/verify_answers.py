# SPDX-License-Identifier: Apache-2.0
"""Checks the evidence behind each answer in a bundle: the signature, the words it is about, and its level."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from tallystick.core.claims.erasures import Erased, erasures
from tallystick.core.claims.gather import only
from tallystick.core.claims.wording import read_time
from tallystick.core.errors import Invalid, Unverified
from tallystick.core.evidence.code import statement_code
from tallystick.core.evidence.header_view import HeaderView, verify_header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.verdict import MailEvidence
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import AnswerReceived, KeyObserved, OrganisationPinned, StatementFixed
from tallystick.core.ledger import b64
from tallystick.core.ledger.jcs import JsonValue

_TOLERANCE = dt.timedelta(minutes=5)


@dataclasses.dataclass(frozen=True, kw_only=True)
class CheckedAnswer:
    """What the evidence in the bundle supports of one answer."""

    entry: int
    statement: str
    verb: str
    #: As recorded.
    level: Level
    #: The DKIM signing domain and the DNS name of its key; ``None`` where no signature is shown.
    domain: str | None = None
    key_owner: str | None = None
    #: The recorded level rests on a signature that is not in the bundle: only with a dispute, which counts at any
    #: level, or where the signed header was erased.
    level_unchecked: bool = False
    #: That the signed header was erased.
    erased: Erased | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Shown:
    """What the facts of a bundle say that answers rest on, each with its entry, in entry order."""

    #: The first text under each project and reference; only that one stands.
    statements: dict[tuple[str, str], tuple[int, StatementFixed]]
    #: By organisation.
    pins: dict[str, list[tuple[int, OrganisationPinned]]]
    keys: dict[int, KeyObserved]

    @classmethod
    def of(cls, facts: Sequence[Recorded]) -> "_Shown":
        shown = cls(statements={}, pins={}, keys={recorded.entry: key for recorded, key in only(KeyObserved, facts)})
        for recorded, statement in only(StatementFixed, facts):
            shown.statements.setdefault((recorded.project, statement.statement), (recorded.entry, statement))
        for recorded, pin in only(OrganisationPinned, facts):
            shown.pins.setdefault(pin.organisation, []).append((recorded.entry, pin))
        return shown

    def statement(self, recorded: Recorded, answer: AnswerReceived) -> StatementFixed | None:
        """Return what the answer names, if it was fixed before the answer."""
        found = self.statements.get((recorded.project, answer.statement))
        return found[1] if found and found[0] < recorded.entry else None

    def pin(self, recorded: Recorded, answer: AnswerReceived) -> OrganisationPinned | None:
        """Return what was pinned for the organisation when it answered, as far as the file shows."""
        pins = [pin for entry, pin in self.pins.get(answer.organisation, ()) if entry < recorded.entry]
        return pins[-1] if pins else None

    def key(self, recorded: Recorded, answer: AnswerReceived) -> KeyObserved | None:
        """Return the key observation that the answer names, if it stands before the answer."""
        if answer.key_entry is None or answer.key_entry >= recorded.entry:
            return None
        return self.keys.get(answer.key_entry)


def check_answers(
    *, facts: Sequence[Recorded], evidence: Sequence[Mapping[str, JsonValue]]
) -> tuple[CheckedAnswer, ...]:
    """Check every answer among the facts, and that the bundle's list of evidence names nothing else.

    Raises:
        Invalid: a value that cannot be read.
        Unverified: evidence that is missing or does not support what was recorded.
    """
    answers = list(only(AnswerReceived, facts))
    _check_listed(evidence, {recorded.entry for recorded, _ in answers})
    shown, erased = _Shown.of(facts), erasures(facts)
    return tuple(
        _check(recorded, answer, shown, erased.get(recorded.entry, {}).get("header_view"))
        for recorded, answer in answers
    )


def _check_listed(evidence: Sequence[Mapping[str, JsonValue]], answers: set[int]) -> None:
    for item in evidence:
        if set(item) != {"entry", "type"} or item["type"] != "answer" or item["entry"] not in answers:
            raise Invalid(
                f"the file lists evidence of entry {item['entry']} that this version cannot check",
                rule="Evidence is listed as {entry, type: answer}, for an entry that records an answer.",
            )


def _check(recorded: Recorded, answer: AnswerReceived, shown: _Shown, erased: Erased | None) -> CheckedAnswer:
    _check_code(recorded, answer, shown)
    level = Level.read(answer.level)
    checked = CheckedAnswer(entry=recorded.entry, statement=answer.statement, verb=answer.verb, level=level)
    if answer.header_view is None:
        # A header that is shown to be absent was never there, whatever was erased.
        return _unsigned(checked, erased=erased if "header_view" in recorded.unopened else None)
    view = HeaderView.from_json(answer.header_view)
    evidence = _judge(recorded, answer, view, shown)
    _check_subject(recorded, answer, evidence)
    supported = _cap(evidence.level, shown.pin(recorded, answer))
    if level.rank > supported.rank:
        raise Unverified(
            f"entry {recorded.entry} is recorded as “{level.public_name}”, but its signature supports at most "
            f"“{supported.public_name}”",
            next_step="Tell the organisation and the oversight body: the record overstates this answer.",
        )
    return dataclasses.replace(checked, domain=evidence.domain, key_owner=evidence.key_owner_name)


def _check_code(recorded: Recorded, answer: AnswerReceived, shown: _Shown) -> None:
    """The code must stand for this verb and exactly the words that were fixed before, for this organisation."""
    statement = shown.statement(recorded, answer)
    if statement is None:
        raise Unverified(
            f"the statement {answer.statement} that entry {recorded.entry} answers is not in the file",
            next_step="Ask for a file with the statement.fixed entry.",
        )
    if (statement.engagement, statement.organisation) != (answer.engagement, answer.organisation):
        raise Unverified(f"entry {recorded.entry} answers a statement that was put to another organisation")
    code = statement_code(
        verb=answer.verb,
        reference=answer.statement,
        statement=statement.text,
        salt=b64.decode_url(answer.code_salt, what="the salt of the code"),
    )
    if code != answer.code:
        raise Unverified(f"the code in entry {recorded.entry} is not that of {answer.verb} to these words")


def _unsigned(checked: CheckedAnswer, *, erased: Erased | None) -> CheckedAnswer:
    if checked.level.rank <= Level.LINK.rank:
        return checked
    if checked.verb == "DISPUTE" or erased is not None:
        return dataclasses.replace(checked, level_unchecked=True, erased=erased)
    raise Unverified(
        f"nothing in the file supports that entry {checked.entry} is “{checked.level.public_name}”",
        rule="What counts only at a level is shown with the signature that reaches it.",
        next_step="Ask for a file with the signed header or, if it was erased, with the entry that says so.",
    )


def _judge(recorded: Recorded, answer: AnswerReceived, view: HeaderView, shown: _Shown) -> MailEvidence:
    _check_key(recorded, answer, view, shown)
    received = read_time(answer.received_at)
    if received is None or received > recorded.time + _TOLERANCE:
        raise Unverified(f"entry {recorded.entry} was recorded before the answer is said to have been received")
    pin = shown.pin(recorded, answer)
    return verify_header_view(view, received=received, pinned_domain=pin.domain if pin else None)


def _check_key(recorded: Recorded, answer: AnswerReceived, view: HeaderView, shown: _Shown) -> None:
    key = shown.key(recorded, answer)
    if key is None:
        raise Unverified(
            f"the key that entry {recorded.entry} was checked with is not in the file",
            next_step="Ask for a file with the key.observed entry.",
        )
    owner = f"{view.selector}._domainkey.{view.domain}"
    if key.owner_name.lower().removesuffix(".") != owner.lower() or key.records != (view.key_record,):
        raise Unverified(
            f"the key shown with entry {recorded.entry} is not the one recorded in entry {answer.key_entry}"
        )


def _check_subject(recorded: Recorded, answer: AnswerReceived, evidence: MailEvidence) -> None:
    signed = (evidence.verb, evidence.reference, evidence.code)
    if signed != (answer.verb, answer.statement, answer.code):
        raise Unverified(f"the signed Subject says something else than entry {recorded.entry}")
    if read_time(answer.claimed_at) != evidence.claimed_date:
        raise Unverified(f"the signed Date is not the one in entry {recorded.entry}")


def _cap(level: Level, pin: OrganisationPinned | None) -> Level:
    limit = Level.DOMAIN if pin is not None and pin.assurance == "domain" else Level.MAILBOX
    return min(level, limit, key=lambda each: each.rank)

# SPDX-License-Identifier: Apache-2.0
"""Verification of a bundle to the end, offline, by somebody who trusts neither the body nor the log's operator.

The ledger proves that entries stand in the log; here follows what they say: that they are facts, that the evidence
supports the answers, and that the claim's sentence follows from them. The numbering continues the ledger's.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography.x509 import Certificate

from tallystick.core.claims.standing import ClaimStanding
from tallystick.core.claims.verify_answers import CheckedAnswer, check_answers
from tallystick.core.claims.verify_claim import check_claim
from tallystick.core.claims.verify_facts import read_facts
from tallystick.core.claims.verify_time import ProvedTime, check_time, not_checked
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import Recorded
from tallystick.core.ledger import verify as ledger
from tallystick.core.ledger.policy import Policy
from tallystick.core.ledger.verify import ReportLine, Step, VerifiedBundle, VerifiedEntry, running, verify_bundle

FACTS: Final = Step(9, "The entries are facts")
EVIDENCE: Final = Step(10, "The evidence supports the answers")
CLAIM: Final = Step(11, "The claim follows from the entries")
STEPS: Final = (*ledger.STEPS, FACTS, EVIDENCE, CLAIM)
#: Taken where the file carries a timestamp or the reader asks for one.
TIME: Final = Step(12, "Somebody else dated the log")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verified:
    """What a bundle proves, and what it does not."""

    bundle: VerifiedBundle
    facts: tuple[Recorded, ...]
    answers: tuple[CheckedAnswer, ...]
    #: The standing of the bundle's claim; ``None`` where the bundle makes none.
    standing: ClaimStanding | None
    #: What the bundle's timestamp proves; ``None`` where it has none, or none that was checked.
    time: ProvedTime | None
    #: One line for each step, in order: what it proved. The last is there where a timestamp was checked.
    report: tuple[ReportLine, ...]
    not_proved: tuple[str, ...]


def verify(
    data: bytes,
    *,
    vkey: str | None,
    now: dt.datetime,
    policy: Policy | None = None,
    tsa_roots: Sequence[Certificate] | None = None,
) -> Verified:
    """Verify a bundle file.

    1-8. The steps of `tallystick.core.ledger.verify.verify_bundle`.
    9. Every entry has exactly the fields of its kind of fact, and shows all that are public and never erased.
    10. For each answer: the code is that of its verb and of the words fixed before; where the signed header is shown,
        its signature holds with the key that was recorded, judged at the time of receipt, the signed Subject says the
        same, and the level is not higher than that signature supports. What its level needs may be missing only from
        a dispute, and where an entry says that it was erased.
    11. The claim's sentence and counts are those that follow from the entries.
    12. A timestamp is of this log. Where ``tsa_roots`` are given, there is one, an authority under them made it, and no
        entry that it covers is dated after it.

    Args:
        data: the file.
        vkey: the log's key as known from elsewhere, or None to take the bundle's own.
        now: aware, UTC.
        policy: whose cosignatures the reader asks for, or None to ask for none.
        tsa_roots: whose timestamps the reader believes, or None to believe none and to say so.

    Raises:
        Unavailable: ``tsa_roots`` are given, and the package that reads timestamps is not installed.
        InvalidAtStep: a step found bytes that cannot be read.
        UnverifiedAtStep: a step found something that does not hold.
    """
    bundle = verify_bundle(data, vkey=vkey, now=now, policy=policy)
    with running(FACTS):
        facts = read_facts(bundle.entries)
    with running(EVIDENCE):
        answers = check_answers(facts=facts, evidence=bundle.evidence)
    with running(CLAIM):
        standing = None if bundle.claim is None else check_claim(claim=bundle.claim, facts=facts)
    with running(TIME):
        time = check_time(bundle, roots=tsa_roots)
    return Verified(
        bundle=bundle,
        facts=facts,
        answers=answers,
        standing=standing,
        time=time,
        report=(*bundle.report, *_report(facts, answers, standing), *_dated(bundle, time)),
        not_proved=(*bundle.not_proved, *_not_dated(bundle, time), *_not_proved(bundle.entries, answers, standing)),
    )


def _report(
    facts: Sequence[Recorded], answers: Sequence[CheckedAnswer], standing: ClaimStanding | None
) -> Iterator[ReportLine]:
    yield ReportLine(FACTS, f"Kinds of facts: {', '.join(dict.fromkeys(recorded.fact.kind for recorded in facts))}.")
    said = "; ".join(_answer(answer) for answer in answers)
    yield ReportLine(EVIDENCE, f"Answers: {said}." if said else "No answers are in the file.")
    yield ReportLine(CLAIM, f"It follows: {standing.sentence}" if standing else "The file makes no claim.")


def _dated(bundle: VerifiedBundle, time: ProvedTime | None) -> Iterator[ReportLine]:
    if time is not None:
        yield ReportLine(TIME, time.text(of=len(bundle.entries)))


def _not_dated(bundle: VerifiedBundle, time: ProvedTime | None) -> Iterator[str]:
    if time is not None:
        yield "That the entries were not recorded earlier than they say. The timestamp says by when, not since when."
    elif bundle.timestamp is not None:
        yield not_checked("The file carries a timestamp that was")


def _answer(answer: CheckedAnswer) -> str:
    how = f"signed by {answer.domain}" if answer.domain else "no signature is shown"
    if answer.erased:
        how = f"its signature was {answer.erased.text}; the level is as recorded and can no longer be checked"
    elif answer.level_unchecked:
        how += ", so the level is not checked; a dispute counts at any level"
    return f"entry {answer.entry}, {answer.verb} to {answer.statement}, “{answer.level.public_name}” ({how})"


def _not_proved(
    entries: Sequence[VerifiedEntry], answers: Sequence[CheckedAnswer], standing: ClaimStanding | None
) -> Iterator[str]:
    if answers:
        yield (
            "What the organisations wrote in the body of a mail. The mails are not in the file; only verb, reference "
            "and code in the Subject are signed, and they decide."
        )
    if any(answer.level is Level.LINK for answer in answers):
        yield "That an answer by link came from the organisation. The body could have made it itself."
    for answer in answers:
        if answer.erased:
            yield (
                f"That the answer in entry {answer.entry} was “{answer.level.public_name}”. Its signed header was "
                f"{answer.erased.text}. A proof that was made before still shows it."
            )
    for owner in dict.fromkeys(answer.key_owner for answer in answers if answer.key_owner):
        yield (
            f"That {owner} was in the DNS as shown. The log's operator recorded it: compare it with the DNS, or with "
            "somebody else who saw it."
        )
    for domain in dict.fromkeys(answer.domain for answer in answers if answer.domain):
        yield f"That {domain}, or the account, is the organisation's. The file says where that was read: look there."
    if standing is not None:
        yield _completeness([entry.leaf.pseq for entry in entries if entry.leaf.project == standing.project])


def _completeness(numbers: Sequence[int]) -> str:
    """Say how much of the project's record a bundle holds; ``numbers`` rise, as the ledger has checked."""
    missing = numbers[-1] - len(numbers)
    if missing == 0:
        return (
            f"That nothing was said later. The file holds all of the project's entries 1 to {numbers[-1]}; replay the "
            "log to see whether there are more."
        )
    return (
        f"That nothing else was said. The file leaves out {missing} of the project's entries 1 to {numbers[-1]}, and "
        "one of them could change the sentence: replay the log."
    )

# SPDX-License-Identifier: Apache-2.0
"""Is the appropriate policy document in place for sensitive processing? DPA 2018 s.42(2) and Sch 1 para 5(1)."""

import re
from collections.abc import Iterable, Iterator

from tallystick.core.facts.dates import day
from tallystick.core.facts.declaration import BasisDeclared, PolicyAdopted
from tallystick.core.law.check import Check, Era, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa2018
from tallystick.core.law.eras import REFORM, Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.sensitive import SPECIAL, names, said_to_be_processed

_POLICY = "appropriate-policy-document"
#: The conditions of Part 2 of Schedule 1, as bodies name them.
_PUBLIC_INTEREST = re.compile(r"substantial public interest|\b9\(2\)\(g\)", re.IGNORECASE)


def _answer(given: Given) -> Iterator[Result]:
    """Look for the document where sensitive data are processed under Part 3."""
    notes = said_to_be_processed(given, SPECIAL)
    if notes:
        why = f"The record says that data of these kinds are processed: {names(notes)}."
        yield _document(given, why, refs(notes))


def _for_public_interest(given: Given) -> Iterator[Result]:
    """Look for the document where a condition of substantial public interest is relied on under the GDPR."""
    named = [fact for fact in given.all(BasisDeclared) if _PUBLIC_INTEREST.search(fact.condition or "")]
    if named:
        why = f"The condition relied on for special categories is “{named[0].condition}”."
        yield _document(given, why, map(given.ref, named))


def _document(given: Given, why: str, on: Iterable[str]) -> Result:
    policies = [fact for fact in given.all(PolicyAdopted) if fact.policy == _POLICY]
    if policies:
        return _in_time(given, policies)
    says = f"{why} No appropriate policy document is on record."
    supply = "The appropriate policy document, with its date."
    return missing(given, "policies", "record", says, supply=supply, on=on)


def _in_time(given: Given, policies: list[PolicyAdopted]) -> Result:
    on = [given.ref(fact) for fact in policies]
    dates = [when for when in map(given.when, policies) if when]
    if given.started is None or not dates:
        says = "An appropriate policy document is on record. Whether it was in place from the start cannot be told."
        return cannot_tell("record", says, supply="Its date, and the start of processing.", on=on)
    # The duty began with the Act: what started earlier needed the document from then on.
    needed = given.started if given.started.last >= REFORM else day(REFORM)
    in_place = dates[0].by(needed)
    says = f"The appropriate policy document is dated {dates[0].words}; it was needed from {needed.words}."
    if in_place is None:
        return cannot_tell("record", says, supply="Both dates, to the day.", on=on)
    return met("record", says, on=on) if in_place else unmet("record", says, on=on)


CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.MEDIUM,
    asks="Was the appropriate policy document for sensitive processing in place when it began?",
    means="The rules that should have bound the use of people's most sensitive data were not written down.",
    resolves="Adopt the document, with retention and erasure, and record it with its date (policy.adopted).",
    eras=(
        Era(regimes=("uk-gdpr",), since=REFORM, citation=dpa2018.SCH1_P5, answer=_for_public_interest),
        *eras(part3=Law(citation=dpa2018.S42_2)),
    ),
    judged=while_running,
    answer=_answer,
)

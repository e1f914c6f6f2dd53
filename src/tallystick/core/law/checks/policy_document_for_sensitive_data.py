# SPDX-License-Identifier: Apache-2.0
"""Is the appropriate policy document in place for sensitive processing? DPA 2018 s.35(4)(b), (5)(c) and s.42(2)."""

from collections.abc import Iterator

from tallystick.core.facts.dates import day
from tallystick.core.facts.declaration import PolicyAdopted
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa2018
from tallystick.core.law.eras import REFORM, Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.sensitive import SPECIAL, names, said_to_be_processed

_POLICY = "appropriate-policy-document"


def _answer(given: Given) -> Iterator[Result]:
    """Look for the document, and compare its date with the start of processing."""
    notes = said_to_be_processed(given, SPECIAL)
    if not notes:
        return
    policies = [fact for fact in given.all(PolicyAdopted) if fact.policy == _POLICY]
    if policies:
        yield _in_time(given, policies)
    else:
        says = f"The record says that data of these kinds are processed: {names(notes)}. No appropriate policy "
        says += "document is on record."
        supply = "The appropriate policy document, with its date."
        yield missing(given, "policies", "record", says, supply=supply, on=refs(notes))


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
    eras=eras(part3=Law(citation=dpa2018.S42_2)),
    judged=while_running,
    answer=_answer,
)

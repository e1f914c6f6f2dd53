# SPDX-License-Identifier: Apache-2.0
"""Where a consultation is reported to have brought no concerns, did those who were asked answer at all?"""

from collections.abc import Iterator, Sequence

from tallystick.core.facts.consultation import ClaimMade
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.contacts import named
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Contact, Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.outcomes import heard, nobody_minded
from tallystick.core.law.statements import standing, taken_back

_SUPPLY = "The answers of those who were asked, or that they did not answer."


def _answer(given: Given) -> Iterator[Result]:
    """Take each statement that nobody had concerns, and count who answered."""
    gone = taken_back(given)
    for said in standing(given, "objections"):
        if said.asserts is False:
            yield _test(given, given.ref(said), said.text, given.contacts, [given.ref(said)])
    for made in {fact.claim: fact for fact in reversed(given.all(ClaimMade))}.values():
        words = nobody_minded(made.text)
        if words and made.claim not in gone:
            yield _test(given, made.claim, words, named(given, made.engagements), [given.ref(made)])


def _test(given: Given, about: str, words: str, contacts: Sequence[Contact], on: list[str]) -> Result:
    answered, quiet, objecting = heard(contacts)
    on = list(dict.fromkeys([*on, *(ref for contact in contacts for ref in contact.refs)]))
    says = f"The outcome is reported as “{words}”."
    if objecting:
        return unmet(about, f"{says} {', '.join(objecting)} say that they were not asked as the body says.", on=on)
    if len(quiet) == len(contacts):
        says = f"{says} No answer from {', '.join(quiet) or 'anybody'} is on record: silence is no agreement."
        return missing(given, "consultation", about, says, supply=_SUPPLY, on=on)
    if len(answered) == len(contacts):
        return met(about, f"{says} Answers were confirmed by {', '.join(answered)}.", on=on)
    says = f"{says} Who of {', '.join(contact.name for contact in contacts)} answered cannot be told for all."
    return cannot_tell(about, says, supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.HIGH,
    asks="Where a consultation is reported to have brought no concerns, did those who were asked answer?",
    means="Silence is passed off as consent, so that nobody looks for the concerns that people do have.",
    resolves="The answers that were received, or a correction that says that nobody answered.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Where somebody asked for the records of a consultation that is claimed, was any produced?"""

from collections.abc import Iterator

from tallystick.core.facts.foi import FoiAnswered, FoiRequested
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_SUBJECT = "consultation"
_NOTE = "What must be released is a question of freedom of information: this asks whether the claim has any record."


def _answer(given: Given) -> Iterator[Result]:
    """Look at each answered request for such records; parts that an answer passes over are another check's."""
    asked = {fact.request: fact for fact in given.all(FoiRequested) if _SUBJECT in (fact.subjects or ())}
    for answer in given.all(FoiAnswered):
        passed_over = _SUBJECT in (answer.unanswered or ())
        if given.contacts and answer.request in asked and answer.outcome != "no-answer" and not passed_over:
            yield _test(given, asked[answer.request], answer)


def _test(given: Given, asked: FoiRequested, answer: FoiAnswered) -> Result:
    names = ", ".join(dict.fromkeys(contact.name for contact in given.contacts))
    says = f"Contact is claimed with {names}. Asked for the records of it, the body answered: {answer.outcome}."
    on = [given.ref(asked), given.ref(answer), *(ref for contact in given.contacts for ref in contact.refs)]
    if answer.outcome == "not-held" or answer.released == 0:
        return unmet(answer.request, f"{says} Nothing was produced.", on=dict.fromkeys(on))
    if answer.released:
        return met(answer.request, f"{says} {answer.released} records were released.", on=dict.fromkeys(on))
    return cannot_tell(answer.request, says, supply="How many of these records were released.", on=dict.fromkeys(on))


CHECK = Check(
    kind=Kind.CONSULT,
    severity=Severity.MEDIUM,
    asks="Where records of a claimed consultation were asked for, was any produced?",
    means="Nobody can check that those who speak for the people concerned were heard.",
    resolves="The letters, minutes or notes of the contact, released or listed with the reason why each is withheld.",
    eras=accountability(note=_NOTE),
    judged=today,
    answer=_answer,
)

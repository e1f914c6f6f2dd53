# SPDX-License-Identifier: Apache-2.0
"""Does an answer deal with every part of the request: released, refused with reasons, or said not to be held?"""

from collections.abc import Iterator

from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import foia2000
from tallystick.core.law.eras_beside import FOIA, in_every_regime
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.requests import Request, refs_of, requests


def _answer(given: Given) -> Iterator[Result]:
    """Read what the answers pass over: a part is dealt with as soon as one of them deals with it."""
    for request in requests(given):
        if any(fact.outcome != "no-answer" for fact in request.answers):
            yield _test(given, request)


def _test(given: Given, request: Request) -> Result:
    about, on = request.name, refs_of(given, request)
    answers = [fact for fact in request.answers if fact.outcome != "no-answer"]
    known = [set(fact.unanswered) for fact in answers if fact.unanswered is not None]
    subjects = ", ".join((request.asked.subjects if request.asked else None) or ())
    says = f"Request {request.name} asks for {subjects or 'what is not on record'}."
    dropped = sorted(set.intersection(*known)) if known else []
    if dropped:
        return unmet(about, f"{says} The answer says nothing about {', '.join(dropped)}.", on=on)
    if known:
        return met(about, f"{says} The answer deals with each part.", on=on)
    supply = "Which parts the answer deals with, and which it passes over."
    return cannot_tell(about, f"{says} Whether the answer deals with each part is not on record.", supply=supply, on=on)


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.HIGH,
    asks="Does the answer deal with every part of the request?",
    means="A part that is passed over in silence can neither be checked nor complained about.",
    resolves="An answer on the part that was passed over: released, refused with reasons, or not held.",
    eras=in_every_regime(foia2000.S1_1, since=FOIA),
    judged=today,
    answer=_answer,
)

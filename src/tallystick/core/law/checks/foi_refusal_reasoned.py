# SPDX-License-Identifier: Apache-2.0
"""Does a refusal name the exemption and say why it applies?"""

from collections.abc import Iterator

from tallystick.core.facts.foi import FoiAnswered
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations import foia2000
from tallystick.core.law.eras_beside import FOIA, in_every_regime
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.requests import Request, blanked_under, refs_of, requests

_REFUSES = ("refused", "partly")
_SUPPLY = "The notice of refusal: the exemptions it names and why each applies."


def _answer(given: Given) -> Iterator[Result]:
    """Read the last refusal of each request; releases with blanked answers are another check's."""
    for request in requests(given):
        refusals = [fact for fact in request.answers if fact.outcome in _REFUSES]
        if refusals and request.name not in blanked_under(given):
            yield _test(given, request, refusals)


def _test(given: Given, request: Request, refusals: list[FoiAnswered]) -> Result:
    about, on = request.name, refs_of(given, request)
    named = list(dict.fromkeys(text for fact in refusals for text in fact.exemptions or ()))
    says = f"The answer is: {refusals[-1].outcome}. Exemptions named: {', '.join(named) or 'none'}."
    if not named:
        return missing(given, "foi", about, says, supply=_SUPPLY, on=on)
    reasons = [fact.reasons for fact in refusals]
    if any(reasons):
        return met(about, f"{says} It says why they apply.", on=on)
    if False in reasons:
        return unmet(about, f"{says} It does not say why they apply.", on=on)
    return cannot_tell(about, f"{says} Whether it says why they apply is not on record.", supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.MEDIUM,
    asks="Does each refusal name the exemption and say why it applies?",
    means="Without reasons nobody can tell what is withheld about people's data, or complain about it.",
    resolves="A notice that names each exemption and says why it applies.",
    eras=in_every_regime(foia2000.S17_1, since=FOIA),
    judged=today,
    answer=_answer,
)

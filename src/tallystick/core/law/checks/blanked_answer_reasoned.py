# SPDX-License-Identifier: Apache-2.0
"""Where an answer of an assessment was blanked on release, is there a notice that says why?"""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.facts.foi import FoiAnswered
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations import foia2000
from tallystick.core.law.eras_beside import FOIA, in_every_regime
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.requests import blanked, releases_of

_SUPPLY = "The notice that went with the release: which exemption covers this answer, and why."


def _answer(given: Given) -> Iterator[Result]:
    """Look for the notice of the request under which the document was released."""
    found = {f"{fact.assessment}/{fact.question}": fact for fact in reversed(blanked(given))}
    for about, fact in found.items():
        yield _test(given, fact, about)


def _test(given: Given, fact: AssessmentAnswered, about: str) -> Result:
    releases = releases_of(given, fact.assessment)
    wanted = {release.request for release in releases if release.request}
    notices = [answer for answer in given.all(FoiAnswered) if answer.request in wanted]
    on = [given.ref(fact), *map(given.ref, releases), *map(given.ref, notices)]
    shown = f" What is left: “{fact.text}”" if fact.text else ""
    says = f"The answer of {fact.assessment} {fact.version} to “{fact.question}” was blanked on release.{shown}"
    return _weigh(given, about, says, notices, on)


def _weigh(given: Given, about: str, says: str, notices: list[FoiAnswered], on: list[str]) -> Result:
    named = dict.fromkeys(text for notice in notices for text in notice.exemptions or ())
    if named and any(notice.reasons for notice in notices):
        return met(about, f"{says} The notice relies on {', '.join(named)}, with reasons.", on=on)
    if any(notice.reasons is False for notice in notices):
        return unmet(about, f"{says} The notice relies on {', '.join(named) or 'nothing'}, without reasons.", on=on)
    if named:
        says = f"{says} The notice relies on {', '.join(named)}; whether with reasons is not on record."
        return cannot_tell(about, says, supply=_SUPPLY, on=on)
    return missing(given, "foi", about, f"{says} No reason for it is on record.", supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.MEDIUM,
    asks="Where an answer of an assessment was blanked on release, does a notice say why?",
    means="The part that says what is done to people is the part that nobody may read, and nobody says why.",
    resolves="A notice that names the exemption for this answer and why it applies, or the answer.",
    eras=in_every_regime(foia2000.S17_1, since=FOIA),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""After the project grew or changed, was equality looked at again?"""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued, EqualityAssessed
from tallystick.core.facts.course import ChangeMade, ProcessingGrew
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: Growth that reaches other people or touches them otherwise; more staff alone does not.
_REACHES = ("people", "sources", "places", "uses", "recipients")
_SUPPLY = "The equality assessment made again after that, or on which date the present one was made."


def _answer(given: Given) -> Iterator[Result]:
    """Look for an equality assessment after each growth; where there never was one, that is another check's."""
    done = [fact for fact in given.all(EqualityAssessed) if fact.state == "done"]
    issued = [fact for fact in given.all(AssessmentIssued) if fact.type == "equality"]
    dates = [given.when(fact) for fact in (*done, *issued)]
    if dates and None not in dates:
        on = [given.ref(fact) for fact in (*done, *issued)]
        for grew in _growth(given):
            yield _test(given, grew, [when for when in dates if when], on)


def _growth(given: Given) -> list[ProcessingGrew | ChangeMade]:
    grew: list[ProcessingGrew | ChangeMade] = [
        fact for fact in given.all(ProcessingGrew) if fact.extent in _REACHES and given.when(fact)
    ]
    return [*grew, *(fact for fact in given.all(ChangeMade) if fact.material and given.when(fact))]


def _test(given: Given, grew: ProcessingGrew | ChangeMade, dates: list[When], on: list[str]) -> Result:
    about, when = given.ref(grew), given.when(grew)
    last = max(dates, key=lambda date: date.last)
    says = f"“{grew.what}”{f' ({when.words})' if when else ''}. Equality was last assessed: {last.words}."
    order = when.before(last) if when else None
    if order:
        return met(about, says, on=[about, *on])
    if order is None:
        return cannot_tell(about, says, supply=_SUPPLY, on=[about, *on])
    return missing(given, "equality", about, says, supply=_SUPPLY, on=[about, *on])


CHECK = Check(
    kind=Kind.EQUALITY,
    severity=Severity.MEDIUM,
    asks="Was equality assessed again after the project grew or changed?",
    means="People whom the project reaches only now were not in view when its effect on groups was looked at.",
    resolves="An equality assessment of the project as it is now.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

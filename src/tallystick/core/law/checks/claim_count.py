# SPDX-License-Identifier: Apache-2.0
"""Does a number that is stated in public agree with what was counted?"""

from collections.abc import Iterator

from tallystick.core.facts.course import ClaimStated, RecordsCounted
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import bounds, standing

_SUPPLY = "The count that the statement rests on, with its date and what was counted."


def _answer(given: Given) -> Iterator[Result]:
    """Compare each stated number with the newest count of the same thing up to the day of the statement."""
    for said in standing(given, "records", "people"):
        if said.figure is None:
            continue
        counts = [fact for fact in given.all(RecordsCounted) if said.covers and fact.what == said.covers]
        counted = _newest(given, said, [fact for fact in counts if fact.count is not None])
        yield _compare(given, said, counted)


def _newest(given: Given, said: ClaimStated, counts: list[RecordsCounted]) -> list[RecordsCounted]:
    then = given.when(said)
    dated = [(when, fact) for fact in counts if (when := given.when(fact)) and then and when.by(then)]
    if not dated:
        return [fact for fact in counts if given.when(fact) is None or then is None]
    last = max(when.last for when, _ in dated)
    return [fact for when, fact in dated if when.last == last]


def _compare(given: Given, said: ClaimStated, counts: list[RecordsCounted]) -> Result:
    about, on = given.ref(said), [given.ref(said), *(given.ref(fact) for fact in counts)]
    says = f"“{said.text}” states {said.precision or 'about'} {said.figure:,}."
    found = sorted({fact.count for fact in counts if fact.count is not None})
    if not found:
        return cannot_tell(about, f"{says} No count of the same is on record.", supply=_SUPPLY, on=on)
    says = f"{says} Counted ({said.covers}): {', '.join(f'{count:,}' for count in found)}."
    least, most = bounds(said.figure or 0, said.precision)
    fits = [least <= count <= most for count in found]
    if not any(fits):
        return unmet(about, says, on=on)
    if all(fits):
        return met(about, says, on=on)
    return cannot_tell(about, f"{says} The sources differ.", supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.MEDIUM,
    asks="Does a number of people or records that is stated in public agree with what was counted?",
    means="Nobody can judge how far a project reaches from a number that is not the number counted.",
    resolves="A corrected number, or the count that the stated one rests on.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Is a group's share among those affected above the share with which the source compares it, beyond chance?"""

from collections.abc import Iterator

from tallystick.core.facts.course import GroupCounted
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.shares import wilson

_SUPPLY = "Among how many the share was counted, so that chance can be told from difference."
_ALL = 1000


def _answer(given: Given) -> Iterator[Result]:
    """Compare each share that comes with a comparator."""
    for fact in given.all(GroupCounted):
        if fact.comparator_per_mille is not None:
            yield _test(given.ref(fact), fact, fact.comparator_per_mille)


def _test(about: str, fact: GroupCounted, other: int) -> Result:
    bounds = _bounds(fact)
    among = f" of {fact.comparator}" if fact.comparator else ""
    says = f"{fact.group}: {_share(fact)} of {fact.what}, against {other / 10:g}%{among}."
    if bounds is None:
        return cannot_tell(about, says, supply=_SUPPLY, on=[about])
    least, most = bounds
    says = f"{says} With chance allowed for: {least / 10:g}% to {most / 10:g}%."
    return unmet(about, says, on=[about]) if least > other else met(about, says, on=[about])


def _bounds(fact: GroupCounted) -> tuple[int, int] | None:
    out_of = fact.out_of or 0
    count = fact.count
    if count is None and fact.per_mille is not None:
        count = fact.per_mille * out_of // _ALL
    if out_of < 1 or count is None or not 0 <= count <= out_of:
        return None
    return wilson(count=count, out_of=out_of)


def _share(fact: GroupCounted) -> str:
    if fact.per_mille is not None:
        return f"{fact.per_mille / 10:g}%"
    return f"{fact.count:,} out of {fact.out_of:,}" if fact.count is not None and fact.out_of else "an unknown share"


CHECK = Check(
    kind=Kind.DISPROP,
    severity=Severity.HIGH,
    asks="Is a group's share among those affected no higher than the share it is compared with, chance allowed for?",
    means="Members of one group are watched, stopped or listed far more often than what they do can explain.",
    resolves="An explanation of the difference with a comparison that fits, or a change of what causes it.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Where a statement says that proportions have improved, do later counts of the same group bear it out?"""

import itertools
from collections.abc import Iterator

from tallystick.core.facts.course import ClaimStated, GroupCounted
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import standing

#: Two shares in whole percents differ by up to one percent through rounding alone.
_ROUNDING = 10
_SUPPLY = "A count of the same group before the statement and one after it."


def _answer(given: Given) -> Iterator[Result]:
    """Compare the last share before a statement with the newest one after it, group by group."""
    for said in standing(given, "proportionality"):
        if said.asserts:
            yield _test(given, said)


def _test(given: Given, said: ClaimStated) -> Result:
    about, says = given.ref(said), f"“{said.text}”"
    pairs = list(_pairs(given, said))
    if not pairs:
        on = [about]
        return cannot_tell(about, f"{says} No two counts can be compared.", supply=_SUPPLY, on=on)
    worse = [pair for pair in pairs if _share(pair[1]) >= _share(pair[0]) - _ROUNDING]
    told = worse or pairs
    on = [about, *(given.ref(fact) for pair in told for fact in pair)]
    says = f"{says} {' '.join(_spell(given, *pair) for pair in told)}"
    return unmet(about, says, on=on) if worse else met(about, says, on=on)


def _pairs(given: Given, said: ClaimStated) -> Iterator[tuple[GroupCounted, GroupCounted]]:
    then = given.when(said)
    counts = [fact for fact in given.all(GroupCounted) if fact.per_mille is not None and given.when(fact)]
    for _, same in itertools.groupby(sorted(counts, key=_same), key=_same):
        dated = [(when, fact) for fact in same if (when := given.when(fact))]
        before = [fact for when, fact in dated if then and when.by(then)]
        after = [fact for when, fact in dated if then and then.before(when)]
        if before and after:
            yield before[-1], after[-1]


def _same(fact: GroupCounted) -> tuple[str, str]:
    return fact.what, fact.group


def _share(fact: GroupCounted) -> int:
    return fact.per_mille or 0


def _spell(given: Given, before: GroupCounted, after: GroupCounted) -> str:
    parts = [f"{_share(fact) / 10:g}% ({when.words})" for fact in (before, after) if (when := given.when(fact))]
    return f"{before.group} among {before.what}: {', then '.join(parts)}."


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.MEDIUM,
    asks="Where a statement says that proportions have improved, do later counts bear it out?",
    means="A group that is affected far more than others is told that this has changed when it has not.",
    resolves="Later counts that show the improvement, or a correction of the statement.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

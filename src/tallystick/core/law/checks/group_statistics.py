# SPDX-License-Identifier: Apache-2.0
"""Where ethnicity, religion or sexual orientation is recorded, has anybody counted how groups are affected?"""

from collections.abc import Iterator

from tallystick.core.facts.course import GroupCounted
from tallystick.core.facts.declaration import DataDeclared
from tallystick.core.law.check import Check, Result, met, missing, today
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: Categories of data that say to which group with a protected characteristic somebody belongs.
_GROUPS = ("ethnicity", "religion", "sexual")
_SUPPLY = "Totals by group, with a comparison, as far as they can be published without showing anybody."


def _answer(given: Given) -> Iterator[Result]:
    """Look for a count by each such category that the record says is known of people."""
    for category in dict.fromkeys(fact.category for fact in given.all(DataDeclared) if fact.category in _GROUPS):
        yield _test(given, category)


def _test(given: Given, category: str) -> Result:
    recorded = [fact for fact in given.all(DataDeclared) if fact.category == category]
    counted = [fact for fact in given.all(GroupCounted) if fact.category == category]
    on = [*map(given.ref, recorded), *map(given.ref, counted)]
    if counted:
        groups = ", ".join(dict.fromkeys(f"{fact.group} among {fact.what}" for fact in counted))
        return met(category, f"The project records {category}. Counted by it: {groups}.", on=on)
    says = f"The project records {category}. No count by it is on record."
    return missing(given, "equality", category, says, supply=_SUPPLY, on=on)


CHECK = Check(
    kind=Kind.DISPROP,
    severity=Severity.MEDIUM,
    asks="Where group membership is recorded, has anybody counted how groups are affected?",
    means="If a group is watched far more than others nobody can see it, although the data to see it are there.",
    resolves="Published totals by group, with what they are compared with.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

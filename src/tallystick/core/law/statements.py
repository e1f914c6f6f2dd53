# SPDX-License-Identifier: Apache-2.0
"""What was said in public and stands: statements that nobody has taken back since, and figures as readers take them."""

from tallystick.core.facts.assessment import CorrectionMade
from tallystick.core.facts.course import ClaimStated
from tallystick.core.law.given import Given

#: Nobody takes "about" to allow more than a twentieth.
_WIDEST = 20
#: ``almost`` is read as at least nine tenths.
_ALMOST = (9, 10)


def taken_back(given: Given) -> frozenset[str]:
    """Return the names of what a later correction or statement takes back."""
    replaced = {fact.replaces for fact in given.all(ClaimStated) if fact.replaces}
    return frozenset(replaced | {fact.corrects for fact in given.all(CorrectionMade)})


def standing(given: Given, *topics: str) -> tuple[ClaimStated, ...]:
    """Return the public statements on some topics that were not taken back, by date."""
    gone = taken_back(given)
    return tuple(fact for fact in given.all(ClaimStated) if fact.topic in topics and given.ref(fact) not in gone)


def bounds(figure: int, precision: str | None) -> tuple[int, int]:
    """Return the least and the greatest true figure that a stated one fits, in the same unit.

    ``exactly`` allows nothing; ``at-most`` everything below; ``almost`` a tenth below; ``about``, and where nothing is
    said, half a unit of the last digit that is not zero, and never more than a twentieth.
    """
    if precision == "exactly":
        return figure, figure
    if precision == "at-most":
        return 0, figure
    if precision == "almost":
        return figure * _ALMOST[0] // _ALMOST[1], figure
    unit = 1
    while figure and figure % (unit * 10) == 0:
        unit *= 10
    slack = min(unit // 2, abs(figure) // _WIDEST)
    return figure - slack, figure + slack

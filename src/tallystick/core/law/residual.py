# SPDX-License-Identifier: Apache-2.0
"""Which risks an assessment leaves high: the ones for which a supervisory authority is to be asked first."""

import dataclasses

from tallystick.core.facts.assessment import MeasureDecided, RiskIdentified
from tallystick.core.law.entries import Entry, entries
from tallystick.core.law.given import Given


@dataclasses.dataclass(frozen=True, kw_only=True)
class Left:
    """The risks of one assessment by what is left of them; ``unknown`` are those whose remainder nobody states."""

    high: tuple[Entry[RiskIdentified], ...]
    unknown: tuple[Entry[RiskIdentified], ...]
    others: tuple[Entry[RiskIdentified], ...]


def assessments_with_risks(given: Given) -> tuple[str, ...]:
    """Return the assessments that name risks; ``record`` for risks that name none."""
    found = [entry.fact.assessment or "record" for entry in entries(given, kind=RiskIdentified)]
    return tuple(sorted(dict.fromkeys(found)))


def left(given: Given, *, assessment: str) -> Left:
    """Return what an assessment leaves of its risks, in any of its versions."""
    risks = [one for one in entries(given, kind=RiskIdentified) if (one.fact.assessment or "record") == assessment]
    high = tuple(one for one in risks if _is_high(given, one))
    unknown = tuple(one for one in risks if one not in high and one.fact.residual is None and one.fact.level != "low")
    others = tuple(one for one in risks if one not in high and one not in unknown)
    return Left(high=high, unknown=unknown, others=others)


def _is_high(given: Given, risk: Entry[RiskIdentified]) -> bool:
    if risk.fact.residual is not None:
        return risk.fact.residual == "high"
    measured = any(fact.risk == risk.fact.risk for fact in given.all(MeasureDecided))
    # A high risk that no measure meets is left as high as it was, where the record holds all measures.
    return risk.fact.level == "high" and not measured and given.complete("assessment-content")

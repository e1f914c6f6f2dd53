# SPDX-License-Identifier: Apache-2.0
"""Puts every check to a record and returns what was found."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from tallystick.core.law.check import Check, Era, Result
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: The regime that is assumed where the record declares none; the report says so.
ASSUMED_REGIME = "uk-gdpr"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """One result of one check, with the law of the day it was judged by."""

    #: ``check:about``; stable as long as the record names the thing in the same way.
    id: str
    check: str
    kind: Kind
    severity: Severity
    holds: bool | None
    about: str
    #: The question in plain words.
    asks: str
    message: str
    means: str
    resolves: str
    rests_on: tuple[str, ...]
    era: Era
    judged_on: dt.date


def examine(*, given: Given, checks: Mapping[str, Check]) -> tuple[Finding, ...]:
    """Return every result of every check that the record's regime has, in the order of the checks.

    Results that hold are among them: a report says what was looked at, not only what was found.
    """
    found = [finding for name, check in checks.items() for finding in _put(name, check, given)]
    return tuple(found)


def _put(name: str, check: Check, given: Given) -> list[Finding]:
    day = check.judged(given)
    era = check.era(regime=given.regime or ASSUMED_REGIME, day=day)
    if era is None:
        return []
    results = (era.answer or check.answer)(given)
    return [_finding(name, check, result, era, day) for result in sorted(results, key=lambda result: result.about)]


def _finding(name: str, check: Check, result: Result, era: Era, day: dt.date) -> Finding:
    return Finding(
        id=f"{name}:{result.about}",
        check=name,
        kind=check.kind,
        severity=check.severity,
        holds=result.holds,
        about=result.about,
        asks=check.asks,
        message=result.says,
        means=check.means,
        resolves=result.supply or check.resolves,
        rests_on=result.rests_on,
        era=era,
        judged_on=day,
    )

# SPDX-License-Identifier: Apache-2.0
"""Counts organisations, not engagements: one that is named three times is still one organisation."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TypedDict

from tallystick.core.claims.sentences import Tally
from tallystick.core.claims.standing import Part, State
from tallystick.core.claims.wording import reaches
from tallystick.core.facts.consultation import RUNGS


class Group(StrEnum):
    """What one organisation's engagements come to for one claim. What stands earlier counts if engagements differ."""

    DISPUTED = "disputed"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    #: Confirmed, but nothing supports the asserted "before processing began".
    UNDATED = "undated"
    #: Confirmed with a date that is not before processing began, which is asserted.
    LATE = "late"
    #: Confirmed less than is asserted.
    LESSER = "lesser"
    #: Something came back that neither confirms nor objects.
    ANSWERED = "answered"
    SILENT = "silent"
    NEVER_REACHED = "never-reached"
    NOT_ASKED = "not-asked"


_STATES = {
    State.DISPUTED: Group.DISPUTED,
    State.CORRECTED: Group.CORRECTED,
    State.EARLIER_TEXT: Group.ANSWERED,
    State.ANSWERED: Group.ANSWERED,
    State.UNCLEAR: Group.ANSWERED,
    State.SENT: Group.SILENT,
    State.NEVER_REACHED: Group.NEVER_REACHED,
    State.CLAIMED: Group.NOT_ASKED,
}
_CONFIRMED = (Group.CONFIRMED, Group.UNDATED)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one organisation's engagements come to."""

    group: Group
    #: With ``LESSER`` the strongest rung that is supported.
    rung: str | None = None


class CountValues(TypedDict):
    """The fields of ``standing.Counts``."""

    claimed: int
    confirmed: int
    disputed: int
    corrected: int
    unconfirmed: int
    never_reached: int
    silent: int


def outcomes(*, parts: Sequence[Part], asserts: str, before_start: bool) -> list[Outcome]:
    """Return one outcome for each organisation, in the order in which the parts first name it."""
    by_organisation: dict[str, list[Outcome]] = {}
    for part in parts:
        outcome = _outcome(part, asserts=asserts, before_start=before_start)
        by_organisation.setdefault(part.organisation, []).append(outcome)
    return [min(found, key=_precedence) for found in by_organisation.values()]


def counts(found: Sequence[Outcome]) -> CountValues:
    """Return the counts that a standing shows."""
    groups = Counter(outcome.group for outcome in found)
    confirmed = sum(groups[group] for group in _CONFIRMED)
    disputed, corrected = groups[Group.DISPUTED], groups[Group.CORRECTED]
    return {
        "claimed": len(found),
        "confirmed": confirmed,
        "disputed": disputed,
        "corrected": corrected,
        "unconfirmed": len(found) - confirmed - disputed - corrected,
        "never_reached": groups[Group.NEVER_REACHED],
        "silent": groups[Group.SILENT],
    }


def tally(found: Sequence[Outcome], *, asserts: str) -> Tally:
    """Return what the public sentence needs."""
    groups = Counter(outcome.group for outcome in found)
    lesser = Counter(outcome.rung for outcome in found if outcome.group is Group.LESSER)
    return Tally(
        claimed=len(found),
        asserts=asserts,
        confirmed=groups[Group.CONFIRMED],
        undated=groups[Group.UNDATED],
        late=groups[Group.LATE],
        lesser={rung: lesser[rung] for rung in reversed(RUNGS) if lesser[rung]},
        disputed=groups[Group.DISPUTED],
        corrected=groups[Group.CORRECTED],
        never_reached=groups[Group.NEVER_REACHED],
    )


def _outcome(part: Part, *, asserts: str, before_start: bool) -> Outcome:
    if part.state is not State.CONFIRMED:
        return Outcome(group=_STATES[part.state])
    if part.supported is None:
        return Outcome(group=Group.ANSWERED)
    if not reaches(rung=part.supported, wanted=asserts):
        return Outcome(group=Group.LESSER, rung=part.supported)
    if not before_start:
        return Outcome(group=Group.CONFIRMED)
    if part.before_start is False:
        return Outcome(group=Group.LATE)
    return Outcome(group=Group.CONFIRMED if part.before_start and part.date_confirmed else Group.UNDATED)


def _precedence(outcome: Outcome) -> tuple[int, int]:
    strength = RUNGS.index(outcome.rung) if outcome.rung else 0
    return list(Group).index(outcome.group), -strength

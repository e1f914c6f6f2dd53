# SPDX-License-Identifier: Apache-2.0
"""Sorts the facts of a project by the engagement they are about."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from tallystick.core.errors import Invalid
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Fact, Recorded
from tallystick.core.facts.record import FieldErased

_ABOUT_AN_ENGAGEMENT = (
    kinds.EngagementClaimed,
    kinds.EvidenceAttached,
    kinds.StatementFixed,
    kinds.RequestSent,
    kinds.RequestBounced,
    kinds.AnswerReceived,
    kinds.AnswerUnclear,
    kinds.DisputeRaised,
    kinds.ReportPublished,
    FieldErased,
)
F = TypeVar("F", bound=Fact)


def by_engagement(*, facts: Sequence[Recorded], project: str) -> Mapping[str, list[Recorded]]:
    """Return the facts of one project by engagement id, in entry order; other facts are left out."""
    found: dict[str, list[Recorded]] = {}
    for recorded in sorted(facts, key=lambda recorded: recorded.entry):
        fact = recorded.fact
        if recorded.project == project and isinstance(fact, _ABOUT_AN_ENGAGEMENT) and fact.engagement is not None:
            found.setdefault(fact.engagement, []).append(recorded)
    return found


def project_of(*, engagement: str, facts: Sequence[Recorded]) -> str:
    """Return the project in which an engagement was first claimed.

    Raises:
        Invalid: no fact claims the engagement.
    """
    claims = [recorded for recorded, fact in only(kinds.EngagementClaimed, facts) if fact.engagement == engagement]
    if not claims:
        raise unclaimed(engagement)
    return min(claims, key=lambda recorded: recorded.entry).project


def only(kind: type[F], facts: Sequence[Recorded]) -> Iterator[tuple[Recorded, F]]:
    """Yield the facts of one kind, each with its place in the log."""
    for recorded in facts:
        if isinstance(recorded.fact, kind):
            yield recorded, recorded.fact


def unclaimed(engagement: str) -> Invalid:
    """Return the error for an engagement that no fact claims."""
    return Invalid(
        f"no fact claims the engagement {engagement!r}",
        rule="A standing is computed from the entry in which a body claims the engagement.",
        next_step="Pass the engagement.claimed fact as well.",
    )

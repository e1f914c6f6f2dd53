# SPDX-License-Identifier: Apache-2.0
"""What the facts support about a claim: frozen values, computed when they are asked for, never stored."""

import dataclasses
import datetime as dt
from enum import StrEnum

from tallystick.core.claims.erasures import Erased
from tallystick.core.evidence.levels import Level


class State(StrEnum):
    """How far one engagement has come."""

    CLAIMED = "claimed"
    SENT = "sent"
    NEVER_REACHED = "never-reached"
    UNCLEAR = "unclear"
    ANSWERED = "answered"
    EARLIER_TEXT = "earlier-text"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DISPUTED = "disputed"

    @property
    def meaning(self) -> str:
        """Return the state in plain words, for the printed table and for pages."""
        return _MEANINGS[self]


_MEANINGS = {
    State.CLAIMED: "claimed by the body only; nobody has been asked yet",
    State.SENT: "asked; no answer",
    State.NEVER_REACHED: "asked; the request never arrived",
    State.UNCLEAR: "something came back that is no answer",
    State.ANSWERED: "answered, but at a level that cannot confirm",
    State.EARLIER_TEXT: "confirmed an earlier wording only",
    State.CONFIRMED: "confirmed the newest wording at a level that counts",
    State.CORRECTED: "the organisation says that it was otherwise",
    State.DISPUTED: "disputed",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reason:
    """Why the standing is what it is: one entry of the log, and what it does to the standing."""

    entry: int
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """What the facts support about one engagement, as far as counting needs it."""

    engagement: str
    organisation: str
    state: State
    #: The level of the evidence that the state rests on.
    level: Level
    #: The rung that a counting confirmation of the newest wording supports; ``None`` where nothing does.
    supported: str | None
    #: The claimed date is before the start of processing; ``None`` where that cannot be told.
    before_start: bool | None
    #: The confirmed wording itself gives the claimed date.
    date_confirmed: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class EngagementStanding(Part):
    """What the facts support about one engagement that a body claims."""

    organisation_name: str
    #: What the body says it amounted to: one of ``core.facts.consultation.RUNGS``.
    claimed: str
    sentence: str
    #: One for each fact about the engagement, in entry order.
    reasons: tuple[Reason, ...]
    #: Entries of everything said by or for the organisation that has a standing, in entry order.
    answers: tuple[int, ...]
    #: The newest fixed wording, or what the body says it asked where no wording was fixed.
    body_words: str
    #: What the organisation itself wrote, or a report's quote of it; ``None`` where there is none.
    organisation_words: str | None
    #: That these words were erased.
    words_erased: Erased | None
    #: Who reported it, where the state rests on a published report.
    reporter: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Counts:
    """Organisations by what they said; ``claimed`` is the sum of confirmed, disputed, corrected and unconfirmed."""

    claimed: int
    confirmed: int
    disputed: int
    corrected: int
    unconfirmed: int
    #: Part of ``unconfirmed``: no request arrived.
    never_reached: int
    #: Part of ``unconfirmed``: asked, and no answer.
    silent: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimStanding(Counts):
    """What the facts support about one public claim."""

    claim: str
    project: str
    #: The rung that the claim asserts.
    asserts: str
    starts_on: dt.date | None
    sentence: str
    #: One per engagement that the claim names, in its order.
    parts: tuple[EngagementStanding, ...]
    #: The reasons of all parts, in entry order.
    reasons: tuple[Reason, ...]
    #: What the claim asserts or suggests and the facts do not support, in plain words.
    not_shown: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectStanding(Counts):
    """What the facts support about all contact that a project's body claims, for list pages."""

    project: str
    #: How many public claims are on record.
    claims: int
    sentence: str

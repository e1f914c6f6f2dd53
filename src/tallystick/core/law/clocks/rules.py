# SPDX-License-Identifier: Apache-2.0
"""What a regime is: its period, what its events do to the clock, its stages, and the law that each rests on."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from tallystick.core.law.citations.base import Citation
from tallystick.core.law.clocks.calendars import Calendar


class Force(StrEnum):
    """What kind of rule it is."""

    LAW = "law"
    GUIDANCE = "guidance"


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working days"
    MONTHS = "months"
    WEEKS = "weeks"
    YEARS = "years"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Basis:
    """Where a rule stands. ``citation`` holds its words where they were read; without it, they were not."""

    #: As lawyers write it: ``FOIA 2000 s.10(1)``.
    provision: str
    #: What it says, in our words.
    says: str
    force: Force = Force.LAW
    citation: Citation | None = None
    #: Where the words stand, where there is no citation.
    url: str = ""

    @property
    def address(self) -> str:
        """Return where the words stand."""
        return self.citation.url if self.citation else self.url


@dataclasses.dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time in a regime's own unit."""

    number: int
    unit: Unit

    def words(self) -> str:
        """Return it as people write it: ``20 working days``, ``1 month``."""
        return f"{self.number} {self.unit.value if self.number != 1 else self.unit.value.removesuffix('s')}"


class Effect(StrEnum):
    """What an event does to the clock."""

    RESTART = "restart"
    PAUSE = "pause"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Doubt:
    """A point of law on which views differ: the stricter view gives the earlier date."""

    about: str
    strict: str
    strict_who: str
    lenient: str
    lenient_who: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventRule:
    """What a question, a check of identity or a fee does under a regime."""

    effect: Effect
    basis: Basis
    #: Where it is not agreed that the event has its effect.
    doubt: Doubt | None = None
    #: From which day of receipt on the doubt is gone; ``None``: never.
    settled_since: dt.date | None = None
    #: How long the requester has to answer or pay before the request lapses, counted from the notice.
    within: Span | None = None

    def doubt_on(self, received: dt.date) -> Doubt | None:
        """Return the doubt for a request received on a day."""
        return None if self.settled_since and received >= self.settled_since else self.doubt


@dataclasses.dataclass(frozen=True, kw_only=True)
class Extension:
    """A longer period, after notice to the requester within the ordinary one."""

    total: Span
    reason: str
    basis: Basis
    #: From which day of receipt on it exists; ``None``: always.
    since: dt.date | None = None


class After(StrEnum):
    """From which day a stage is counted."""

    RECEIVED = "the request"
    ANSWER = "the answer"
    #: The last day for answering or, where the answer came later, the answer.
    TIME_OVER = "the end of the time for answering"
    REVIEW = "the request for it"
    REVIEWED = "the outcome of the review"


@dataclasses.dataclass(frozen=True, kw_only=True)
class StageRule:
    """A later window: review, complaint, court."""

    name: str
    after: After
    span: Span
    basis: Basis
    #: Who has to act: ``requester`` or ``authority``.
    whose: str
    #: The longest time, where the ordinary one may be exceeded.
    at_most: Span | None = None
    #: Whether the day is the first on which to act, and not the last.
    opens: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Regime:
    """One law of access to information."""

    key: str
    name: str
    calendar: Calendar
    #: The first day on which a request could be made under it.
    since: dt.date
    limit: Span
    basis: Basis
    #: What defines a working day, or how a month is counted.
    days: Basis
    #: When the clock starts, in words.
    starts: str
    events: Mapping[str, EventRule]
    extension: Extension | None
    #: Why an extension is refused, where there is none.
    no_extension: str = ""
    stages: tuple[StageRule, ...] = ()
    #: What ``basis`` was for requests received before a day.
    before: tuple[dt.date, Basis] | None = None
    #: What becomes of a holiday that is proclaimed while a request runs; ``None``: it does not count.
    late_holiday: Doubt | None = None
    #: What else the reader must know.
    notes: tuple[str, ...] = ()

    def basis_on(self, received: dt.date) -> Basis:
        """Return what sets the time for a request received on a day."""
        return self.before[1] if self.before and received < self.before[0] else self.basis

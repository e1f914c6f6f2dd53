# SPDX-License-Identifier: Apache-2.0
"""What a check is: one question, asked of a record under the law of its day, answered yes, no, or it cannot be told.

A check is a module in ``core.law.checks`` that makes one ``CHECK``; its cases stand beside it in YAML. Where the law
changes, an era is added beside the old one; an era is never edited, because a record is judged by the law of its day.
No answer says that anything is lawful.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

from tallystick.core.facts.declaration import REGIMES
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


@dataclasses.dataclass(frozen=True, kw_only=True)
class Result:
    """One answer of a check about one thing in the record."""

    #: ``True``: the record shows it. ``False``: the record shows that it is not so, or lacks it where it is complete.
    #: ``None``: it cannot be told.
    holds: bool | None
    #: What it is about: a short, stable name such as an assessment, an engagement or a category; ``record`` for all.
    about: str
    #: What the record says, in one or two plain sentences, with the words or dates it rests on.
    says: str
    #: The short names of the facts it rests on.
    rests_on: tuple[str, ...] = ()
    #: What to supply where it cannot be told; empty otherwise.
    supply: str = ""


def met(about: str, says: str, *, on: Iterable[str] = ()) -> Result:
    """Answer yes."""
    return Result(holds=True, about=about, says=says, rests_on=tuple(on))


def unmet(about: str, says: str, *, on: Iterable[str] = ()) -> Result:
    """Answer no: a finding."""
    return Result(holds=False, about=about, says=says, rests_on=tuple(on))


def cannot_tell(about: str, says: str, *, supply: str, on: Iterable[str] = ()) -> Result:
    """Answer that it cannot be told, and say what to supply."""
    return Result(holds=None, about=about, says=says, rests_on=tuple(on), supply=supply)


def missing(given: Given, subject: str, about: str, says: str, *, supply: str, on: Iterable[str] = ()) -> Result:
    """Answer about something that is not on record: no where the record is complete for the subject, else unknown."""
    if given.complete(subject):
        return unmet(about, says, on=on)
    return cannot_tell(about, f"{says} The record does not say that it is complete here.", supply=supply, on=on)


Answer = Callable[[Given], Iterable[Result]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Era:
    """The law of some regimes from one day to another, both included; ``None`` is open."""

    regimes: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None = None
    citation: Citation
    #: Where the question itself was another one in this era; ``None``: the answer of the check.
    answer: Answer | None = None
    #: Where this is guidance or good practice and no duty: what the finding says about that.
    note: str = ""

    def covers(self, *, regime: str, day: dt.date) -> bool:
        """Whether this is the law of a regime on a day."""
        return regime in self.regimes and (self.since or day) <= day <= (self.until or day)


def at_start(given: Given) -> dt.date:
    """Judge by the day on which processing began, or else by the day of the check."""
    return given.started.first if given.started else given.as_of


def today(given: Given) -> dt.date:
    """Judge by the day of the check: for duties that go on."""
    return given.as_of


@dataclasses.dataclass(frozen=True, kw_only=True)
class Check:
    """One question put to a record."""

    kind: Kind
    severity: Severity
    #: The question in plain words; "yes" is the good answer.
    asks: str
    #: What a "no" means for the people whose data these are.
    means: str
    #: What would resolve a "no".
    resolves: str
    eras: tuple[Era, ...]
    #: Which day decides the era.
    judged: Callable[[Given], dt.date]
    answer: Answer

    def __post_init__(self) -> None:
        """Refuse at import a check whose eras overlap or name an unknown regime."""
        if not self.eras:
            raise TypeError(f"{self.asks}: a check cites the law it rests on")
        for number, era in enumerate(self.eras):
            unknown = set(era.regimes) - set(REGIMES)
            if unknown or not era.regimes:
                raise TypeError(f"{self.asks}: unknown regimes {sorted(unknown)}")
            if any(_overlap(era, other) for other in self.eras[number + 1 :]):
                raise TypeError(f"{self.asks}: two eras of one regime overlap")

    def era(self, *, regime: str, day: dt.date) -> Era | None:
        """Return the law of a regime on a day; ``None`` where this question had no law then."""
        return next((era for era in self.eras if era.covers(regime=regime, day=day)), None)


def _overlap(one: Era, other: Era) -> bool:
    if not set(one.regimes) & set(other.regimes):
        return False
    return (one.since or dt.date.min) <= (other.until or dt.date.max) and (other.since or dt.date.min) <= (
        one.until or dt.date.max
    )

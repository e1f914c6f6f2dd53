# SPDX-License-Identifier: Apache-2.0
"""Weighs what was said by and for one organisation about one engagement: from facts to a state.

Nothing here looks at what the body says about itself. The rules are printed in ``rules.py``.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from tallystick.core.claims.gather import only
from tallystick.core.claims.standing import State
from tallystick.core.claims.wording import read_date, read_time
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Recorded

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


class Way(StrEnum):
    """How something was said."""

    ANSWER = "answer"
    UNASKED = "unasked"
    REPORT = "report"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Voice:
    """One thing that was said by or for the organisation."""

    entry: int
    way: Way
    #: One of ``core.facts.consultation.VERBS``.
    verb: str
    level: Level
    #: Which fixed wording it is about, counted from 1; 0 where it is about none in particular.
    wording: int
    #: When it was written, at the earliest (UTC): what it may take back is older than that.
    written: dt.datetime
    #: When it arrived (UTC): what takes it back was written later than that.
    arrived: dt.datetime
    words: str | None
    reporter: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wording:
    """One fixed wording and the entry that fixed it."""

    entry: int
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weighed:
    """The state of an engagement and what it rests on."""

    state: State
    level: Level
    #: What the state rests on; ``None`` where nobody has said anything that has a standing.
    deciding: Voice | None
    voices: tuple[Voice, ...]
    #: Objections that the organisation itself has taken back since.
    replaced: frozenset[int]
    #: Every fixed wording by its reference, in the order of fixing.
    fixed: dict[str, Wording]

    @property
    def newest(self) -> str | None:
        """Return the reference of the newest fixed wording."""
        return next(reversed(self.fixed), None)

    @property
    def newest_words(self) -> str | None:
        """Return the newest fixed wording."""
        newest = self.newest
        return None if newest is None else self.fixed[newest].text

    @property
    def confirmed_words(self) -> str | None:
        """Return the wording that a standing confirmation confirms, which is always the newest."""
        return self.newest_words if self.state is State.CONFIRMED else None


def weigh(*, organisation: str, facts: Sequence[Recorded]) -> Weighed:
    """Return the state of one engagement from all facts about it, in entry order."""
    fixed = _wordings(facts)
    voices = tuple(sorted(_voices(organisation, facts, fixed), key=lambda voice: voice.entry))
    confirms = [voice for voice in voices if voice.verb == "CONFIRM"]
    objections = [voice for voice in voices if voice.verb != "CONFIRM"]
    replaced = frozenset(said.entry for said in objections if _replaced(said, confirms=confirms, objections=objections))
    standing = [said for said in objections if said.entry not in replaced]
    state, deciding = _outcome(objections=standing, confirms=confirms, newest=len(fixed))
    level = deciding.level if deciding else Level.CLAIMED
    if deciding is None:
        state, level = _delivery(facts)
    return Weighed(state=state, level=level, deciding=deciding, voices=voices, replaced=replaced, fixed=fixed)


def read_level(wire: str | None) -> Level:
    """Return the level that a fact names; one that this version does not know is worth the body's own word."""
    try:
        return Level.read(wire or "")
    except Invalid:
        return Level.CLAIMED


def _wordings(facts: Sequence[Recorded]) -> dict[str, Wording]:
    fixed: dict[str, Wording] = {}
    for recorded, statement in only(kinds.StatementFixed, facts):
        fixed.setdefault(statement.statement, Wording(entry=recorded.entry, text=statement.text))
    return fixed


def _outcome(*, objections: Sequence[Voice], confirms: Sequence[Voice], newest: int) -> tuple[State, Voice | None]:
    counting = [voice for voice in confirms if voice.level.confirms]
    for state, candidates in (
        (State.DISPUTED, [voice for voice in objections if voice.verb == "DISPUTE"]),
        (State.CORRECTED, objections),
        (State.CONFIRMED, [voice for voice in counting if voice.wording == newest]),
        (State.EARLIER_TEXT, counting),
        (State.ANSWERED, confirms),
    ):
        if candidates:
            return state, max(candidates, key=_weight)
    return State.CLAIMED, None


def _weight(voice: Voice) -> tuple[bool, int, int]:
    # The organisation's own words come before what others report of it; then the stronger evidence, then the newer.
    return voice.way is not Way.REPORT, voice.level.rank, voice.entry


def _replaced(said: Voice, *, confirms: Iterable[Voice], objections: Iterable[Voice]) -> bool:
    if any(_takes_back(voice, said) for voice in confirms):
        return True
    return said.verb == "DISPUTE" and any(_takes_back(voice, said) for voice in objections if voice.verb == "CORRECT")


def _takes_back(later: Voice, said: Voice) -> bool:
    # Only evidence that could confirm may take an objection back: the body could have made anything weaker itself.
    if not later.level.confirms:
        return False
    if said.way is Way.REPORT:
        return later.written.date() > said.arrived.date()
    # A mail that was written before the objection arrived takes nothing back, however late it is imported.
    return later.entry > said.entry and later.written >= said.arrived and later.wording >= said.wording


def _voices(organisation: str, facts: Sequence[Recorded], fixed: Mapping[str, Wording]) -> Iterator[Voice]:
    numbers = {reference: number for number, reference in enumerate(fixed, start=1)}
    for recorded, answer in only(kinds.AnswerReceived, facts):
        known = answer.statement in fixed and fixed[answer.statement].entry < recorded.entry
        voice = _answer(recorded, answer, wording=numbers[answer.statement] if known else 0)
        if answer.organisation == organisation and answer.verb in kinds.VERBS and _is_heard(voice):
            yield voice
    for recorded, dispute in only(kinds.DisputeRaised, facts):
        if dispute.organisation == organisation:
            yield _unasked(recorded, dispute, wording=sum(words.entry < recorded.entry for words in fixed.values()))
    for recorded, report in only(kinds.ReportPublished, facts):
        if report.says in kinds.REPORT_SAYS and report.says != "confirms":
            yield _report(recorded, report)


def _is_heard(voice: Voice) -> bool:
    """A confirmation needs a wording and a level at which somebody answered; an objection needs neither."""
    return voice.verb != "CONFIRM" or (voice.wording > 0 and voice.level.rank >= Level.LINK.rank)


def _answer(recorded: Recorded, answer: kinds.AnswerReceived, *, wording: int) -> Voice:
    arrived = read_time(answer.received_at) or recorded.time
    return Voice(
        entry=recorded.entry,
        way=Way.ANSWER,
        verb=answer.verb,
        level=read_level(answer.level),
        wording=wording,
        written=_written(answer, arrived=arrived),
        arrived=arrived,
        words=answer.words,
    )


def _written(answer: kinds.AnswerReceived, *, arrived: dt.datetime) -> dt.datetime:
    claimed = read_time(answer.claimed_at)
    if claimed is not None:
        return min(claimed, arrived)
    return _LONG_AGO if answer.channel == "import" else arrived


def _unasked(recorded: Recorded, dispute: kinds.DisputeRaised, *, wording: int) -> Voice:
    arrived = read_time(dispute.received_at) or recorded.time
    return Voice(
        entry=recorded.entry,
        way=Way.UNASKED,
        verb="DISPUTE",
        level=read_level(dispute.level),
        wording=wording,
        written=arrived,
        arrived=arrived,
        words=dispute.words,
    )


def _report(recorded: Recorded, report: kinds.ReportPublished) -> Voice:
    day = dt.datetime.combine(read_date(report.published_on) or recorded.time.date(), dt.time(), dt.UTC)
    return Voice(
        entry=recorded.entry,
        way=Way.REPORT,
        verb="DISPUTE",
        level=Level.REPORTED,
        wording=0,
        written=day,
        arrived=day,
        words=report.quote,
        reporter=report.reporter,
    )


def _delivery(facts: Sequence[Recorded]) -> tuple[State, Level]:
    if any(only(kinds.AnswerUnclear, facts)):
        return State.UNCLEAR, Level.SENT
    bounced = [bounce.statement for _, bounce in only(kinds.RequestBounced, facts)]
    sent = [request.statement for _, request in only(kinds.RequestSent, facts)]
    if bounced and (not sent or sent[-1] in bounced):
        return State.NEVER_REACHED, Level.NEVER_REACHED
    if sent:
        return State.SENT, Level.SENT
    return State.CLAIMED, Level.CLAIMED

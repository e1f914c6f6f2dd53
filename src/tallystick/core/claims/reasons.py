# SPDX-License-Identifier: Apache-2.0
"""Why a standing is what it is: one text for each fact, saying what the fact does and does not do to it."""

import dataclasses
from collections.abc import Iterator, Sequence
from functools import cached_property, singledispatch

from tallystick.core.claims.erasures import Erasures
from tallystick.core.claims.sentences import DONE, SAID_BY_ONE
from tallystick.core.claims.standing import Reason, State
from tallystick.core.claims.weighing import Voice, Weighed, read_level
from tallystick.core.claims.wording import spoken_date
from tallystick.core.evidence.levels import Level
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Fact, Recorded
from tallystick.core.facts.record import FieldErased

_REPORTED = {
    "not-formally-asked": "it was never formally asked",
    "no-knowledge": "it does not know of the project",
    "disputes": "it disputes what the body says",
}
_BY_ITSELF = {"meeting": "A meeting", "event": "An event", "call": "A call"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """What the reasons of one engagement are told from."""

    claimed: kinds.EngagementClaimed
    weighed: Weighed
    #: The rung that the confirmation supports, if one counts.
    supported: str | None
    #: What was erased from the facts.
    erased: Erasures = dataclasses.field(default_factory=dict)

    @cached_property
    def voices(self) -> dict[int, Voice]:
        """Return what was said, by entry, as far as it has a standing."""
        return {voice.entry: voice for voice in self.weighed.voices}


def reasons(*, told: Told, facts: Sequence[Recorded]) -> tuple[Reason, ...]:
    """Return one reason for each fact about an engagement, in the order of the facts."""
    return tuple(Reason(entry=recorded.entry, text=_text(recorded, told)) for recorded in facts)


def _text(recorded: Recorded, told: Told) -> str:
    return " ".join([_tell(recorded.fact, recorded.entry, told), *_erased_from(recorded.entry, told)])


def _erased_from(entry: int, told: Told) -> Iterator[str]:
    for field, erased in told.erased.get(entry, {}).items():
        yield f"The field {field} was {erased.text}."
        if field == "header_view":
            yield "The level stays as recorded; the signature can no longer be shown."


@singledispatch
def _tell(fact: Fact, _entry: int, _told: Told) -> str:
    raise TypeError(f"{fact.kind} is about no engagement")


@_tell.register
def _(fact: kinds.EngagementClaimed, _entry: int, told: Told) -> str:
    if fact is not told.claimed:
        return "The body entered the same engagement again. The first entry stands; this one is not used."
    text = (
        f"The body says that {fact.organisation_name} {DONE.get(fact.claimed_as, 'was contacted')}: "
        f"{fact.channel or 'how is not said'}, {spoken_date(fact.on)}. Until somebody else speaks, this is worth "
        f"“{Level.CLAIMED.public_name}”."
    )
    if fact.channel in _BY_ITSELF:
        text += f" {_BY_ITSELF[fact.channel]} by itself is contact and nothing more."
    return text


@_tell.register
def _(_fact: kinds.EvidenceAttached, _entry: int, _told: Told) -> str:
    return (
        "The body attached a file of its own. That shows that the file existed by then; it lifts nothing above "
        f"“{Level.CLAIMED.public_name}”."
    )


@_tell.register
def _(fact: kinds.StatementFixed, entry: int, told: Told) -> str:
    if told.weighed.fixed[fact.statement].entry != entry:
        return f"{fact.statement} was fixed a second time. The first wording stands; this one is not used."
    text = f"The wording {fact.statement} was fixed before it was sent."
    if fact.statement != told.weighed.newest:
        text += " A newer wording exists: answers to this one stay with this one."
    return text


@_tell.register
def _(fact: kinds.RequestSent, _entry: int, _told: Told) -> str:
    what = f"Reminder {fact.reminder} for {fact.statement}" if fact.reminder else f"The request {fact.statement}"
    return f"{what} was handed to a mail server. Silence after it is not consent."


@_tell.register
def _(fact: kinds.RequestBounced, _entry: int, _told: Told) -> str:
    return (
        f"A mail server reported that the request {fact.statement} did not arrive (status {fact.status}). "
        "Who was not reached has not been silent."
    )


@_tell.register
def _(fact: kinds.AnswerUnclear, _entry: int, _told: Told) -> str:
    again = " The organisation was asked again." if fact.asked_again else ""
    return f"A mail came in that is no answer ({fact.reason}).{again}"


@_tell.register
def _(fact: kinds.AnswerReceived, entry: int, told: Told) -> str:
    voice = told.voices.get(entry)
    said = f"{fact.verb} to {fact.statement}, {_quoted(read_level(fact.level))}."
    if voice is None:
        return f"{said} It does not count: it is no answer of this organisation to a wording on record."
    if voice.verb == "CONFIRM":
        return f"{said} {_confirmation(voice, told)}"
    outcome = "The organisation disputes it" if voice.verb == "DISPUTE" else "The organisation says it was otherwise"
    return f"{said} {outcome}, which counts at any level of evidence.{_history(voice, told)}"


@_tell.register
def _(fact: kinds.DisputeRaised, entry: int, told: Told) -> str:
    voice = told.voices.get(entry)
    said = f"Disputed without being asked, {_quoted(read_level(fact.level))}."
    if voice is None:
        return f"{said} It does not count here: it is about another organisation."
    return f"{said} That counts at any level of evidence.{_history(voice, told)}"


@_tell.register
def _(fact: kinds.ReportPublished, entry: int, told: Told) -> str:
    voice = told.voices.get(entry)
    who = f"Reported by {fact.reporter} on {fact.published_on}"
    if voice is None:
        return f"{who}. It does not count: a report is never a confirmation."
    return f"{who}: {_REPORTED[fact.says]}. That counts as a dispute.{_history(voice, told)}"


@_tell.register
def _(fact: FieldErased, _entry: int, _told: Told) -> str:
    return (
        f"The field {fact.field} of entry {fact.entry} was erased, basis: {fact.basis}. What that entry does to the "
        "standing stays as recorded."
    )


def _confirmation(voice: Voice, told: Told) -> str:
    if not voice.level.confirms:
        return f"It does not count as a confirmation. {voice.level.could_be_faked}"
    if voice.wording != len(told.weighed.fixed):
        return "It counts for that earlier wording only, not for the newest one."
    if told.weighed.state is not State.CONFIRMED:
        return "It does not stand: the organisation's side has objected since, or had objected before it was written."
    return f"It counts. {_support(told)}"


def _support(told: Told) -> str:
    if told.supported is None:
        return "But the wording does not say that there was contact, so it supports nothing."
    text = f"It confirms that {SAID_BY_ONE[told.supported]}"
    if told.supported != told.claimed.claimed_as:
        text += f", not that {SAID_BY_ONE[told.claimed.claimed_as]}"
    return f"{text}."


def _history(voice: Voice, told: Told) -> str:
    if voice.entry not in told.weighed.replaced:
        return ""
    return " The organisation itself has answered otherwise since; this stays as history."


def _quoted(level: Level) -> str:
    return f"“{level.public_name}”"

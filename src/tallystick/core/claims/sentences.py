# SPDX-License-Identifier: Apache-2.0
"""The public sentences. Every word that a standing prints about itself in public is in this file, to be translated.

They are made of fixed words and small numbers only, never of a name or a text that somebody entered, so that what they
can say is known in advance. They never say more than the facts: "consulted" needs an organisation that confirmed, at a
level that counts, a wording that says so.
"""

import dataclasses
from collections.abc import Iterator, Mapping

from tallystick.core.claims.standing import State
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.consultation import RUNGS

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: What a rung says of an organisation, after "the organisation", "that it" and "that they".
DONE = {
    "contacted": "was contacted",
    "invited": "was invited",
    "responded": "responded",
    "consulted": "was consulted",
}
SAID_BY_ONE = {rung: f"it {done}" for rung, done in DONE.items()}
SAID_BY_MANY = {rung: f"they {done.replace('was', 'were')}" for rung, done in DONE.items()}
_ONLY = {
    "contacted": "contact and nothing more",
    "invited": "an invitation and nothing more",
    "responded": "a response and nothing more",
}
_ENGAGEMENT = {
    State.CLAIMED: "Contact is claimed; the organisation has not been asked yet.",
    State.SENT: "Contact is claimed; the organisation was asked and has not answered.",
    State.NEVER_REACHED: "Contact is claimed; the organisation was never reached.",
    State.UNCLEAR: "Contact is claimed; the organisation was asked, and what came back is no answer.",
    State.EARLIER_TEXT: "Contact is claimed; the organisation has confirmed an earlier wording only.",
    State.CORRECTED: "Contact is claimed; the organisation says it was otherwise.",
    State.DISPUTED: "Contact is claimed; the organisation disputes it.",
}
_ANSWERED = {
    Level.LINK: "Contact is claimed; an answer by link confirms it, but the body could have made this itself.",
    Level.MAILBOX: "Contact is claimed; an answer from a signed-in mailbox confirms it, which is not enough to count.",
}
_NO_CONTACT = "a wording that does not say that there was contact"
_REPORTED = "Contact is claimed; the organisation is reported to dispute it."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tally:
    """How many organisations said what, as far as one sentence needs it."""

    claimed: int
    #: The rung that is asserted; what ``confirmed``, ``undated`` and ``late`` have confirmed.
    asserts: str
    confirmed: int = 0
    #: Confirmed, without support that it was before processing began, where that is asserted too.
    undated: int = 0
    #: Confirmed, with a date that is not before processing began, where that is asserted.
    late: int = 0
    #: Confirmed less than is asserted: how many by the rung that is supported.
    lesser: Mapping[str, int] = dataclasses.field(default_factory=dict)
    disputed: int = 0
    corrected: int = 0
    never_reached: int = 0


def number(count: int) -> str:
    """Return a number up to ten as a word, above that in digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def claim_sentence(tally: Tally) -> str:
    """Return the one public sentence about a claim."""
    if tally.claimed == 0:
        return "Contact is claimed with no organisation."
    if tally.claimed == 1:
        return f"Contact is claimed with one organisation, which {next(_clauses(tally, single=True))}."
    clauses = ", ".join(_clauses(tally, single=False))
    return f"Contact is claimed with {number(tally.claimed)} organisations; {clauses}."


def engagement_sentence(*, state: State, level: Level, supported: str | None) -> str:
    """Return the one public sentence about an engagement."""
    if state is State.CONFIRMED:
        return f"The organisation has confirmed {'that ' + SAID_BY_ONE[supported] if supported else _NO_CONTACT}."
    if state is State.ANSWERED:
        return _ANSWERED[level]
    if state is State.DISPUTED and level is Level.REPORTED:
        return _REPORTED
    return _ENGAGEMENT[state]


def _clauses(tally: Tally, *, single: bool) -> Iterator[str]:
    """Yield what was said, confirmations first; with a single organisation exactly one clause."""
    confirmed = list(_confirmations(tally, single=single))
    if single:
        yield from confirmed
    else:
        yield from confirmed or ["none has confirmed it"]
    for count, one, many in (
        (tally.disputed, "disputes it", "dispute it"),
        (tally.corrected, "says it was otherwise", "say it was otherwise"),
        (tally.never_reached, "was never reached", "were never reached"),
    ):
        if count:
            yield _subject(count, tally, single=single) + (one if count == 1 else many)
    if single:
        yield "has not confirmed it"


def _confirmations(tally: Tally, *, single: bool) -> Iterator[str]:
    counted = (
        (tally.confirmed, tally.asserts, ""),
        (tally.undated, tally.asserts, " but not when"),
        (tally.late, tally.asserts, " but on no date before processing began"),
    )
    for count, rung, proviso in counted:
        if count:
            said = (
                f"has confirmed {_it(SAID_BY_ONE, rung)}" if count == 1 else f"have confirmed {_it(SAID_BY_MANY, rung)}"
            )
            yield _subject(count, tally, single=single) + said + proviso
    for rung, count in tally.lesser.items():
        yield _subject(count, tally, single=single) + f"{'has' if count == 1 else 'have'} confirmed {_ONLY[rung]}"


def _subject(count: int, tally: Tally, *, single: bool) -> str:
    if single:
        return ""
    if count < tally.claimed:
        return number(count) + " "
    return "both " if count == 2 else f"all {number(count)} "


def _it(said: Mapping[str, str], rung: str) -> str:
    # The sentence begins with contact that is claimed, so contact is what "it" stands for.
    return "it" if rung == RUNGS[0] else f"that {said[rung]}"

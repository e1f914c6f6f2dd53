# SPDX-License-Identifier: Apache-2.0
"""From the facts of one record to what the law checks are given, with the standing of each consultation claim."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from tallystick.core.claims.consultation import engagement_standing, standing_from_parts
from tallystick.core.claims.gather import by_engagement, only
from tallystick.core.claims.standing import EngagementStanding
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Fact, Recorded
from tallystick.core.facts.dossier_kinds import happened
from tallystick.core.law.given import Claimed, Contact, Given, Noted

#: The stream name under which the facts of a dossier are weighed; they are in no log.
_PROJECT = "record"
#: What comes first of the facts of one day.
_RANKS: tuple[type[Fact], ...] = (
    kinds.EngagementClaimed,
    kinds.EvidenceAttached,
    kinds.StatementFixed,
    kinds.RequestSent,
    kinds.RequestBounced,
    kinds.AnswerUnclear,
    kinds.AnswerReceived,
    kinds.DisputeRaised,
    kinds.ReportPublished,
)


def given(*, facts: Iterable[tuple[str, Fact]], as_of: dt.date) -> Given:
    """Return what the checks are given: the facts that had happened by the end of a day, and their standing.

    Args:
        facts: each with its short name, in the order of the record.
        as_of: facts that happened later for certain are left out; undated ones are kept.
    """
    notes = tuple(Noted(ref=ref, fact=fact, when=happened(fact)) for ref, fact in facts)
    notes = tuple(note for note in notes if note.when is None or note.when.first <= as_of)
    notes = tuple(sorted(notes, key=_order))
    plain = Given(as_of=as_of, notes=notes)
    recorded = tuple(_recorded(number, note) for number, note in enumerate(notes))
    starts_on = plain.started.first if plain.started and plain.started.exact else None
    weighed = _weighed(recorded, starts_on)
    return Given(
        as_of=as_of,
        notes=notes,
        contacts=tuple(_contacts(notes, recorded, weighed)),
        claims=tuple(_claims(notes, recorded, weighed, starts_on)),
    )


def _order(note: Noted) -> tuple[dt.date, int, int, str]:
    # The place in the file decides nothing: facts of one day are put so that an objection is never taken back by what
    # may have come before it, and wordings in the order of their references.
    day = note.when.last if note.when else dt.date(1900, 1, 1)
    kind, verb = type(note.fact), getattr(note.fact, "verb", None)
    rank = _RANKS.index(kind) if kind in _RANKS else len(_RANKS)
    heard = kinds.VERBS.index(verb) if verb in kinds.VERBS else 0
    return day, rank, heard, _natural(getattr(note.fact, "statement", None) or note.ref)


def _natural(text: str) -> str:
    """Return a text that sorts TS-9 before TS-10."""
    return re.sub(r"[0-9]{1,12}", lambda digits: digits[0].zfill(12), text)


def _recorded(number: int, note: Noted) -> Recorded:
    # A record on paper has no times of recording: a fact counts as recorded at the end of the last day it may fall on.
    last = note.when.last if note.when else dt.date(1900, 1, 1)
    time = dt.datetime.combine(last, dt.time(23, 59, 59), tzinfo=dt.UTC)
    return Recorded(entry=number, time=time, project=_PROJECT, fact=note.fact)


_Weighed = Mapping[str, tuple[EngagementStanding, list[Recorded]]]


def _weighed(recorded: Sequence[Recorded], starts_on: dt.date | None) -> _Weighed:
    """Return the standing of each engagement with the facts about it, in the order in which they are claimed first."""
    about = by_engagement(facts=recorded, project=_PROJECT)
    names = dict.fromkeys(fact.engagement for _, fact in only(kinds.EngagementClaimed, recorded))
    return {
        name: (engagement_standing(engagement=name, facts=about[name], starts_on=starts_on), about[name])
        for name in names
    }


def _contacts(notes: Sequence[Noted], recorded: Sequence[Recorded], weighed: _Weighed) -> Iterable[Contact]:
    first = {fact.engagement: (place, fact) for place, fact in reversed([*only(kinds.EngagementClaimed, recorded)])}
    for name, (standing, own) in weighed.items():
        place, claimed = first[name]
        yield Contact(
            engagement=claimed.engagement,
            organisation=claimed.organisation,
            name=claimed.organisation_name,
            claimed=claimed.claimed_as,
            channel=claimed.channel,
            when=notes[place.entry].when,
            state=str(standing.state),
            reported=tuple(fact.says for _, fact in only(kinds.ReportPublished, own)),
            sentence=standing.sentence,
            refs=tuple(notes[item.entry].ref for item in own),
            supported=standing.supported,
        )


def _claims(
    notes: Sequence[Noted], recorded: Sequence[Recorded], weighed: _Weighed, starts_on: dt.date | None
) -> Iterable[Claimed]:
    seen: set[str] = set()
    for place, made in only(kinds.ClaimMade, recorded):
        known = [name for name in dict.fromkeys(made.engagements) if name in weighed]
        if made.claim in seen or (made.engagements and not known):
            continue
        seen.add(made.claim)
        parts = tuple(weighed[name][0] for name in known)
        standing = standing_from_parts(made=made, project=_PROJECT, parts=parts, starts_on=starts_on)
        yield Claimed(
            claim=made.claim,
            ref=notes[place.entry].ref,
            text=made.text,
            when=notes[place.entry].when,
            asserts=made.asserts,
            before_start=made.before_start,
            claimed=standing.claimed,
            confirmed=standing.confirmed,
            disputed=standing.disputed,
            corrected=standing.corrected,
            unconfirmed=standing.unconfirmed,
            sentence=standing.sentence,
            not_shown=standing.not_shown,
            engagements=made.engagements,
        )

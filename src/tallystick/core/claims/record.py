# SPDX-License-Identifier: Apache-2.0
"""From the facts of one record to what the law checks are given, with the standing of each consultation claim."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from tallystick.core.claims.consultation import claim_standing, engagement_standing
from tallystick.core.claims.gather import by_engagement, only
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
    return Given(
        as_of=as_of,
        notes=notes,
        contacts=tuple(_contacts(notes, recorded, starts_on)),
        claims=tuple(_claims(notes, recorded, starts_on)),
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


def _contacts(notes: Sequence[Noted], recorded: Sequence[Recorded], starts_on: dt.date | None) -> Iterable[Contact]:
    about = by_engagement(facts=recorded, project=_PROJECT)
    seen: set[str] = set()
    for place, claimed in only(kinds.EngagementClaimed, recorded):
        if claimed.engagement in seen:
            continue
        seen.add(claimed.engagement)
        own = about[claimed.engagement]
        standing = engagement_standing(engagement=claimed.engagement, facts=own, starts_on=starts_on)
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


def _claims(notes: Sequence[Noted], recorded: Sequence[Recorded], starts_on: dt.date | None) -> Iterable[Claimed]:
    known = {fact.engagement for _, fact in only(kinds.EngagementClaimed, recorded)}
    about = by_engagement(facts=recorded, project=_PROJECT)
    seen: set[str] = set()
    for place, made in only(kinds.ClaimMade, recorded):
        if made.claim in seen or set(made.engagements) - known:
            continue
        seen.add(made.claim)
        own = [place, *(item for engagement in set(made.engagements) for item in about[engagement])]
        standing = claim_standing(claim=made.claim, facts=own, starts_on=starts_on)
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

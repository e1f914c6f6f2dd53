# SPDX-License-Identifier: Apache-2.0
"""Proofs to take away: the bundle of a claim, the bundle of an entry, the inclusion proof of an entry.

What is in them, and how a stranger checks them, is agreed with ``core.claims.verify``.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from tallystick.apps.consultations.models import Engagement, Organisation, Statement
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.timestamps import bundle_timestamp
from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import facts, openness, standings
from tallystick.apps.register.queries.standings import ClaimRecord
from tallystick.core.claims.verify_claim import claim_entries, claim_object
from tallystick.core.errors import Unavailable
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import AnswerReceived, ClaimMade
from tallystick.core.facts.project import ProjectPublished, ProjectRegistered
from tallystick.core.facts.record import FieldErased
from tallystick.core.ledger.bundle import build_bundle
from tallystick.core.ledger.jcs import JsonValue

#: Above this many entries a claim's bundle leaves out what is about other engagements, to stay within a bundle's size.
MOST_ENTRIES = 2000


def claim_bundle(*, project: ProjectView, claim: str) -> bytes:
    """Return the file that proves a claim's standing: the entries of its project, and what they say of the claim.

    Entries that no published checkpoint covers yet are not in it, and do not count in it.

    Raises:
        Invalid: the project's facts make no such claim.
        Unavailable: the claim itself is not covered by a published checkpoint yet.
    """
    everything = journal.facts(project=project.id)
    own = [recorded for recorded in everything if recorded.entry < journal.published_size()]
    record = _record(project=project, claim=claim, own=own, is_all=len(own) == len(everything))
    if len(own) > MOST_ENTRIES:
        own = [recorded for recorded in own if recorded.entry == record.entry or _matters(recorded, record)]
    known = [*own, *facts.of_entries(entries=sorted(_from_register(own)))]
    wanted = claim_entries(claim=claim, facts=known)
    return build_bundle(
        origin=settings.LOG_ORIGIN,
        vkey=keys.vkey(),
        title=f"Claim on {project.name}: {record.standing.sentence}",
        entries=journal.bundle_entries(entries=wanted),
        evidence=_evidence(own),
        claim=claim_object(record.standing),
        timestamp=bundle_timestamp(first=wanted[0], last=wanted[-1]),
    )


def entry_bundle(*, index: int) -> bytes | None:
    """Return the file that proves one entry, with the entries that its evidence is checked against.

    ``None`` where the public may not read the entry: a bundle shows every public field.

    Raises:
        Invalid: there is no such entry.
        Unavailable: one of the entries is not covered by a published checkpoint yet.
    """
    recorded = journal.recorded(entry=index)
    if not openness.is_open(recorded):
        return None
    about = [index, *_beside(recorded)]
    about += journal.erasing_entries(entries=about)
    return build_bundle(
        origin=settings.LOG_ORIGIN,
        vkey=keys.vkey(),
        title=f"Entry {index}: {recorded.fact.kind}",
        entries=journal.bundle_entries(entries=about),
        evidence=_evidence([recorded]),
        timestamp=bundle_timestamp(first=min(about), last=max(about)),
    )


def entry_proof(*, index: int) -> str:
    """Return the inclusion proof of one entry (C2SP tlog-proof, https://c2sp.org/tlog-proof).

    Raises:
        Unavailable: no published checkpoint covers the entry yet.
    """
    return journal.bundle_entries(entries=[index])[0].proof


def _record(*, project: ProjectView, claim: str, own: Sequence[Recorded], is_all: bool) -> ClaimRecord:
    if is_all:
        return standings.claim_record(project=project, claim=claim)
    if not any(isinstance(recorded.fact, ClaimMade) and recorded.fact.claim == claim for recorded in own):
        raise Unavailable(
            "the claim is logged but not yet published",
            rule="A proof is given against a published checkpoint.",
            next_step="Try again in a few seconds.",
        )
    return standings.claim_of(project=project, claim=claim, facts=own)


def _matters(recorded: Recorded, record: ClaimRecord) -> bool:
    if isinstance(recorded.fact, ProjectRegistered | ProjectPublished):
        return True
    return getattr(recorded.fact, "engagement", None) in record.fact.engagements


def _from_register(own: Sequence[Recorded]) -> set[int]:
    answers = [recorded.fact for recorded in own if isinstance(recorded.fact, AnswerReceived)]
    pinned = Organisation.objects.filter(pk__in={answer.organisation for answer in answers})
    keys_seen = {answer.key_entry for answer in answers if answer.key_entry is not None}
    return {*pinned.values_list("entry", flat=True), *keys_seen}


def _beside(recorded: Recorded) -> Iterator[int]:
    fact = recorded.fact
    if isinstance(fact, FieldErased):
        yield fact.entry
        yield from _beside(journal.recorded(entry=fact.entry))
    if not isinstance(fact, AnswerReceived):
        return
    yield from Organisation.objects.filter(pk=fact.organisation).values_list("entry", flat=True)
    yield from Engagement.objects.filter(pk=fact.engagement).values_list("entry", flat=True)
    yield from Statement.objects.filter(pk=fact.statement).values_list("entry", flat=True)
    if fact.key_entry is not None:
        yield fact.key_entry


def _evidence(recorded: Sequence[Recorded]) -> list[Mapping[str, JsonValue]]:
    return [{"entry": said.entry, "type": "answer"} for said in recorded if isinstance(said.fact, AnswerReceived)]

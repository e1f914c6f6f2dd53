# SPDX-License-Identifier: Apache-2.0
"""Many projects at once, for tests and measurements of size: facts through the one door, in large transactions."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

from tallystick.apps.accounts.operations import register_body
from tallystick.apps.journal.append import append_all
from tallystick.core.facts import consultation as said
from tallystick.core.facts.base import REGISTER, Fact
from tallystick.core.facts.project import ProjectPublished, ProjectRegistered
from tests.apps.builders import NOW, STARTS_ON, start_log

_DIGEST = "0" * 64


def crowd(*, projects: int, facts: int = 100, organisations: int = 200, now: dt.datetime = NOW, batch: int = 20) -> int:
    """Fill the instance with published projects of about ``facts`` facts each; return how many facts were added.

    The mails and their header views are not real: their sizes are.
    """
    start_log(now=now)
    body_id = register_body(
        name="Fairhaven Council",
        domains=("fairhaven.example",),
        mail_hosting=("mx.fairhaven.example",),
        source_url="https://fairhaven.example/contact",
        now=now,
    )
    pins = [(REGISTER, _pin(number, body_id=body_id, now=now)) for number in range(organisations)]
    added = len(append_all(facts=pins, now=now))
    for first in range(0, projects, batch):
        numbers = range(first, min(first + batch, projects))
        chosen = [
            pair for number in numbers for pair in _project(number, facts, organisations, body_id=body_id, now=now)
        ]
        added += len(append_all(facts=chosen, now=now))
    return added


def _pin(number: int, *, body_id: str, now: dt.datetime) -> Fact:
    return said.OrganisationPinned(
        organisation=f"o{number:05d}",
        name=f"Charity number {number}",
        domain=f"charity{number}.example",
        assurance="domain",
        source_url=f"https://charities.example/register/{number}",
        source_seen_on=now.date().isoformat(),
        mail_hosting=(f"mx.charity{number}.example",),
        pinned_by_body=body_id,
        contact=f"office@charity{number}.example",
    )


def _project(
    number: int, facts: int, organisations: int, *, body_id: str, now: dt.datetime
) -> Iterator[tuple[str, Fact]]:
    project = f"p{number:06d}"
    yield (
        project,
        ProjectRegistered(
            project=project,
            body=body_id,
            body_name="Fairhaven Council",
            name=f"Project number {number} of the council",
            purpose="To find households that may need help early, from the council's own records and public posts",
            starts_on=STARTS_ON.isoformat(),
            plain_words="The council's software reads records of housing, schools and tax, and marks addresses.",
            by_role="dpo",
        ),
    )
    contacts = max(1, (facts - 3) // 12)
    named = [f"e{number:06d}x{place}" for place in range(contacts)]
    for place, name in enumerate(named):
        found = list(_contact(number, place, name, organisation=(number * 7 + place) % organisations, now=now))
        yield from ((project, fact) for fact in found)
    yield project, _claim_of(number, named)
    yield project, ProjectPublished(project=project, by_role="dpo")


def _claim_of(number: int, named: Sequence[str]) -> Fact:
    return said.ClaimMade(
        claim=f"c{number:06d}",
        text="We consulted these organisations before launch, and they told us what they think.",
        made_by="Fairhaven Council",
        made_on="2026-01-15",
        source_title="Minutes of the council",
        source_url="https://fairhaven.example/minutes",
        asserts="consulted",
        before_start=True,
        engagements=tuple(named),
        by_role="dpo",
    )


def _contact(number: int, place: int, name: str, *, organisation: int, now: dt.datetime) -> Iterator[Fact]:
    reference = f"TS-{1_000_000 + number * 100 + place}"
    about: Mapping[str, str] = {"statement": reference, "engagement": name}
    yield said.EngagementClaimed(
        engagement=name,
        organisation=f"o{organisation:05d}",
        organisation_name=f"Charity number {organisation}",
        on="2025-03-04",
        channel=said.CHANNELS[place % len(said.CHANNELS)],
        claimed_as=said.RUNGS[place % len(said.RUNGS)],
        asked="What do you think of the scheme, and whom would it hurt?",
        document_sha256=_DIGEST,
        by_role="editor",
    )
    for size in (20_480, 4_096):
        yield said.EvidenceAttached(
            engagement=name,
            media_type="application/pdf",
            size=size,
            problems=("Made by the body itself.",),
            by_role="editor",
            sha256=_DIGEST,
            file_name="minutes.pdf",
        )
    yield said.StatementFixed(
        **about,
        organisation=f"o{organisation:05d}",
        text="Fairhaven Council says that on 4 March 2025 it consulted this organisation in a meeting.\n\n" * 3,
        witness=None,
        by_role="editor",
        code_salt="A" * 43,
    )
    for reminder in range(4):
        yield said.RequestSent(
            **about, reminder=reminder, mail_sha256=_DIGEST, server_reply="250 2.0.0 taken", signed=True
        )
    yield said.AnswerUnclear(
        **about,
        reason="out-of-office",
        explanation="It is an automatic reply, for example an absence note. No person wrote it as an answer.",
        received_at="2026-02-01T10:00:00Z",
        asked_again=False,
        mail_sha256=_DIGEST,
    )
    yield from _said_back(reference, name, organisation, verb=("DISPUTE", "CONFIRM", "CORRECT")[(number + place) % 3])


def _said_back(reference: str, name: str, organisation: int, *, verb: str) -> Iterator[Fact]:
    yield said.AnswerReceived(
        statement=reference,
        engagement=name,
        organisation=f"o{organisation:05d}",
        verb=verb,
        level="domain",
        channel="mail",
        code="ABCDEFGHIJKLMNOPQRSTUVWX23",
        code_salt="A" * 43,
        received_at="2026-02-02T10:00:00Z",
        claimed_at="2026-02-02T09:59:00Z",
        words="We had a call about something else, and nobody asked us what we think of this.",
        key_entry=None,
        header_view=json.dumps({"form": "the size of a real one", "signed": ["x" * 2400]}),
        signed=("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"),
        unsigned=("Received", "X-Mailer"),
        problems=("The body is not shown: the signature only commits to it.",),
        mail_sha256=_DIGEST,
        sender=f"office@charity{organisation}.example",
    )
    yield said.ReceiptSent(
        statement=reference, engagement=name, answer_entry=0, mail_sha256=_DIGEST, server_reply="250 2.0.0 taken"
    )
    yield said.ReportPublished(
        report=f"r{name}",
        engagement=name,
        says="no-knowledge",
        reporter="The Northshire Gazette",
        published_on="2026-02-10",
        source_url="https://gazette.example/story",
        quote="They know nothing of it.",
        by_role="overseer",
    )

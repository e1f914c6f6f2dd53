# SPDX-License-Identifier: Apache-2.0
"""Reads of consultation, for the staff of a body and for those who answer. Standings are computed, never stored."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django.utils.formats import date_format

from tallystick.apps.consultations.models import AnswerLink, Claim, Engagement, EvidenceFile, Organisation, Statement
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.claims.consultation import claim_standing, engagement_standing, project_standing
from tallystick.core.claims.gather import by_engagement, only
from tallystick.core.claims.standing import ClaimStanding, EngagementStanding, ProjectStanding, State
from tallystick.core.errors import Refused
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Recorded, expect

#: What calls for somebody in the body, most pressing first.
WAITING = (State.DISPUTED, State.CORRECTED, State.UNCLEAR, State.NEVER_REACHED, State.CLAIMED, State.SENT)


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """An organisation and the mail domain that may stand for it."""

    id: str
    slug: str
    name: str
    #: Empty where the organisation has no mail domain of its own.
    domain: str
    source_url: str
    source_seen_on: dt.date


@dataclasses.dataclass(frozen=True, kw_only=True)
class EngagementView:
    """A contact that a body says took place."""

    id: str
    organisation_name: str
    on: dt.date
    channel: str
    claimed_as: str
    asked: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimView:
    """What somebody said in public about consultation."""

    id: str
    text: str
    made_on: dt.date


@dataclasses.dataclass(frozen=True, kw_only=True)
class StatementView:
    """Words put to an organisation."""

    reference: str
    text: str
    entry: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class EngagementLine:
    """One engagement with what the facts support about it."""

    engagement: EngagementView
    standing: EngagementStanding
    #: Reference of the newest wording put to the organisation, if any.
    reference: str | None
    #: When something was last recorded about it.
    newest: dt.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """One public claim with what the facts support about it."""

    claim: ClaimView
    standing: ClaimStanding


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProjectPart:
    """What the staff page of a project shows about consultation."""

    standing: ProjectStanding
    engagements: tuple[EngagementLine, ...]
    claims: tuple[ClaimLine, ...]

    @property
    def otherwise(self) -> int:
        """Return how many organisations are unconfirmed for another reason than silence or a failed delivery."""
        return self.standing.unconfirmed - self.standing.silent - self.standing.never_reached


@dataclasses.dataclass(frozen=True, kw_only=True)
class Waiting:
    """One engagement that waits for somebody."""

    project: ProjectView
    line: EngagementLine


@dataclasses.dataclass(frozen=True, kw_only=True)
class HomePart:
    """What the staff start page shows about consultation in the projects of one body."""

    #: The public sentence about the contact claimed in each project, by project id.
    sentences: Mapping[str, str]
    waiting: tuple[Waiting, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Happening:
    """One entry about an engagement: what happened and what that does to the standing."""

    kind: str
    entry: int
    time: dt.datetime
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attached:
    """One file that the body attached to an engagement; its name (empty if erased) is not public."""

    entry: int
    time: dt.datetime
    name: str
    media_type: str
    size: int
    problems: tuple[str, ...]
    #: Whether the file itself was erased.
    erased: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class EngagementPage:
    """What the staff page of one engagement shows."""

    standing: EngagementStanding
    #: Fingerprint of the document that the body says it showed, if any.
    document_sha256: str | None
    #: Newest first.
    statements: tuple[StatementView, ...]
    history: tuple[Happening, ...]
    files: tuple[Attached, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class LinkedStatement:
    """The statement to which a one-time link leads."""

    statement: StatementView
    organisation: str
    #: The organisation's mail domain; empty where it has none of its own.
    domain: str
    body_name: str
    #: Whether the project's record is public.
    published: bool
    #: Who gets a copy of each answer by mail, if anybody.
    witness: str | None


def project_part(project: ProjectView) -> ProjectPart:
    """Return what the staff page of a project shows about consultation."""
    facts = journal.facts(project=project.id)
    claims = Claim.objects.filter(project_id=project.id).order_by("entry")
    return ProjectPart(
        standing=project_standing(project=project.id, facts=facts),
        engagements=_lines(project, facts),
        claims=tuple(
            ClaimLine(
                claim=ClaimView(id=row.id, text=row.text, made_on=row.made_on),
                standing=claim_standing(claim=row.id, facts=facts, starts_on=project.starts_on),
            )
            for row in claims
        ),
    )


def home_part(shown: list[ProjectView]) -> HomePart:
    """Return what waits in some projects, the most pressing first, and the sentence about each project."""
    streams = journal.facts_of_projects(projects=[project.id for project in shown])
    waiting = [
        Waiting(project=project, line=line)
        for project in shown
        for line in _lines(project, streams[project.id])
        if line.standing.state in WAITING
    ]
    return HomePart(
        sentences={
            project.id: project_standing(project=project.id, facts=streams[project.id]).sentence for project in shown
        },
        waiting=tuple(sorted(waiting, key=lambda one: (WAITING.index(one.line.standing.state), one.line.newest))),
    )


def organisations() -> list[OrganisationView]:
    """Return all organisations by name."""
    return [
        OrganisationView(
            id=row.id,
            slug=row.slug,
            name=row.name,
            domain=row.domain,
            source_url=row.source_url,
            source_seen_on=row.source_seen_on,
        )
        for row in Organisation.objects.order_by("name", "id")
    ]


def engagement_choices(*, project: ProjectView) -> list[tuple[str, str]]:
    """Return id and description of each engagement of a project, in the order of their days."""
    rows = Engagement.objects.filter(project_id=project.id).order_by("on", "entry")
    return [(row.id, f"{row.organisation_name}: {row.channel}, {date_format(row.on, 'j F Y')}") for row in rows]


def engagement_page(*, engagement: Engagement, project: ProjectView) -> EngagementPage:
    """Return what the staff page of one engagement shows."""
    facts = by_engagement(facts=journal.facts(project=project.id), project=project.id)[engagement.id]
    standing = engagement_standing(engagement=engagement.id, facts=facts, starts_on=project.starts_on)
    reasons = {reason.entry: reason.text for reason in standing.reasons}
    asked = Statement.objects.filter(engagement_id=engagement.id).order_by("-number")
    return EngagementPage(
        standing=standing,
        document_sha256=next(only(kinds.EngagementClaimed, facts))[1].document_sha256,
        statements=tuple(_statement(row) for row in asked),
        history=tuple(
            Happening(kind=one.fact.kind, entry=one.entry, time=one.time, reason=reasons[one.entry]) for one in facts
        ),
        files=tuple(_attached(recorded) for recorded, _ in only(kinds.EvidenceAttached, facts)),
    )


def evidence_file(*, engagement: Engagement, entry: int) -> tuple[str, bytes] | None:
    """Return name and content of a file that was attached to an engagement in an entry, or ``None``."""
    attached = journal.facts_of_kinds(kinds=[kinds.EvidenceAttached.kind], project=engagement.project_id)
    known = [one.entry for one, fact in only(kinds.EvidenceAttached, attached) if fact.engagement == engagement.id]
    if entry not in known:
        return None
    fact = expect(journal.private_fact(entry=entry), kinds.EvidenceAttached)
    row = EvidenceFile.objects.filter(pk=fact.sha256).first()
    return (fact.file_name or row.name, bytes(row.content)) if row else None


def linked(*, token: str) -> LinkedStatement:
    """Return the statement to which an unused one-time link leads. Looking at it does not use the link up.

    Raises:
        Refused: the link is unknown or used.
    """
    link = AnswerLink.objects.filter(token_sha256=hashlib.sha256(token.encode()).hexdigest()).first()
    statement = Statement.objects.get(pk=check_link(link).statement_id)
    project = projects.project_by_id(project_id=statement.project_id)
    organisation = Organisation.objects.get(pk=statement.organisation_id)
    return LinkedStatement(
        statement=_statement(statement),
        organisation=organisation.name,
        domain=organisation.domain,
        body_name=project.body_name if project else "",
        published=project is not None and project.published_at is not None,
        witness=expect(journal.recorded(entry=statement.entry).fact, kinds.StatementFixed).witness,
    )


def check_link(link: AnswerLink | None) -> AnswerLink:
    """Return the link.

    Raises:
        Refused: there is none, or it has been used.
    """
    if link is None:
        raise Refused(
            "This link is not known, or a newer one was sent.",
            rule="Only the link in the newest mail works.",
            next_step="Copy the whole address from the newest mail, or answer by email.",
        )
    if link.used_at is not None:
        raise Refused(
            "This link has been used.",
            rule="A link takes one answer.",
            next_step="To change the answer, reply by email: the links in the mail that we sent still work.",
        )
    return link


def answer_at(*, entry: int) -> kinds.AnswerReceived | kinds.DisputeRaised:
    """Return the answer or the dispute that was recorded in an entry.

    Raises:
        Invalid: no such entry, or it records something else.
    """
    fact = journal.recorded(entry=entry).fact
    return fact if isinstance(fact, kinds.DisputeRaised) else expect(fact, kinds.AnswerReceived)


def _lines(project: ProjectView, facts: Sequence[Recorded]) -> tuple[EngagementLine, ...]:
    about = by_engagement(facts=facts, project=project.id)
    rows = Engagement.objects.filter(project_id=project.id).order_by("on", "entry")
    return tuple(_line(row, about[row.id], project.starts_on) for row in rows)


def _statement(row: Statement) -> StatementView:
    return StatementView(reference=row.reference, text=row.text, entry=row.entry)


def _line(row: Engagement, facts: Sequence[Recorded], starts_on: dt.date) -> EngagementLine:
    fixed = [fact.statement for _, fact in only(kinds.StatementFixed, facts)]
    return EngagementLine(
        engagement=EngagementView(
            id=row.id,
            organisation_name=row.organisation_name,
            on=row.on,
            channel=row.channel,
            claimed_as=row.claimed_as,
            asked=row.asked,
        ),
        standing=engagement_standing(engagement=row.id, facts=facts, starts_on=starts_on),
        reference=fixed[-1] if fixed else None,
        newest=facts[-1].time,
    )


def _attached(recorded: Recorded) -> Attached:
    fact = expect(journal.private_fact(entry=recorded.entry), kinds.EvidenceAttached)
    return Attached(
        entry=recorded.entry,
        time=recorded.time,
        name=fact.file_name or "",
        media_type=fact.media_type,
        size=fact.size,
        problems=fact.problems,
        erased=fact.sha256 is None,
    )

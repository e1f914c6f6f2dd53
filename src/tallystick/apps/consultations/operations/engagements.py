# SPDX-License-Identifier: Apache-2.0
"""Record what a body says took place, and what it can show for it."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from tallystick.apps.accounts import may
from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.models import Claim, ClaimedIn, Engagement, EvidenceFile, Organisation
from tallystick.apps.consultations.operations.days import check_past
from tallystick.apps.journal.append import append
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.errors import Refused
from tallystick.core.evidence.file import describe
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import ClaimMade, EngagementClaimed, EvidenceAttached, ReportPublished

#: IANA media types of the kinds of file that are taken.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "text": "text/plain",
}


def claim_engagement(
    *,
    by: User,
    project: ProjectView,
    organisation: Organisation,
    on: dt.date,
    channel: str,
    claimed_as: str,
    asked: str,
    document_sha256: str | None,
    now: dt.datetime,
) -> Engagement:
    """Record that the body says it engaged with an organisation: how, when, and what it says that amounted to.

    Raises:
        Refused: the user may not write for the body, or the day lies in the future.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    check_past(on, now=now, rule="An engagement is recorded after it took place.")
    fact = EngagementClaimed(
        engagement="e" + secrets.token_hex(10),
        organisation=organisation.id,
        organisation_name=organisation.name,
        on=on.isoformat(),
        channel=channel,
        claimed_as=claimed_as,
        asked=asked,
        document_sha256=document_sha256,
        by_role=role.value,
        by=by.email,
    )
    append(fact=fact, project=project.id, now=now)
    return Engagement.objects.get(pk=fact.engagement)


def attach_evidence(
    *, by: User, project: ProjectView, engagement: Engagement, name: str, content: bytes, now: dt.datetime
) -> Recorded:
    """Keep a file of the body's own beside an engagement. It does not raise what the engagement is worth.

    Raises:
        Refused: the user may not write for the body, or the file is too large.
        Invalid: the file is empty.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    found = describe(content, name=name)
    if found.kind not in MEDIA_TYPES:
        raise Refused(
            f"{name} is of a kind that is not taken.",
            rule="Evidence is a PDF, Word document, saved mail, calendar entry, picture or plain text.",
            next_step="Save it as PDF and attach that.",
        )
    fact = EvidenceAttached(
        engagement=engagement.id,
        media_type=MEDIA_TYPES[found.kind],
        size=found.size,
        problems=tuple(problem.text for problem in found.problems),
        by_role=role.value,
        sha256=found.sha256,
        file_name=name,
        by=by.email,
    )
    with transaction.atomic():
        EvidenceFile.objects.get_or_create(
            sha256=found.sha256,
            defaults={"content": content, "media_type": fact.media_type, "name": name[:255], "received_at": now},
        )
        return append(fact=fact, project=project.id, now=now)


def make_claim(
    *,
    by: User,
    project: ProjectView,
    text: str,
    made_by: str,
    made_on: dt.date,
    source_title: str,
    source_url: str,
    asserts: str,
    before_start: bool,
    engagements: tuple[str, ...],
    now: dt.datetime,
) -> Claim:
    """Enter what was said in public about consultation, with its source and the engagements it speaks of.

    Raises:
        Refused: the user may not write, the day lies in the future, no engagement is named, or one belongs to another
            project.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    check_past(made_on, now=now, rule="A claim is entered after it was made in public.")
    known = set(Engagement.objects.filter(project_id=project.id).values_list("id", flat=True))
    if not engagements or not set(engagements) <= known:
        raise Refused(
            "Choose the engagements that the statement speaks of.",
            rule="A claim about consultation names each organisation it is about.",
            next_step="Record the engagements of this project first, then choose them.",
        )
    fact = ClaimMade(
        claim="c" + secrets.token_hex(10),
        text=text,
        made_by=made_by,
        made_on=made_on.isoformat(),
        source_title=source_title,
        source_url=source_url,
        asserts=asserts,
        before_start=before_start,
        engagements=engagements,
        by_role=role.value,
        by=by.email,
    )
    append(fact=fact, project=project.id, now=now)
    return Claim.objects.get(pk=fact.claim)


def report_third_party(
    *,
    by: User,
    project: ProjectView,
    engagement: Engagement,
    says: str,
    reporter: str,
    published_on: dt.date,
    source_url: str,
    quote: str,
    now: dt.datetime,
) -> Recorded:
    """Enter what a third party reported in public that an organisation says.

    Anybody with a role in the body may enter it, the overseer too.

    Raises:
        Refused: the user has no role in the body, or the day lies in the future.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.READERS)
    check_past(published_on, now=now, rule="A report is entered after it was published.")
    fact = ReportPublished(
        report="r" + secrets.token_hex(10),
        engagement=engagement.id,
        says=says,
        reporter=reporter,
        published_on=published_on.isoformat(),
        source_url=source_url,
        quote=quote,
        by_role=role.value,
        by=by.email,
    )
    return append(fact=fact, project=project.id, now=now)


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a document in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def index_engagement(recorded: Recorded) -> None:
    """Write the index rows of an ``engagement.claimed`` fact."""
    fact = expect(recorded.fact, EngagementClaimed)
    Engagement.objects.create(
        id=fact.engagement,
        project_id=recorded.project,
        organisation_id=fact.organisation,
        organisation_name=fact.organisation_name,
        on=dt.date.fromisoformat(fact.on),
        channel=fact.channel,
        claimed_as=fact.claimed_as,
        asked=fact.asked,
        entry=recorded.entry,
    )
    ClaimedIn.objects.get_or_create(organisation_id=fact.organisation, project_id=recorded.project)


def index_claim(recorded: Recorded) -> None:
    """Write the index row of a ``claim.made`` fact."""
    fact = expect(recorded.fact, ClaimMade)
    Claim.objects.create(
        id=fact.claim,
        project_id=recorded.project,
        text=fact.text,
        made_on=dt.date.fromisoformat(fact.made_on),
        engagements=list(fact.engagements),
        entry=recorded.entry,
    )

# SPDX-License-Identifier: Apache-2.0
"""Recording what a body says took place, and what was said about it in public."""

import datetime as dt

import pytest

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.models import Claim, ClaimedIn, Engagement, EvidenceFile
from tallystick.apps.consultations.operations import engagements
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.errors import Invalid, Refused
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import EvidenceAttached, ReportPublished
from tests.apps import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def body_id() -> str:
    return cast.northshire()


@pytest.fixture
def by(body_id: str) -> User:
    return cast.ada(body_id)


@pytest.fixture
def project(by: User, body_id: str) -> ProjectView:
    return cast.youth_signals(by=by, body_id=body_id)


@pytest.fixture
def engagement(by: User, body_id: str, project: ProjectView) -> Engagement:
    return cast.engagement(by=by, project=project, organisation=cast.harbour_trust(by=by, body_id=body_id))


def _claim(*, by: User, project: ProjectView, named: tuple[str, ...]) -> Claim:
    return engagements.make_claim(
        by=by,
        project=project,
        text="We consulted five youth organisations before launch.",
        made_by="Northshire Police",
        made_on=dt.date(2026, 2, 1),
        source_title="FOI answer 22/1",
        source_url="https://northshire.example/foi/22-1",
        asserts="consulted",
        before_start=True,
        engagements=named,
        now=cast.NOW,
    )


def test_an_engagement_is_indexed_for_its_project_and_its_organisation(engagement: Engagement) -> None:
    assert (engagement.channel, engagement.claimed_as) == ("meeting", "consulted")
    assert ClaimedIn.objects.filter(organisation_id=engagement.organisation_id).count() == 1


def test_a_second_engagement_names_the_organisation_once(
    by: User, project: ProjectView, engagement: Engagement
) -> None:
    organisation = engagements.Organisation.objects.get()
    cast.engagement(by=by, project=project, organisation=organisation)
    assert ClaimedIn.objects.count() == 1
    assert Engagement.objects.count() == 2


def test_an_engagement_in_the_future_is_refused(by: User, body_id: str, project: ProjectView) -> None:
    organisation = cast.harbour_trust(by=by, body_id=body_id)
    with pytest.raises(Refused, match="has not come yet"):
        engagements.claim_engagement(
            by=by, project=project, organisation=organisation, on=cast.NOW.date() + dt.timedelta(days=1),
            channel="call", claimed_as="contacted", asked="", document_sha256=None, now=cast.NOW,
        )  # fmt: skip
    assert not Engagement.objects.exists()


def test_a_viewer_may_not_record_an_engagement(body_id: str, by: User, project: ProjectView) -> None:
    organisation = cast.harbour_trust(by=by, body_id=body_id)
    viewer = cast.person("Vic", body_id=body_id, role=Role.VIEWER)
    with pytest.raises(Refused):
        cast.engagement(by=viewer, project=project, organisation=organisation)


def test_a_file_of_the_body_is_kept_and_its_name_and_hash_are_withheld(
    by: User, project: ProjectView, engagement: Engagement
) -> None:
    content = b"Minutes of the meeting with the Harbour Trust.\n"
    recorded = engagements.attach_evidence(
        by=by, project=project, engagement=engagement, name="minutes.txt", content=content, now=cast.NOW
    )
    kept = EvidenceFile.objects.get()
    assert (bytes(kept.content), kept.sha256) == (content, engagements.fingerprint(content))
    shown = expect(journal.recorded(entry=recorded.entry).fact, EvidenceAttached)
    assert (shown.sha256, shown.file_name, shown.size) == (None, None, len(content))
    held = expect(journal.private_fact(entry=recorded.entry), EvidenceAttached)
    assert (held.sha256, held.file_name) == (kept.sha256, "minutes.txt")


def test_the_same_file_twice_is_kept_once_and_recorded_twice(
    by: User, project: ProjectView, engagement: Engagement
) -> None:
    for _ in range(2):
        engagements.attach_evidence(
            by=by, project=project, engagement=engagement, name="a.txt", content=b"the same\n", now=cast.NOW
        )
    assert EvidenceFile.objects.count() == 1
    assert Entry.objects.filter(kind="engagement.evidence_attached").count() == 2


def test_a_file_of_a_kind_that_is_not_taken_changes_nothing(
    by: User, project: ProjectView, engagement: Engagement
) -> None:
    before = Entry.objects.count()
    with pytest.raises((Invalid, Refused)):
        engagements.attach_evidence(
            by=by, project=project, engagement=engagement, name="tool.exe", content=b"MZ\x90\x00" * 40, now=cast.NOW
        )
    assert Entry.objects.count() == before
    assert not EvidenceFile.objects.exists()


def test_a_claim_names_its_engagements(by: User, project: ProjectView, engagement: Engagement) -> None:
    made = _claim(by=by, project=project, named=(engagement.id,))
    assert Claim.objects.get().engagements == [engagement.id]
    assert made.made_on == dt.date(2026, 2, 1)


@pytest.mark.parametrize("named", [(), ("e-of-another-project",)])
def test_a_claim_about_nobody_or_somebody_elses_engagement_is_refused(
    named: tuple[str, ...], by: User, project: ProjectView, engagement: Engagement
) -> None:
    with pytest.raises(Refused, match="Choose the engagements"):
        _claim(by=by, project=project, named=named)
    assert not Claim.objects.exists()


def test_an_overseer_may_enter_a_published_report(body_id: str, project: ProjectView, engagement: Engagement) -> None:
    recorded = engagements.report_third_party(
        by=cast.bea(body_id),
        project=project,
        engagement=engagement,
        says="not-formally-asked",
        reporter="The Northshire Courier",
        published_on=dt.date(2026, 2, 20),
        source_url="https://courier.example/1",
        quote="We were never formally asked.",
        now=cast.NOW,
    )
    assert expect(recorded.fact, ReportPublished).by_role == "overseer"

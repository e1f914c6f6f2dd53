# SPDX-License-Identifier: Apache-2.0
"""Words are fixed and logged before anything is sent."""

import pytest

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.models import AnswerLink, Engagement, OutboundMail, Statement
from tallystick.apps.consultations.operations import asking
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Outbox
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.errors import Refused
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import RequestBounced, RequestSent, StatementFixed
from tallystick.core.ledger import b64
from tests.apps import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return cast.ada(cast.northshire())


@pytest.fixture
def project(by: User) -> ProjectView:
    return cast.youth_signals(by=by, body_id=by.memberships.get().body_id)


@pytest.fixture
def engagement(by: User, project: ProjectView) -> Engagement:
    organisation = cast.harbour_trust(by=by, body_id=project.body_id)
    return cast.engagement(by=by, project=project, organisation=organisation)


@pytest.fixture
def statement(by: User, project: ProjectView, engagement: Engagement) -> Statement:
    return asking.fix_statement(by=by, project=project, engagement=engagement, now=cast.NOW)


def test_the_words_are_logged_and_only_then_does_the_request_wait_in_the_outbox(statement: Statement) -> None:
    fact = expect(journal.recorded(entry=statement.entry).fact, StatementFixed)
    assert fact.text == statement.text
    assert "Harbour Trust" in fact.text
    assert Outbox.objects.filter(entry_id=statement.entry, reaction="send-request", done_at__isnull=True).exists()
    assert not OutboundMail.objects.exists()


def test_the_salt_of_the_codes_is_not_public_and_has_32_bytes(statement: Statement) -> None:
    assert expect(journal.recorded(entry=statement.entry).fact, StatementFixed).code_salt is None
    assert len(b64.decode_url(asking.code_salt(statement=statement), what="salt")) == 32


def test_references_are_numbered_and_each_asking_fixes_its_own_words(
    by: User, project: ProjectView, engagement: Engagement, statement: Statement
) -> None:
    again = asking.fix_statement(by=by, project=project, engagement=engagement, now=cast.NOW)
    assert (statement.reference, again.reference) == ("TS-1001", "TS-1002")
    assert asking.code_salt(statement=again) != asking.code_salt(statement=statement)


def test_a_viewer_may_not_ask(project: ProjectView, engagement: Engagement) -> None:
    viewer = cast.person("Vic", body_id=project.body_id, role=Role.VIEWER)
    with pytest.raises(Refused):
        asking.fix_statement(by=viewer, project=project, engagement=engagement, now=cast.NOW)
    assert not Statement.objects.exists()


def test_a_new_link_ends_the_older_one(statement: Statement) -> None:
    first = asking.new_link(statement=statement)
    kept = AnswerLink.objects.get().token_sha256
    assert first not in kept
    asking.new_link(statement=statement)
    assert AnswerLink.objects.get().token_sha256 != kept


def test_a_sent_mail_is_kept_once_whatever_is_tried_twice(statement: Statement) -> None:
    for _ in range(2):
        asking.keep_outbound(
            raw=b"mail", recipient="office@harbourtrust.example", envelope_from="bounces@record.example",
            statement=statement.reference, purpose="request", now=cast.NOW,
        )  # fmt: skip
    assert OutboundMail.objects.count() == 1


def test_sending_and_bouncing_are_facts_and_the_address_is_withheld(statement: Statement) -> None:
    sent = asking.record_sent(
        statement=statement, reminder=0, mail_sha256="ab" * 32, server_reply="250 ok", signed=False,
        recipient="office@harbourtrust.example", now=cast.NOW,
    )  # fmt: skip
    bounced = asking.record_bounce(
        statement=statement, status="5.1.1", mail_sha256="cd" * 32, reporting_server="mx.example",
        diagnostic="no such user office@harbourtrust.example", now=cast.NOW,
    )  # fmt: skip
    assert expect(journal.recorded(entry=sent.entry).fact, RequestSent).recipient is None
    assert expect(journal.recorded(entry=bounced.entry).fact, RequestBounced).diagnostic is None

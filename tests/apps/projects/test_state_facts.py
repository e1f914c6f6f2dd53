# SPDX-License-Identifier: Apache-2.0
"""What a body states about its project is recorded as its own words: all of it or nothing."""

import pytest

from tallystick.apps.accounts.models import Role
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import state_facts
from tallystick.core.errors import Refused
from tallystick.core.facts.base import decode, expect
from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.facts.oversight import ApprovalGiven
from tallystick.core.facts.sourced import Sourced
from tests.apps import cast

pytestmark = pytest.mark.django_db


def _started(ref: str) -> Sourced:
    return expect(decode(kind=ProcessingStarted.kind, values={"ref": ref, "on": "2019-06", "said_by": "body"}), Sourced)


def _approved(said_by: str) -> Sourced:
    values = {"ref": "approval", "said_by": said_by, "approver": "The Commissioner", "what": "The pilot."}
    return expect(decode(kind=ApprovalGiven.kind, values=dict(values)), Sourced)


def _state(*facts: Sourced, role: Role = Role.EDITOR) -> Project:
    body_id = cast.northshire()
    row = Project.objects.get(pk=cast.youth_signals(by=cast.ada(body_id), body_id=body_id).id)
    state_facts(by=cast.person("Eve", body_id=body_id, role=role), project=row, facts=facts, now=cast.NOW)
    return row


def test_stated_facts_stand_in_the_record_with_the_role_of_who_entered_them() -> None:
    project = _state(_started("start"), _approved("body"))
    *_, start, approval = journal.facts(project=project.id)
    assert isinstance(start.fact, ProcessingStarted)
    assert (start.fact.ref, start.fact.on, start.fact.by_role, start.fact.by) == ("start", "2019-06", "editor", None)
    assert approval.fact.kind == "approval.given"
    private = journal.private_fact(entry=start.entry)
    assert isinstance(private, ProcessingStarted)
    assert private.by == "eve@northshire.example"


@pytest.mark.parametrize(
    ("facts", "role", "why"),
    [
        ([_started("start"), _started("start")], Role.EDITOR, "has a fact called start already"),
        ([_started("start"), _approved("oversight")], Role.EDITOR, "decision of somebody with power"),
        ([_started("start")], Role.VIEWER, "may not"),
    ],
)
def test_what_may_not_be_stated_is_refused_and_nothing_recorded(facts: list[Sourced], role: Role, why: str) -> None:
    with pytest.raises(Refused, match=why):
        _state(*facts, role=role)
    assert not Entry.objects.filter(kind="processing.started").exists()


def test_a_name_that_the_project_has_is_not_given_twice() -> None:
    project = _state(_started("start"))
    ada = cast.person("Flo", body_id=project.body_id, role=Role.EDITOR)
    with pytest.raises(Refused, match="start already"):
        state_facts(by=ada, project=project, facts=[_started("start")], now=cast.NOW)

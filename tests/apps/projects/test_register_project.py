# SPDX-License-Identifier: Apache-2.0
"""Registering and publishing projects."""

import pytest

from tallystick.apps.accounts.models import Membership, Role
from tallystick.apps.accounts.operations import add_user
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects import queries
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import publish_project
from tallystick.core.errors import Refused
from tests.apps import cast

pytestmark = pytest.mark.django_db


def test_a_registered_project_is_not_public() -> None:
    body_id = cast.northshire()
    made = cast.youth_signals(by=cast.ada(body_id), body_id=body_id, published=False)
    assert made.published_at is None
    assert not queries.published().exists()
    assert queries.projects_of_body(body_id=body_id, published_only=True) == []
    assert queries.projects_of_body(body_id=body_id, published_only=False) == [made]
    leaf = bytes(Entry.objects.get(index=made.entry).leaf)
    assert b"Youth" not in leaf, "the clear part of the leaf says nothing about the project"


def test_an_editor_may_register_and_only_the_dpo_may_publish() -> None:
    body_id = cast.northshire()
    editor = cast.person("Eve", body_id=body_id, role=Role.EDITOR)
    made = cast.youth_signals(by=editor, body_id=body_id, published=False)
    row = Project.objects.get(pk=made.id)
    with pytest.raises(Refused, match="may not"):
        publish_project(by=editor, project=row, now=cast.NOW)
    publish_project(by=cast.ada(body_id), project=row, now=cast.NOW)
    published = queries.project(slug="youth-signals")
    assert published is not None
    assert published.published_at == cast.NOW


def test_a_project_is_published_once() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    made = cast.youth_signals(by=by, body_id=body_id)
    with pytest.raises(Refused, match="already published"):
        publish_project(by=by, project=Project.objects.get(pk=made.id), now=cast.NOW)
    assert Entry.objects.filter(kind="project.published").count() == 1


def test_a_name_is_used_once_in_a_body() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    cast.youth_signals(by=by, body_id=body_id)
    with pytest.raises(Refused, match="already has a project"):
        cast.youth_signals(by=by, body_id=body_id)


def test_two_bodies_may_use_the_same_name_and_get_two_addresses() -> None:
    first = cast.northshire()
    by = cast.ada(first)
    cast.youth_signals(by=by, body_id=first)
    second = _fairhaven()
    add_user(email=by.email, name="Ada", password="unused", body_id=second, role=Role.DPO)
    assert cast.youth_signals(by=by, body_id=second).slug == "youth-signals-2"


def test_a_role_in_one_body_is_none_in_another() -> None:
    by = cast.ada(cast.northshire())
    with pytest.raises(Refused):
        cast.youth_signals(by=by, body_id=_fairhaven())
    assert Membership.objects.count() == 1


def test_the_list_finds_every_word_in_name_body_or_purpose() -> None:
    body_id = cast.northshire()
    cast.youth_signals(by=cast.ada(body_id), body_id=body_id)
    assert queries.published(search="youth police").count() == 1
    assert queries.published(search="VIOLENCE").count() == 1
    assert queries.published(search="youth drones").count() == 0


def test_what_is_not_there_is_none() -> None:
    assert queries.project(slug="nothing") is None
    assert queries.project_by_id(project_id="nothing") is None


def _fairhaven() -> str:
    from tallystick.apps.accounts.operations import register_body

    return register_body(
        name="Fairhaven Council", domains=("fairhaven.example",), mail_hosting=(), source_url="", now=cast.NOW
    )

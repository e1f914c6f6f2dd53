# SPDX-License-Identifier: Apache-2.0
"""The only writers of projects."""

import datetime as dt
import secrets

from django.db import transaction

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Role, User
from tallystick.apps.journal.append import append
from tallystick.apps.journal.names import free_slug
from tallystick.apps.projects.models import Project
from tallystick.core.errors import Refused
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.project import ProjectPublished, ProjectRegistered


def register_project(
    *,
    by: User,
    body_id: str,
    name: str,
    purpose: str,
    starts_on: dt.date,
    plain_words: str,
    now: dt.datetime,
) -> Project:
    """Enter a project of a body. It stays unpublished: the log shows only that something was recorded.

    Raises:
        Refused: the user may not write for this body, or the body has a project of this name.
    """
    role = may.acting_role(user=by, body_id=body_id, among=may.WRITERS)
    body = accounts.body(body_id=body_id)
    if body is None or Project.objects.filter(body_id=body_id, name=name).exists():
        raise Refused(
            f"This body already has a project called {name}.",
            rule="Each project of a body has its own name, so that nobody mistakes one for another.",
            next_step="Open the existing project, or choose another name.",
        )
    fact = ProjectRegistered(
        project="p" + secrets.token_hex(10),
        body=body_id,
        body_name=body.name,
        name=name,
        purpose=purpose,
        starts_on=starts_on.isoformat(),
        plain_words=plain_words,
        by_role=role.value,
        by=by.email,
    )
    append(fact=fact, project=fact.project, now=now)
    return Project.objects.get(pk=fact.project)


def publish_project(*, by: User, project: Project, now: dt.datetime) -> Recorded:
    """Open a project's record, past and future, to the public. This cannot be undone.

    Raises:
        Refused: the user is not the body's data protection officer, or it is published already.
    """
    may.check_publish(user=by, body_id=project.body_id)
    with transaction.atomic():
        row = Project.objects.select_for_update().get(pk=project.pk)
        if row.published_at is not None:
            raise Refused(
                f"{row.name} is already published.",
                rule="A record is published once and stays public.",
                next_step="Nothing to do: its page is public.",
            )
        fact = ProjectPublished(project=row.id, by_role=Role.DPO.value, by=by.email)
        return append(fact=fact, project=row.id, now=now)


def index_registered(recorded: Recorded) -> None:
    """Write the index row of a ``project.registered`` fact."""
    fact = expect(recorded.fact, ProjectRegistered)
    Project.objects.create(
        id=fact.project,
        slug=free_slug(fact.name, taken=lambda slug: Project.objects.filter(slug=slug).exists()),
        body_id=fact.body,
        body_name=fact.body_name,
        name=fact.name,
        purpose=fact.purpose,
        starts_on=dt.date.fromisoformat(fact.starts_on),
        plain_words=fact.plain_words,
        registered_at=recorded.time,
        entry=recorded.entry,
    )


def index_published(recorded: Recorded) -> None:
    """Mark the index row of a ``project.published`` fact."""
    fact = expect(recorded.fact, ProjectPublished)
    Project.objects.filter(pk=fact.project).update(published_at=recorded.time)

# SPDX-License-Identifier: Apache-2.0
"""The only writers of projects."""

import dataclasses
import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Role, User
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.append import append, append_all, become_the_sequencer
from tallystick.apps.journal.names import free_slug
from tallystick.apps.projects.models import Project
from tallystick.core.errors import Refused
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.oversight import ApprovalGiven, ApprovalRefused
from tallystick.core.facts.project import ProjectPublished, ProjectRegistered
from tallystick.core.facts.sourced import Sourced


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


def state_facts(*, by: User, project: Project, facts: Sequence[Sourced], now: dt.datetime) -> list[Recorded]:
    """Record what a body states about its project: all of it, in order, or nothing.

    Each fact says by itself who says so, when, and where; it is worth that and no more.

    Raises:
        Refused: the user may not write for the body, two facts have one name, or the body would decide for others.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    with transaction.atomic():
        become_the_sequencer()
        _check_names(project, facts)
        for fact in facts:
            _check_own(fact)
        own = {"by_role": role.value, "by": by.email}
        return append_all(facts=[(project.id, dataclasses.replace(fact, **own)) for fact in facts], now=now)


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


def _check_names(project: Project, facts: Sequence[Sourced]) -> None:
    taken = {recorded.fact.ref for recorded in journal.facts(project=project.id) if isinstance(recorded.fact, Sourced)}
    for fact in facts:
        if fact.ref in taken:
            raise Refused(
                f"{project.name} has a fact called {fact.ref} already.",
                rule="Each fact of a project has a name of its own, by which findings and corrections speak of it.",
                next_step="Give the new fact another name. To correct the old one, record a correction.made about it.",
            )
        taken.add(fact.ref)


def _check_own(fact: Sourced) -> None:
    if isinstance(fact, ApprovalGiven | ApprovalRefused) and fact.said_by != "body":
        raise Refused(
            f"{fact.ref} is a decision of somebody with power over the body.",
            rule="Who decides about a project records it; the body cannot record it for them.",
            next_step="Leave it out, or state it as what the body says: said_by: body.",
        )

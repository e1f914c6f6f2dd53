# SPDX-License-Identifier: Apache-2.0
"""The only writers of bodies, people and roles."""

import datetime as dt
import secrets

from django.db import transaction

from tallystick.apps.accounts.models import Body, Membership, Role, User
from tallystick.apps.journal.append import append
from tallystick.apps.journal.names import free_slug
from tallystick.core.errors import Refused
from tallystick.core.facts.base import REGISTER, Recorded, expect
from tallystick.core.facts.project import BodyRegistered


def register_body(
    *, name: str, domains: tuple[str, ...], mail_hosting: tuple[str, ...], source_url: str, now: dt.datetime
) -> str:
    """Enter a public body and return its id.

    Raises:
        Refused: a body of this name exists.
    """
    if Body.objects.filter(name=name).exists():
        raise Refused(f"{name} is already registered.", rule="A body is entered once.", next_step="Use its entry.")
    body_id = "b" + secrets.token_hex(8)
    fact = BodyRegistered(body=body_id, name=name, domains=domains, mail_hosting=mail_hosting, source_url=source_url)
    append(fact=fact, project=REGISTER, now=now)
    return body_id


def index_body(recorded: Recorded) -> None:
    """Write the index row of a ``body.registered`` fact."""
    fact = expect(recorded.fact, BodyRegistered)
    Body.objects.create(
        id=fact.body,
        slug=free_slug(fact.name, taken=lambda slug: Body.objects.filter(slug=slug).exists()),
        name=fact.name,
        domains=list(fact.domains),
        mail_hosting=list(fact.mail_hosting),
        entry=recorded.entry,
    )


def add_user(*, email: str, name: str, password: str, body_id: str, role: Role) -> User:
    """Make an account (or find it) and give it a role in a body.

    Raises:
        Refused: no such body.
    """
    if not Body.objects.filter(pk=body_id).exists():
        raise Refused("There is no such body.", rule="A role is held in a body.", next_step="Register the body first.")
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first()
        user = user or User.objects.create_user(email=email, password=password, name=name)
        Membership.objects.get_or_create(user=user, body_id=body_id, role=role)
    return user

# SPDX-License-Identifier: Apache-2.0
"""The fictional people and bodies of the tests, made through the real operations."""

import datetime as dt

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.models import Engagement, Organisation
from tallystick.apps.consultations.operations.engagements import claim_engagement
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.projects.operations import publish_project, register_project
from tallystick.apps.projects.queries import ProjectView, view

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
STARTS_ON = dt.date(2025, 6, 1)


def northshire() -> str:
    """Register Northshire Police and return its id."""
    return register_body(
        name="Northshire Police",
        domains=("northshire.example",),
        mail_hosting=("mx.northshire.example",),
        source_url="https://northshire.example/contact",
        now=NOW,
    )


def person(name: str, *, body_id: str, role: Role) -> User:
    """Make somebody with one role in a body; the address is the name at the body."""
    return add_user(
        email=f"{name.lower()}@northshire.example",
        name=name,
        password="a long enough password",
        body_id=body_id,
        role=role,
    )


def ada(body_id: str) -> User:
    """Return Ada, the data protection officer."""
    return person("Ada", body_id=body_id, role=Role.DPO)


def bea(body_id: str) -> User:
    """Return Bea of oversight."""
    return person("Bea", body_id=body_id, role=Role.OVERSEER)


def youth_signals(*, by: User, body_id: str, published: bool = True) -> ProjectView:
    """Register the project Youth Signals, published unless said otherwise."""
    row = register_project(
        by=by,
        body_id=body_id,
        name="Youth Signals",
        purpose="To spot violence among young people early",
        starts_on=STARTS_ON,
        plain_words="The police read public posts of young people.",
        now=NOW,
    )
    if published:
        publish_project(by=by, project=row, now=NOW)
        row.refresh_from_db()
    return view(row)


def harbour_trust(
    *,
    by: User,
    body_id: str,
    domain: str = "harbourtrust.example",
    contact: str = "office@harbourtrust.example",
) -> Organisation:
    """Enter the Harbour Trust."""
    return pin_organisation(
        by=by,
        body_id=body_id,
        name="Harbour Trust",
        contact=contact,
        domain=domain,
        source_url="https://register.example/harbour-trust",
        source_seen_on=dt.date(2026, 3, 1),
        mail_hosting=("mx.harbourtrust.example",) if domain else (),
        now=NOW,
    )


def engagement(*, by: User, project: ProjectView, organisation: Organisation) -> Engagement:
    """Record a meeting that the body says was a consultation."""
    return claim_engagement(
        by=by,
        project=project,
        organisation=organisation,
        on=dt.date(2025, 3, 4),
        channel="meeting",
        claimed_as="consulted",
        asked="What do you think of the scheme?",
        document_sha256=None,
        now=NOW,
    )

# SPDX-License-Identifier: Apache-2.0
"""A small case with something of everything, for looking at the staff pages and the pages of those who answer."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.models import Engagement, Organisation, Statement
from tallystick.apps.consultations.operations import answering, asking, engagements
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import register_project
from tallystick.apps.projects.queries import ProjectView, view
from tests.apps import cast
from tests.apps.staff import signed_in
from tests.rigs.browser import axe, keyboard_walk, reflows

LONG_NAME = "The Northshire Federation of Neighbourhood Youth-Work Initiatives and Mentoring Partnerships (registered)"
WORDS = "There was a telephone call about another matter. Nobody asked us for our view, and no paper was shown."

_TO_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""


@dataclass(frozen=True)
class Site:
    """The case: who signs in, and what there is to look at."""

    ada: User
    project: ProjectView
    draft: ProjectView
    disputed: Engagement
    silent: Engagement
    statement: Statement


def build() -> Site:
    """Record the case through the operations."""
    cache.clear()  # the rate limits of signing in live there
    body = cast.northshire()
    ada = cast.ada(body)
    project = cast.youth_signals(by=ada, body_id=body)
    trust = cast.harbour_trust(by=ada, body_id=body)
    federation = _federation(ada, body)
    disputed = cast.engagement(by=ada, project=project, organisation=trust)
    silent = cast.engagement(by=ada, project=project, organisation=federation)
    _ask_and_answer(ada, project, disputed)
    statement = _ask(ada, project, silent)
    engagements.attach_evidence(
        by=ada,
        project=project,
        engagement=disputed,
        name="call note, 4 March.txt",
        content=b"We rang them.",
        now=cast.NOW,
    )
    engagements.make_claim(
        by=ada,
        project=project,
        text="Before launch we consulted the Harbour Trust and the Federation.",
        made_by="Northshire Police, press office",
        made_on=dt.date(2026, 1, 12),
        source_title="Answer to a freedom of information request",
        source_url="https://northshire.example/foi/2026-1",
        asserts="consulted",
        before_start=True,
        engagements=(disputed.id, silent.id),
        now=cast.NOW,
    )
    _second_body(ada)
    draft = view(_draft(ada, body))
    return Site(ada=ada, project=project, draft=draft, disputed=disputed, silent=silent, statement=statement)


def staff_addresses(site: Site) -> list[str]:
    """Return the address of every staff page of the case."""
    body, slug = "northshire-police", site.project.slug
    of_the_engagement = ["engagement", "attach", "ask", "new-report"]
    return [
        reverse("projects:home"),
        reverse("projects:register", args=[body]),
        reverse("projects:project", args=[slug]),
        reverse("projects:project", args=[site.draft.slug]),
        reverse("projects:publish", args=[site.draft.slug]),
        reverse("projects:check", args=[site.draft.slug]),
        reverse("consultations:organisations"),
        reverse("consultations:new-organisation", args=[body]),
        reverse("consultations:import-mail", args=[body]),
        reverse("consultations:new-engagement", args=[slug]),
        reverse("consultations:new-claim", args=[slug]),
        reverse("consultations:new-claim", args=[site.draft.slug]),
        *(reverse(f"consultations:{name}", args=[site.disputed.id]) for name in of_the_engagement),
        reverse("consultations:engagement", args=[site.silent.id]),
    ]


def faults(page: Page) -> list[str]:
    """Return what axe, a walk by keyboard and a narrow window find on a page."""
    # A page with errors begins at its error summary; the walk begins at the top.
    page.evaluate(_TO_THE_TOP)
    return [*axe(page), *keyboard_walk(page).problems, *reflows(page)]


def sign_in(page: Page, user: User, address: str) -> None:
    """Give the browser the session of somebody who has signed in with two factors."""
    session = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def _draft(by: User, body_id: str) -> Project:
    return register_project(
        by=by,
        body_id=body_id,
        name="Night-time Economy Analysis",
        purpose="To plan patrols",
        starts_on=dt.date(2026, 9, 1),
        plain_words="The police count calls by street and hour.\nNobody is named.",
        now=cast.NOW,
    )


def _second_body(user: User) -> None:
    body = register_body(
        name="Fairhaven Council",
        domains=("fairhaven.example",),
        mail_hosting=(),
        source_url="https://fairhaven.example/contact",
        now=cast.NOW,
    )
    add_user(email=user.email, name=user.name, password="", body_id=body, role=Role.VIEWER)


def _federation(by: User, body_id: str) -> Organisation:
    return pin_organisation(
        by=by,
        body_id=body_id,
        name=LONG_NAME,
        contact="coordination-office@youth-work-and-mentoring.example",
        domain="",
        source_url="https://register.example/organisations/northshire-federation-of-neighbourhood-youth-work",
        source_seen_on=dt.date(2026, 3, 1),
        mail_hosting=(),
        now=cast.NOW,
    )


def _ask(by: User, project: ProjectView, engagement: Engagement) -> Statement:
    statement = asking.fix_statement(by=by, project=project, engagement=engagement, now=cast.NOW)
    asking.record_sent(
        statement=statement,
        reminder=0,
        mail_sha256="0" * 64,
        server_reply="250 taken",
        signed=True,
        recipient="office@harbourtrust.example",
        now=cast.NOW,
    )
    return statement


def _ask_and_answer(by: User, project: ProjectView, engagement: Engagement) -> None:
    statement = _ask(by, project, engagement)
    token = asking.new_link(statement=statement)
    answering.answer_by_link(token=token, verb="DISPUTE", words=WORDS, now=cast.NOW)

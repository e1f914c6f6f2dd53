# SPDX-License-Identifier: Apache-2.0
"""The public pages with something of everything on them, and their addresses."""

from pathlib import Path

from django.core.cache import cache

from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.publish import publish
from tests.apps.builders import NOW, Case, northshire
from tests.apps.crowd import crowd

LONG_NAME = "The Northshire Federation of Neighbourhood Youth-Work Initiatives and Mentoring Partnerships (registered)"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-Northshire-Ortsgruppe"
NAMES = ("Harbour Trust", LONG_NAME, UNBROKEN, "Open Door Project", "Stepping Stones", "Quay Advice", "Pier Club")
ANSWERS = ("DISPUTE", "CONFIRM", "CORRECT", "", "bounce", "away", "unasked")


def build(folder: Path) -> Case:
    """Record the case with every standing that an engagement can have, and many projects beside it."""
    cache.clear()
    keys.make_key(folder=folder / "keys", seed=b"\7" * 32)
    case = northshire(
        folder=folder,
        names=NAMES,
        answers=ANSWERS,
        project=f"Youth Signals, to be renamed {UNBROKEN}",
        purpose="To find signs of serious youth violence in public posts on social media, street by street " * 3,
        claim_text="Before launch we consulted the Harbour Trust, the Federation, and five other organisations.",
    )
    raise_dispute(engagement=case.engagements[5], words="Nobody was here.\n\nAnd nobody called.", contact="", now=NOW)
    northshire(answers=("",), project="School Streets", body="Westmarch Council", published=False)
    crowd(projects=30, facts=40, organisations=60)
    publish(now=NOW)
    return case


def addresses(case: Case) -> dict[str, str]:
    """Return the address of each public page by a short name."""
    assert case.claim is not None
    facts = journal.facts(project=case.project.id)
    answer = next(one.entry for one in facts if one.fact.kind == "answer.received")
    project = f"/projects/{case.project.slug}/"
    return {
        "home": "/",
        "list-page-2": "/projects/page/2/",
        "list-search": "/projects/?q=youth",
        "list-nothing": "/projects/?q=nothing+like+it",
        "project": project,
        "facts": f"{project}facts/page/2/",
        "claim": f"{project}claims/{case.claim.id}/",
        "organisations": "/organisations/",
        "organisation": f"/organisations/{case.organisations[0].slug}/",
        "organisation-long": f"/organisations/{case.organisations[2].slug}/",
        "body": "/bodies/northshire-police/",
        "entries": "/entries/",
        "entries-kind": "/entries/kind/claim.made/",
        "entry-answer": f"/entries/{answer}/",
        "entry-closed": f"/entries/{_closed()}/",
        "reading": "/how-to-read/",
        "checking": "/check/",
        "about": "/about/",
        "accessibility": "/accessibility/",
        "licence": "/licence/",
        "missing": "/no-such-page/",
    }


def _closed() -> int:
    from tallystick.apps.journal.models import Entry
    from tallystick.apps.projects.models import Project

    hidden = Project.objects.get(published_at__isnull=True)
    return Entry.objects.filter(project=hidden.pk).order_by("index")[1].index

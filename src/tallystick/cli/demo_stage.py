# SPDX-License-Identifier: Apache-2.0
"""Sets the stage of the demo: mail servers around the instance, the story, the bundles, and serving it."""

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import waitress
from django.conf import settings

from tallystick import verifier
from tallystick.apps.consultations.mail.lmtp import Intake
from tallystick.apps.consultations.models import Claim
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.publish import publish
from tallystick.apps.projects import queries as projects
from tallystick.apps.register.queries.bundles import claim_bundle, entry_bundle
from tallystick.cli import check, check_html
from tallystick.cli.demo_logins import give_second_factor
from tallystick.cli.demo_story import PASSWORD, PEOPLE, Calendar, Story
from tallystick.cli.demo_world import World, open_postbox
from tallystick.cli.dossier_files import load
from tallystick.cli.export_dossier import export_dossier
from tallystick.cli.work import Worker, run_once
from tallystick.core.claims.consultation import claim_standing
from tallystick.core.claims.standing import ClaimStanding
from tallystick.core.facts.consultation import AnswerReceived
from tallystick.web.wsgi import application


def perform(
    *, folder: Path, start: dt.datetime, end: dt.datetime, smtp: int, lmtp: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Tell the story between two times, write the bundles, and return what the demo prints."""
    calendar = Calendar(start=start)
    world = World(zone_file=folder / "zone.json", lmtp=(settings.LMTP_HOST, lmtp))
    with ExitStack() as open_servers:
        postbox, controller = open_postbox(folder=folder / "postbox", host="127.0.0.1", port=smtp)
        open_servers.callback(controller.stop)
        intake = Intake(host=settings.LMTP_HOST, port=lmtp, clock=calendar.now)
        intake.start()
        open_servers.callback(intake.stop)
        story = Story(
            calendar=calendar,
            world=world,
            postbox=postbox,
            answers_to=settings.MAIL_FROM,
            work=lambda: _work(calendar),
            say=say,
        )
        claim = story.tell()
    for email, *_ in PEOPLE:
        give_second_factor(email=email)
    publish(now=end)
    say("The proofs are written")
    return _summary(folder=folder, claim=claim)


def serve(*, folder: Path, port: int) -> int:
    """Serve pages, take mail in and send it, until stopped."""
    logging.getLogger("tallystick").setLevel(logging.WARNING)
    with ExitStack() as running:
        _, controller = open_postbox(folder=folder / "postbox", host="127.0.0.1", port=settings.SMTP_PORT)
        running.callback(controller.stop)
        worker = Worker()
        worker.start()
        running.callback(worker.stop)
        print(f"Serving on {settings.PUBLIC_URL} (stop with Ctrl+C)", flush=True)
        waitress.serve(application, host="127.0.0.1", port=port, threads=8, ident=None)
    return 0


def _work(calendar: Calendar) -> None:
    # Twice: what the first round published lets the second one send receipts.
    for _ in range(2):
        calendar.advance(minutes=2)
        run_once(now=calendar.now())


def _summary(*, folder: Path, claim: Claim) -> dict[str, Any]:
    project = projects.project_by_id(project_id=claim.project_id)
    assert project is not None  # noqa: S101 (the story has just registered it)
    facts = journal.facts(project=project.id)
    standing = claim_standing(claim=claim.id, facts=facts, starts_on=project.starts_on)
    answers = [one.entry for one in facts if isinstance(one.fact, AnswerReceived)]
    site = settings.PUBLIC_URL
    url = f"{site}/projects/{project.slug}/claims/{claim.id}/"
    bundles = _write_bundles(folder=folder, project_slug=project.slug, claim=claim.id, answers=answers)
    dossier = _write_dossier(folder=folder, project_slug=project.slug)
    return {
        "main_claim": _main_claim(standing=standing, url=url, entries=sorted({claim.entry, *answers}), bundles=bundles),
        "claim_text": claim.text,
        "answer_entry": answers[0],
        "url": site,
        "pages": [
            ("The claim, and what five charities say about it", url),
            (
                "One charity's page: everything that any body says about it",
                f"{site}/organisations/harbour-trust/",
            ),
            ("The proof of its answer", f"{site}/entries/{answers[0]}/"),
            ("A better record: Fairhaven Council", f"{site}/projects/school-streets-cameras/"),
            ("How to read all this", f"{site}/how-to-read/"),
            ("Where staff record it", f"{site}/staff/"),
        ],
        "logins": [[email, f"{role.label}, {body}"] for email, _, body, role in PEOPLE],
        "password": PASSWORD,
        "dossier": str(dossier),
    }


def _main_claim(*, standing: ClaimStanding, url: str, entries: list[int], bundles: list[str]) -> dict[str, Any]:
    return {
        "claimed": standing.claimed,
        "confirmed": standing.confirmed,
        "disputed": standing.disputed,
        "unconfirmed": standing.unconfirmed,
        "sentence": standing.sentence,
        "public_url": url,
        "entries": entries,
        "bundles": bundles,
        "vkey": keys.vkey(),
    }


def _write_dossier(*, folder: Path, project_slug: str) -> Path:
    """Write the project's record as one file, and beside it what the checks find in it."""
    target = folder / "dossiers" / f"{project_slug}.yaml"
    target.parent.mkdir(exist_ok=True)
    export_dossier(slug=project_slug, out=target)
    file = load(target)
    found = check.examined(file, as_of=dt.datetime.now(dt.UTC).date())
    target.with_suffix(".html").write_text(check_html.render(found, file=file, everything=False), "utf-8")
    return target


def _write_bundles(*, folder: Path, project_slug: str, claim: str, answers: list[int]) -> list[str]:
    target = folder / "bundles"
    target.mkdir(exist_ok=True)
    project = projects.project(slug=project_slug)
    assert project is not None  # noqa: S101
    made = {"claim.json": claim_bundle(project=project, claim=claim)}
    made |= {f"entry-{entry}.json": proof for entry in answers if (proof := entry_bundle(index=entry))}
    for name, content in made.items():
        (target / name).write_bytes(content)
    (target / verifier.FILE_NAME).write_bytes(verifier.page())
    return [str(target / name) for name in made]

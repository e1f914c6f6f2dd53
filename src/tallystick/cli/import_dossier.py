# SPDX-License-Identifier: Apache-2.0
"""``tallystick import DOSSIER``: take over a dossier as a new project of a body, through the one door."""

import argparse
import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.operations.importing import Imported, Told, import_dossier
from tallystick.apps.journal.publish import publish
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import state_facts
from tallystick.cli.dossier_files import DossierFile, load
from tallystick.core.errors import Invalid, Refused
from tallystick.core.facts.sourced import Sourced


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``import``."""
    parser = subparsers.add_parser(
        "import",
        help="take over a dossier as a new project, or add what it states to one",
        description="Make a project of a dossier. What the body may say itself is recorded as that; what others said "
        "or did is kept word for word and gives no standing here.",
    )
    parser.add_argument("dossier", metavar="DOSSIER", type=Path, help="the file (YAML or JSON)")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--body", metavar="NAME", help="the body of the new project, by its address name or its name")
    where.add_argument(
        "--into", metavar="PROJECT", help="add what the dossier states to this project instead, by its address name"
    )
    parser.add_argument("--by", required=True, metavar="EMAIL", help="who imports it: an editor or the DPO of the body")
    parser.add_argument("--name", default="", help="the project's name, where the dossier has none")
    parser.add_argument("--purpose", default="", help="its purpose, where the dossier does not say it")
    parser.add_argument(
        "--starts-on", metavar="DATE", help="the first day of processing, where the dossier has none to the day"
    )
    parser.add_argument("--plain-words", default="", help="what it does, where the dossier does not say it")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import the dossier, publish what was recorded, and say what became of its facts."""
    now = dt.datetime.now(dt.UTC)
    file = load(arguments.dossier)
    if arguments.into:
        return _add(file, into=arguments.into, by=arguments.by, now=now)
    imported = import_dossier(
        by=_user(arguments.by),
        body=_body(arguments.body),
        dossier=file.dossier,
        sha256=hashlib.sha256(file.data).hexdigest(),
        told=Told(
            name=arguments.name,
            purpose=arguments.purpose,
            starts_on=_day(arguments.starts_on) if arguments.starts_on else None,
            plain_words=arguments.plain_words,
        ),
        now=now,
    )
    publish(now=now)
    _tell(imported)
    return 0


def _add(file: DossierFile, *, into: str, by: str, now: dt.datetime) -> int:
    project = Project.objects.filter(slug=into).first()
    if project is None:
        raise Refused(f"There is no project {into!r}.", next_step="Give the last part of the project's address.")
    own = [fact for fact in file.dossier.facts if isinstance(fact, Sourced)]
    other = next((fact for fact in file.dossier.facts if not isinstance(fact, Sourced)), None)
    if other is not None:
        raise Refused(
            f"A {other.kind} cannot be added to a project from a file.",
            rule="Engagements, claims, requests and answers are recorded where they happen: on the pages and by mail.",
            next_step="Leave it out; or make a project of its own of the dossier with --body.",
        )
    recorded = state_facts(by=_user(by), project=project, facts=own, now=now)
    publish(now=now)
    print(f"Facts added to {project.name}: {len(recorded)}")
    return 0


def _user(email: str) -> User:
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        raise Refused(f"There is no account {email}.", next_step="Make one with: tallystick user")
    return user


def _body(name: str) -> accounts.BodyView:
    body = accounts.body_by_slug(slug=name) or accounts.body_by_name(name=name)
    if body is None:
        raise Refused(f"There is no body {name!r}.", next_step="Enter it with: tallystick body")
    return body


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{text!r} is no day: {error}", next_step="Write it like 2026-11-02.") from error


def _tell(imported: Imported) -> None:
    print(f"Project: {imported.project.name} ({imported.project.slug}). It is not public yet.")
    _tell_facts("Recorded as the body's own statements", imported.stated)
    _tell_facts("Kept word for word, without standing here", imported.kept)


def _tell_facts(title: str, counts: Mapping[str, int]) -> None:
    print(f"{title}: {sum(counts.values())}")
    for kind, count in sorted(counts.items()):
        print(f"  {count:5} {kind}")

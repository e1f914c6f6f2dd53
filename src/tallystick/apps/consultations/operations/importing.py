# SPDX-License-Identifier: Apache-2.0
"""Take over a dossier as a new project of a body, through the one door: all of it in one transaction, or nothing."""

import dataclasses
import datetime as dt
import secrets
from collections import Counter
from collections.abc import Mapping

from django.db import transaction

from tallystick.apps.accounts import may
from tallystick.apps.accounts.models import User
from tallystick.apps.accounts.queries import BodyView
from tallystick.apps.consultations.models import Organisation
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.append import append_all
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import register_project
from tallystick.core.errors import Refused
from tallystick.core.facts import dossier_import
from tallystick.core.facts.base import Fact, expect
from tallystick.core.facts.consultation import OrganisationPinned
from tallystick.core.facts.dossier import Dossier
from tallystick.core.facts.dossier_export import exported, named
from tallystick.core.facts.dossier_import import Importer
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.facts.record import RecordImported


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """What a body says about a project beside its dossier, where the dossier does not say it."""

    name: str = ""
    purpose: str = ""
    starts_on: dt.date | None = None
    plain_words: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of an import: the project, and how many facts of each kind were recorded as what they are, or kept."""

    project: Project
    stated: Mapping[str, int]
    kept: Mapping[str, int]


def import_dossier(
    *, by: User, body: BodyView, dossier: Dossier, sha256: str, told: Told, now: dt.datetime
) -> Imported:
    """Make a project of a dossier, and record each fact as the body's statement or as what the dossier says.

    Raises:
        Refused: the user may not write for the body; the dossier is about another body; it does not say what a
            project is registered with; the body has a project of this name; an organisation's domain may not stand
            for it, or is another here.
    """
    role = may.acting_role(user=by, body_id=body.id, among=may.WRITERS)
    given = dossier_import.registration(dossier)
    _check_body(given, body)
    with transaction.atomic():
        project = _register(given, dossier, told, by=by, body=body, now=now)
        importer = Importer(
            role=role.value,
            by=by.email,
            sha256=sha256,
            suffix=secrets.token_hex(3),
            today=now.date(),
            organisations=_organisations(dossier, by=by, body=body, now=now),
        )
        said: list[Fact] = list(_pinned_alike(dossier, importer.organisations, body))
        registered = given is not None and _registered_alike(given, project, body, dossier.project)
        if given is not None and registered:
            said.append(given)
        arrived = dossier_import.arrival(dossier, importer=importer, registered=registered)
        facts = list(dossier_import.taken_over(dossier, importer=importer, told=said))
        append_all(facts=[(project.id, fact) for fact in (arrived, *facts)], now=now)
    kept = Counter(fact.original_kind for fact in facts if isinstance(fact, RecordImported))
    stated = Counter(fact.kind for fact in (*said, *facts) if not isinstance(fact, RecordImported))
    return Imported(project=project, stated=stated, kept=kept)


def _check_body(given: ProjectRegistered | None, body: BodyView) -> None:
    if given is not None and given.body_name != body.name:
        raise Refused(
            f"The dossier is about a project of {given.body_name}, not of {body.name}.",
            rule="A record is taken over for the body that it is about.",
            next_step="Name that body with --body, or mend body_name in the dossier.",
        )


def _register(
    given: ProjectRegistered | None, dossier: Dossier, told: Told, *, by: User, body: BodyView, now: dt.datetime
) -> Project:
    """Register the project with what the dossier says, or else with what the body says beside it."""
    full = given is not None and dossier_import.complete(given, today=now.date())
    starts_on = dt.date.fromisoformat(given.starts_on) if given is not None and full else told.starts_on
    name = (given.name if given else None) or told.name or dossier.project
    purpose = (given.purpose if given else None) or told.purpose
    plain_words = (given.plain_words if given else None) or told.plain_words
    if starts_on is None or not purpose or not plain_words or len(name) > dossier_import.MAX_NAME:
        raise Refused(
            "The dossier does not say all that a project is registered with.",
            rule="A project has a name that is not too long, a purpose, a start to the day, and plain words for what "
            "it does.",
            next_step="Give what is missing with --name, --purpose, --starts-on or --plain-words.",
        )
    return register_project(
        by=by,
        body_id=body.id,
        name=name,
        purpose=purpose,
        starts_on=starts_on,
        plain_words=plain_words,
        now=now,
    )


def _organisations(dossier: Dossier, *, by: User, body: BodyView, now: dt.datetime) -> dict[str, str]:
    """Return the id here of each organisation of the dossier, and pin those that it pins and that are new here."""
    pinned = {fact.organisation: fact for fact in dossier.facts if isinstance(fact, OrganisationPinned)}
    found: dict[str, str] = {}
    for name, title in dossier_import.organisations(dossier).items():
        fact = pinned.get(name)
        row = Organisation.objects.filter(name=title).first()
        if fact is not None and dossier_import.complete(fact, today=now.date()):
            row = _known(row, fact) or _pin(fact, by=by, body=body, now=now)
        if row is not None and row.id not in found.values():
            found[name] = row.id
    return found


def _known(row: Organisation | None, fact: OrganisationPinned) -> Organisation | None:
    if row is not None and row.domain != (fact.domain or ""):
        raise Refused(
            f"{row.name} is entered here with {row.domain or 'no domain'}, and in the dossier with "
            f"{fact.domain or 'none'}.",
            rule="An organisation has one pinned domain, whoever speaks of it.",
            next_step="Find out which of the two it is, and mend the dossier.",
        )
    return row


def _pin(fact: OrganisationPinned, *, by: User, body: BodyView, now: dt.datetime) -> Organisation:
    return pin_organisation(
        by=by,
        body_id=body.id,
        name=fact.name,
        contact="",
        domain=fact.domain or "",
        source_url=fact.source_url,
        source_seen_on=dt.date.fromisoformat(fact.source_seen_on),
        mail_hosting=fact.mail_hosting or (),
        now=now,
    )


def _pinned_alike(dossier: Dossier, ids: Mapping[str, str], body: BodyView) -> list[Fact]:
    """Return the facts of the dossier that the register here says in the same words."""
    rows = Organisation.objects.filter(pk__in=ids.values()).values_list("id", "entry")
    entries = dict(rows)
    alike: list[Fact] = []
    for fact in dossier.facts:
        if isinstance(fact, OrganisationPinned) and fact.organisation in ids:
            here = expect(journal.recorded(entry=entries[ids[fact.organisation]]).fact, OrganisationPinned)
            if named(here, organisation=fact.organisation, body=body.slug) == fact:
                alike.append(fact)
    return alike


def _registered_alike(given: ProjectRegistered, project: Project, body: BodyView, name: str) -> bool:
    """Whether the project is registered here in the words of the dossier."""
    here = [recorded.fact for recorded in journal.facts(project=project.id)]
    return exported(project=name, body=body.slug, stream=here, organisations=()).facts == (given,)

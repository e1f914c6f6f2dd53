# SPDX-License-Identifier: Apache-2.0
"""Which facts the public may read.

A fact of a project opens when its project is published. The log's own stream names organisations and their keys
before anybody has published a word about them: such a fact opens with the first published project that rests on it.
"""

import json
from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from tallystick.apps.consultations.models import ClaimedIn, Organisation
from tallystick.apps.journal.models import IndexedFact
from tallystick.apps.projects.models import Project
from tallystick.core.facts.base import REGISTER, Recorded
from tallystick.core.facts.consultation import (
    AnswerReceived,
    KeyObserved,
    OrganisationAddressCorrected,
    OrganisationPinned,
)

_ABOUT_AN_ORGANISATION = (OrganisationPinned, OrganisationAddressCorrected)


def is_open(recorded: Recorded) -> bool:
    """Tell whether everybody may see the public fields of a fact."""
    if recorded.project != REGISTER:
        return published_ids().filter(pk=recorded.project).exists()
    if isinstance(recorded.fact, _ABOUT_AN_ORGANISATION):
        return spoken_of(organisation=recorded.fact.organisation)
    if isinstance(recorded.fact, KeyObserved):
        return _is_relied_on(key_entry=recorded.entry)
    return True


def openness_of_all() -> Iterator[tuple[int, bool]]:
    """Yield the number of every entry, oldest first, and whether everybody may see the public fields of its fact."""
    published, own = set(published_ids()), _open_in_register()
    rows = IndexedFact.objects.order_by("entry").values_list("entry_id", "project", "kind")
    for entry, project, kind in rows.iterator():
        named = kind in (OrganisationPinned.kind, OrganisationAddressCorrected.kind, KeyObserved.kind)
        yield entry, entry in own if named and project == REGISTER else project == REGISTER or project in published


def spoken_of(*, organisation: str) -> bool:
    """Tell whether a published project says anything about an organisation."""
    return speaking(organisations=[organisation]).exists()


def speaking(*, organisations: Collection[str] | None = None) -> "QuerySet[ClaimedIn]":
    """Return which published project speaks of which organisation, of some organisations or of all."""
    rows = ClaimedIn.objects.filter(project_id__in=published_ids())
    return rows if organisations is None else rows.filter(organisation_id__in=organisations)


def published_ids() -> "QuerySet[Project, str]":
    """Return the ids of the published projects, for use in a larger question to the database."""
    return Project.objects.filter(published_at__isnull=False).values_list("pk", flat=True)


def _is_relied_on(*, key_entry: int) -> bool:
    # The values are canonical JSON, and quotes inside texts are escaped: the words below can only be that field.
    answers = IndexedFact.objects.filter(kind=AnswerReceived.kind, values__contains=f'"key_entry":{key_entry},')
    return answers.filter(entry__gt=key_entry, project__in=published_ids()).exists()


def _open_in_register() -> set[int]:
    """Return the entries of the organisations and keys that published projects rest on."""
    named = Organisation.objects.filter(pk__in=speaking().values("organisation_id"))
    ids = set(named.values_list("pk", flat=True))
    moved = IndexedFact.objects.filter(kind=OrganisationAddressCorrected.kind).values_list("entry_id", "values")
    corrected = {entry for entry, values in moved.iterator() if json.loads(values)["organisation"] in ids}
    answers = IndexedFact.objects.filter(kind=AnswerReceived.kind, project__in=published_ids())
    keys = (json.loads(values).get("key_entry") for values in answers.values_list("values", flat=True).iterator())
    return {*named.values_list("entry", flat=True), *corrected, *(key for key in keys if key is not None)}

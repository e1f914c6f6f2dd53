# SPDX-License-Identifier: Apache-2.0
"""What the pages say about every published claim, as data that anybody can compare with the log."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from tallystick.apps.journal import queries as journal
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import standings
from tallystick.core.claims.open_data import OpenClaim, OpenData, encode_open_data
from tallystick.core.claims.verify_claim import claim_object


def claims() -> bytes:
    """Return the list of all published claims, as of the published checkpoint: what was logged later is left out."""
    size = journal.published_size()
    views = [projects.view(row) for row in projects.published()]
    rows = sorted(_rows(views, size=size), key=lambda row: row.entry)
    return encode_open_data(OpenData(origin=settings.LOG_ORIGIN, size=size, claims=tuple(rows)))


def _rows(views: list[ProjectView], *, size: int) -> Iterator[OpenClaim]:
    records = standings.records_as_of(projects=views, size=size)
    for view in views:
        for claim in records[view.id].claims if view.id in records else ():
            place = {"slug": view.slug, "claim": claim.fact.claim}
            yield OpenClaim(
                project=view.id,
                entry=claim.entry,
                page=reverse("register:claim", kwargs=place),
                bundle=reverse("register:claim_bundle", kwargs=place),
                says=claim_object(claim.standing),
            )

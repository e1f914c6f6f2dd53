# SPDX-License-Identifier: Apache-2.0
"""Pages of facts, newest first, read by number so that a long stream costs no more than a short one."""

import json
from collections.abc import Collection, Iterable

from django.core.paginator import Page, Paginator

from tallystick.apps.journal.models import IndexedFact
from tallystick.core.facts.base import Recorded, decode

#: Facts on one page of a timeline, and on the page of their project.
PER_PAGE = 10


def newest(*, project: str, number: int) -> tuple[list[Recorded], "Page[IndexedFact]"]:
    """Return one page of a project's facts, newest first, and the page.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    rows = IndexedFact.objects.filter(project=project).order_by("-entry")
    page = Paginator(rows, PER_PAGE).page(number)
    return read(page.object_list), page


def of_entries(*, entries: Collection[int]) -> list[Recorded]:
    """Return the public view of the facts with these entry numbers, newest first."""
    return read(IndexedFact.objects.filter(entry__in=entries).order_by("-entry"))


def read(rows: Iterable[IndexedFact]) -> list[Recorded]:
    """Return the public view of facts, in the order of their index rows."""
    return [
        Recorded(
            entry=row.entry_id,
            time=row.recorded_at,
            project=row.project,
            fact=decode(kind=row.kind, values=json.loads(row.values)),
        )
        for row in rows
    ]

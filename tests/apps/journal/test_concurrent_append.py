# SPDX-License-Identifier: Apache-2.0
"""Many writers at once: every acknowledged fact is there, and the numbers have no gaps."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import Settings

from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry
from tallystick.core.facts.project import ProjectPublished

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NONE: dict[str, dict[str, object]] = {}


@pytest.mark.django_db(transaction=True)
def test_six_writers_on_three_streams_leave_no_gap(settings: Settings) -> None:
    settings.REACTIONS = "tests.apps.journal.test_concurrent_append.NONE"

    def write(worker: int) -> list[int]:
        try:
            project = f"p{worker % 3}"
            fact = ProjectPublished(project=project, by_role="dpo", by="ada")
            return [append(fact=fact, project=project, now=NOW).entry for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        acknowledged = [entry for entries in pool.map(write, range(6)) for entry in entries]
    assert sorted(acknowledged) == list(range(60))
    for project in ("p0", "p1", "p2"):
        rows = Entry.objects.filter(project=project).order_by("index")
        assert [row.pseq for row in rows] == list(range(1, 21))

# SPDX-License-Identifier: Apache-2.0
"""Reactions run after the fact, at least once, and are never lost."""

import datetime as dt

import pytest
from pytest_django import Settings

from tallystick.apps.journal.append import append
from tallystick.apps.journal.deliver import deliver
from tallystick.apps.journal.models import Outbox
from tallystick.core.errors import Unavailable
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.project import ProjectPublished

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
_told: list[tuple[int, str]] = []
_down = [False]


def _tell(recorded: Recorded, now: dt.datetime) -> None:
    if _down[0]:
        raise Unavailable("the mail server does not answer")
    fact = recorded.fact
    assert isinstance(fact, ProjectPublished)
    _told.append((recorded.entry, fact.by or ""))


TABLE = {"project.published": {"tell": _tell}}


@pytest.fixture(autouse=True)
def _fresh_table(settings: Settings) -> None:
    settings.REACTIONS = "tests.apps.journal.test_deliver.TABLE"
    _told.clear()
    _down[0] = False


def _append() -> None:
    append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada@northshire.example"), project="p1", now=NOW)


def test_a_reaction_sees_all_values_and_runs_once() -> None:
    _append()
    assert deliver(now=NOW) == 1
    assert deliver(now=NOW + dt.timedelta(days=1)) == 0
    assert _told == [(0, "ada@northshire.example")]


def test_a_failed_reaction_is_tried_again_later() -> None:
    _append()
    _down[0] = True
    assert deliver(now=NOW) == 0
    row = Outbox.objects.get()
    assert (row.attempts, row.last_error, row.done_at) == (1, "the mail server does not answer", None)
    _down[0] = False
    assert deliver(now=NOW) == 0, "not before its pause is over"
    assert deliver(now=NOW + dt.timedelta(seconds=30)) == 1
    assert _told == [(0, "ada@northshire.example")]


def test_pauses_grow_up_to_six_hours() -> None:
    _append()
    _down[0] = True
    now = NOW
    pauses = []
    for _ in range(12):
        deliver(now=now)
        due = Outbox.objects.get().due_at
        pauses.append(due - now)
        now = due
    assert pauses[:3] == [dt.timedelta(seconds=30), dt.timedelta(minutes=1), dt.timedelta(minutes=2)]
    assert pauses[-1] == dt.timedelta(hours=6)


def test_one_failing_reaction_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    _append()
    _append()

    def only_the_second(recorded: Recorded, now: dt.datetime) -> None:
        if recorded.entry == 0:
            raise Unavailable("no")
        _tell(recorded, now)

    monkeypatch.setitem(TABLE["project.published"], "tell", only_the_second)
    assert deliver(now=NOW) == 1
    assert _told == [(1, "ada@northshire.example")]

# SPDX-License-Identifier: Apache-2.0
"""A deadline as one plain object, for JSON: dates as 2026-03-02, unknown as null."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tallystick.core.law.clocks.count import Step
from tallystick.core.law.clocks.deadline import Deadline, Reading
from tallystick.core.law.clocks.events import Event
from tallystick.core.law.clocks.nonworking import NonWorking
from tallystick.core.law.clocks.rules import Basis
from tallystick.core.law.clocks.stages import Stage

FORMAT = "tallystick.deadline/v1"


def as_object(deadline: Deadline) -> dict[str, Any]:
    """Return the deadline with its working, stages and sources."""
    law = deadline.regime
    return {
        "format": FORMAT,
        "regime": law.key,
        "law": law.name,
        "received": _day(deadline.received),
        "as_of": _day(deadline.as_of),
        "due": _day(deadline.due),
        "latest": _day(deadline.latest),
        "contested": len(deadline.readings) > 1 or bool(deadline.readings and deadline.waiting),
        "in_time": deadline.in_time,
        "days_left": deadline.days_left,
        "answered": _day(deadline.answered),
        "waiting_for": _event(deadline.waiting) if deadline.waiting else None,
        "lapses_after": _day(deadline.lapses_after),
        "working_so_far": _working(deadline.so_far),
        "notice_of_extension_due": _day(deadline.ordinary),
        "events": [_event(event) for event in deadline.events],
        "readings": [_reading(reading) for reading in deadline.readings],
        "moved": _moved(deadline),
        "expected_days": [_holiday(day) for day in deadline.expected],
        "stages": [_stage(stage) for stage in deadline.stages],
        "sources": [_basis(basis) for basis in sources(deadline)],
        "notes": list(law.notes),
    }


def sources(deadline: Deadline) -> tuple[Basis, ...]:
    """Return what the deadline rests on: the period, the days, and each event that happened."""
    law = deadline.regime
    used = [law.basis_on(deadline.received), law.days]
    used += [law.events[event.kind].basis for event in deadline.events if event.kind in law.events]
    if deadline.ordinary and law.extension:
        used.append(law.extension.basis)
    return tuple({basis.provision: basis for basis in used}.values())


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _event(event: Event) -> dict[str, Any]:
    return {"kind": event.kind, "on": _day(event.on), "ended": _day(event.ended)}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "due": _day(reading.due),
        "because": [{"about": side.about, "holds": side.holds, "who": side.who} for side in reading.sides],
        "working": _working(reading.steps),
    }


def _working(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [{"day": _day(step.day), "number": step.number, "why": step.why} for step in steps]


def _moved(deadline: Deadline) -> dict[str, Any] | None:
    moved = deadline.moved
    if moved is None:
        return None
    return {"was": _day(moved.was), "now": _day(moved.now), "because": [_holiday(day) for day in moved.because]}


def _holiday(holiday: NonWorking) -> dict[str, Any]:
    return {
        "day": _day(holiday.day),
        "name": holiday.name,
        "jurisdiction": holiday.jurisdiction,
        "instrument": holiday.instrument,
        "url": holiday.url,
        "standing": holiday.standing.value,
        "known_from": _day(holiday.known_from),
        "dropped": holiday.dropped,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "name": stage.name,
        "whose": stage.whose,
        "span": stage.span,
        "counted_from": _day(stage.counted_from),
        "assumed": stage.assumed,
        "first_day" if stage.opens else "last_day": _day(stage.due),
        "at_most": _day(stage.at_most),
        "source": _basis(stage.basis),
    }


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "provision": basis.provision,
        "says": basis.says,
        "force": basis.force.value,
        "words": basis.citation.quote if basis.citation else None,
        "version": basis.citation.version if basis.citation else None,
        "url": basis.address,
    }

# SPDX-License-Identifier: Apache-2.0
"""Had people time to act on the notice before the processing began, or before their choice ended?"""

from collections.abc import Iterator

from tallystick.core.errors import Invalid
from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.facts.dates import When, read
from tallystick.core.facts.declaration import NoticePublished, RightOffered, SubjectsDeclared
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, unmet
from tallystick.core.law.citations import eu_gdpr, uk_gdpr
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr

#: No law sets a number of days: four weeks for anybody, twelve where so many people must first hear of it.
_DAYS, _DAYS_FOR_MANY = 28, 84
_MANY = 100_000
_NOTE = (
    "No provision sets a number of days: four weeks, or twelve where 100,000 people or more are concerned, are ours."
)
_CHOICES = ("opt-out", "objection")


def _answer(given: Given) -> Iterator[Result]:
    """Count the days from the first notice to the first end of a choice, or else to the start."""
    notices = [note for note in given.notes_of(NoticePublished) if note.when]
    ends = [(until, given.ref(fact)) for fact in _choices(given) if (until := _until(fact))]
    if given.started and not ends:
        ends = [(given.started, refs(given.starts)[0])]
    if notices and ends:
        told, (until, end) = notices[0], min(ends, key=lambda item: item[0].first)
        yield _test(given, told.when or until, until, on=[told.ref, end])


def _choices(given: Given) -> list[RightOffered]:
    return [fact for fact in given.all(RightOffered) if fact.right in _CHOICES]


def _until(fact: RightOffered) -> When | None:
    try:
        return read(fact.until) if fact.until else None
    except Invalid:
        return None


def _people(given: Given) -> int | None:
    counted = [fact.people for fact in given.all(ProcessingStarted) if fact.people is not None]
    counted += [fact.people for fact in given.all(SubjectsDeclared) if fact.people is not None]
    return max(counted, default=None)


def _test(given: Given, told: When, until: When, *, on: list[str]) -> Result:
    people = _people(given)
    least, most = (until.first - told.last).days, (until.last - told.first).days
    many = f" {people:,} people are concerned." if people is not None else ""
    says = f"First notice: {told.words}. People had until {until.words}: {_days(least, most)}.{many}"
    wanted = _DAYS_FOR_MANY if people is not None and people >= _MANY else _DAYS
    if most < wanted:
        return unmet("record", says, on=on)
    if least >= _DAYS_FOR_MANY or (least >= wanted and people is not None):
        return met("record", says, on=on)
    supply = "Both dates, to the day, and how many people are concerned."
    return cannot_tell("record", says, supply=supply, on=on)


def _days(least: int, most: int) -> str:
    if most < 0:
        return "no time, for it had passed by then"
    return f"{most} days" if least == most else f"between {max(least, 0)} and {most} days"


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.LOW,
    asks="Had people time between the first notice and the start, or the end of their choice?",
    means="A choice that ends before most people have heard of it is none.",
    resolves="A later start or a longer time to choose, with notice to each person.",
    eras=gdpr(uk=uk_gdpr.ART_12_2, eu=eu_gdpr.ART_12_2, note=_NOTE),
    judged=at_start,
    answer=_answer,
)

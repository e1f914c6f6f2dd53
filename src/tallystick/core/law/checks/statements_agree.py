# SPDX-License-Identifier: Apache-2.0
"""Do public statements on one topic agree, or replace one another openly? DPA 2018 s.34(3), GDPR Art 5(2)."""

from collections.abc import Iterator

from tallystick.core.facts.course import ClaimStated
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, apart, date_in, entries, names, withdrawn
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import shown

_Claims = list[Entry[ClaimStated]]


def _answer(given: Given) -> Iterator[Result]:
    """Compare what one speaker says on one topic: the dates that are announced, and what is asserted and denied."""
    topics: dict[str, _Claims] = {}
    for claim in entries(given, kind=ClaimStated):
        topics.setdefault(f"{claim.fact.said_by}: {claim.fact.topic}", []).append(claim)
    for about, claims in topics.items():
        yield from _dates(given, f"{about}, dates", [one for one in claims if date_in(one.fact.date)])
        yield from _asserted(given, about, [one for one in claims if one.fact.asserts is not None])


def _dates(given: Given, about: str, claims: _Claims) -> Iterator[Result]:
    if len(claims) > 1:
        standing = [one for one in claims if one.ref not in withdrawn(given)]
        told = " ".join(f"“{one.fact.text}” ({one.date}): {_named(one).words}." for one in claims)
        differ = [one for one in standing if any(apart(one=_named(one), other=_named(other)) for other in standing)]
        yield _result(about, told, claims, differ)


def _named(claim: Entry[ClaimStated]) -> When:
    named = date_in(claim.fact.date)
    assert named is not None  # noqa: S101 (only claims with a date come here)
    return named


def _asserted(given: Given, about: str, claims: _Claims) -> Iterator[Result]:
    if len(claims) > 1:
        standing = [one for one in claims if one.ref not in withdrawn(given)]
        told = " ".join(f"“{one.fact.text}” ({one.date})." for one in claims)
        both = len({one.fact.asserts for one in standing}) > 1
        yield _result(about, told, claims, standing if both else [])


def _result(about: str, told: str, claims: _Claims, differ: _Claims) -> Result:
    if differ:
        says = f"Statements differ, and none takes another back: {told}"
        return unmet(about, says, on=names(differ))
    return met(about, f"Statements agree, or replace one another openly: {told}", on=names(claims))


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do public statements on one topic agree, or does each later one say that it replaces the earlier?",
    means="People act on a date or an assurance that no longer holds, because nobody took it back.",
    resolves="A statement or correction that names the earlier one and says what holds (`replaces`).",
    eras=shown(),
    judged=today,
    answer=_answer,
)

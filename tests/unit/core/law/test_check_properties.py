# SPDX-License-Identifier: Apache-2.0
"""What holds of every check on every one of its cases: what is unrelated changes nothing, nor does the order."""

import dataclasses
import random
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pytest

from tallystick.core.claims.record import given
from tallystick.core.facts import dossier
from tallystick.core.facts.base import KINDS, Fact, JsonValue
from tallystick.core.law.check import Check
from tallystick.core.law.checks import checks
from tallystick.core.law.given import Given
from tests.unit.core.law import check_cases
from tests.unit.core.law.check_cases import Case
from tests.unit.core.law.unrelated import unrelated

Facts = Sequence[dict[str, JsonValue]]
Answers = dict[str, bool | None]
Named = tuple[str, Fact]

#: The kinds that the standing of contacts and claims is computed from.
_OF_CONSULTATION = frozenset(
    {
        *("claim.made", "engagement.claimed", "engagement.evidence_attached", "statement.fixed", "request.sent"),
        *("request.bounced", "answer.received", "answer.unclear", "dispute.raised", "report.published", "field.erased"),
        *("project.registered", "processing.started"),
    }
)
#: They say something about the whole record, whatever else they say.
_ABOUT_ALL = frozenset({"record.searched", "regime.declared"})
#: It looks at every kind of fact of which two sources may give one.
_READS_EVERYTHING = frozenset({"sources-differ"})
#: Checks that ask whether there is a fact of some kind at all: one more of that kind is an answer, not noise.
_SOUGHT: dict[str, set[str]] = {
    "approved-before-start": {"approval.given"},
    "assessment-parts": {"measure.decided", "purpose.declared", "risk.identified"},
    "audit-held": {"audit.held"},
    "claim-sum": {"funding.approved"},
    "dpo-advice-in-time": {"dpo.advised"},
    "growth-declared": {"purpose.declared", "source.declared"},
    "high-risk-consulted": {"regulator.consulted"},
    "independent-oversight": {"oversight.arranged"},
    "legal-basis-stated": {"basis.declared"},
    "notice-before-start": {"notice.published"},
    "notice-languages": {"notice.published"},
    "notice-tells": {"notice.published"},
    "processing-within-declaration": {"source.declared"},
    "refusal-heeded": {"approval.given"},
    "retention-period-set": {"retention.declared"},
    "staff-guidance": {"guidance.issued"},
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Watched(Given):
    """A record that notes which kinds of facts are asked of it."""

    read: set[str] = dataclasses.field(default_factory=set)

    def all(self, kind: type[Any]) -> tuple[Any, ...]:
        self.read.add(kind.kind)
        return super().all(kind)

    def notes_of(self, kind: type[Fact]) -> tuple[Any, ...]:
        self.read.add(kind.kind)
        return super().notes_of(kind)

    def __getattribute__(self, name: str) -> object:
        if name in ("contacts", "claims"):
            object.__getattribute__(self, "read").update(_OF_CONSULTATION)
        return super().__getattribute__(name)


def _named(facts: Facts) -> list[Named]:
    value: Any = {"tallystick-dossier": 1, "project": "case", "facts": list(facts)}
    return list(dossier.refs(dossier.of(value)))


def _record(facts: Sequence[Named], case: Case) -> Watched:
    made = given(facts=facts, as_of=case.as_of)
    return Watched(as_of=made.as_of, notes=made.notes, contacts=made.contacts, claims=made.claims)


def _answers(check: Check, record: Given) -> Answers:
    return {result.about: result.holds for result in check_cases.answers(check, record)}


@cache
def _facts_of_cases(name: str) -> list[tuple[Case, list[Named]]]:
    """Return each case of a check, under the first regime that has law on its day."""
    return [
        (case, _named(check_cases.filled(check_cases.with_regime(case, regimes[0]))))
        for case in check_cases.read_cases(name)
        if (regimes := check_cases.regimes_of(checks()[name], case))
    ]


@cache
def _one(kind: str, on: str | None) -> Named:
    (_, fact), *_ = _named([unrelated(kind, number=sorted(KINDS).index(kind), on=on)])
    return f"noise-{kind}", fact


def _noise(kinds: Iterable[str], *, on: str | None) -> list[Named]:
    return [_one(kind, on) for kind in sorted(kinds)]


@pytest.mark.parametrize("name", sorted(set(checks()) - _READS_EVERYTHING))
def test_facts_of_kinds_that_a_check_does_not_read_change_nothing(name: str) -> None:
    for case, facts in _facts_of_cases(name):
        record = _record(facts, case)
        before = _answers(checks()[name], record)
        unread = set(KINDS) - record.read - _ABOUT_ALL
        after = _record([*facts, *_noise(unread, on=None), *_noise(unread, on="2019-01-01")], case)
        assert _answers(checks()[name], after) == before, case.name


@pytest.mark.parametrize("name", checks())
def test_an_unrelated_fact_never_removes_a_finding_or_passes_what_cannot_be_told(name: str) -> None:
    kinds = set(KINDS) - _ABOUT_ALL - _SOUGHT.get(name, set())
    for case, facts in _facts_of_cases(name):
        before = _answers(checks()[name], _record(facts, case))
        after = _answers(checks()[name], _record([*facts, *_noise(kinds, on=None)], case))
        for about, holds in before.items():
            answer = after.get(about, "no answer")
            assert holds is not False or answer is False, f"{case.name}: {about} was a finding, now {answer}"
            assert holds is not None or answer is not True, f"{case.name}: {about} could not be told, now it passes"


@pytest.mark.parametrize("name", checks())
def test_the_order_of_the_file_does_not_matter(name: str) -> None:
    for case, facts in _facts_of_cases(name):
        before = _answers(checks()[name], _record(facts, case))
        mixed = list(facts)
        random.Random(len(facts)).shuffle(mixed)  # noqa: S311 (not for secrets)
        assert _answers(checks()[name], _record(mixed, case)) == before, case.name
        assert _answers(checks()[name], _record(facts[::-1], case)) == before, case.name


@pytest.mark.parametrize("name", checks())
def test_a_result_rests_on_facts_of_the_record(name: str) -> None:
    for case, facts in _facts_of_cases(name):
        record = _record(facts, case)
        named = {note.ref for note in record.notes}
        for result in check_cases.answers(checks()[name], record):
            assert set(result.rests_on) <= named, case.name


@pytest.mark.parametrize("name", _SOUGHT)
def test_the_exceptions_are_still_needed(name: str) -> None:
    """An exception that no case needs any more would hide the next fault."""
    assert {kind for kind in _SOUGHT[name] if _matters(name, kind)} == _SOUGHT[name]


def _matters(name: str, kind: str) -> bool:
    for case, facts in _facts_of_cases(name):
        before = _answers(checks()[name], _record(facts, case))
        if _answers(checks()[name], _record([*facts, _one(kind, None)], case)) != before:
            return True
    return False

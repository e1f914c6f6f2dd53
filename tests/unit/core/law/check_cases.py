# SPDX-License-Identifier: Apache-2.0
"""Reads the cases that stand beside the checks, and puts them to their check."""

import dataclasses
import datetime as dt
import importlib.resources
from collections.abc import Iterator, Mapping
from typing import Any

from tallystick.core.claims.record import given
from tallystick.core.facts import dates, dossier, plain
from tallystick.core.facts.base import JsonValue
from tallystick.core.law.check import Check, Result
from tallystick.core.law.checks import checks
from tallystick.core.law.given import Given

WORDS = {True: "yes", False: "no", None: "cannot-tell"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One case: what is given, and what the check answers about each thing."""

    check: str
    name: str
    as_of: dt.date
    facts: tuple[dict[str, JsonValue], ...]
    gives: Mapping[str, str]
    rests_on: tuple[str, ...] | None
    says: str

    @property
    def declares_a_regime(self) -> bool:
        return any(fact["kind"] == "regime.declared" for fact in self.facts)


def read_cases(check: str) -> Iterator[Case]:
    """Yield the cases of one check; a missing or unreadable file raises."""
    folder = importlib.resources.files("tallystick.core.law.checks")
    found: Any = plain.read((folder / f"{check.replace('-', '_')}.cases.yaml").read_bytes())
    for item in found:
        unknown = set(item) - {"name", "as_of", "facts", "gives", "rests_on", "says"}
        assert not unknown, f"{check}: {item['name']}: unknown keys {unknown}"
        yield Case(
            check=check,
            name=item["name"],
            as_of=dates.read(item["as_of"]).last,
            facts=tuple(item["facts"]),
            gives=item["gives"],
            rests_on=tuple(item["rests_on"]) if "rests_on" in item else None,
            says=item.get("says", ""),
        )


def all_cases() -> list[Case]:
    return [case for name in checks() for case in read_cases(name)]


def given_of(facts: tuple[dict[str, JsonValue], ...], as_of: dt.date) -> Given:
    """Build what a check is given from facts in short form: ``ref`` and ``said_by`` may be left out."""
    read = dossier.of({"tallystick-dossier": 1, "project": "case", "facts": list(filled(facts))})
    return given(facts=dossier.refs(read), as_of=as_of)


def filled(facts: tuple[dict[str, JsonValue], ...]) -> list[dict[str, JsonValue]]:
    """Return facts in short form with their ``ref`` and ``said_by``."""
    return [_filled(fact, number) for number, fact in enumerate(facts)]


def with_regime(case: Case, regime: str) -> tuple[dict[str, JsonValue], ...]:
    if case.declares_a_regime:
        return case.facts
    return (*case.facts, {"kind": "regime.declared", "ref": "regime-of-the-case", "regime": regime})


def regimes_of(check: Check, case: Case) -> list[str]:
    """Return the regimes under which a case is put: the one it declares, else all that have law on its day."""
    if case.declares_a_regime:
        return [str(next(fact["regime"] for fact in case.facts if fact["kind"] == "regime.declared"))]
    tried = sorted({regime for era in check.eras for regime in era.regimes})
    day = check.judged(given_of(case.facts, case.as_of))
    return [regime for regime in tried if check.era(regime=regime, day=day)]


def answers(check: Check, record: Given) -> list[Result]:
    """Return what a check answers, under the law of the record's regime and day; nothing where there is none."""
    era = check.era(regime=record.regime or "", day=check.judged(record))
    return list((era.answer or check.answer)(record)) if era else []


def _filled(fact: dict[str, JsonValue], number: int) -> dict[str, JsonValue]:
    fields = dossier.field_types(str(fact["kind"]))
    defaults = {"ref": f"fact-{number}", "said_by": "body"}
    return {name: value for name, value in defaults.items() if name in fields} | fact

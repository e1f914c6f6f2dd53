# SPDX-License-Identifier: Apache-2.0
"""Gives a case other names and other dates, mechanically: what the checks say must stay the same.

Bodies, organisations, projects, titles and every short name are replaced by made-up ones, in free text too; all dates
move by one number of days within their eras. The words of the format, and those that documents use, stay.
"""

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from tallystick.cli import casebook_shift
from tallystick.cli.casebook_files import Case, Expected, Twin
from tallystick.core.facts import dates
from tallystick.core.facts.base import KINDS
from tallystick.core.facts.declaration import DATA_CATEGORIES
from tallystick.core.facts.dossier_kinds import DATES
from tallystick.core.facts.questions import QUESTIONS, SUBJECTS

#: Fields that hold the name of something, or a list of such names.
_NAMES = frozenset(
    {"ref", "project", "body", "body_name", "organisation", "organisation_name", "engagement", "engagements", "claim"}
    | {"report", "reporter", "made_by", "approver", "adviser", "auditor", "overseer", "regulator", "recipient"}
    | {"request", "assessment", "document", "template", "action", "advice", "risk", "measure", "statement", "dispute"}
    | {"reference", "use", "uses", "corrects", "also_corrects", "replaces", "alters", "holder", "name"}
    | {"source_title", "source_url", "title", "url"}
)
_TIMES = frozenset({"received_at", "observed_at", "claimed_at"})
#: Results about these are no names.
_WORDS = frozenset({"record", *QUESTIONS, *SUBJECTS, *DATA_CATEGORIES})
_SOUNDS = ("ba", "bo", "du", "fe", "ga", "ki", "lo", "mu", "ne", "pa", "ra", "so", "ta", "ve", "wi", "zu")


class Disguise:
    """Other names and dates for one case, decided by a seed."""

    def __init__(self, case: Case, *, seed: str) -> None:
        """Choose the names and the move of the dates; raises ``Invalid`` where the dates leave no room to move."""
        self._case = case
        self._seed = f"{seed}|{case.name}"
        values = [case.dossier, *(twin.values for twin in _twins(case))]
        found = set(_held(values, _NAMES))
        words = _WORDS | set(_held(values, None))
        #: The made-up name for each name; a name that is also a word of the format or of a document stays.
        self.names = self._made_up(sorted(found - words))
        self.days = casebook_shift.choose(_dates(case, values), regimes=_regimes(values), seed=self._seed)

    def case(self) -> Case:
        """Return the case with other names and dates."""
        findings = tuple(self._finding(finding) for finding in self._case.findings)
        dossier = self._value(self._case.dossier)
        must_not = tuple(self.id(name) for name in self._case.must_not)
        day = self._case.as_of and self._case.as_of + dt.timedelta(days=self.days)
        return dataclasses.replace(self._case, as_of=day, dossier=dossier, findings=findings, must_not=must_not)

    def id(self, name: str) -> str:
        """Return the id of a finding with the names in it replaced."""
        check, colon, about = name.partition(":")
        return check + colon + self._in(about, self._all)

    def _finding(self, finding: Expected) -> Expected:
        when = finding.found_on
        return dataclasses.replace(
            finding,
            found_on=when and dates.read(casebook_shift.moved(when.text, days=self.days)),
            as_of=finding.as_of and finding.as_of + dt.timedelta(days=self.days),
            raises=tuple(self.id(name) for name in finding.raises),
            also=tuple(self.id(name) for name in finding.also),
            twin=finding.twin and self._twin(finding.twin),
        )

    def _twin(self, twin: Twin) -> Twin:
        kind, colon, name = twin.ref.rpartition(":")
        ref = kind + colon + self.names.get(name, name) if kind in KINDS else self.names.get(twin.ref, twin.ref)
        return Twin(way=twin.way, ref=ref, values=self._value(twin.values))

    def _value(self, value: Any, field: str = "") -> Any:  # noqa: ANN401 (plain values of a file)
        if isinstance(value, Mapping):
            return {name: self._value(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._value(item, field) for item in value]
        if not isinstance(value, str):
            return value
        if field in DATES | _TIMES:
            return casebook_shift.moved(value, days=self.days)
        return self.names.get(value, value) if field in _NAMES else self._in(value, self._proper)

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return _pattern(self.names)

    @cached_property
    def _proper(self) -> re.Pattern[str]:
        """Names as they stand in free text: with a capital, so that no common word is taken for one."""
        return _pattern(name for name in self.names if name != name.lower() and not name.startswith("https:"))

    def _in(self, text: str, pattern: re.Pattern[str]) -> str:
        return pattern.sub(lambda match: self.names[match[0]], text)

    def _made_up(self, found: Iterable[str]) -> dict[str, str]:
        made: dict[str, str] = {}
        for name in found:
            number = 0
            while (new := self._like(name, number)) in made.values():
                number += 1
            made[name] = new
        return made

    def _like(self, name: str, number: int) -> str:
        digest = hashlib.sha256(f"{self._seed}|{name}|{number}".encode()).digest()
        word = "".join(_SOUNDS[byte % 16] for byte in digest[:5])
        if name.startswith("https://"):
            return f"https://{word}.example/{digest.hex()[:8]}"
        return word if name == name.lower() else f"{word.capitalize()} {_SOUNDS[digest[6] % 16].capitalize()}"


def _twins(case: Case) -> Iterator[Twin]:
    yield from (finding.twin for finding in case.findings if finding.twin)


def _held(value: Any, fields: frozenset[str] | None, field: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield the texts that stand in some fields, or (``None``) in all others than those of names."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _held(item, fields, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _held(item, fields, field)
    elif isinstance(value, str) and (field in fields if fields else field not in _NAMES):
        yield value


def _dates(case: Case, values: Any) -> Iterator[str]:  # noqa: ANN401
    yield from _held(values, DATES | _TIMES)
    yield from (finding.found_on.text for finding in case.findings if finding.found_on)
    yield from ([case.as_of.isoformat()] if case.as_of else [])
    yield from (finding.as_of.isoformat() for finding in case.findings if finding.as_of)


def _regimes(values: Any) -> set[str]:  # noqa: ANN401
    return set(_held(values, frozenset({"regime"}))) or {"uk-gdpr"}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in longest) or "(?!)")

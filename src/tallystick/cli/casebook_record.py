# SPDX-License-Identifier: Apache-2.0
"""One record of the casebook: what the checks say of it as of a day, its clean twins, and what was known when."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tallystick.cli.casebook_files import Twin
from tallystick.core.claims.record import given
from tallystick.core.errors import Invalid
from tallystick.core.facts import dates, dossier
from tallystick.core.facts.base import KINDS, Fact, field_names
from tallystick.core.facts.dates import When
from tallystick.core.facts.dossier_kinds import DATES, happened
from tallystick.core.law.checks import checks
from tallystick.core.law.examine import Finding, examine

_DAY = dt.timedelta(days=1)


class Record:
    """A dossier as plain values, with the answers of all checks."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        """Read the dossier; raises ``Unreadable`` where it is none."""
        self._value = value
        self.facts = tuple(dossier.refs(dossier.of(dict(value))))
        self._whens = [happened(fact) for _, fact in self.facts]
        self._given: dict[tuple[dt.date, dt.date | None], dict[str, Finding]] = {}

    @property
    def end(self) -> dt.date:
        """Return the last day that a fact of the record may have happened on.

        Raises:
            Invalid: no fact has a date.
        """
        lasts = [when.last for when in self._whens if when]
        if not lasts:
            rule = "A record is judged as of the last day in it."
            raise Invalid("no fact of the dossier has a date", rule=rule, next_step="Give one fact its date.")
        return max(lasts)

    def as_of(self, day: dt.date) -> dict[str, Finding]:
        """Return every answer of every check by its id, from all facts that had happened by then."""
        if (day, None) not in self._given:
            self._given[day, None] = _answers(self.facts, day)
        return self._given[day, None]

    def as_known(self, day: dt.date, *, found: dt.date) -> dict[str, Finding]:
        """Return the answers on a day from the facts that were known then; see ``known``."""
        if (day, found) not in self._given:  # many findings are of one day
            known = zip(self.facts, self.known(found), strict=True)
            facts = tuple(item for item, since in known if since is not None and since <= day)
            self._given[day, found] = _answers(facts, day)
        return self._given[day, found]

    def known(self, found: dt.date) -> list[dt.date | None]:
        """Return from which day on each fact was known for certain; ``None`` where not by the day ``found``.

        A fact with a partial date was known on its last possible day, or on ``found`` where that is earlier. A fact
        without a date was known when the next dated one of the file was, for the file is in time order.
        """
        found_days = [_by(when, found) for when in self._whens]
        following: dt.date | None = found
        for number in range(len(found_days) - 1, -1, -1):
            if self._whens[number] is None:
                found_days[number] = following
            else:
                following = found_days[number]
        return found_days

    def days(self, found: dt.date) -> list[dt.date]:
        """Return the days up to ``found`` on which an answer may change: facts become known, or what is due is over."""
        known = {day for day in self.known(found) if day}
        over = {when.last + _DAY for _, fact in self.facts for when in _due(fact) if when.last + _DAY <= found}
        return sorted({day for day in known | over | {found} if day >= min(known, default=found)})

    def twin(self, twin: Twin) -> "Record":
        """Return the record with the one fact repaired.

        Raises:
            Invalid: the dossier has no such fact, or the repaired one cannot be read.
        """
        facts = [dict(fact) for fact in self._value["facts"]]
        if twin.way == "add":
            return Record({**self._value, "facts": [*facts, dict(twin.values)]})
        at = next((number for number, fact in enumerate(facts) if twin.ref in names(fact)), None)
        if at is None:
            rule = "A twin names the fact by its ref, or as kind:id where the kind has no ref."
            raise Invalid(f"the dossier has no fact {twin.ref!r}", rule=rule, next_step="Mend the twin.")
        facts[at : at + 1] = [] if twin.way == "remove" else [{**facts[at], **twin.values}]
        return Record({**self._value, "facts": facts})


def names(fact: Mapping[str, Any]) -> set[str]:
    """Return by what a fact can be named: its ``ref``, or its kind and first field."""
    kind = str(fact.get("kind"))
    first = field_names(kind)[0] if kind in KINDS else ""
    return {str(fact["ref"])} if "ref" in fact else {f"{kind}:{fact.get(first)}"}


def unmet(answers: Mapping[str, Finding]) -> frozenset[str]:
    """Return the ids of what the record shows not to be so."""
    return frozenset(name for name, finding in answers.items() if finding.holds is False)


def _answers(facts: tuple[tuple[str, Fact], ...], day: dt.date) -> dict[str, Finding]:
    found = examine(given=given(facts=facts, as_of=day), checks=checks())
    return {finding.id: finding for finding in found}


def _by(when: When | None, found: dt.date) -> dt.date | None:
    if when is None or when.first > found:
        return None
    return min(when.last, found)


def _due(fact: Fact) -> list[When]:
    texts = [getattr(fact, name) for name in field_names(fact.kind) if name in DATES]
    return [dates.read(text[:10]) for text in texts if text]

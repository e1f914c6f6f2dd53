# SPDX-License-Identifier: Apache-2.0
"""What was erased from which entry, when and on which legal basis, as the ``field.erased`` facts say."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from tallystick.core.facts.base import Recorded
from tallystick.core.facts.record import FieldErased


@dataclasses.dataclass(frozen=True, kw_only=True)
class Erased:
    """That a field was erased."""

    #: The entry that says so.
    entry: int
    on: dt.date
    basis: str

    @property
    def text(self) -> str:
        """Return it in words, to stand after "was"."""
        return f"erased on {self.on.isoformat()}, basis: {self.basis}"


#: By entry, then by field.
Erasures = Mapping[int, Mapping[str, Erased]]


def erasures(facts: Iterable[Recorded]) -> Erasures:
    """Return what the facts say was erased. Only a later entry can say so, and the first counts."""
    found: dict[int, dict[str, Erased]] = {}
    for recorded in sorted(facts, key=lambda recorded: recorded.entry):
        fact = recorded.fact
        if isinstance(fact, FieldErased) and fact.entry < recorded.entry:
            erased = Erased(entry=recorded.entry, on=recorded.time.date(), basis=fact.basis)
            found.setdefault(fact.entry, {}).setdefault(fact.field, erased)
    return found

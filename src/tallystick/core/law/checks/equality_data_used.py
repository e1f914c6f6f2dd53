# SPDX-License-Identifier: Apache-2.0
"""Does an equality assessment rest on data about the groups concerned?"""

from collections.abc import Iterator

from tallystick.core.facts.assessment import EqualityAssessed
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Read of each equality assessment that was done whether data were used."""
    for assessed in given.all(EqualityAssessed):
        if assessed.state == "done":
            yield _test(given.ref(assessed), assessed)


def _test(about: str, assessed: EqualityAssessed) -> Result:
    result = f" Its result: “{assessed.result}”" if assessed.result else ""
    if assessed.data_used is None:
        says = f"Whether the equality assessment rests on data about the groups concerned is not on record.{result}"
        return cannot_tell(about, says, supply="Which data about which groups were used.", on=[about])
    if assessed.data_used:
        return met(about, f"The equality assessment used data about the groups concerned.{result}", on=[about])
    return unmet(about, f"The equality assessment used no data about the groups concerned.{result}", on=[about])


CHECK = Check(
    kind=Kind.EQUALITY,
    severity=Severity.LOW,
    asks="Does the equality assessment rest on data about the groups concerned?",
    means="“No negative impact” says nothing where nobody has looked at who is affected.",
    resolves="Figures for the groups concerned, and what follows from them.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

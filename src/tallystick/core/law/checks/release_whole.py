# SPDX-License-Identifier: Apache-2.0
"""Does a released document hold the parts that it names: annexes, registers, embedded sheets?"""

from collections.abc import Iterator

from tallystick.core.facts.foi import DocumentReleased
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_NOTE = "Where a document is published without a request no statute asks for the whole: this asks whether it is whole."


def _answer(given: Given) -> Iterator[Result]:
    """Read what each released document lacks."""
    for fact in given.all(DocumentReleased):
        about, when = given.ref(fact), given.when(fact)
        says = f"{fact.document} was released{f' ({when.words})' if when else ''}"
        if fact.missing_parts:
            yield unmet(about, f"{says} without: {', '.join(fact.missing_parts)}.", on=[about])
        elif fact.missing_parts is None:
            supply = "Whether the parts that the document names are there."
            yield cannot_tell(about, f"{says}. Whether it is whole is not on record.", supply=supply, on=[about])
        else:
            yield met(about, f"{says} with the parts that it names.", on=[about])


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.MEDIUM,
    asks="Does each released document hold the parts that it names?",
    means="A document without its list of risks tells people what is planned and hides what may happen to them.",
    resolves="The missing parts, or a notice that says why each is withheld.",
    eras=accountability(note=_NOTE),
    judged=today,
    answer=_answer,
)

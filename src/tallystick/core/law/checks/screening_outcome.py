# SPDX-License-Identifier: Apache-2.0
"""Does "no assessment needed" fit the record's own answers? GDPR Art 35(1), DPA 2018 s.64(1), LED Art 27(1)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import ScreeningRecorded
from tallystick.core.law.answers import versions
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.criteria import shown
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: WP248 rev.01, III.B.a: two criteria mean that an assessment is to be carried out in most cases.
_ENOUGH = 2


def _answer(given: Given) -> Iterator[Result]:
    """Count the criteria that the record shows, where the screening says that no assessment is needed."""
    refused = [fact for fact in given.all(ScreeningRecorded) if fact.outcome == "not-required"]
    if not refused:
        return
    criteria = shown(given)
    on = [*map(given.ref, refused), *(ref for refs in criteria.values() for ref in refs)]
    says = "The screening says that no assessment is needed."
    says += f" The record shows these screening criteria: {', '.join(criteria) or 'none'}."
    if len(criteria) < _ENOUGH:
        yield met("record", says, on=dict.fromkeys(on))
    elif versions(given):
        says += " An assessment was made all the same."
        yield met("record", says, on=dict.fromkeys([*on, *(note.ref for note in versions(given))]))
    else:
        yield unmet("record", says, on=dict.fromkeys(on))


_NOTE = (
    "Two of the nine criteria normally call for an assessment: that is the guidelines WP248 rev.01, not the statute."
)

CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.HIGH,
    asks="Where it was held that no assessment is needed, do the record's own answers bear that out?",
    means="The project has marks of high risk to people, and it was decided not to look at that risk.",
    resolves="Make the assessment, or correct the declarations that show the criteria.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_1, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_1, note=_NOTE),
        part3=Law(citation=dpa2018.S64_1, note=_NOTE),
        led=Law(citation=led.ART_27_1, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was a document released without showing what was to be withheld?"""

from collections.abc import Iterator

from tallystick.core.facts.foi import DocumentReleased
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.events import day_of_releases
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police


def _answer(given: Given) -> Iterator[Result]:
    """Read of each release whether it showed too much."""
    for fact in given.all(DocumentReleased):
        about, when = given.ref(fact), given.when(fact)
        says = f"{fact.document} was released{f' ({when.words})' if when else ''}"
        if fact.leaked:
            yield unmet(about, f"{says} and showed something that was to be withheld.", on=[about])
        elif fact.leaked is None:
            supply = "Whether the file was examined for hidden and unredacted content."
            yield cannot_tell(about, f"{says}. Whether it shows too much is not on record.", supply=supply, on=[about])
        else:
            yield met(about, f"{says} and showed nothing that was to be withheld.", on=[about])


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.HIGH,
    asks="Was each document released without showing what was to be withheld?",
    means="Names or other data of people became public and cannot be called back.",
    resolves="Nothing undoes it: a record of what was done about it, and an examined file in its place.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_F, eu=eu_gdpr.ART_5_1_F),
        *police(part3=dpa2018.S40, led=led.ART_4_1_F),
        old_uk(citation=dpa1998.PRINCIPLE_7, note=""),
        old_eu(citation=eu_before_2018.ART_17_1, note=""),
    ),
    judged=day_of_releases,
    answer=_answer,
)

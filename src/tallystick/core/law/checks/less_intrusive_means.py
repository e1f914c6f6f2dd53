# SPDX-License-Identifier: Apache-2.0
"""Were less intrusive means considered? GDPR Art 35(7)(b), DPA 2018 s.35(2), LED Art 8(1), DPA 1998 principle 3."""

from collections.abc import Iterator

from tallystick.core.law.answers import has_answer, in_question
from tallystick.core.law.check import Check, Result
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look for the alternatives that were considered."""
    if in_question(given):
        yield has_answer(given, about="record", questions=("alternatives",))


_NOTE = (
    "The provision does not name alternatives: what a less intrusive means would do as well is not necessary, so an "
    "assessment of necessity has to look at them."
)

CHECK = Check(
    kind=Kind.NECESSITY,
    severity=Severity.MEDIUM,
    asks="Is it said which less intrusive means were considered, and why they would not do?",
    means="A milder way may have done as well, and nobody has looked.",
    resolves="Answer the question “alternatives”: which means, and why each was rejected.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7, note=_NOTE),
        part3=Law(citation=dpa2018.S35_2, note=_NOTE),
        led=Law(citation=led.ART_8_1, note=_NOTE),
        act_1998=Law(citation=dpa1998.PRINCIPLE_3, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_6_1_C, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

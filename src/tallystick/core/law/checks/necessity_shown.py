# SPDX-License-Identifier: Apache-2.0
"""Are necessity and proportion shown? GDPR Art 35(7)(b), DPA 2018 s.35(2), LED Art 8(1), DPA 1998 principle 3."""

from collections.abc import Iterator

from tallystick.core.law.answers import has_answer, in_question
from tallystick.core.law.check import Check, Result
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look for an answer to each of the two questions."""
    if in_question(given):
        for question in ("necessity", "proportionality"):
            yield has_answer(given, about=question, questions=(question,))


_NOTE_LAW_ENFORCEMENT = (
    "What an assessment must contain does not name necessity here; the law makes it a condition of the processing."
)
_NOTE_BEFORE = "No assessment was required then; data had to be adequate, relevant and not excessive all the same."

CHECK = Check(
    kind=Kind.NECESSITY,
    severity=Severity.HIGH,
    asks="Is it shown why the processing is necessary, and in proportion to what is gained?",
    means="People bear an intrusion, and nobody has shown that it is needed or worth it.",
    resolves="Answer the questions “necessity” and “proportionality” in the assessment, in words of its own.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S35_2, note=_NOTE_LAW_ENFORCEMENT),
        led=Law(citation=led.ART_8_1, note=_NOTE_LAW_ENFORCEMENT),
        act_1998=Law(citation=dpa1998.PRINCIPLE_3, note=_NOTE_BEFORE),
        directive=Law(citation=eu_before_2018.ART_6_1_C, note=_NOTE_BEFORE),
    ),
    judged=while_running,
    answer=_answer,
)

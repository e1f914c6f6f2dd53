# SPDX-License-Identifier: Apache-2.0
"""Is it said how data are kept to what is needed? GDPR Art 5(1)(c), DPA 2018 s.37, LED Art 4(1)(c), DPA 1998."""

from collections.abc import Iterator

from tallystick.core.law.answers import has_answer, in_question
from tallystick.core.law.check import Check, Result
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given) -> Iterator[Result]:
    """Look for an answer on minimisation."""
    if in_question(given):
        yield has_answer(given, about="record", questions=("minimisation",))


CHECK = Check(
    kind=Kind.NECESSITY,
    severity=Severity.MEDIUM,
    asks="Is it said how the data are kept to what is needed for the purpose?",
    means="More may be taken about more people than the purpose needs, and nothing on record holds it back.",
    resolves="Answer the question “minimisation”: what is left out, for whom, and how that is made sure.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_C),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_C),
        part3=Law(citation=dpa2018.S37),
        led=Law(citation=led.ART_4_1_C),
        act_1998=Law(citation=dpa1998.PRINCIPLE_3),
        directive=Law(citation=eu_before_2018.ART_6_1_C),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Are the answers finished, without placeholders? GDPR Art 35(7), DPA 2018 s.64(3), LED Art 27(2)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import MeasureDecided, RiskIdentified, ScreeningRecorded
from tallystick.core.facts.declaration import PurposeDeclared, RetentionDeclared
from tallystick.core.law.answers import newest
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import placeholders


def _answer(given: Given) -> Iterator[Result]:
    """Look for placeholders in the newest answer to each question, and in what else the record quotes."""
    for question, answers in newest(given).items():
        on = [given.ref(fact) for fact in answers]
        found = [word for fact in answers for word in placeholders(fact.text or "")]
        if found:
            says = f"The answer to “{question}” is not finished: it says “{'”, “'.join(dict.fromkeys(found))}”."
            yield unmet(question, says, on=on)
        else:
            yield met(question, f"The answer to “{question}” has no placeholder.", on=on)
    for ref, text in _other_texts(given):
        found = placeholders(text)
        if found:
            yield unmet(ref, f"What stands there is not finished: it says “{'”, “'.join(found)}”.", on=[ref])


def _other_texts(given: Given) -> Iterator[tuple[str, str]]:
    texts = [(given.ref(fact), fact.text) for fact in given.all(PurposeDeclared)]
    texts += [(given.ref(fact), fact.reason or "") for fact in given.all(RetentionDeclared)]
    texts += [(given.ref(fact), fact.harm) for fact in given.all(RiskIdentified)]
    texts += [(given.ref(fact), fact.text) for fact in given.all(MeasureDecided)]
    texts += [(given.ref(fact), fact.reasons or "") for fact in given.all(ScreeningRecorded)]
    for ref, text in texts:
        if text:  # what was erased from a record reads as nothing
            yield ref, text


_NOTE_BEFORE = "No assessment was required then: this tests what the document says of itself, and is no legal duty."

CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.MEDIUM,
    asks="Is each answer finished, without placeholders?",
    means="Where people's protection should be described, the document says that somebody still has to write it.",
    resolves="Write the answer, and issue it in a new version.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S64_3),
        led=Law(citation=led.ART_27_2),
        act_1998=Law(citation=dpa1998.S4_4, note=_NOTE_BEFORE),
        directive=Law(citation=eu_before_2018.ART_6_2, note=_NOTE_BEFORE),
    ),
    judged=while_running,
    answer=_answer,
)

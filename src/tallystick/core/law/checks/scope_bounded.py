# SPDX-License-Identifier: Apache-2.0
"""Is it said how many, where, how often and how long? GDPR Art 35(7)(a), DPA 2018 s.64(3)(a), LED Art 27(2)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.law.answers import has_answer, in_question, look
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import boundless


def _answer(given: Given) -> Iterator[Result]:
    """Look for the scope, and for words that leave it without bounds."""
    answered = look(given, ("scope",)).answered
    if not answered:
        if in_question(given):
            yield has_answer(given, about="record", questions=("scope",))
        return
    texts = [note.fact.text or "" for note in answered if isinstance(note.fact, AssessmentAnswered)]
    found = list(dict.fromkeys(word for text in texts for word in boundless(text)))
    if found:
        yield unmet("record", f"The scope is left without bounds: it says “{'”, “'.join(found)}”.", on=refs(answered))
    else:
        yield met("record", "The scope is answered, without open ends.", on=refs(answered))


CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.MEDIUM,
    asks="Does the assessment say how many people, where, how often and for how long, without open ends?",
    means="Nobody can tell whom it reaches, so it can reach anybody.",
    resolves="Answer the question “scope” with numbers, places, times and an end.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S64_3),
        led=Law(citation=led.ART_27_2),
    ),
    judged=while_running,
    answer=_answer,
)

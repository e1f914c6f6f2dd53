# SPDX-License-Identifier: Apache-2.0
"""Are the answers about this project, not words of the form or of another? GDPR Art 35(7), DPA 2018 s.64(3), LED."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered, TemplateProvided
from tallystick.core.law.answers import newest, templates
from tallystick.core.law.check import Check, Result, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import own_words, shared


def _answer(given: Given) -> Iterator[Result]:
    """Compare the newest answer to each question with the words of forms and other projects on record."""
    if not templates(given):
        return
    for question, facts in newest(given).items():
        written = [fact for fact in facts if fact.text]
        if written:
            yield _compare(given, question, written)


def _compare(given: Given, question: str, facts: list[AssessmentAnswered]) -> Result:
    others = templates(given)
    on = [given.ref(fact) for fact in facts]
    same = list(dict.fromkeys(part for fact in facts for part in shared(fact.text or "", others)))
    if not same:
        return met(question, f"The answer to “{question}” repeats no sentence of another document on record.", on=on)
    sources = [fact for fact in given.all(TemplateProvided) if any(shared(part, [fact.text]) for part in same)]
    whole = not any(own_words(fact.text or "", others) for fact in facts)
    says = f"The answer to “{question}” repeats, word for word, what another document says: “{'”; “'.join(same)}”. "
    says += "It says nothing else." if whole else "That part says nothing about this project."
    return unmet(question, says, on=[*on, *map(given.ref, sources)])


_NOTE_BEFORE = "No assessment was required then: this tests what the document says of itself, and is no legal duty."

CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.LOW,
    asks="Is each answer about this project, and not repeated from a form or another project?",
    means="What reads as an assessment of this intrusion was written about another one, or about none.",
    resolves="Answer for this project, and issue it in a new version.",
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

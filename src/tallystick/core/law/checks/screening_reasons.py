# SPDX-License-Identifier: Apache-2.0
"""Where it was held that no assessment is needed: is it recorded why? GDPR Art 5(2), DPA 2018 s.64(4), LED Art 4(4)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import ScreeningRecorded
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import OWN_WORDS, placeholders, words


def _answer(given: Given) -> Iterator[Result]:
    """Look for reasons in the screenings that came to no."""
    screenings = [fact for fact in given.all(ScreeningRecorded) if fact.outcome == "not-required"]
    reasoned = [fact for fact in screenings if _says_why(fact.reasons or "")]
    says = "It was held that no assessment is needed"
    if reasoned:
        why = (reasoned[-1].reasons or "")[:200]
        yield met("record", f"{says}, for this reason: “{why}”.", on=map(given.ref, reasoned))
    elif screenings:
        supply = "The reasons, or that none were recorded."
        on = map(given.ref, screenings)
        yield missing(given, "screening", "record", f"{says}; no reasons are on record.", supply=supply, on=on)


def _says_why(reasons: str) -> bool:
    return len(words(reasons)) >= OWN_WORDS and not placeholders(reasons)


CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.MEDIUM,
    asks="Where it was held that no assessment is needed, is it recorded why?",
    means="Nobody can tell whether the danger to people was looked at and found small, or not looked at.",
    resolves="Record the screening with the criteria looked at and the reasons (screening.recorded).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_2),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_2),
        part3=Law(citation=dpa2018.S64_4),
        led=Law(citation=led.ART_4_4),
    ),
    judged=while_running,
    answer=_answer,
)

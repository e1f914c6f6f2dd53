# SPDX-License-Identifier: Apache-2.0
"""Is it said why data are kept so long? GDPR Art 5(1)(e), DPA 2018 s.39(1), LED Art 4(1)(e), DPA 1998 principle 5."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import RetentionDeclared
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.durations import in_words
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import OWN_WORDS, placeholders, words


def _answer(given: Given) -> Iterator[Result]:
    """Look for a reason behind each period."""
    rules = [rule for rule in given.all(RetentionDeclared) if rule.period]
    for category in dict.fromkeys(rule.category for rule in rules):
        own = [rule for rule in rules if rule.category == category]
        reasoned = [rule for rule in own if _says_why(rule.reason or "")]
        periods = " or ".join(dict.fromkeys(in_words(rule.period or "") for rule in own))
        says = f"The period for {'all data' if category == 'all' else f'“{category}”'} is {periods}."
        if reasoned:
            yield met(category, f"{says} The reason given: {reasoned[-1].reason}.", on=map(given.ref, reasoned))
        else:
            supply = "Why so long, and no shorter."
            says = f"{says} No reason for it is on record."
            yield missing(given, "retention", category, says, supply=supply, on=map(given.ref, own))


def _says_why(reason: str) -> bool:
    return len(words(reason)) >= OWN_WORDS and not placeholders(reason)


CHECK = Check(
    kind=Kind.RETENTION,
    severity=Severity.MEDIUM,
    asks="Is it said why each kind of data has to be kept that long?",
    means="People's data are kept for years, and nobody has said what for.",
    resolves="Give the reason for the period (retention.declared, reason), or shorten it.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_E),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_E),
        part3=Law(citation=dpa2018.S39_1),
        led=Law(citation=led.ART_4_1_E),
        act_1998=Law(citation=dpa1998.PRINCIPLE_5),
        directive=Law(citation=eu_before_2018.ART_6_1_E),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Is it set how long data are kept? GDPR Art 5(1)(e), DPA 2018 s.39(1), LED Art 5, DPA 1998 principle 5."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import DataDeclared, RetentionDeclared
from tallystick.core.law.answers import begun, in_question
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.durations import endless, in_words, readable
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import placeholders

_SUPPLY = "How long the data are kept, or that no document says."


def _answer(given: Given) -> Iterator[Result]:
    """Look at each rule, then for data that no rule reaches."""
    rules = given.all(RetentionDeclared)
    if not rules:
        if in_question(given):
            says = "No rule on how long the data are kept is on record."
            yield missing(given, "retention", "record", says, supply=_SUPPLY, on=refs(begun(given)))
        return
    ruled = dict.fromkeys(rule.category for rule in rules)
    for category in ruled:
        yield _period(given, category, [rule for rule in rules if rule.category == category])
    for category in dict.fromkeys(fact.category for fact in given.all(DataDeclared)):
        if "all" not in ruled and category not in ruled:
            on = [given.ref(fact) for fact in given.all(DataDeclared) if fact.category == category]
            says = f"Data of the kind “{category}” are declared, and no rule says how long they are kept."
            yield missing(given, "retention", category, says, supply=_SUPPLY, on=on)


def _period(given: Given, category: str, rules: list[RetentionDeclared]) -> Result:
    on = [given.ref(rule) for rule in rules]
    periods = list(dict.fromkeys(rule.period for rule in rules if rule.period and not placeholders(rule.period)))
    what = "all data" if category == "all" else f"data of the kind “{category}”"
    if not periods:
        return unmet(category, f"The rule on {what} sets no period.", on=on)
    words = " or ".join(map(in_words, periods))
    if any(map(readable, periods)):
        return met(category, f"The rule on {what} sets a period: {words}.", on=on)
    if any(map(endless, periods)):
        return unmet(category, f"The rule on {what} sets no end: {words}.", on=on)
    says = f"The rule on {what} says {words}: how long that is cannot be told."
    return cannot_tell(category, says, supply="The period in years, months or days, as P7Y, P6M or P30D.", on=on)


CHECK = Check(
    kind=Kind.RETENTION,
    severity=Severity.HIGH,
    asks="Is it set how long each kind of data is kept?",
    means="What is held about people may be held against them for the rest of their lives.",
    resolves="Set a period for each kind of data (retention.declared, period).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_E),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_E),
        part3=Law(citation=dpa2018.S39_1),
        led=Law(citation=led.ART_5),
        act_1998=Law(citation=dpa1998.PRINCIPLE_5),
        directive=Law(citation=eu_before_2018.ART_6_1_E),
    ),
    judged=while_running,
    answer=_answer,
)

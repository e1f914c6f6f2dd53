# SPDX-License-Identifier: Apache-2.0
"""Is it set when the need to keep data is looked at again? DPA 2018 s.39(2), LED Art 5."""

from collections.abc import Iterator
from functools import partial

from tallystick.core.facts.declaration import RetentionDeclared
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa2018, led
from tallystick.core.law.durations import in_words, readable
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity


def _answer(given: Given, *, erasure_will_do: bool = False) -> Iterator[Result]:
    """Look for an interval of review in each rule."""
    rules = given.all(RetentionDeclared)
    for category in dict.fromkeys(rule.category for rule in rules):
        own = [rule for rule in rules if rule.category == category]
        reviewed = [rule for rule in own if rule.review_every and readable(rule.review_every)]
        erased = [rule for rule in own if erasure_will_do and rule.period and readable(rule.period)]
        what = "all data" if category == "all" else f"“{category}”"
        if reviewed:
            says = f"The need to keep {what} is looked at again every {in_words(reviewed[0].review_every or '')}."
            yield met(category, says, on=map(given.ref, reviewed))
        elif erased:
            says = f"The time for erasing {what} is set: {in_words(erased[0].period or '')}."
            yield met(category, says, on=map(given.ref, erased))
        else:
            says = f"No limit is set for looking again at the need to keep {what}."
            supply = "How often the need to keep them is reviewed, or that no document says."
            yield missing(given, "retention", category, says, supply=supply, on=map(given.ref, own))


CHECK = Check(
    kind=Kind.RETENTION,
    severity=Severity.MEDIUM,
    asks="Is a time limit set for looking again at the need to keep each kind of data?",
    means="Once in the records, people stay in them, because nobody is bound to look again.",
    resolves="Set an interval of review for each kind of data (retention.declared, review_every).",
    eras=eras(
        part3=Law(citation=dpa2018.S39_2),
        # The Directive asks for limits for erasure or for a review; the Act of 2018 for a review in any case.
        led=Law(citation=led.ART_5, answer=partial(_answer, erasure_will_do=True)),
    ),
    judged=while_running,
    answer=_answer,
)

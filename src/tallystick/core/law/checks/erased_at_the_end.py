# SPDX-License-Identifier: Apache-2.0
"""Were the data erased when processing ended? GDPR Art 5(1)(e), DPA 2018 s.39(1), LED Art 4(1)(e), DPA 1998."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.course import ProcessingEnded
from tallystick.core.facts.dates import When
from tallystick.core.facts.declaration import DataDeclared, RetentionDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.durations import ends
from tallystick.core.law.eras import Law, eras
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.wording import OWN_WORDS, placeholders, words


def _answer(given: Given) -> Iterator[Result]:
    """Look at each end by itself."""
    for fact in given.all(ProcessingEnded):
        ref, when = given.ref(fact), given.when(fact)
        says = f"Processing ended{f': {when.words}' if when else ''}."
        if fact.data_deleted:
            yield met(ref, f"{says} The data were deleted.", on=[ref])
        elif fact.data_deleted is None:
            supply = "Whether the data were deleted, or how long and why they are kept."
            yield cannot_tell(ref, f"{says} Whether the data were deleted is not said.", supply=supply, on=[ref])
        else:
            yield _kept(given, ref, says, when)


def _kept(given: Given, ref: str, says: str, when: When | None) -> Result:
    running = [rule for rule in given.all(RetentionDeclared) if _still_runs(given, rule, when)]
    if _reach_all(given, running):
        on = [ref, *map(given.ref, running)]
        return met(ref, f"{says} The data are kept for a period that has a reason and has not run out.", on=on)
    rules = [given.ref(rule) for rule in given.all(RetentionDeclared)]
    says += " The data were kept, and no period with a reason that still runs is on record for them."
    return unmet(ref, says, on=[ref, *rules])


def _still_runs(given: Given, rule: RetentionDeclared, when: When | None) -> bool:
    reason = rule.reason or ""
    if len(words(reason)) < OWN_WORDS or placeholders(reason):
        return False
    last: dt.date | None = ends(when.last, rule.period) if when and rule.period else None
    return last is not None and last >= given.as_of


def _reach_all(given: Given, rules: list[RetentionDeclared]) -> bool:
    reached = {rule.category for rule in rules}
    return "all" in reached or (bool(reached) and {fact.category for fact in given.all(DataDeclared)} <= reached)


CHECK = Check(
    kind=Kind.RETENTION,
    severity=Severity.HIGH,
    asks="When processing ended, were the data erased, or is there a reasoned period that still runs?",
    means="It is over, and what was taken from people is still there to be looked at and passed on.",
    resolves="Erase the data, or set a period with a reason for keeping them.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_5_1_E),
        eu_gdpr=Law(citation=eu_gdpr.ART_5_1_E),
        part3=Law(citation=dpa2018.S39_1),
        led=Law(citation=led.ART_4_1_E),
        act_1998=Law(citation=dpa1998.PRINCIPLE_5),
        directive=Law(citation=eu_before_2018.ART_6_1_E),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was the assessment renewed for each material change? GDPR Art 35(11), DPA 2018 s.56(3), LED Art 19(1)."""

from collections.abc import Iterator

from tallystick.core.facts.course import ChangeMade
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, by_then, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import issued, renewals, renewed


def _answer(given: Given) -> Iterator[Result]:
    """Look for a renewal before the change, since the change before it, or after it; a small change needs none."""
    if issued(given):
        for change in entries(given, kind=ChangeMade):
            if change.fact.material is not False:
                yield _one(given, change)


def _one(given: Given, change: Entry[ChangeMade]) -> Result:
    says = f"Changed ({change.date}): {change.fact.what.rstrip('.')}"
    if change.fact.material is None:
        says = f"{says}. Whether the body holds the change to be material is not on record."
        return cannot_tell(change.ref, says, supply="Whether the change is material.", on=(change.ref,))
    before, on = renewed(renewals(given), by=change.when, since=_change_before(given, change.when))
    after = [one for one in renewals(given) if by_then(one=change.when, other=one.when)]
    if before or after:
        says = f"{says}. The assessment was renewed for it or since."
        return met(change.ref, says, on=(change.ref, *(on if before else names(after))))
    unclear = [one for one in renewals(given) if by_then(one=change.when, other=one.when) is None]
    if before is None or unclear:
        says = f"{says}. Whether the assessment was renewed for it cannot be told."
        supply = "The dates of the change, of versions and of reviews."
        return cannot_tell(change.ref, says, supply=supply, on=(change.ref, *names(unclear)))
    says = f"{says}. No newer version or review of the assessment is on record."
    supply = "The version or review that covers the change, with its date."
    return missing(given, "assessment", change.ref, says, supply=supply, on=(change.ref, *names(issued(given))))


def _change_before(given: Given, when: When | None) -> When | None:
    changes = [one.when for one in entries(given, kind=ChangeMade) if one.fact.material and one.when]
    before = [one for one in changes if when and one.before(when)]
    return max(before, key=lambda one: (one.last, one.first), default=None)


CHECK = Check(
    kind=Kind.REVIEW,
    severity=Severity.MEDIUM,
    asks="Was the assessment renewed when something material changed?",
    means="What is done with people's data today is not what was assessed.",
    resolves="A new version of the assessment, or a recorded review, that covers the change.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_11, eu=eu_gdpr.ART_35_11),
        *police(part3=dpa2018.S56_3, led=led.ART_19_1),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

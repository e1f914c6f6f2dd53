# SPDX-License-Identifier: Apache-2.0
"""Was the assessment renewed before the processing grew? DPA 2018 s.56(3), GDPR Art 35(11), LED Art 19(1)."""

from collections.abc import Iterator, Sequence

from tallystick.core.facts.course import ProcessingGrew
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, by_then, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import Renewal, issued, renewals, renewed

_NOTE = (
    "The provision asks for review where necessary; that more staff, people, sources or uses make it so is our reading."
)


def _answer(given: Given) -> Iterator[Result]:
    """Look for a version or review that is younger than the step before; without any assessment another check asks."""
    if issued(given):
        found = renewals(given)
        for grew in entries(given, kind=ProcessingGrew):
            yield _one(given, grew, found)


def _one(given: Given, grew: Entry[ProcessingGrew], found: Sequence[Renewal]) -> Result:
    says = f"The processing grew ({grew.date}): {grew.fact.what.rstrip('.')}"
    if grew.when is None:
        return cannot_tell(grew.ref, says, supply="The date of the growth.", on=(grew.ref,))
    named = [one for one in issued(given) if grew.fact.use and grew.fact.use in (one.fact.uses or ())]
    covering = [one for one in named if by_then(one=one.when, other=grew.when)]
    if covering:
        says = f"{says}. Version {covering[0].fact.version} ({covering[0].date}) names it."
        return met(grew.ref, says, on=(grew.ref, *names(covering)))
    done, on = renewed(found, by=grew.when, since=_step_before(given, grew.when))
    if done:
        return met(grew.ref, f"{says}. The assessment was renewed before.", on=(grew.ref, *on))
    if done is None:
        says = f"{says}. Whether the assessment was renewed before cannot be told."
        return cannot_tell(grew.ref, says, supply="The dates of versions, reviews and growth.", on=(grew.ref, *on))
    versions = issued(given)
    first = f"version {versions[0].fact.version}, {versions[0].date}"
    says = f"{says}. The first assessment on record is {first}; no newer version or review came with this growth."
    supply = "The version or review that covers it, with its date."
    return missing(given, "assessment", grew.ref, says, supply=supply, on=(grew.ref, *names(versions)))


def _step_before(given: Given, when: When) -> When | None:
    """Return the newest growth that was earlier for certain."""
    before = [one.when for one in entries(given, kind=ProcessingGrew) if one.when and one.when.before(when)]
    return max(before, key=lambda one: (one.last, one.first), default=None)


CHECK = Check(
    kind=Kind.APPROVAL,
    severity=Severity.MEDIUM,
    asks="Was the assessment renewed before the processing grew?",
    means="More people came under the scheme on the strength of a paper that was about a smaller one.",
    resolves="A version or review that is dated before the growth and after the step before it, or that names it.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_11, eu=eu_gdpr.ART_35_11, note=_NOTE),
        *police(part3=dpa2018.S56_3, led=led.ART_19_1, note=_NOTE),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

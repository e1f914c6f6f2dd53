# SPDX-License-Identifier: Apache-2.0
"""Had the assessment got beyond a draft when processing began? DPA 2018 s.64(1), GDPR Art 35(1), LED Art 27(1)."""

from collections.abc import Iterator, Sequence

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.law.check import Check, Result, at_start, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, earlier, names
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import issued

_FINAL = ("final", "published")
_Versions = Sequence[Entry[AssessmentIssued]]


def _answer(given: Given) -> Iterator[Result]:
    """Look at what state each assessment was in at the start; one that came later is for another check."""
    for name in dict.fromkeys(entry.fact.assessment for entry in issued(given)):
        versions = [entry for entry in issued(given) if entry.fact.assessment == name]
        at_hand = [entry for entry in versions if earlier(one=entry.when, other=given.started)]
        if at_hand:
            yield _state(given, name, versions, at_hand)
        else:
            yield from _only_drafts(given, name, versions)


def _only_drafts(given: Given, name: str, versions: _Versions) -> Iterator[Result]:
    """Answer where a draft may or may not be older than the start, and every final version is surely younger."""
    unclear = [one for one in versions if given.started and earlier(one=given.started, other=one.when) is None]
    final = [one for one in versions if one.fact.state in _FINAL and one not in unclear]
    if unclear and final and all(one.fact.state == "draft" for one in unclear):
        began = f"Processing began: {given.started.words if given.started else ''}."
        says = f"{began} The first final version of “{name}” on record: {final[0].date}. What may be older is a draft."
        yield unmet(name, says, on=(*refs(given.starts), *names((*unclear, final[0]))))


def _state(given: Given, name: str, versions: _Versions, at_hand: _Versions) -> Result:
    began = f"Processing began: {given.started.words if given.started else ''}."
    final = [entry for entry in at_hand if entry.fact.state in _FINAL]
    if final:
        says = f"{began} A final version of “{name}” is older: version {final[0].fact.version}, {final[0].date}."
        return met(name, says, on=(*refs(given.starts), final[0].ref))
    newest = at_hand[-1]
    says = f"{began} The newest version of “{name}” then was {newest.fact.version}, {newest.date}"
    on = (*refs(given.starts), *names(versions))
    unclear = [entry for entry in versions if earlier(one=given.started, other=entry.when) is None]
    if any(entry.fact.state != "draft" for entry in (*at_hand, *(one for one in unclear if one not in at_hand))):
        says = (
            f"{says}. The record does not say whether that was a draft, or whether a final version was there by then."
        )
        return cannot_tell(name, says, supply="The state and date of each version.", on=on)
    later = [entry for entry in versions if entry.fact.state in _FINAL]
    if later:
        return unmet(name, f"{says}, a draft. The first final version on record: {later[0].date}.", on=on)
    supply = "The final version, with its date."
    return missing(given, "assessment", name, f"{says}, a draft. No final version is on record.", supply=supply, on=on)


CHECK = Check(
    kind=Kind.APPROVAL,
    severity=Severity.MEDIUM,
    asks="Was the assessment final, and not only a draft, when the processing began?",
    means="People's data were used while the questions about what it does to them were still open.",
    resolves="A final version that is dated before the start.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_1, eu=eu_gdpr.ART_35_1),
        *police(part3=dpa2018.S64_1, led=led.ART_27_1),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_20_1),
    ),
    judged=at_start,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Does an assessment name each separate use of a scheme before that use began? DPA 2018 s.64(1), GDPR Art 35(1)."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentIssued
from tallystick.core.facts.course import ProcessingGrew, ProcessingStarted
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, earlier, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import issued

_Began = Entry[ProcessingStarted] | Entry[ProcessingGrew]


def _answer(given: Given) -> Iterator[Result]:
    for use, began in _uses(given).items():
        yield _one(given, use, began[0])


def _uses(given: Given) -> dict[str, list[_Began]]:
    found: dict[str, list[_Began]] = {}
    every: list[_Began] = [*entries(given, kind=ProcessingStarted), *entries(given, kind=ProcessingGrew)]
    dated = sorted(every, key=lambda one: (one.when is None, one.when.first if one.when else dt.date.min))
    for entry in dated:
        if entry.fact.use:
            found.setdefault(entry.fact.use, []).append(entry)
    return found


def _one(given: Given, use: str, began: _Began) -> Result:
    naming = [version for version in issued(given) if use in (version.fact.uses or ())]
    says = f"The use “{use}” began: {began.date}."
    if not naming:
        return _unnamed(given, use, began, says)
    before = [earlier(one=version.when, other=began.when) for version in naming]
    says = f"{says} The first assessment that names it: {naming[0].date}."
    on = (began.ref, *names(naming))
    if any(before):
        return met(use, says, on=on)
    if None in before:
        return cannot_tell(use, says, supply="Both dates, to the day.", on=on)
    return unmet(use, says, on=on)


def _unnamed(given: Given, use: str, began: _Began, says: str) -> Result:
    silent: list[Entry[AssessmentIssued]] = [version for version in issued(given) if version.fact.uses is None]
    on = (began.ref, *names(silent))
    if silent:
        says = f"{says} The assessment on record does not say which uses it covers."
        return cannot_tell(use, says, supply="Which uses each version of the assessment names.", on=on)
    says = f"{says} No assessment on record names it."
    return missing(given, "assessment", use, says, supply="The assessment that covers it.", on=on)


def _latest_use(given: Given) -> dt.date:
    """Judge by the day on which the newest use began, or else by the day of the check."""
    days = [one.when.first for began in _uses(given).values() for one in began[:1] if one.when]
    return max(days, default=given.as_of)


CHECK = Check(
    kind=Kind.DPIA_TIMING,
    severity=Severity.HIGH,
    asks="Does an assessment name each separate use, pilot or project of the scheme before it began?",
    means="A paper about the scheme as a whole says little about what this use does to the people it reaches.",
    resolves="An assessment that names this use and is dated before it began; one may cover several alike.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_35_1, eu=eu_gdpr.ART_35_1),
        *police(part3=dpa2018.S64_1, led=led.ART_27_1),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_20_1),
    ),
    judged=_latest_use,
    answer=_answer,
)

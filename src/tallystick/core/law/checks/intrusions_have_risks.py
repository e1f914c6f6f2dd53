# SPDX-License-Identifier: Apache-2.0
"""Is a risk named for each intrusive thing declared? GDPR Art 35(7)(c), DPA 2018 s.64(3)(b), LED Art 27(2)."""

import re
from collections.abc import Iterator, Mapping

from tallystick.core.facts.assessment import RiskIdentified
from tallystick.core.facts.declaration import DataDeclared, MethodDeclared
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.vulnerable import vulnerable

#: Each intrusive category, method or group, and how the words of a risk about it begin.
_WORDS: Mapping[str, str] = {
    "ethnicity": "ethnic rac discriminat",
    "religion": "religi faith belief",
    "politics": "politic protest belief",
    "health": "health medical patient illness",
    "genetic": "genetic dna",
    "biometric": "biometric facial fingerprint recogni",
    "sexual": "sexual orientation",
    "offences": "offence offend crim convict suspici",
    "location": "locat track whereabouts movement gps",
    "communications": "communicat message call intercept",
    "risk-score": "scor risk-score rank predict",
    "profiling": "profil stereotyp label predict",
    "matching": "match combin link",
    "automated-decision": "automat algorithm",
    "biometric-recognition": "biometric facial fingerprint recogni misidentif",
    "tracking": "track locat movement surveil",
    "scoring": "scor rank predict",
    "vulnerability": "vulnerab child young youth pupil language disab trauma mental asylum traffick",
}
_VULNERABLE = "vulnerability"


def _answer(given: Given) -> Iterator[Result]:
    """Look for a risk about each intrusive thing that the record declares."""
    for thing, on in _declared(given).items():
        risks = [given.ref(fact) for fact in given.all(RiskIdentified) if _is_about(fact, thing)]
        says = f"{_said(thing)}{_how(given, thing)}."
        if risks:
            yield met(thing, f"{says} Risks named about it: {len(risks)}.", on=[*on, *risks])
        else:
            supply = "What the assessment says about the risk from it, or that it says nothing."
            says = f"{says} No risk about it is named."
            yield missing(given, "assessment-content", thing, says, supply=supply, on=on)


def _is_about(fact: RiskIdentified, thing: str) -> bool:
    if fact.about == thing or (thing == _VULNERABLE and fact.about in ("children", "vulnerable-people")):
        return True
    begins = "|".join(map(re.escape, _WORDS[thing].split()))
    return re.search(rf"\b(?:{begins})", fact.harm or "", re.IGNORECASE) is not None


def _declared(given: Given) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    things = [(fact.category, given.ref(fact)) for fact in given.all(DataDeclared)]
    things += [(fact.method, given.ref(fact)) for fact in given.all(MethodDeclared) if fact.applies]
    things += [(_VULNERABLE, ref) for ref in vulnerable(given)]
    for thing, ref in things:
        if thing in _WORDS:
            found.setdefault(thing, []).append(ref)
    return found


def _said(thing: str) -> str:
    if thing == _VULNERABLE:
        return "The record says that children, or others who are vulnerable, are among the people"
    return f"The record declares “{thing}”"


def _how(given: Given, thing: str) -> str:
    unbroken = any(fact.category == thing and fact.continuous for fact in given.all(DataDeclared))
    return ", captured without a break" if unbroken else ""


CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.HIGH,
    asks="Does the assessment name a risk about each intrusive category, method and vulnerable group it declares?",
    means="The very thing that intrudes most on people was declared and then not thought through.",
    resolves="Assess the risk and record it (risk.identified, with what it is about).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S64_3),
        led=Law(citation=led.ART_27_2),
    ),
    judged=while_running,
    answer=_answer,
)

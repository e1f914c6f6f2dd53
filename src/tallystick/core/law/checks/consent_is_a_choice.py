# SPDX-License-Identifier: Apache-2.0
"""Is what is called consent an act of choice? GDPR Art 4(11), Directive 95/46 Art 2(h), DPA 2018 s.33(1A)."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.declaration import CONSENT_FORMS, BasisDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa2018, duaa2025, eu_before_2018, eu_gdpr, uk_gdpr
from tallystick.core.law.eras import Law, eras, since_2025_act, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_HOW = {
    "opt-out": "people were taken to agree unless they opted out",
    "implied": "people were taken to agree because they did not object",
    "condition-of-service": "people had to agree to get something that they needed",
    "parental-opt-out": "people were taken to agree unless their parents opted them out",
}


def _answer(given: Given) -> Iterator[Result]:
    """Look at how each consent was taken."""
    facts = [fact for fact in given.all(BasisDeclared) if fact.basis == "consent"]
    for form in dict.fromkeys(fact.consent_form for fact in facts):
        on = [given.ref(fact) for fact in facts if fact.consent_form == form]
        if form is None or form not in CONSENT_FORMS:
            says = "The ground stated is consent. The record does not say how it was taken."
            yield cannot_tell(form or "consent", says, supply=f"One of: {', '.join(CONSENT_FORMS)}.", on=on)
        elif form == "opt-in":
            yield met(form, "The ground stated is consent, and it was taken by an act of those concerned.", on=on)
        else:
            yield unmet(form, f"The ground stated is consent, but {_HOW[form]} (“{form}”).", on=on)


#: Section 69 of the Data (Use and Access) Act 2025 put a definition of consent into Part 3 (section 142(3)(a)).
_DEFINED_SINCE = dt.date(2025, 8, 19)
_NOTE_PART_3 = "Part 3 did not define consent then: the test is that of the GDPR, a clear affirmative action."
_NOTE_1998 = "The Act of 1998 did not define consent; it gave effect to this Directive."

CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.HIGH,
    asks="Was what is called consent a free and active choice?",
    means="People are said to have agreed who were never asked, or who could not say no.",
    resolves="Take consent by an act of those concerned, or state the ground that is really relied on.",
    eras=(
        *eras(
            uk_gdpr=Law(citation=uk_gdpr.ART_4_11),
            eu_gdpr=Law(citation=eu_gdpr.ART_4_11),
            part3=Law(citation=dpa2018.S35_2, note=_NOTE_PART_3),
            act_1998=Law(citation=eu_before_2018.ART_2_H, note=_NOTE_1998),
            directive=Law(citation=eu_before_2018.ART_2_H),
            part3_until=_DEFINED_SINCE - dt.timedelta(days=1),
        ),
        *since_2025_act(part3=Law(citation=duaa2025.DPA2018_33_1A), since=_DEFINED_SINCE),
    ),
    judged=while_running,
    answer=_answer,
)

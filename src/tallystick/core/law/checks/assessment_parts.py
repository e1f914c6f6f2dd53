# SPDX-License-Identifier: Apache-2.0
"""Has the assessment the parts that the law lists? GDPR Art 35(7)(a), (c), (d), DPA 2018 s.64(3), LED Art 27(2).

Necessity and proportion (Art 35(7)(b)) have a check of their own: all regimes ask for them in one way or another.
"""

from collections.abc import Iterator
from functools import partial

from tallystick.core.facts.assessment import MeasureDecided, RiskIdentified
from tallystick.core.facts.base import Fact
from tallystick.core.facts.declaration import PurposeDeclared
from tallystick.core.law.answers import has_answer, versions
from tallystick.core.law.check import Check, Result
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: Each part: the questions that ask for it, and the kind of fact that says it as well.
_PARTS: dict[str, tuple[tuple[str, ...], type[Fact] | None]] = {
    "description": (("description",), None),
    "purpose": (("purpose",), PurposeDeclared),
    "risks": (("risks",), RiskIdentified),
    "measures": (("measures",), MeasureDecided),
    "safeguards": (("safeguards", "security"), None),
}
_GDPR = ("description", "purpose", "risks", "measures")
_LAW_ENFORCEMENT = ("description", "risks", "measures", "safeguards")


def _answer(given: Given, *, parts: tuple[str, ...] = _GDPR) -> Iterator[Result]:
    """Look for each part, where there is an assessment at all."""
    if not versions(given):
        return
    for part in parts:
        questions, kind = _PARTS[part]
        other = given.notes_of(kind) if kind else ()
        yield has_answer(given, about=part, questions=questions, other=other)


_BY_POLICE = partial(_answer, parts=_LAW_ENFORCEMENT)

CHECK = Check(
    kind=Kind.CONTENT,
    severity=Severity.HIGH,
    asks="Does the assessment have each part that the law lists?",
    means="A document is called an assessment, and leaves out part of what would have protected people.",
    resolves="Write the missing part, and issue the assessment as a new version.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_35_7),
        eu_gdpr=Law(citation=eu_gdpr.ART_35_7),
        part3=Law(citation=dpa2018.S64_3, answer=_BY_POLICE),
        led=Law(citation=led.ART_27_2, answer=_BY_POLICE),
    ),
    judged=while_running,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Do the yes and no answers of one assessment agree with one another? DPA 2018 s.64(3), GDPR Art 35(7)."""

from collections.abc import Iterator

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import described
from tallystick.core.law.stands import FOLLOWS, asked, standing

_Answer = Entry[AssessmentAnswered]


def _answer(given: Given) -> Iterator[Result]:
    """Compare each answer with those that follow from it."""
    found = [one for one in standing(given) if one.fact.value in ("yes", "no")]
    pairs: dict[str, list[tuple[_Answer, _Answer]]] = {}
    for one in found:
        for other in found:
            if other.fact.assessment == one.fact.assessment and other.fact.question in FOLLOWS.get(
                one.fact.question, ()
            ):
                about = f"{one.fact.assessment}: {one.fact.question}, {other.fact.question}"
                pairs.setdefault(about, []).append((one, other))
    for about, both in pairs.items():
        yield _compare(about, both)


def _compare(about: str, both: list[tuple[_Answer, _Answer]]) -> Result:
    wrong = [pair for pair in both if pair[0].fact.value == "yes" and pair[1].fact.value == "no"]
    one, other = (wrong or both)[0]
    says = f"{asked(one.fact.question)} is answered {one.fact.value}, {asked(other.fact.question)} {other.fact.value}."
    if wrong:
        return unmet(about, f"{says} A yes to the first means a yes to the second.", on=(one.ref, other.ref))
    return met(about, says, on=(one.ref, other.ref))


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the answers of the assessment agree where one follows from another?",
    means="Whoever reads one answer takes the project to be milder than the other answer says.",
    resolves="A corrected version in which the answers agree.",
    eras=described(),
    judged=today,
    answer=_answer,
)

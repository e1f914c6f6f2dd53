# SPDX-License-Identifier: Apache-2.0
"""Where a later version says something else: is it said that, and why? DPA 2018 s.56(3), GDPR Art 24(1)."""

import itertools
from collections.abc import Iterator, Sequence

from tallystick.core.facts.assessment import AssessmentAnswered, MeasureDecided, RiskIdentified
from tallystick.core.facts.course import ChangeMade
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, corrected, earlier, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.record_eras import updated
from tallystick.core.law.stands import answered

_Risks = Sequence[Entry[RiskIdentified]]


def _answer(given: Given) -> Iterator[Result]:
    """Compare each answer and each risk with the one before it."""
    questions: dict[tuple[str, str], list[Entry[AssessmentAnswered]]] = {}
    for answer in answered(given):
        if answer.fact.value is not None:
            questions.setdefault((answer.fact.assessment, answer.fact.question), []).append(answer)
    for (name, question), found in questions.items():
        if len(found) > 1:
            yield _question(given, f"{name}: {question}", found)
    risks: dict[tuple[str, str], list[Entry[RiskIdentified]]] = {}
    for risk in entries(given, kind=RiskIdentified):
        risks.setdefault((risk.fact.assessment or "record", risk.fact.risk), []).append(risk)
    for (name, short), stated in risks.items():
        if len(stated) > 1:
            yield _risk(given, f"{name}: risk {short}", stated)


def _question(given: Given, about: str, found: list[Entry[AssessmentAnswered]]) -> Result:
    told = " ".join(f"Version {one.fact.version} ({one.date}): “{one.fact.value}”." for one in found)
    explained = _explained(given)
    silent = [
        (old, new)
        for old, new in itertools.pairwise(found)
        if old.fact.value != new.fact.value and not explained & {old.ref, new.ref}
    ]
    if silent:
        says = f"The answer changed. {told} No correction or change on record says so."
        return unmet(about, says, on=names(one for pair in silent for one in pair))
    return met(about, told, on=names(found))


def _explained(given: Given) -> frozenset[str]:
    altered = {ref for fact in given.all(ChangeMade) for ref in fact.alters or ()}
    return corrected(given) | altered


def _risk(given: Given, about: str, found: _Risks) -> Result:
    told = " ".join(f"{one.date}: {_levels(one.fact)}." for one in found)
    pairs = itertools.pairwise(found)
    silent = [(old, new) for old, new in pairs if _differ(old.fact, new.fact) and not _reason(given, old, new)]
    if silent:
        says = f"What is said of the risk changed. {told} No correction, change or new measure on record says why."
        return unmet(about, says, on=names(one for pair in silent for one in pair))
    return met(about, told, on=names(found))


def _levels(fact: RiskIdentified) -> str:
    return f"level {fact.level or 'not stated'}, after measures {fact.residual or 'not stated'}"


def _differ(old: RiskIdentified, new: RiskIdentified) -> bool:
    pairs = ((old.level, new.level), (old.residual, new.residual))
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _reason(given: Given, old: Entry[RiskIdentified], new: Entry[RiskIdentified]) -> bool:
    """Whether something on record explains the difference; a new measure explains what is left, not the risk itself."""
    if _explained(given) & {old.ref, new.ref}:
        return True
    measures = [one for one in entries(given, kind=MeasureDecided) if one.fact.risk == old.fact.risk]
    new_measure = any(earlier(one=old.when, other=one.when) for one in measures)
    return new_measure and not (old.fact.level and new.fact.level and old.fact.level != new.fact.level)


CHECK = Check(
    kind=Kind.CORRECTION,
    severity=Severity.MEDIUM,
    asks="Where a later version answers otherwise or rates a risk otherwise: is it said that it changed, and why?",
    means="What people are told of the risks to them is no longer what it was, and nobody was told why.",
    resolves="A correction or change that names the earlier statement, or the measure that lowered the risk.",
    eras=updated(),
    judged=today,
    answer=_answer,
)

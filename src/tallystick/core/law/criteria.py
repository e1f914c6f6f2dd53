# SPDX-License-Identifier: Apache-2.0
"""Which of the nine screening criteria of WP248 rev.01 a record shows by its own answers and declarations."""

from collections.abc import Iterable, Iterator, Mapping

from tallystick.core.facts.assessment import ScreeningRecorded
from tallystick.core.facts.declaration import DataDeclared, MethodDeclared
from tallystick.core.facts.questions import CRITERIA
from tallystick.core.law.answers import says_yes
from tallystick.core.law.given import Given
from tallystick.core.law.sensitive import SPECIAL_OR_OFFENCES
from tallystick.core.law.vulnerable import vulnerable

#: With what the guidelines call data of a highly personal nature.
_SENSITIVE = SPECIAL_OR_OFFENCES | {"location", "communications", "finance"}
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "scoring": ("profiling", "large-scale-profiling"),
    "automated-decisions": ("automated-decisions",),
    "systematic-monitoring": ("systematic-monitoring",),
    "sensitive-data": ("special-categories", "biometrics", "location"),
    "large-scale": ("large-scale", "large-scale-profiling"),
    "matching": ("matching",),
    "innovative-technology": ("innovative-technology",),
    "prevents-service": ("prevents-service",),
}
_METHODS: Mapping[str, tuple[str, ...]] = {
    "scoring": ("scoring", "profiling"),
    "automated-decisions": ("automated-decision",),
    "systematic-monitoring": ("tracking",),
    "sensitive-data": ("biometric-recognition",),
    "matching": ("matching",),
}


def shown(given: Given) -> dict[str, tuple[str, ...]]:
    """Return the criteria that the record shows, in the order of the guidelines, each with the facts that show it."""
    found = {criterion: tuple(dict.fromkeys(_shown(given, criterion))) for criterion in CRITERIA}
    return {criterion: on for criterion, on in found.items() if on}


def _shown(given: Given, criterion: str) -> Iterator[str]:
    yield from (given.ref(fact) for fact in given.all(ScreeningRecorded) if criterion in fact.criteria)
    yield from vulnerable(given) if criterion == "vulnerable-people" else ()
    yield from (note.ref for question in _QUESTIONS.get(criterion, ()) for note in says_yes(given, question))
    methods = _METHODS.get(criterion, ())
    yield from (given.ref(fact) for fact in given.all(MethodDeclared) if fact.applies and fact.method in methods)
    yield from map(given.ref, _by_declaration(given, criterion))


def _by_declaration(given: Given, criterion: str) -> Iterable[DataDeclared]:
    data = given.all(DataDeclared)
    if criterion == "scoring":
        return [fact for fact in data if fact.category == "risk-score"]
    if criterion == "systematic-monitoring":
        return [fact for fact in data if fact.continuous]
    if criterion == "sensitive-data":
        return [fact for fact in data if fact.category in _SENSITIVE]
    return []

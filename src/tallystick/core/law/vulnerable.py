# SPDX-License-Identifier: Apache-2.0
"""Where a record says that the people concerned are vulnerable, as WP248 rev.01 (criterion 7) understands it."""

import re
from collections.abc import Iterator

from tallystick.core.facts.assessment import ScreeningRecorded
from tallystick.core.facts.declaration import SubjectsDeclared
from tallystick.core.law.answers import says_yes
from tallystick.core.law.given import Given

_ADULT = 18
#: How words begin for those that the guidelines name or that stand in the same place: children, employees, people who
#: are mentally ill, asylum seekers, elderly people, patients, and others who depend on whoever holds the data.
_GROUPS = re.compile(
    r"\b(?:child|minors\b|pupil|juvenile|teenage|young|youth|asylum|refugee|migrant|immigra|traffick|patient|mental"
    r"|elderly|older people|detain|prison|bail\b|disab|homeless|employee|staff\b|workers?\b|vulnerable)",
    re.IGNORECASE,
)


def vulnerable(given: Given) -> Iterator[str]:
    """Yield the short names of the facts which say that the people are vulnerable, or are of a group that is."""
    for fact in given.all(SubjectsDeclared):
        if (fact.age_from is not None and fact.age_from < _ADULT) or _GROUPS.search(fact.category):
            yield given.ref(fact)
    yield from (given.ref(fact) for fact in given.all(ScreeningRecorded) if "vulnerable-people" in fact.criteria)
    for question in ("children", "children-profiling", "vulnerable-people"):
        yield from (note.ref for note in says_yes(given, question))

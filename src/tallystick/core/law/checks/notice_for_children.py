# SPDX-License-Identifier: Apache-2.0
"""Where children are among the people concerned, is there a notice for children?"""

from collections.abc import Iterator

from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import RecordsCounted
from tallystick.core.facts.declaration import NoticePublished, SubjectsDeclared
from tallystick.core.law.answers import says_yes
from tallystick.core.law.check import Check, Result, met, missing, today
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, police

_ADULT = 18
_NOTE = "This law asks for clear and plain words for everybody and does not name children: this is good practice."
_SUPPLY = "The notice that is written for children."


def _answer(given: Given) -> Iterator[Result]:
    """Look for a notice for children; where nobody was told at all, that is another check's."""
    why = _children(given)
    notices = given.all(NoticePublished)
    if why and notices:
        for_children = [fact for fact in notices if fact.audience == "children"]
        on = [*why, *map(given.ref, for_children or notices)]
        told = ", ".join(dict.fromkeys(fact.audience for fact in notices))
        says = f"Children are among the people concerned. Notices are for: {told}."
        if for_children:
            yield met("record", says, on=on)
        else:
            yield missing(given, "notices", "record", says, supply=_SUPPLY, on=on)


def _children(given: Given) -> list[str]:
    young: list[Fact] = [fact for fact in given.all(SubjectsDeclared) if (fact.age_from or _ADULT) < _ADULT]
    young += [fact for fact in given.all(RecordsCounted) if (fact.youngest or _ADULT) < _ADULT]
    ticks = [note.ref for question in ("children", "children-profiling") for note in says_yes(given, question)]
    return [*map(given.ref, young), *ticks]


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.MEDIUM,
    asks="Where children's data are used, is there a notice that is written for children?",
    means="Children cannot understand from words for adults what is done with their data, and cannot use their rights.",
    resolves="A notice in words that the children concerned understand.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_12_1, eu=eu_gdpr.ART_12_1),
        *police(part3=dpa2018.S44_1, led=led.ART_12_1, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

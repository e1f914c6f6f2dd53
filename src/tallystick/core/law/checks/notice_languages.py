# SPDX-License-Identifier: Apache-2.0
"""Can the people concerned read the notice: is it in the languages that a document says they read?"""

from collections.abc import Iterator

from tallystick.core.facts.declaration import NoticePublished, SubjectsDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, police

_NOTE = "The section says what must be available and no language: this asks whether people can read it."
#: Notices for these are not for the people concerned.
_OTHERS = ("parents",)


def _answer(given: Given) -> Iterator[Result]:
    """Compare the languages of the notices with those that people are said to read."""
    notices = [fact for fact in given.all(NoticePublished) if fact.audience not in _OTHERS]
    for subjects in given.all(SubjectsDeclared):
        if subjects.languages and notices:
            yield _test(given, subjects, notices)


def _test(given: Given, subjects: SubjectsDeclared, notices: list[NoticePublished]) -> Result:
    about, on = given.ref(subjects), [given.ref(subjects), *map(given.ref, notices)]
    offered = {_base(tag) for fact in notices for tag in fact.languages or ()}
    left = [tag for tag in subjects.languages or () if _base(tag) not in offered]
    says = f"{subjects.category} read: {', '.join(subjects.languages or ())}. Notices are in: "
    says = f"{says}{', '.join(sorted(offered)) or 'no language that is on record'}."
    if not left:
        return met(about, says, on=on)
    if any(fact.languages is None for fact in notices):
        return cannot_tell(about, says, supply="The languages in which each notice can be had.", on=on)
    return unmet(about, f"{says} Not in: {', '.join(left)}.", on=on)


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.MEDIUM,
    asks="Can the notice be had in the languages that the people concerned read?",
    means="People were handed words that they cannot read, and cannot know what is done or what they can do.",
    resolves="The notice in the languages that are missing.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_12_1, eu=eu_gdpr.ART_12_1),
        *police(part3=dpa2018.S44_1, led=led.ART_12_1, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Are suspects, convicted people, victims and witnesses told apart? DPA 2018 s.38(3), LED Art 6."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import SubjectsDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, led
from tallystick.core.law.entries import Entry, entries, names
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import old_uk, police

_OLD = "The 1998 Act did not ask for this by name; data that do not say who is a victim are not accurate about anybody."


def _answer(given: Given) -> Iterator[Result]:
    for category in dict.fromkeys(one.fact.category for one in entries(given, kind=SubjectsDeclared)):
        people = [one for one in entries(given, kind=SubjectsDeclared) if one.fact.category == category]
        yield _one(category, people)


def _one(category: str, people: list[Entry[SubjectsDeclared]]) -> Result:
    mixed = [one for one in people if one.fact.standing == "mixed"]
    known = [one for one in people if one.fact.standing not in (None, "mixed")]
    last = max((one.when for one in mixed if one.when), key=lambda when: when.first, default=None)
    since = [one for one in known if one.when and last and last.before(one.when)]
    if mixed and not since:
        says = f"The people called “{category}” are not told apart by what they are to the body ({mixed[-1].date})."
        return unmet(category, says, on=names(mixed))
    if known:
        standings = sorted({one.fact.standing or "" for one in since or known})
        says = f"The people called “{category}” are: {', '.join(standings)}."
        return met(category, says, on=names(since or known))
    says = f"What the people called “{category}” are to the body, such as suspects or victims, is not on record."
    supply = "What these people are to the body (`standing`)."
    return cannot_tell(category, says, supply=supply, on=names(people))


CHECK = Check(
    kind=Kind.QUALITY,
    severity=Severity.HIGH,
    asks="Are suspects, convicted people, victims, witnesses and others told apart?",
    means="A victim stands on the same list as those who hurt them, and is treated like them.",
    resolves="Records, and a declaration, that say what each category of people is.",
    eras=(
        *police(part3=dpa2018.S38_3, led=led.ART_6),
        old_uk(citation=dpa1998.PRINCIPLE_4, note=_OLD, regimes=("dpa2018-part3",)),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Does the record bear out what is said in public about profiling, children, sharing, anonymity and the like?"""

from collections.abc import Iterable, Iterator

from tallystick.core.facts.course import ClaimStated
from tallystick.core.law.bearing import TOPICS, Bearing, bearing, contrary, subject_of
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import standing

_SUPPLY = "What the assessment, the register or another document says on this topic."


def _answer(given: Given) -> Iterator[Result]:
    """Look for facts on the topic of each statement that say yes where it says no, or the other way round."""
    found = {topic: bearing(given, topic) for topic in dict.fromkeys(fact.topic for fact in standing(given, *TOPICS))}
    for said in standing(given, *TOPICS):
        if said.asserts is not None and not (said.topic == "lawfulness" and not said.asserts):
            yield _test(given, said, found[said.topic])


def _test(given: Given, said: ClaimStated, found: tuple[Bearing, ...]) -> Result:
    about, against = given.ref(said), contrary(found, said)
    says = f"The statement: “{said.text}”"
    if against:
        return unmet(about, f"{says} Against it: {_spell(against)}.", on=_refs(about, against))
    if found:
        return met(about, f"{says} The record: {_spell(found)}.", on=_refs(about, found))
    subject = subject_of(said.topic)
    says = f"{says} Nothing on record bears it out."
    if said.asserts and subject:
        return missing(given, subject, about, says, supply=_SUPPLY, on=[about])
    return cannot_tell(about, says, supply=_SUPPLY, on=[about])


def _spell(found: Iterable[Bearing]) -> str:
    return "; ".join(dict.fromkeys(item.words for item in found))


def _refs(about: str, found: Iterable[Bearing]) -> Iterable[str]:
    return dict.fromkeys([about, *(item.ref for item in found)])


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.HIGH,
    asks="Does the record bear out what is said in public about the project?",
    means="People who rely on the statement are misled about what is done with their data.",
    resolves="A correction of the statement, or of what the record says with the reason for it.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Where a paper or statement says that equality was assessed in full, do the documents of the time bear it out?"""

from collections.abc import Iterator, Mapping, Sequence

from tallystick.core.facts.assessment import ActionClosed, ActionSet, AssessmentIssued, EqualityAssessed
from tallystick.core.facts.base import Fact
from tallystick.core.facts.course import ClaimStated
from tallystick.core.facts.dates import When
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.eras_beside import equality
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.statements import standing

#: The days on which each action was closed.
_Closed = Mapping[str, Sequence[When | None]]
_SUPPLY = "The equality assessment that the statement speaks of, with its date."


def _answer(given: Given) -> Iterator[Result]:
    """Look for what still lists the assessment as to be done, after it was said to be done."""
    closed: dict[str, list[When | None]] = {}
    for fact in given.all(ActionClosed):
        closed.setdefault(fact.action, []).append(given.when(fact))
    for said in standing(given, "equality"):
        if said.asserts:
            yield _test(given, said, closed)


def _test(given: Given, said: ClaimStated, closed: _Closed) -> Result:
    about, then = given.ref(said), given.when(said)
    says = f"“{said.text}”{f' ({then.words})' if then else ''}"
    open_later = [fact for fact in _still_to_do(given) if _open(given, fact, said, closed)]
    if open_later:
        words = "; ".join(_words(given, fact) for fact in open_later)
        return unmet(about, f"{says} Still to be done: {words}.", on=[about, *map(given.ref, open_later)])
    done = [fact for fact in _done(given) if _by(given, fact, said)]
    if done:
        return met(
            about, f"{says} An equality assessment of that time is on record.", on=[about, *map(given.ref, done)]
        )
    if _done(given):
        says = f"{says} No equality assessment is dated up to then."
        return cannot_tell(about, says, supply=_SUPPLY, on=[about, *map(given.ref, _done(given))])
    return missing(given, "equality", about, f"{says} No equality assessment is on record.", supply=_SUPPLY, on=[about])


def _still_to_do(given: Given) -> Iterator[Fact]:
    yield from (fact for fact in given.all(ActionSet) if fact.about == "equality")
    yield from (fact for fact in given.all(EqualityAssessed) if fact.state == "planned")


def _open(given: Given, fact: Fact, said: ClaimStated, closed: _Closed) -> bool:
    """Whether something was to be done on or after the day of the statement, so that it was not done by then."""
    then, when = given.when(said), given.when(fact)
    if then is None or when is None:
        return False
    if when.before(then) is False:
        return True
    days = closed.get(getattr(fact, "action", ""), ())
    # An older action that was closed only after the statement was open when the statement was made.
    return bool(days) and all(day is not None and then.before(day) for day in days)


def _words(given: Given, fact: Fact) -> str:
    when = given.when(fact)
    text = fact.text if isinstance(fact, ActionSet) else "the equality assessment, planned"
    return f"“{text}”{f' ({when.words})' if when else ''}"


def _done(given: Given) -> list[Fact]:
    assessed: list[Fact] = [fact for fact in given.all(EqualityAssessed) if fact.state == "done"]
    return [*assessed, *(fact for fact in given.all(AssessmentIssued) if fact.type == "equality")]


def _by(given: Given, fact: Fact, said: ClaimStated) -> bool:
    then, when = given.when(said), given.when(fact)
    return bool(then and when and when.by(then))


CHECK = Check(
    kind=Kind.EQUALITY,
    severity=Severity.HIGH,
    asks="Where equality is said to have been assessed, do the documents of that time bear it out?",
    means="Whoever decides is told that no group is harmed before anybody has looked.",
    resolves="The assessment that the statement speaks of, dated no later than it, or a correction of the statement.",
    eras=equality(),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Was each new use, source or recipient declared? GDPR Art 5(1)(b), DPA 2018 s.36(1), LED Art 4(1)(b), DPA 1998."""

from collections.abc import Iterator, Mapping

from tallystick.core.facts.course import ProcessingGrew
from tallystick.core.facts.declaration import PurposeDeclared, RecipientDeclared, SourceDeclared
from tallystick.core.facts.sourced import Sourced
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, duaa2025, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import LAST_BEFORE_DUAA, Law, eras, since_2025_act, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: What would declare each kind of growth, and for which subject the record has to be complete.
_DECLARED_BY: Mapping[str, tuple[type[Sourced], str, str]] = {
    "uses": (PurposeDeclared, "purpose", "data"),
    "sources": (SourceDeclared, "source", "data"),
    "recipients": (RecipientDeclared, "recipient", "recipients"),
}


def _answer(given: Given) -> Iterator[Result]:
    """Look at each growth by itself; a named use of the same scheme has a check of its own (``each-use-assessed``)."""
    for fact in (fact for fact in given.all(ProcessingGrew) if fact.use is None):
        declared_by = _DECLARED_BY.get(fact.extent or "")
        if declared_by:
            yield _judge(given, fact, *declared_by)


def _judge(given: Given, grew: ProcessingGrew, kind: type[Sourced], word: str, subject: str) -> Result:
    ref, when = given.ref(grew), given.when(grew)
    says = f"Processing was extended{f' ({when.words})' if when else ''}: “{grew.what}”."
    own = [fact for fact in given.all(kind) if fact.said_by == "body"]
    # What was declared before the start declares the project as it was then, not what was added.
    later = [fact for fact in own if _after_start(given, fact)]
    unclear = [fact for fact in own if _after_start(given, fact) is None]
    supply = f"The {word} as declared for this extension, with its date, or that it was not declared."
    if later:
        return met(ref, f"{says} A {word} declared since the start is on record.", on=[ref, *map(given.ref, later)])
    if unclear:
        says += f" Whether a {word} on record was declared since the start cannot be told."
        return cannot_tell(ref, says, supply=supply, on=[ref, *map(given.ref, unclear)])
    says += f" No {word} declared since the start is on record."
    return missing(given, subject, ref, says, supply=supply, on=[ref, *map(given.ref, own)])


def _after_start(given: Given, fact: Sourced) -> bool | None:
    when = given.when(fact)
    return given.started.before(when) if given.started and when else None


CHECK = Check(
    kind=Kind.SCOPE,
    severity=Severity.MEDIUM,
    asks="Was each new use, source or recipient declared?",
    means="What people were told it was for is not all that it is used for now.",
    resolves="Declare the new purpose, source or recipient, and assess the change.",
    eras=(
        *eras(
            uk_gdpr=Law(citation=uk_gdpr.ART_5_1_B),
            eu_gdpr=Law(citation=eu_gdpr.ART_5_1_B),
            part3=Law(citation=dpa2018.S36_1),
            led=Law(citation=led.ART_4_1_B),
            act_1998=Law(citation=dpa1998.PRINCIPLE_2),
            directive=Law(citation=eu_before_2018.ART_6_1_B),
            uk_gdpr_until=LAST_BEFORE_DUAA,
            part3_until=LAST_BEFORE_DUAA,
        ),
        *since_2025_act(
            uk_gdpr=Law(citation=duaa2025.UK_GDPR_5_1_B),
            part3=Law(citation=duaa2025.DPA2018_36_1),
        ),
    ),
    judged=while_running,
    answer=_answer,
)

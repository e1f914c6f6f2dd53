# SPDX-License-Identifier: Apache-2.0
"""Does what others report stay within what the body declares? GDPR Art 5(1)(b), DPA 2018 s.61(2), LED Art 24(1).

What the body and its overseer say is the declaration; what anybody else says is a report. A report is no proof: the
finding says who reports it, and that the declaration does not have it.
"""

from collections.abc import Iterator, Sequence

from tallystick.core.facts.declaration import DataDeclared, MethodDeclared, SourceDeclared
from tallystick.core.facts.sourced import Sourced
from tallystick.core.law.check import Check, Result, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, duaa2025, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import LAST_BEFORE_DUAA, Law, eras, since_2025_act, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

_DECLARERS = ("body", "oversight")


def _answer(given: Given) -> Iterator[Result]:
    """Compare sources, methods and categories that are reported with those that are declared."""
    sources = given.all(SourceDeclared)
    yield from _one(given, "covert sources", [(fact, fact.covert) for fact in sources])
    yield from _one(given, "closed sources", [(fact, None if fact.open is None else not fact.open) for fact in sources])
    methods = given.all(MethodDeclared)
    for method in dict.fromkeys(fact.method for fact in methods):
        yield from _one(given, method, [(fact, fact.applies) for fact in methods if fact.method == method])
    data = given.all(DataDeclared)
    for category in dict.fromkeys(fact.category for fact in data):
        yield from _one(given, category, [(fact, True) for fact in data if fact.category == category])


def _one(given: Given, thing: str, said: Sequence[tuple[Sourced, bool | None]]) -> Iterator[Result]:
    """Judge one thing by who says that it is so (``True``) or that it is not (``False``)."""
    reported = [fact for fact, holds in said if holds and fact.said_by not in _DECLARERS]
    if not reported:
        return
    own = [(fact, holds) for fact, holds in said if fact.said_by in _DECLARERS]
    declared = [given.ref(fact) for fact, holds in own if holds]
    on = [given.ref(fact) for fact in reported]
    who = ", ".join(dict.fromkeys(fact.source_title or fact.said_by for fact in reported))
    says = f"“{thing}” is reported by {who}"
    if declared:
        yield met(thing, f"{says}, and declared by the body.", on=[*on, *declared])
    elif own and all(holds is False for _, holds in own):
        denied = [given.ref(fact) for fact, _ in own]
        yield unmet(thing, f"{says}. The declarations on record say that it is not so.", on=[*on, *denied])
    else:
        supply = "The document in which the body declares it, or that none does."
        says = f"{says}. No declaration of the body on record has it."
        yield missing(given, "data", thing, says, supply=supply, on=[*on, *(given.ref(fact) for fact, _ in own)])


_NOTE_BEFORE = "Purposes had to be specified and data not excessive; this tests whether what is done was declared."

CHECK = Check(
    kind=Kind.SCOPE,
    severity=Severity.HIGH,
    asks="Do the sources, methods and kinds of data that others report stay within what is declared?",
    means="More may be done to people, or by other means, than they and those who approved it were told.",
    resolves="Declare it and assess it, or show that the report is mistaken.",
    eras=(
        *eras(
            uk_gdpr=Law(citation=uk_gdpr.ART_5_1_B),
            eu_gdpr=Law(citation=eu_gdpr.ART_5_1_B),
            part3=Law(citation=dpa2018.S61_2),
            led=Law(citation=led.ART_24_1),
            act_1998=Law(citation=dpa1998.PRINCIPLE_2, note=_NOTE_BEFORE),
            directive=Law(citation=eu_before_2018.ART_6_1_B, note=_NOTE_BEFORE),
            uk_gdpr_until=LAST_BEFORE_DUAA,
        ),
        *since_2025_act(
            uk_gdpr=Law(citation=duaa2025.UK_GDPR_5_1_B),
        ),
    ),
    judged=while_running,
    answer=_answer,
)

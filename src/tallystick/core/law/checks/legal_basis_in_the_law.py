# SPDX-License-Identifier: Apache-2.0
"""Is the ground one that the law lists? GDPR Art 6(1), DPA 2018 s.35(2), LED Art 8(1), DPA 1998 Sch 2."""

from collections.abc import Collection, Iterator
from functools import partial

from tallystick.core.facts.declaration import BASES, BasisDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: The six grounds of GDPR Art 6(1), which are those of Directive 95/46 Art 7 and of DPA 1998 Sch 2.
_SIX = ("consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests")
_PART_3 = ("consent", "law-enforcement-task")
_LED = ("law-enforcement-task",)
#: The ground that the last sentence of GDPR Art 6(1) takes from public authorities.
_NOT_FOR_TASKS = "legitimate-interests"
_TASK = "Whether a public authority does this to perform its tasks; if so, the ground on which it rests instead."


def _answer(given: Given, *, listed: Collection[str] = _SIX, but_not: str = "") -> Iterator[Result]:
    """Look each ground up in the list of the regime."""
    for basis in dict.fromkeys(_named(fact.basis) for fact in given.all(BasisDeclared)):
        refs = [given.ref(fact) for fact in given.all(BasisDeclared) if _named(fact.basis) == basis]
        if basis == but_not:
            says = (
                f"The ground stated is “{basis}”, which is none for what public authorities do to perform their tasks."
            )
            yield cannot_tell(basis, says, supply=_TASK, on=refs)
        elif basis in listed:
            yield met(basis, f"The ground stated, “{basis}”, is one that the law lists.", on=refs)
        elif basis not in BASES:
            says = f"The ground stated is “{basis}”. Which ground of the law that is cannot be told from these words."
            yield cannot_tell(basis, says, supply=f"The ground by its name, one of: {', '.join(BASES)}.", on=refs)
        elif basis != "none":
            says = f"The ground stated is “{basis}”. The law that the record names lists: {', '.join(listed)}."
            yield unmet(basis, says, on=refs)


def _named(basis: str) -> str:
    """Return a ground as the lists write it: “Public task” is ``public-task``. Other words stay as they are."""
    name = "-".join(basis.casefold().replace("_", " ").replace("-", " ").split())
    return name if name in BASES else basis


CHECK = Check(
    kind=Kind.LEGAL_BASIS,
    severity=Severity.HIGH,
    asks="Is each legal ground that is stated one that the law of the project lists?",
    means="What is given as the right to use people's data is no ground on which that law lets them be used.",
    resolves="State a ground that the law lists, or the regime that the processing really falls under.",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_6_1, answer=partial(_answer, but_not=_NOT_FOR_TASKS)),
        eu_gdpr=Law(citation=eu_gdpr.ART_6_1, answer=partial(_answer, but_not=_NOT_FOR_TASKS)),
        part3=Law(citation=dpa2018.S35_2, answer=partial(_answer, listed=_PART_3)),
        led=Law(citation=led.ART_8_1, answer=partial(_answer, listed=_LED)),
        act_1998=Law(citation=dpa1998.PRINCIPLE_1),
        directive=Law(citation=eu_before_2018.ART_7),
    ),
    judged=while_running,
    answer=_answer,
)

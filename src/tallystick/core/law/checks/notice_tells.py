# SPDX-License-Identifier: Apache-2.0
"""Do the notices tell what they must: purposes, recipients, how long, rights; and sources and profiling where used?"""

import dataclasses
from collections.abc import Iterator

from tallystick.core.facts.declaration import MethodDeclared, NoticePublished, SourceDeclared
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_ALWAYS = ("purposes", "recipients", "retention", "rights")
#: Part 3 and the Directive ask for less in general: the rest is told in specific cases (DPA 2018 s.44(2)).
_POLICE = ("purposes", "rights")
_PROFILES = ("profiling", "scoring", "automated-decision")


def _answer(given: Given) -> Iterator[Result]:
    """Compare what all notices tell with what they must, and with what the record says is done."""
    extra = ("sources",) if given.all(SourceDeclared) else ()
    profiled = any(fact.applies and fact.method in _PROFILES for fact in given.all(MethodDeclared))
    yield from _test(given, (*_ALWAYS, *extra, *(("profiling",) if profiled else ())))


def _police_answer(given: Given) -> Iterator[Result]:
    """Compare what all notices tell with what everybody must be told."""
    yield from _test(given, _POLICE)


def _answer_1998(given: Given) -> Iterator[Result]:
    """Ask for the purposes, which the older law of the United Kingdom names."""
    yield from _test(given, ("purposes",))


def _directive_answer(given: Given) -> Iterator[Result]:
    """Ask for what the older law of the European Union names."""
    yield from _test(given, ("purposes", "recipients"))


def _test(given: Given, wanted: tuple[str, ...]) -> Iterator[Result]:
    notices = given.all(NoticePublished)
    if not notices:
        return
    on = [given.ref(fact) for fact in notices]
    told = {item for fact in notices for item in fact.tells or ()}
    heard = {_plain(item) for item in told}
    left = [item for item in wanted if _plain(item) not in heard]
    says = f"The notices tell of: {', '.join(sorted(told)) or 'nothing that is on record'}."
    if not left:
        yield met("record", says, on=on)
    elif any(fact.tells is None for fact in notices):
        supply = "What each notice tells."
        yield cannot_tell("record", f"{says} What one of them tells is not on record.", supply=supply, on=on)
    else:
        yield unmet("record", f"{says} They do not tell of: {', '.join(left)}.", on=on)


def _plain(item: str) -> str:
    """Take “Purpose” and “purposes” for the same."""
    return item.strip().casefold().removesuffix("s")


CHECK = Check(
    kind=Kind.NOTICE,
    severity=Severity.MEDIUM,
    asks="Do the notices tell people what they must be told?",
    means="People know that something is done with their data, but not what, by whom, or what they can do.",
    resolves="A notice that tells what is missing.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_12_1, eu=eu_gdpr.ART_12_1),
        *police(part3=dpa2018.S44_1, led=led.ART_13_1, answer=_police_answer),
        dataclasses.replace(old_uk(citation=dpa1998.FAIRNESS_NOTICE, note=""), answer=_answer_1998),
        dataclasses.replace(old_eu(citation=eu_before_2018.ART_10, note=""), answer=_directive_answer),
    ),
    judged=today,
    answer=_answer,
)

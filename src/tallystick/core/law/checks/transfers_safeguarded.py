# SPDX-License-Identifier: Apache-2.0
"""Has each transfer abroad a ground? GDPR Art 44, DPA 2018 s.73(1), LED Art 35(1), DPA 1998 principle 8."""

import datetime as dt
from collections.abc import Collection, Iterator
from functools import partial

from tallystick.core.facts.declaration import RecipientDeclared, TransferDeclared
from tallystick.core.law.check import Check, Result, met, missing, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity

#: From here on the United Kingdom and the Union were third countries to each other.
_UK_WAS_OUT = dt.date(2021, 1, 1)
_UK = frozenset({"GB", "UK"})
#: The European Economic Area, without the United Kingdom.
_EEA = frozenset(
    {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "EL", "GR", "HU", "IE", "IT", "LV", "LT", "LU"}
    | {"MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"}
)


def _answer(given: Given, *, home: Collection[str] = _EEA) -> Iterator[Result]:
    """Look at each transfer, then for recipients abroad that no transfer is declared for."""
    if while_running(given) < _UK_WAS_OUT:
        home = _EEA | _UK
    transfers = given.all(TransferDeclared)
    for fact in transfers:
        ref = given.ref(fact)
        says = f"Data go to {fact.recipient or 'a recipient'} in {fact.country}."
        if fact.country.upper() in home or fact.safeguard:
            yield met(ref, f"{says} The ground: {fact.safeguard or 'none is needed there'}.", on=[ref])
        else:
            yield unmet(ref, f"{says} No ground for the transfer is named.", on=[ref])
    told = {fact.country.upper() for fact in transfers}
    for recipient in given.all(RecipientDeclared):
        if recipient.country and recipient.country.upper() not in {*home, *told}:
            ref = given.ref(recipient)
            says = f"Data go to {recipient.recipient} in {recipient.country}. No transfer to that country is declared."
            supply = "The transfer with its ground, or that there is none."
            yield missing(given, "recipients", ref, says, supply=supply, on=[ref])


_IN_THE_UK = partial(_answer, home=_UK)

CHECK = Check(
    kind=Kind.SHARING,
    severity=Severity.MEDIUM,
    asks="Is the ground named for each transfer of data to another country?",
    means="People's data go where the law that protects them does not reach.",
    resolves="Name the ground of the transfer: adequacy, safeguards or a derogation (safeguard).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_44, answer=_IN_THE_UK),
        eu_gdpr=Law(citation=eu_gdpr.ART_44),
        part3=Law(citation=dpa2018.S73_1, answer=_IN_THE_UK),
        led=Law(citation=led.ART_35_1),
        act_1998=Law(citation=dpa1998.PRINCIPLE_8),
    ),
    judged=while_running,
    answer=_answer,
)

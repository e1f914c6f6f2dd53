# SPDX-License-Identifier: Apache-2.0
"""Does a sum of money that is stated in public agree with the approvals of the same period, added up?"""

import dataclasses
from collections.abc import Iterable, Iterator

from tallystick.core.facts.course import ClaimStated, FundingApproved
from tallystick.core.law.check import Check, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.eras_beside import accountability
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.periods import financial_years
from tallystick.core.law.statements import bounds, standing

_SUPPLY = "Each approval with its amount and period, and the period that the stated sum is for."
_SIGNS = {"GBP": "£", "EUR": "€"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Sum:
    """What the approvals come to: the least and the most, where it is open whether one counts."""

    least: int
    most: int
    refs: tuple[str, ...]


def _answer(given: Given) -> Iterator[Result]:
    """Add up the approvals for each stated sum."""
    for said in standing(given, "funding"):
        if said.figure is None:
            continue
        approvals = given.all(FundingApproved)
        currencies = {fact.currency for fact in approvals}
        if len(currencies) > 1:
            says = f"“{said.text}” The approvals are in several currencies: {', '.join(sorted(currencies))}."
            yield cannot_tell(given.ref(said), says, supply="The sum in one currency.", on=[given.ref(said)])
        else:
            yield _compare(given, said, currency="".join(currencies) or "GBP", total=_add(given, said, approvals))


def _compare(given: Given, said: ClaimStated, *, currency: str, total: _Sum) -> Result:
    about, on = given.ref(said), [given.ref(said), *total.refs]
    least, most = bounds(said.figure or 0, said.precision)
    period = f" for {said.covers}" if said.covers else " up to then"
    stated = f"“{said.text}” states {said.precision or 'about'} {_spell(said.figure or 0, currency)}{period}."
    if total.least > most:
        return unmet(about, f"{stated} The approvals on record come to {_spell(total.least, currency)}.", on=on)
    says = f"{stated} The approvals on record come to {_spell(total.most, currency)}."
    if total.most < least:
        return missing(given, "approval", about, says, supply=_SUPPLY, on=on)
    if total.least >= least and total.most <= most:
        return met(about, says, on=on)
    says = f"{stated} The approvals on record come to between {_spell(total.least, currency)} and "
    return cannot_tell(about, f"{says}{_spell(total.most, currency)}.", supply=_SUPPLY, on=on)


def _add(given: Given, said: ClaimStated, approvals: Iterable[FundingApproved]) -> _Sum:
    amounts: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    refs: list[str] = []
    for fact in approvals:
        counts = _counts(given, said, fact)
        if counts is not False:
            # Sources that differ about one decision make a range; a decision told twice is added once.
            amounts.setdefault((fact.reference, fact.period), []).append((fact.pence if counts else 0, fact.pence))
            refs.append(given.ref(fact))
    least = sum(min(low for low, _ in found) for found in amounts.values())
    return _Sum(least=least, most=sum(max(high for _, high in found) for found in amounts.values()), refs=tuple(refs))


def _counts(given: Given, said: ClaimStated, fact: FundingApproved) -> bool | None:
    wanted, years = financial_years(said.covers), financial_years(fact.period)
    if wanted and years:
        return True if years <= wanted else (None if years & wanted else False)
    if said.covers:
        return None
    then, when = given.when(said), given.when(fact)
    return when.by(then) if when and then else None


def _spell(pence: int, currency: str) -> str:
    pounds, rest = divmod(pence, 100)
    return f"{_SIGNS.get(currency, currency + ' ')}{pounds:,}{f'.{rest:02}' if rest else ''}"


CHECK = Check(
    kind=Kind.CLAIM,
    severity=Severity.MEDIUM,
    asks="Does a sum of money that is stated in public agree with the approvals on record, added up?",
    means="The public cannot judge what is spent on a project if the sum that it is told is not the sum approved.",
    resolves="A corrected sum, or the approvals and the period that make up the stated one.",
    eras=accountability(),
    judged=today,
    answer=_answer,
)

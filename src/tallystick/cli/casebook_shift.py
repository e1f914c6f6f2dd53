# SPDX-License-Identifier: Apache-2.0
"""Moves all dates of a case by one number of days, such that no date leaves its era and none changes its order.

A date known to the month or year stays known to the month or year: it moves with the middle of it.
"""

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator

from tallystick.core.errors import Invalid
from tallystick.core.facts.dates import FIRST_YEAR, LAST_YEAR, When, day, read
from tallystick.core.law.checks import checks

_DAY = dt.timedelta(days=1)
#: The furthest move that is tried, in days.
_REACH = 1500
#: By how many days a month may move more or less than the rest: it cannot begin on another day than the first.
_SLACK = 2


def moved(text: str, *, days: int) -> str:
    """Return a date moved by some days, as exactly known as before; a time of day stays as it is.

    Raises:
        Invalid: the text is no date.
    """
    when = read(text[:10] if "T" in text else text)
    return _move(when, days).text + (text[10:] if "T" in text else "")


def choose(texts: Iterable[str], *, regimes: Iterable[str], seed: str) -> int:
    """Return by how many days the dates of a case move: never none.

    Where a month holds the first day of an era it cannot move, and so neither can dates that are as close to it.

    Args:
        texts: every date of the case.
        regimes: the law of the case; the first and last days of its eras are not crossed.
        seed: decides which of the possible moves it is.

    Raises:
        Invalid: the dates leave no room for any move.
    """
    whens = [read(text[:10] if "T" in text else text) for text in sorted(set(texts))]
    bounds = sorted(_bounds(set(regimes)))
    for exact in (True, False):
        for days in _candidates(seed):
            if _fits(whens, days=days, bounds=bounds, exact=exact):
                return days
    rule = "A date stays in its era and before or after every other date as it was."
    raise Invalid("no move of the dates keeps them in their eras", rule=rule, next_step="Give fewer partial dates.")


def _candidates(seed: str) -> Iterator[int]:
    def order(days: int) -> bytes:
        return hashlib.sha256(f"{seed}|{days}".encode()).digest()

    moves = [days for days in range(-_REACH, _REACH + 1) if abs(days) > 10]
    yield from sorted(moves, key=order)
    yield from (days for size in range(10, 0, -1) for days in (size, -size))


def _bounds(regimes: set[str]) -> set[dt.date]:
    """Return the first day of each era after the first."""
    eras = [era for check in checks().values() for era in check.eras if regimes & set(era.regimes)]
    return {era.since for era in eras if era.since} | {era.until + _DAY for era in eras if era.until}


def _fits(whens: list[When], *, days: int, bounds: list[dt.date], exact: bool) -> bool:
    # The cheapest questions first: a case may have some thousand moves to try.
    years = abs(days) // 365 + 2
    if any(not FIRST_YEAR + years < when.first.year < LAST_YEAR - years for when in whens):
        return False
    there = [_move(when, days) for when in whens]
    both = list(zip(whens, there, strict=True))
    if any(_era(old, bounds) != _era(new, bounds) for old, new in both):
        return False
    if exact and any(abs((new.first - old.first).days - days) > _slack(old) for old, new in both):
        return False
    pairs = itertools.combinations(both, 2)
    return all(_order(one[0], other[0]) == _order(one[1], other[1]) for one, other in pairs)


def _slack(when: When) -> int:
    return 0 if when.exact else 183 if len(when.text) == 4 else _SLACK


def _era(when: When, bounds: list[dt.date]) -> tuple[int, int]:
    return (sum(bound <= when.first for bound in bounds), sum(bound <= when.last for bound in bounds))


def _order(one: When, other: When) -> tuple[int, ...]:
    ends: tuple[Callable[[When], dt.date], ...] = (lambda when: when.first, lambda when: when.last)
    return tuple(_sign((mine(one) - theirs(other)).days) for mine in ends for theirs in ends)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _move(when: When, days: int) -> When:
    if when.exact:
        return day(when.first + dt.timedelta(days=days))
    middle = when.first + (when.last - when.first) // 2 + dt.timedelta(days=days)
    return read(f"{middle:%Y}" if len(when.text) == 4 else f"{middle:%Y-%m}")

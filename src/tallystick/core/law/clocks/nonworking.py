# SPDX-License-Identifier: Apache-2.0
"""What a non-working day is: a jurisdiction, a day, the instrument that made it one, and since when that was known."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

#: The first and the last day of the table. Outside of it nothing is computed.
FIRST_DAY = dt.date(2000, 1, 1)
LAST_DAY = dt.date(2035, 12, 31)

ENGLAND_AND_WALES = "England and Wales"
SCOTLAND = "Scotland"
NORTHERN_IRELAND = "Northern Ireland"
IRELAND = "Ireland"
GERMANY = "Germany"
EU_INSTITUTIONS = "the EU institutions"
JURISDICTIONS = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND, IRELAND, GERMANY, EU_INSTITUTIONS)

ONE_DAY = dt.timedelta(days=1)
MONDAY, FRIDAY, SATURDAY = 0, 4, 5


class Standing(StrEnum):
    """How firmly a day is a non-working day."""

    #: An enactment names it.
    STATUTE = "statute"
    #: It was appointed for its year, by proclamation or order.
    APPOINTED = "appointed"
    #: It is customary, and nothing that appoints it for its year was seen: a projection.
    EXPECTED = "expected"
    #: It is a holiday in some places of the jurisdiction only.
    LOCAL = "local"


@dataclasses.dataclass(frozen=True, kw_only=True)
class NonWorking:
    """One weekday on which a jurisdiction does not work. Saturdays and Sundays are in no table."""

    jurisdiction: str
    day: dt.date
    name: str
    instrument: str
    url: str
    standing: Standing
    #: The day on which people could first know of it; ``None``: before any case of this table, or not recorded.
    known_from: dt.date | None = None
    #: Where the holiday was taken away again: the day on which people could first know that.
    dropped_from: dt.date | None = None
    #: Whether it was taken away at all; with ``dropped_from`` ``None`` nobody has recorded when that was known.
    dropped: bool = False

    def known(self, *, on: dt.date | None) -> bool:
        """Whether this was a holiday by what was known at the end of a day; ``None``: by all that is known."""
        if on is None:
            return not self.dropped
        arrived = self.known_from is None or self.known_from <= on
        gone = self.dropped and (self.dropped_from is None or self.dropped_from <= on)
        return arrived and not gone


def easter(year: int) -> dt.date:
    """Return Easter Sunday of a Gregorian year (the anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + leaps + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def first_monday(year: int, month: int) -> dt.date:
    """Return the first Monday of a month."""
    first = dt.date(year, month, 1)
    return first + ONE_DAY * ((MONDAY - first.weekday()) % 7)


def last_monday(year: int, month: int) -> dt.date:
    """Return the last Monday of a month that has 31 days."""
    last = dt.date(year, month, 31)
    return last - ONE_DAY * ((last.weekday() - MONDAY) % 7)


def next_weekday(day: dt.date, *, taken: Iterable[dt.date] = ()) -> dt.date:
    """Return the day, or the first one after it that is no Saturday, no Sunday and none of those taken."""
    while day.weekday() >= SATURDAY or day in set(taken):
        day += ONE_DAY
    return day

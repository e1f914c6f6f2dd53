# SPDX-License-Identifier: Apache-2.0
"""Dates as sources give them: known to the day, to the month or to the year only.

Two such dates are compared with three answers: yes, no, or it cannot be told. A month is never read as its first day.
"""

import calendar
import dataclasses
import datetime as dt
import re
from functools import lru_cache

from tallystick.core.errors import Invalid

#: A year, a month or a day, as in ISO 8601 and RFC 3339 (extended format).
_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
#: Law checks know no instrument older than this, and a typing error often falls before it.
FIRST_YEAR = 1900
LAST_YEAR = 2199


@dataclasses.dataclass(frozen=True, kw_only=True)
class When:
    """A day, month or year: every day from ``first`` to ``last`` (both included) is possible."""

    text: str
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        """Return the date as it was given."""
        return self.text

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def words(self) -> str:
        """Return the date as British readers write it: ``3 June 2022``, ``June 2022`` or ``2022``."""
        if self.exact:
            return f"{self.first.day} {calendar.month_name[self.first.month]} {self.first.year}"
        return self.text if len(self.text) == 4 else f"{calendar.month_name[self.first.month]} {self.first.year}"

    def before(self, other: "When") -> bool | None:
        """Whether this was before the other day: ``None`` where the two cannot be told apart.

        The same known day is not before.
        """
        if self.last < other.first:
            return True
        return False if self.first >= other.last else None

    def by(self, other: "When") -> bool | None:
        """Whether this was on or before the other day: ``None`` where it cannot be told."""
        if self.last <= other.first:
            return True
        return False if self.first > other.last else None


def day(date: dt.date) -> When:
    """Return one known day."""
    return When(text=date.isoformat(), first=date, last=date)


@lru_cache(maxsize=4096)
def read(text: str) -> When:
    """Read ``2022-06-03``, ``2022-06`` or ``2022``.

    Raises:
        Invalid: any other shape, a day that the calendar does not have, or a year outside 1900 to 2199.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise _unreadable(text, "it has another shape")
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _unreadable(text, f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        return _spread(text, year=year, month=match["month"], day=match["day"])
    except ValueError:
        raise _unreadable(text, "the calendar has no such day") from None


def _spread(text: str, *, year: int, month: str | None, day: str | None) -> When:
    if month is None:
        return When(text=text, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31))
    first = dt.date(year, int(month), int(day or 1))
    last = first if day else first.replace(day=calendar.monthrange(year, first.month)[1])
    return When(text=text, first=first, last=last)


def _unreadable(text: str, why: str) -> Invalid:
    return Invalid(
        f"{text[:40]!r} is no date that can be read: {why}",
        rule="A date is known to the day (2022-06-03), the month (2022-06) or the year (2022).",
        next_step="Write it in one of these three forms, as exactly as the source gives it and no more.",
    )

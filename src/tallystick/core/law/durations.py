# SPDX-License-Identifier: Apache-2.0
"""Reads how long something is kept: ISO 8601 durations of whole years, months, weeks and days, and words for no end."""

import datetime as dt
import re

_SHAPE = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T[\dHMS]+)?", re.ASCII)
_ENDLESS = re.compile(
    r"indefinit|unlimited|permanent|for ?ever|no (?:fixed )?(?:limit|period|end)|perpetual", re.IGNORECASE
)
_UNITS = ("year", "month", "week", "day")
#: Days in a year, month, week and day, rounded up: a period is never taken to have run out too early.
_DAYS = (366, 31, 7, 1)


def readable(period: str) -> bool:
    """Whether it is a duration that ends."""
    return _SHAPE.fullmatch(period) is not None


def endless(period: str) -> bool:
    """Whether it says in words that there is no end."""
    return _ENDLESS.search(period) is not None


def in_words(period: str) -> str:
    """Return ``P20Y`` as "20 years"; what is no duration stays as it is."""
    match = _SHAPE.fullmatch(period)
    if match is None:
        return f"“{period[:60]}”"
    counts = [(int(count), unit) for count, unit in zip(match.groups(), _UNITS, strict=True) if count]
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts)


def ends(day: dt.date, period: str) -> dt.date | None:
    """Return the last day of a period that began on a day; ``None`` where it is no duration."""
    match = _SHAPE.fullmatch(period)
    if match is None:
        return None
    days = sum(int(count) * size for count, size in zip(match.groups(), _DAYS, strict=True) if count)
    return day + dt.timedelta(days=min(days, (dt.date.max - day).days))

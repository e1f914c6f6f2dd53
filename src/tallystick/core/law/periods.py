# SPDX-License-Identifier: Apache-2.0
"""Reads the financial years that decisions and statements name, as they write them."""

import re
from functools import lru_cache

_YEARS = re.compile(r"(?<!\d)(?:20)?(\d{2})\s?[/-]\s?(?:20)?(\d{2})(?!\d)", re.ASCII)
_TO = re.compile(r"\s*(?:-|–|to|until)\s*(?:FY\s*)?", re.IGNORECASE)
_MILLENNIUM = 2000
#: A longer run is a misreading.
_LONGEST = 30


@lru_cache(maxsize=1024)
def financial_years(text: str | None) -> frozenset[int]:
    """Return the financial years that a text names, each by the year in which it begins; none where it names none.

    ``2019/20``, ``FY19/20``, ``2022/23 and 2023/24``, ``2019/20-2021/22`` (a run) and ``2022-24`` (two years).
    """
    found: set[int] = set()
    end, last = 0, None
    for match in _YEARS.finditer(text or ""):
        first, after = _MILLENNIUM + int(match[1]), _MILLENNIUM + int(match[2])
        joined = last is not None and _TO.fullmatch((text or "")[end : match.start()])
        start = last if joined and last is not None else first
        # Years that run backwards, or for very long, are something else: a month, a range of numbers.
        if first < after and start < after and after - start <= _LONGEST:
            found |= set(range(start, after))
        end, last = match.end(), after
    return frozenset(found)

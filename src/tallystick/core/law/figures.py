# SPDX-License-Identifier: Apache-2.0
"""Ages and periods of keeping as free text gives them, so that they can be held against declared ones."""

import dataclasses
import re

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_VALUE = {word: number for number, word in enumerate(_WORDS)} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_N = rf"(\d{{1,4}}|{'|'.join(sorted(_VALUE, key=len, reverse=True))})"
_YEARS = r"[- ]?(?:years?(?:[- ]olds?)?|yrs?(?:[- ]olds?)?|y/o)"
_DASH = r"(?:\s*[-–—]\s*|[- ]{1,2}(?:to|and)\s+)"
#: A range of ages needs a word for age beside it: ``15 to 21`` alone may count anything.
_RANGES = (
    r"\b(?:age[sd]?|aged between|(?:the )?ages? (?:of|from|range)|between(?: the)? ages?(?: of)?)\s+"
    r"(?:from |between )?"
    rf"{_N}{_DASH}{_N}\b",
    rf"\b{_N}{_DASH}{_N}{_YEARS}\b",
)
_BELOW = (
    rf"\b(?:under|below|younger than)(?: the age of)?[- ]?\s?{_N}(?:s\b|{_YEARS}|\b(?! (?:days|weeks|months|per|%)))"
)
_ABOVE = rf"\b(?:over|above|older than)(?: the age of)[- ]?\s?{_N}\b|\b(?:aged?) {_N} (?:and|or) (?:over|above|older)\b"
_DENIAL = re.compile(r"\b(?:no|not|never|nobody|none|without|nor)\b|n['’]t\b", re.IGNORECASE)
#: Words beside ages that leave them out without a denial: before them, or after them in the same sentence.
_LEFT_OUT = re.compile(r"\b(?:exclud(?:es?|ed|ing)|except|other than|filter(?:s|ed|ing)? out|outside)\b", re.IGNORECASE)
_LEFT_OUT_AFTER = re.compile(
    r"[^.;:!?]{0,40}?\b(?:(?:is|are|was|were|be|been|being) (?:all |also |always )?"
    r"(?:exclud\w+|left out|filtered out|removed|out of scope"
    r"|(?:not|never) (?:includ\w+|covered|enrolled|recorded|processed|searched|among|part)))\b",
    re.IGNORECASE,
)
_REACH = 40
_OLDEST = 130
_KEPT = re.compile(
    r"\b(?:kept|keep|keeps|retain|retains|retained|retention|stored?|delet\w+|eras\w+|held)\b", re.IGNORECASE
)
_PERIOD = re.compile(rf"\b{_N}[- ](year|month|week|day)s?\b(?![- ]olds?)", re.IGNORECASE)
_ISO = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?", re.ASCII)
_DAYS = {"year": 365, "month": 30, "week": 7, "day": 1}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ages:
    """Ages in years, both included; ``None`` is open. ``denied``: the text says that these are not among them."""

    youngest: int | None
    oldest: int | None
    denied: bool
    words: str


def ages(text: str | None) -> tuple[Ages, ...]:
    """Return the ages that a text gives: ``aged 15 to 21``, ``13-17 year olds``, ``under 18``, ``aged 18 or over``."""
    shown = text or ""
    found: list[Ages] = []
    for pattern in _RANGES:
        found += [_ages(shown, match, match[1], match[2]) for match in re.finditer(pattern, shown, re.IGNORECASE)]
    for match in re.finditer(_BELOW, shown, re.IGNORECASE):
        found.append(_ages(shown, match, None, match[1], less=1))
    for match in re.finditer(_ABOVE, shown, re.IGNORECASE):
        found.append(_ages(shown, match, match[1] or match[2], None))
    return tuple(dict.fromkeys(one for one in found if _plausible(one)))


def _ages(text: str, match: re.Match[str], low: str | None, high: str | None, *, less: int = 0) -> Ages:
    oldest = _number(high) - less if high else None
    denied = _denied(text, match)
    return Ages(youngest=_number(low) if low else None, oldest=oldest, denied=denied, words=" ".join(match[0].split()))


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether the words before an age, or those after it, say that it is not among them."""
    before = _SENTENCE.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
    left_out = _LEFT_OUT.search(before) or _LEFT_OUT_AFTER.match(text, match.end())
    return bool(_DENIAL.search(before)) != bool(left_out)


def _plausible(one: Ages) -> bool:
    low, high = one.youngest or 0, _OLDEST if one.oldest is None else one.oldest
    return 0 <= low <= high <= _OLDEST


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _VALUE[word.casefold()]


def periods(text: str | None) -> tuple[tuple[str, int], ...]:
    """Return the periods in sentences that speak of keeping or erasing, as written, each with its length in days."""
    found = []
    for sentence in _SENTENCE.split(text or ""):
        if _KEPT.search(sentence):
            found += [
                (match[0], _number(match[1]) * _DAYS[match[2].casefold()]) for match in _PERIOD.finditer(sentence)
            ]
    return tuple(dict.fromkeys(found))


def days(period: str | None) -> int | None:
    """Return an ISO 8601 duration in days, a year as 365 and a month as 30; ``None`` where it is none."""
    match = _ISO.fullmatch(period or "")
    if match is None:
        return None
    return sum(int(count) * size for count, size in zip(match.groups(), _DAYS.values(), strict=True) if count)


def same_length(*, one: int, other: int) -> bool:
    """Whether two lengths in days are the same for readers: twelve months are a year."""
    return abs(one - other) * 50 <= max(one, other)

# SPDX-License-Identifier: Apache-2.0
"""What a fixed wording says, read as literally as a sceptical reader would.

A confirmation supports no more than the words that were confirmed. A body that writes "we met you" and files the
engagement as a consultation gets a confirmed contact, so the words are looked for, not the body's label.
"""

import datetime as dt
import re

from tallystick.core.errors import Invalid
from tallystick.core.facts import dates
from tallystick.core.facts.consultation import RUNGS

#: The words that lift a wording to a rung. Contact needs none: any sentence without a denial supports it.
RUNG_WORDS = {
    "invited": ("invited", "asked"),
    "responded": ("responded", "response", "replied"),
    "consulted": ("consulted",),
}
#: A sentence that holds one of these supports nothing.
DENIALS = ("not", "never", "no", "nobody", "none", "nor", "neither", "without", "cannot")

_SENTENCE_END = re.compile(r"[.;:!?]\s|\n")
_QUOTE_MARK = re.compile("([“”])")
#: A longer name is not looked for.
_MAX_NAME = 300
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[a-z]+(?:['’]t)?")
# Not strftime, whose month names follow the locale.
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def rung_in(text: str, *, organisation: str) -> str | None:
    """Return the highest rung that a wording states, or ``None`` if each of its sentences denies something.

    What stands in quotation marks is somebody's text and not what the wording says, and neither is the organisation's
    name: "Voices Not Violence" denies nothing.
    """
    own_words = _unquoted(_without(text.lower(), organisation.lower()))
    stated = [words for sentence in _SENTENCE_END.split(own_words) if (words := _affirmed(sentence))]
    for rung, signs in reversed(RUNG_WORDS.items()):
        if any(not words.isdisjoint(signs) for words in stated):
            return rung
    return RUNGS[0] if stated else None


def weaker(first: str, second: str | None) -> str | None:
    """Return the weaker of two rungs; ``None`` and unknown rungs support nothing."""
    if first not in RUNGS or second is None:
        return None
    return RUNGS[min(RUNGS.index(first), RUNGS.index(second))]


def reaches(*, rung: str, wanted: str) -> bool:
    """Return whether a rung is at least the wanted one; both of ``RUNGS``."""
    return RUNGS.index(rung) >= RUNGS.index(wanted)


def gives_date(*, text: str, on: str) -> bool:
    """Return whether a wording itself gives a date (ISO 8601 ``on``), as 2019-03-05 or as 5 March 2019."""
    date = read_date(on)
    if date is None:
        return False
    forms = rf"{date.isoformat()}|0?{date.day} {_MONTHS[date.month - 1]} {date.year}"
    return re.search(rf"(?<![\d-])(?:{forms})(?![\d-])", " ".join(text.lower().split())) is not None


def read_date(text: str | None) -> dt.date | None:
    """Return a date written YYYY-MM-DD, or ``None`` where the text is missing or no such date."""
    if text is None or not _DATE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def spoken_date(text: str | None) -> str:
    """Return a date of a fact as people say it; as it was recorded where it is none."""
    try:
        return dates.read(text).words if text else "on a date that is not said"
    except Invalid:
        return text or ""


def read_time(text: str | None) -> dt.datetime | None:
    """Return an RFC 3339 time as UTC, or ``None`` where the text is missing, no time or without an offset."""
    try:
        time = dt.datetime.fromisoformat(text or "")
        return None if time.tzinfo is None else time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _without(text: str, name: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text) if 0 < len(name) <= _MAX_NAME else text


def _unquoted(text: str) -> str:
    kept, depth = [], 0
    for part in _QUOTE_MARK.split(text):
        if part in ("“", "”"):
            depth = max(0, depth + (1 if part == "“" else -1))
        elif depth == 0:
            kept.append(part)
    return " ".join(kept)


def _affirmed(sentence: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(sentence))
    denied = any(word in DENIALS or not word.isalpha() for word in words)
    return frozenset() if denied else words

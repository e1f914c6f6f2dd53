# SPDX-License-Identifier: Apache-2.0
"""Finds words in free text that say nothing or say too much: placeholders, open ends, sentences that others wrote.

Everything here is a fixed list of general English words: no model, no guess, and what is found is quoted as it stands.
"""

import dataclasses
import functools
import re
from collections.abc import Collection, Iterable, Mapping

#: A sentence this long that stands elsewhere word for word was not written twice by chance.
SHARED_WORDS = 5
#: An answer in words has at least this many of its own; "see above" and "n/a" have fewer.
OWN_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: A colon does not end what waits for words: "TO DO: describe the flows".
_LINE = re.compile(r"[.!?;]+(?=\s|$)|\n")
_BREAK = re.compile(r"[.!?;:\n•]+(?=\s|$)|[\n•]")
#: What forms hold until somebody fills them in. ``to do`` counts only where it is shouted: it is ordinary prose.
_PLACEHOLDER = re.compile(
    r"\bTO[ -]?DO\b|\b(?i:tbc|tbd|tba|t\.b\.c\.|lorem ipsum|xxx+|placeholder)(?!\w)|\?{3,}|_{4,}"
    r"|[\[<{](?i:insert|enter|add|name|date|text|fill in|complete|describe)\b[^\]>}]{0,80}[\]>}]"
)
#: Written of a form that waits, wherever it stands in a short sentence; of others only where the sentence begins so.
_TO_BE_KNOWN = re.compile(
    r"(?<!has )(?<!have )(?<!had )(?<!need )(?<!needs )\bto be (?:confirmed|determined|decided|advised|filled in)\b",
    re.I,
)
_TO_BE_DONE = re.compile(r"to be (?:completed|added|announced|inserted|written|drafted|supplied)\b", re.I)
_SHORT = 8
_OPEN = re.compile(
    r"\b(?:(?:any|all) (?:other )?purposes?|any other uses?|other (?:purposes|uses)|any and all|not limited to"
    r"|without limitation|etc|and so (?:on|forth)|as (?:and when )?(?:required|needed)(?! by)|from time to time"
    r"|open-ended)\b",
    re.IGNORECASE,
)
_BOUNDLESS = re.compile(
    r"\b(?:any (?:person|persons|people|individuals?|place|location)|all persons|anyone|anybody|anywhere|wherever"
    r"|indefinitely|unlimited|(?:no|without) (?:upper )?limit)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"not limited to|without limitation", re.IGNORECASE)
#: Words that turn what follows in a sentence into its opposite: "not used for any other purpose".
_DENIES = re.compile(r"\b(?:no|not|never|nor|neither|without|cannot|only|except|exclud\w+)\b|n['’]t\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without what joins them."""
    return [word.replace("’", "'").casefold() for word in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: what stands between full stops, colons, semicolons and line ends."""
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def placeholders(text: str) -> list[str]:
    """Return the placeholders in a text as they stand there, such as ``TO DO``, ``tbc`` or ``to be filled in``."""
    found = [match[0] for match in _PLACEHOLDER.finditer(text)]
    for sentence in sentences(text):
        # In a long sentence "to be confirmed" says what staff do; in a short one, that the author has not done it.
        known = _TO_BE_KNOWN.search(sentence) if len(words(sentence)) <= _SHORT else _TO_BE_KNOWN.match(sentence)
        waits = known or _TO_BE_DONE.match(sentence)
        found += [waits[0]] if waits else []
    return list(dict.fromkeys(found))


def open_ends(text: str) -> list[str]:
    """Return the words that leave a purpose open, such as ``any other purpose`` or ``not limited to``."""
    return _undenied(_OPEN, text)


def boundless(text: str) -> list[str]:
    """Return the words that leave a scope without bounds, such as ``any person`` or ``indefinitely``."""
    return [*_undenied(_BOUNDLESS, text), *_undenied(_OPEN, text)]


def _undenied(pattern: re.Pattern[str], text: str) -> list[str]:
    found = [
        match[0]
        for sentence in sentences(text)
        for match in pattern.finditer(sentence)
        if not _DENIES.search(_NO_DENIAL.sub("", sentence[: match.start()]))
    ]
    return list(dict.fromkeys(found))


def shared(text: str, others: Iterable[str]) -> list[str]:
    """Return the sentences of at least ``SHARED_WORDS`` words that stand in another text too, word for word.

    It also finds a whole sentence of the other text inside a longer one of this text, and then returns that part.
    """
    said = _said(tuple(others))
    found: list[str] = []
    for sentence in sentences(text):
        own = words(sentence)
        if len(own) >= SHARED_WORDS and tuple(own[:SHARED_WORDS]) in said.runs and f" {' '.join(own)} " in said.text:
            found.append(sentence)
        else:
            found += said.inside(own)
    return list(dict.fromkeys(found))


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Said:
    """The sentences of some texts, so that each is looked up and not compared with every other."""

    text: str
    #: Every run of ``SHARED_WORDS`` words, and the sentences that begin with it.
    runs: Mapping[tuple[str, ...], list[list[str]]]

    def inside(self, own: list[str]) -> list[str]:
        """Return the whole sentences of theirs that stand inside one of ours."""
        places = [(start, self.runs.get(tuple(own[start : start + SHARED_WORDS]), [])) for start in range(len(own))]
        return [
            " ".join(theirs)
            for start, sentences_there in places
            for theirs in sentences_there
            if own[start : start + len(theirs)] == theirs
        ]


@functools.lru_cache(maxsize=8)
def _said(others: tuple[str, ...]) -> _Said:
    runs: dict[tuple[str, ...], list[list[str]]] = {}
    spoken = [words(sentence) for other in others for sentence in sentences(other)]
    for theirs in spoken:
        for start in range(len(theirs) - SHARED_WORDS + 1):
            beginning = runs.setdefault(tuple(theirs[start : start + SHARED_WORDS]), [])
            beginning += [theirs] if start == 0 and theirs not in beginning else []
    return _Said(text="|".join(f" {' '.join(theirs)} " for theirs in spoken), runs=runs)


def own_words(text: str, others: Collection[str]) -> bool:
    """Whether a text says something itself, without sentences that wait for words and those that others wrote."""
    finished = "\n".join(part for part in _LINE.split(text) if not placeholders(part))
    left = f" {' '.join(words(finished))} "
    for taken in shared(finished, others):
        left = left.replace(f" {' '.join(words(taken))} ", " ")
    return len(left.split()) >= OWN_WORDS

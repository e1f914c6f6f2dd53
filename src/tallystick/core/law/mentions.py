# SPDX-License-Identifier: Apache-2.0
"""What free text says of a few subjects: with general lists of English words, denials understood, and words quoted.

A passage that supposes, defines or limits ("if", "is defined as", "unless") says neither yes nor no and is left out:
better to miss a contradiction than to report one that is none.
"""

import dataclasses
import re
from functools import lru_cache

#: Subject to the words that speak of it. ``profile`` counts as a verb only: an account is called a profile too.
SUBJECTS: dict[str, str] = {
    "large-scale": r"large[- ]scale(?! (?:crime|fraud|disorder|incidents?|events?|violence|offend))|en masse|in bulk"
    r"|extensive(?:ly)? (?:\w+ ){0,2}?(?:data|records|information|monitoring|collection|processing|surveillance)"
    r"|mass (?:collection|surveillance|processing|monitoring)|nation[- ]?wide (?:data|collection|processing)",
    "profiling": r"profiling|profiled|(?:to|not|never|track or|we|will|may) profile|profiles? (?:any|each|every)? ?"
    r"(?:individuals?|persons?|people|children|suspects|users|customers|patients|pupils)",
    "children": r"child|children|children['’]s|minors|juveniles?|pupils?|schoolchildren|under[- ]?(?:18|eighteen)s?"
    r"|under the age of (?:18|eighteen)",
    "automated-decisions": r"automated decisions?(?:[- ]making)?"
    r"|decisions? (?:is|are) (?:made |taken )?(?:wholly |solely )?automat(?:ed|ically)"
    r"|(?:decided|refused|rejected|determined|granted|fined) (?:wholly |fully |entirely )?automatically"
    r"|automatically (?:decide|refuse|reject|determine|grant|fine)[sd]?",
    "biometrics": r"biometrics?|facial recognition|face recognition|fingerprints?",
    "sharing": r"shared? with|disclosed? to|passed (?:on )?to|sharing(?= of| the| any| personal)",
}
#: Children are often spoken of where nothing is said of their data.
_BESIDE = {
    "children": re.compile(
        r"\b(?:data|records?|recorded|process|processed|profil\w+|collect\w*|captur\w*|monitor\w*|involv\w*|includ\w*"
        r"|identif\w*|subjects?|aged?|scanned|enrolled)\b",
        re.IGNORECASE,
    )
}
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+|•")
_CLAUSE = re.compile(r",|\b(?:but|although|though|whereas|however|because|while|and then)\b", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:no|not|never|nor|neither|without|none|nobody|cannot|no longer)\b|n['’]t\b", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^(?:\W+\w+){0,2}?\W+(?:(?:is|are|was|were|will|does|do|has|have|can)\W+(?:be\W+|been\W+)?(?:not|never)\b|\w+n['’]t\b)",
    re.IGNORECASE,
)
#: What makes a passage say neither: conditions, definitions, questions, and limits of a denial.
_OPEN = re.compile(
    r"\?|\b(?:if|whether|would|could|might|were to|defined|definition|means|meaning|not only|risk of|avoid|prevent)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:unless|except|other than|without|solely|beyond|outside|more than|until|only|not all|not every)\b",
    re.IGNORECASE,
)
_PATTERNS = {name: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for name, words in SUBJECTS.items()}
#: A denial reaches this many words ahead; denials and limits are looked for within this many characters.
_REACH = 6
_NEAR = 120
#: The most characters of a passage that are quoted.
_SHOWN = 160


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mention:
    """A text speaks of a subject: ``affirmed`` or denied, in the words quoted."""

    subject: str
    affirmed: bool
    words: str


@lru_cache(maxsize=1024)
def mentions(text: str | None) -> tuple[Mention, ...]:
    """Return what a text says of each subject, in the order of the text."""
    found = [said for passage in _passages(text) for said in _in_passage(passage)]
    return tuple(dict.fromkeys(found))


def _passages(text: str | None) -> list[str]:
    sentences = [part for part in _SENTENCE.split(text or "") if part]
    return [clause for sentence in sentences if not _OPEN.search(sentence) for clause in _CLAUSE.split(sentence)]


def _in_passage(passage: str) -> list[Mention]:
    found: dict[tuple[str, bool], Mention] = {}
    for subject, words in _PATTERNS.items():
        if subject in _BESIDE and not _BESIDE[subject].search(passage):
            continue
        for match in words.finditer(passage):
            affirmed = _affirmed(passage, match)
            if affirmed is not None and (subject, affirmed) not in found:
                shown = _shown(passage, match.start())
                found[subject, affirmed] = Mention(subject=subject, affirmed=affirmed, words=shown)
    return list(found.values())


def _affirmed(passage: str, match: re.Match[str]) -> bool | None:
    # Only what is near counts, so that a long passage costs no more than many short ones.
    before = passage[max(0, match.start() - _NEAR) : match.start()]
    after = passage[match.end() : match.end() + _NEAR]
    ahead = " ".join(before.split()[-_REACH:])
    denied = bool(_DENIAL.search(f"{ahead} {match[0]}") or _DENIED_AFTER.search(after))
    near = f"{before}{match[0]}{after}"
    if denied and _LIMIT.search(near.replace("without", "", 1) if "without" in ahead else near):
        return None
    return not denied


def _shown(passage: str, start: int) -> str:
    cut = 0 if len(passage) <= _SHOWN else max(0, start - _SHOWN // 2)
    text = " ".join(passage[cut : cut + 2 * _SHOWN].split()).strip(" ,.;:")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."

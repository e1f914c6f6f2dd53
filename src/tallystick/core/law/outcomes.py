# SPDX-License-Identifier: Apache-2.0
"""Finds words that report the outcome of a consultation as "nobody minded", and says how many answered at all."""

import re
from collections.abc import Iterable

from tallystick.core.law.contacts import OBJECTS, QUIET, at_least
from tallystick.core.law.given import Contact

_SORTS = (
    r"(?:observations?|concerns?|objections?|issues?|comments?|complaints?|opposition|criticisms?)"
    r"(?:(?: and/or | and | or |/)(?:observations?|concerns?|objections?|issues?|comments?|complaints?))*"
)
_QUALIFIED = r"(?:(?:relevant|significant|major|serious|adverse|negative|further|material|substantive) )?"
_NOBODY_MINDED = re.compile(
    rf"\b(?:no|without(?: any)?) {_QUALIFIED}{_SORTS}\b"
    r"|\b(?:did|do|has|have|had|were|was) not (?:receive|received|raise|raised|have|made|make)(?: any)? "
    rf"{_QUALIFIED}{_SORTS}\b"
    r"|\b(?:nobody|no one|none)(?: of them)? (?:has |have )?(?:objected|disagreed|complained|raised)\b",
    re.IGNORECASE,
)


def nobody_minded(text: str | None) -> str | None:
    """Return the words of a text that say that there were no concerns, as they stand there; else ``None``."""
    found = _NOBODY_MINDED.search(text or "")
    return found[0] if found else None


def heard(contacts: Iterable[Contact]) -> tuple[list[str], list[str], list[str]]:
    """Return the names of those who confirmed that they responded, who were quiet, and who object, in this order."""
    named = list(contacts)
    return (
        [contact.name for contact in named if at_least(contact, "responded")],
        [contact.name for contact in named if contact.state in QUIET],
        [contact.name for contact in named if contact.state in OBJECTS],
    )

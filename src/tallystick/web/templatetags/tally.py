# SPDX-License-Identifier: Apache-2.0
"""The words, colours and signs of the standings, and the geometry of the tally picture.

A standing is never shown by colour alone: each has its word, and in the picture its sign.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WIDTH = 300.0  # of the picture, in units of its own viewBox
HEIGHT = 36
GAP = 3.0
MAX_CELLS = 60  # above this, one block per standing instead of one cell per part


class Standing(NamedTuple):
    """How one standing is shown."""

    #: On a tag.
    word: str | Promise
    #: After a number.
    counted: str | Promise
    #: A colour of GOV.UK tags.
    colour: str
    #: An SVG path around 0, 0.
    sign: str
    #: Whether the picture's key names it also where it counts nothing.
    always: bool = False


STANDINGS: Mapping[str, Standing] = {
    "confirmed": Standing(_("Confirmed"), _("confirmed"), "green", "M-7 0l5 5 9-10", always=True),
    "disputed": Standing(_("Disputed"), _("disputed"), "red", "M-6-6l12 12M6-6l-12 12", always=True),
    "corrected": Standing(_("Corrected"), _("corrected"), "orange", "M-7 4c4-12 6 4 14-8"),
    "unclear": Standing(_("Unclear"), _("unclear"), "yellow", "M-7-4h14M-7 4h14"),
    "no_answer": Standing(_("No answer"), _("no answer"), "grey", "M-7 0h14", always=True),
    "never_reached": Standing(_("Never reached"), _("never reached"), "purple", "M-6 6l12-12", always=True),
    "claimed": Standing(_("Claimed only"), _("claimed only"), "blue", "M-4-5v6M4-5v6"),
}


def tally_of(numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return what ``components/tally_bar.html`` draws, from numbers of parts by standing.

    Raises ``KeyError`` for an unknown standing: a part that fell out of the picture would make it a false statement.
    """
    if unknown := set(numbers) - set(STANDINGS):
        raise KeyError(f"No such standing: {', '.join(sorted(unknown))}")
    known = {name: number for name in STANDINGS if (number := int(numbers.get(name, 0)))}
    key = [
        {"standing": name, "number": known.get(name, 0), "sign": shown.sign, "counted": shown.counted}
        for name, shown in STANDINGS.items()
        if shown.always or name in known
    ]
    total = sum(known.values())
    return {"total": total, "key": key, "cells": list(_cells(known, total)), "width": f"{WIDTH:g}", "height": HEIGHT}


def _cells(numbers: Mapping[str, int], total: int) -> Iterator[dict[str, str]]:
    """Yield rectangles from left to right, with numbers as text, so that no locale alters them."""
    position = 0
    for name, number in numbers.items():
        size = 1 if total <= MAX_CELLS else number
        for _nth in range(0, number, size):
            yield _cell(name, x=WIDTH * position / total, width=WIDTH * size / total)
            position += size


def _cell(name: str, *, x: float, width: float) -> dict[str, str]:
    gap = min(GAP, width / 4)
    return {
        "standing": name,
        "x": f"{x + gap / 2:.2f}",
        "width": f"{width - gap:.2f}",
        "centre": f"{x + width / 2:.2f}",
        "sign": STANDINGS[name].sign if width >= HEIGHT / 2 else "",
    }

# SPDX-License-Identifier: Apache-2.0
"""The words, colours and signs of the standings, and the geometry of the tally picture.

A standing is never shown by colour alone: each has its word, and in the picture its sign.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

WIDTH = 300.0  # of the picture, in units of its own viewBox
HEIGHT = 36
GAP = 3.0
MAX_CELLS = 60  # above this, one block per standing instead of one cell per part


class Standing(NamedTuple):
    """How one standing is shown: ``word`` on tags, ``counted`` after a number, ``colour`` of GOV.UK tags, ``sign`` as SVG path."""

    word: Any
    counted: Any
    colour: str
    sign: str
    always: bool


STANDINGS: Mapping[str, Standing] = {
    "confirmed": Standing(_("Confirmed"), _("confirmed"), "green", "M-7 0l5 5 9-10", always=True),
    "disputed": Standing(_("Disputed"), _("disputed"), "red", "M-6-6l12 12M6-6l-12 12", always=True),
    "corrected": Standing(_("Corrected"), _("corrected"), "orange", "M-7 4c4-12 6 4 14-8", always=False),
    "unclear": Standing(_("Unclear"), _("unclear"), "yellow", "M-7-4h14M-7 4h14", always=False),
    "no_answer": Standing(_("No answer"), _("no answer"), "grey", "M-7 0h14", always=True),
    "never_reached": Standing(_("Never reached"), _("never reached"), "purple", "M-6 6l12-12", always=True),
    "claimed": Standing(_("Claimed only"), _("claimed only"), "blue", "M0-1v2", always=False),
}


def tally_of(counts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``components/tally_bar.html`` draws.

    ``counts`` maps keys of ``STANDINGS`` to numbers of parts, 0 or more. Raises ``KeyError`` for another key: a part
    that silently fell out of the picture would be a false statement.
    """
    known = {name: int(counts[name]) for name in STANDINGS if name in counts}
    if unknown := set(counts) - set(known):
        raise KeyError(f"No such standing: {', '.join(sorted(unknown))}")
    total = sum(known.values())
    key = [
        {"standing": name, "number": known.get(name, 0), "sign": shown.sign, "counted": shown.counted}
        for name, shown in STANDINGS.items()
        if shown.always or known.get(name)
    ]
    return {"total": total, "key": key, "cells": list(_cells(known, total)), "width": f"{WIDTH:g}", "height": HEIGHT}


def _cells(counts: Mapping[str, int], total: int) -> Iterator[dict[str, Any]]:
    """Yield rectangles from left to right, in the order of ``STANDINGS``; as text, so that no locale alters a number."""
    position = 0
    for name, number in counts.items():
        size = 1 if total <= MAX_CELLS else number
        for _nth in range(0, number, size or 1):
            width = WIDTH * size / total
            gap = min(GAP, width / 4)
            x = WIDTH * position / total
            sign = STANDINGS[name].sign if width >= HEIGHT / 2 else ""
            centre = f"{x + width / 2:.2f}"
            yield {"standing": name, "x": f"{x + gap / 2:.2f}", "width": f"{width - gap:.2f}", "sign": sign, "centre": centre}
            position += size

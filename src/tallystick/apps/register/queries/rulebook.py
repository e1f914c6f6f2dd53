# SPDX-License-Identifier: Apache-2.0
"""The levels of evidence and the rules of standing, as the page on how to read the record prints them."""

import dataclasses
import tomllib
from functools import cache
from importlib import resources

from tallystick.core.claims.standing import State
from tallystick.core.claims.wording import DENIALS, RUNG_WORDS
from tallystick.core.evidence.levels import LADDER, Level


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule by which facts become a standing."""

    id: str
    about: str
    text: str


def levels() -> tuple[Level, ...]:
    """Return the levels of evidence, weakest first."""
    return LADDER


def states() -> tuple[State, ...]:
    """Return the states of an engagement."""
    return tuple(State)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of standing, in the order of their table beside ``core.claims``."""
    text = resources.files("tallystick.core.claims").joinpath("consultation.cases.toml").read_text("utf-8")
    words = "; ".join(f"{rung}: {' or '.join(f'“{word}”' for word in signs)}" for rung, signs in RUNG_WORDS.items())
    return tuple(
        Rule(
            id=rule["id"],
            about=rule["about"],
            text=rule["text"].replace("{words}", words).replace("{denials}", ", ".join(DENIALS)),
        )
        for rule in tomllib.loads(text)["rule"]
    )

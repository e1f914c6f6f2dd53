# SPDX-License-Identifier: Apache-2.0
"""The words put to an organisation say what the body says, and no more."""

import datetime as dt

import pytest

from tallystick.core.claims.statement import statement_text
from tallystick.core.facts.consultation import CHANNELS, RUNGS


def _text(*, channel: str = "meeting", claimed_as: str = "consulted", asked: str = "What do you think?") -> str:
    return statement_text(
        body="Northshire Police",
        organisation="Harbour Trust",
        project="Youth Signals",
        on=dt.date(2025, 3, 4),
        channel=channel,
        claimed_as=claimed_as,
        asked=asked,
        document_sha256="ab" * 32,
    )


def test_the_statement_names_both_sides_the_day_and_the_way() -> None:
    assert _text().splitlines()[0] == (
        "Northshire Police says that on 4 March 2025 it consulted Harbour Trust in a meeting about its project "
        "“Youth Signals”."
    )


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("claimed_as", RUNGS)
def test_every_way_and_every_rung_has_words(channel: str, claimed_as: str) -> None:
    assert "Harbour Trust" in _text(channel=channel, claimed_as=claimed_as)


def test_only_the_highest_rung_says_consulted() -> None:
    assert [rung for rung in RUNGS if "consulted" in _text(claimed_as=rung)] == ["consulted"]


def test_what_is_not_said_is_said_not_to_be_said() -> None:
    assert "It does not say what it asked." in _text(asked="  ")
    silent = statement_text(
        body="B", organisation="O", project="P", on=dt.date(2025, 1, 1), channel="call", claimed_as="contacted",
        asked="x", document_sha256=None,
    )  # fmt: skip
    assert "does not say that it showed a document" in silent

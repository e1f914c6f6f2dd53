# SPDX-License-Identifier: Apache-2.0
"""Words that report a consultation as one in which nobody minded, and words that do not."""

import pytest

from tallystick.core.law.outcomes import nobody_minded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No objections were raised.", "No objections"),
        ("It went ahead without any significant concerns.", "without any significant concerns"),
        ("We did not receive any relevant observations and/or concerns.", None),
        ("Nobody objected.", "Nobody objected"),
        ("None of them has raised anything.", "None of them has raised"),
    ],
)
def test_such_words_are_found_and_quoted(text: str, words: str | None) -> None:
    found = nobody_minded(text)
    assert found == (words or "did not receive any relevant observations and/or concerns")


@pytest.mark.parametrize(
    "text",
    [
        "Two charities raised concerns.",
        "There is no doubt about their concerns.",
        "We consulted five charities.",
        "",
        None,
    ],
)
def test_other_words_are_left_alone(text: str | None) -> None:
    assert nobody_minded(text) is None

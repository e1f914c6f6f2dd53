# SPDX-License-Identifier: Apache-2.0
"""Words that say nothing or too much are found as they stand, and ordinary prose is left alone."""

import pytest

from tallystick.core.law.wording import boundless, open_ends, own_words, placeholders, sentences, shared, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tbc", ["tbc"]),
        ("Approved on TBC by the board.", ["TBC"]),
        ("TO DO: describe the flows", ["TO DO"]),
        ("TODO", ["TODO"]),
        ("[insert name of force]", ["[insert name of force]"]),
        ("<date>", ["<date>"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("Who decides???", ["???"]),
        ("Signed: ______", ["______"]),
        ("xxxx", ["xxxx"]),
        (
            "To be filled in by the lawyers of the other body once they have been asked and have answered.",
            ["To be filled in"],
        ),
        ("Date of review to be confirmed", ["to be confirmed"]),
        ("To be completed.", ["To be completed"]),
    ],
)
def test_a_placeholder_is_found_and_quoted(text: str, found: list[str]) -> None:
    assert placeholders(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "What officers have to do is written down.",
        "The identity has to be confirmed by two people.",
        "A match is shown to two officers for their view, and is then to be confirmed by the head of the unit.",
        "The form has to be completed for each stop.",
        "Records to be completed daily.",
        "The youth club of the harbour [see annex 2] was asked.",
        "Data to be provided to partners weekly.",
        "",
    ],
)
def test_ordinary_prose_is_no_placeholder(text: str) -> None:
    assert placeholders(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theft and any other purpose", ["any other purpose"]),
        ("Theft, vandalism etc.", ["etc"]),
        ("Theft, including but not limited to boats, and other uses", ["not limited to", "other uses"]),
        ("Shared as required.", ["as required"]),
        ("Shared as required by law.", []),
        ("Not used for any other purpose.", []),
        ("They will never be used for other purposes; theft is all.", []),
        ("Only theft and other purposes of the harbour.", []),
        ("Record any use of force.", []),
    ],
)
def test_a_purpose_is_left_open_only_where_nothing_denies_it(text: str, found: list[str]) -> None:
    assert open_ends(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Any person near the quay", ["Any person"]),
        ("It is kept indefinitely and used anywhere", ["indefinitely", "anywhere"]),
        ("Six hundred people for a year; it is not kept indefinitely", []),
        ("Boats and so on", ["and so on"]),
        ("All boats, excluding any person on the quay", []),
    ],
)
def test_a_scope_without_bounds_is_found(text: str, found: list[str]) -> None:
    assert boundless(text) == found


def test_sentences_end_with_stops_colons_and_lines() -> None:
    assert sentences("One: two. Three; four\n\nfive 3.5 m") == ["One", "two", "Three", "four", "five 3.5 m"]


def test_words_are_compared_without_case_marks_and_kinds_of_apostrophe() -> None:
    assert words("The body’s “Own” Words") == ["the", "body's", "own", "words"]


FORM = "Large scale is not defined in the Act. Tick a box."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LARGE scale is “not defined” in the Act", ["LARGE scale is “not defined” in the Act"]),
        ("Scale is not defined in the Act", ["Scale is not defined in the Act"]),
        ("As large scale is not defined in the Act, we counted.", ["large scale is not defined in the act"]),
        ("Tick a box.", []),
        ("Large scale is not defined in this Act.", []),
        ("", []),
    ],
)
def test_what_a_form_says_is_found_in_an_answer(text: str, found: list[str]) -> None:
    assert shared(text, [FORM]) == found


def test_a_sentence_does_not_reach_over_the_end_of_another() -> None:
    assert shared("defined in the Act tick a box", [FORM]) == []


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("We counted every boat of the coast.", True),
        ("Large scale is not defined in the Act.", False),
        ("Large scale is not defined in the Act. We counted every boat.", True),
        ("See above.", False),
        ("TO DO: describe where the data come from", False),
        ("To be completed by the project team. Footage of one gate is kept.", True),
    ],
)
def test_an_answer_has_words_of_its_own_or_not(text: str, own: bool) -> None:
    assert own_words(text, [FORM]) is own

# SPDX-License-Identifier: Apache-2.0
"""What free text says of a subject is found by general words, with denials, and quoted as it stands."""

import pytest

from tallystick.core.law.mentions import Mention, mentions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Extensive data will be used to identify someone", [("large-scale", True)]),
        ("This is done on a large scale.", [("large-scale", True)]),
        ("This isn't large scale", [("large-scale", False)]),
        ("The scheme does not track or profile any individual of any age", [("profiling", False)]),
        ("Profiling is not carried out.", [("profiling", False)]),
        ("Profiling will never be used", [("profiling", False)]),
        ("Nobody is profiled, but data are held en masse", [("profiling", False), ("large-scale", True)]),
        ("Children's data are processed", [("children", True)]),
        ("We do not process children’s data.", [("children", False)]),
        ("Many of those recorded are under the age of 18", [("children", True)]),
        ("Decisions are made automatically", [("automated-decisions", True)]),
        ("Fingerprints are never taken", [("biometrics", False)]),
        ("Data are shared with the council", [("sharing", True)]),
        ("Data will not be shared with third parties", [("sharing", False)]),
        ("No data is disclosed to anybody", [("sharing", False)]),
    ],
)
def test_a_text_affirms_or_denies(text: str, said: list[tuple[str, bool]]) -> None:
    assert [(one.subject, one.affirmed) for one in mentions(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Large scale is not defined in the Act",
        "Private and open profiles are read",
        "A charity for children was asked",
        "There is no sharing of young people's data without a compelling reason",
        "Data are not shared with others unless a court orders it",
        "If children are recorded, a parent is told",
        "Will people be profiled?",
        "Staff had extensive training",
        "It helps to fight large-scale fraud",
        "There is a risk of profiling",
    ],
    ids=str,
)
def test_a_text_that_supposes_defines_limits_or_speaks_of_something_else_says_nothing(text: str | None) -> None:
    assert mentions(text) == ()


def test_the_words_are_quoted_and_a_long_passage_is_cut() -> None:
    assert mentions("First. Pupils are  scanned by facial recognition, daily.") == (
        Mention(subject="children", affirmed=True, words="Pupils are scanned by facial recognition"),
        Mention(subject="biometrics", affirmed=True, words="Pupils are scanned by facial recognition"),
    )
    long = mentions("profiling " + "word " * 60)[0].words
    assert len(long) == 160
    assert long.endswith("...")

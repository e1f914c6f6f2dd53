# SPDX-License-Identifier: Apache-2.0
"""Dossiers made by Hypothesis: facts of every kind with values of every type that their fields take."""

from typing import Any

from hypothesis import strategies as st

from tallystick.core.facts import plain
from tallystick.core.facts.base import KINDS, JsonValue, field_names
from tallystick.core.facts.dossier import Dossier, field_types, of
from tallystick.core.facts.dossier_kinds import DATES, choices, required

_LIKE_OTHER_VALUES = ("", " ", "null", "no", "Yes", "~", "2022", "2022-06", "1.5", "0x1F", "0o7", ".inf", "_1", "...")
_WITH_SIGNS = (
    *("- a", "a: b", "a #b", "'", '"', "!x", "&x", "*x", "%x", "@x", "`x", "|", ">", "{}", "[]", "[a, b]", "a,b", "?"),
    *(
        "? a",
        ":",
        "-",
        "---",
        "<<",
        "=",
        "ü",
        "🙂",
        "عربي",
        "a  b",
        "a\tb",
        "\\",
        "x" * 200,
        "\u00a0",
        "\u2003a b" * 30,
    ),
)
_WITH_LINES = (
    *("a\nb", "a\n\nb", "a\n", "\na", " a\n b", "a \nb", "a\r\nb", "# a\n# b", "a -\n- b"),
    *("word " * 40 + "end", "line one\n" + "word " * 40),
)
#: Every text that a dossier may hold, with the awkward ones often.
texts = st.one_of(
    st.sampled_from([*_LIKE_OTHER_VALUES, *_WITH_SIGNS, *_WITH_LINES]),
    st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not plain.UNSEEN.search(text)),
)
dates = st.one_of(
    st.dates().filter(lambda day: 1900 <= day.year <= 2199).map(str),
    st.sampled_from(("1900", "2199", "2022-06", "2024-02-29", "2000-02-29", "2100-02-28")),
)
refs = texts.filter(bool)


def values(kind: str, name: str) -> st.SearchStrategy[JsonValue]:
    """Values that a field takes, as they stand in a file."""
    wanted: Any = field_types(kind)[name]
    if name in DATES:
        return dates
    items = st.sampled_from(choices(kind, name)) if choices(kind, name) else refs if name == "ref" else texts
    if wanted is bool:
        return st.booleans()
    if wanted is int:
        return st.integers(min_value=-plain.MAX_NUMBER, max_value=plain.MAX_NUMBER)
    return items if wanted is str else st.lists(items, max_size=4)


@st.composite
def facts(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(sorted(KINDS))) -> dict[str, JsonValue]:
    """One fact as it stands in a file: what its kind needs, and some of the rest."""
    kind = draw(st.sampled_from(kinds))
    optional = [name for name in field_names(kind) if name not in required(kind)]
    given = [*required(kind), *draw(st.lists(st.sampled_from(optional), unique=True) if optional else st.just([]))]
    return {"kind": kind, **{name: draw(values(kind, name)) for name in given}}


@st.composite
def files(draw: st.DrawFn) -> dict[str, JsonValue]:
    """A dossier as plain values; each ref stands once."""
    found = draw(st.lists(facts(), max_size=4))
    for number, fact in enumerate(found):
        if "ref" in fact:
            fact["ref"] = f"{fact['ref']}{number}"
    return {"tallystick-dossier": 1, "project": draw(refs), "facts": list(found)}


def dossiers() -> st.SearchStrategy[Dossier]:
    """A dossier."""
    return files().map(of)

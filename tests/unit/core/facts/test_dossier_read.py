# SPDX-License-Identifier: Apache-2.0
"""Dossiers are read as they stand, in YAML and in JSON, and what is wrong is named with its place."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.core.errors import TallystickError
from tallystick.core.facts import dossier, plain
from tallystick.core.facts.course import ProcessingEnded
from tallystick.core.facts.dossier import describe_type, refs
from tallystick.core.facts.dossier_kinds import choices, happened, required
from tallystick.core.facts.plain import Unreadable
from tallystick.core.facts.sourced import SPEAKERS
from tests.unit.core.facts import made_dossiers
from tests.unit.core.facts.hostile import HOSTILE

_ENDED: dict[str, Any] = {"kind": "processing.ended", "ref": "e", "said_by": "body"}


def _of(*facts: dict[str, Any], **top: Any) -> dossier.Dossier:
    return dossier.of({"tallystick-dossier": 1, "project": "p", "facts": list(facts), **top})


@pytest.mark.parametrize("wrong", HOSTILE)
def test_what_is_no_dossier_is_unreadable(wrong: str):
    content, said = HOSTILE[wrong]
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    with pytest.raises(Unreadable) as refusal:
        dossier.read(data)
    error = refusal.value
    assert said.rpartition(": ")[2].split(" at ")[0].lstrip(":0123456789 ") in f"{plain.spell(error.path)} {error.what}"
    assert error.rule
    assert error.next_step


@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: f"tallystick-dossier: 1\n{text}".encode("utf-8", "surrogatepass"))
)
@settings(max_examples=400)
def test_whatever_the_bytes_only_our_own_errors_are_raised(data: bytes):
    try:
        dossier.read(data)
    except TallystickError as error:
        assert error.explain()  # noqa: PT017 (most bytes are refused, some are not)


@given(made_dossiers.files(), st.data())
@settings(max_examples=200)
def test_whatever_is_changed_in_a_file_only_our_own_errors_are_raised(made: dict[str, Any], data: st.DataObject):
    content = bytearray(json.dumps(made).encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        dossier.read(bytes(content))
    except TallystickError as error:
        assert error.explain()  # noqa: PT017


@given(made_dossiers.files())
@settings(max_examples=100)
def test_json_and_yaml_say_the_same(made: dict[str, Any]):
    assert dossier.read(json.dumps(made).encode()) == dossier.of(made)
    assert dossier.read(b"\xef\xbb\xbf" + json.dumps(made).encode()) == dossier.of(made)


def test_without_the_compiled_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    data = (
        b"tallystick-dossier: 1\nproject: p\nfacts:\n- {kind: processing.ended, ref: e, said_by: body, on: 2020-01}\n"
    )
    assert dossier.read(data).facts == _of({**_ENDED, "on": "2020-01"}).facts


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("no", "no"), ("Off", "Off"), ("2022-06", "2022-06"), ("1:30", "1:30"), ("١٢", "١٢"), ("²", "²")),
        *(("12", 12), ("-3", -3), ("+3", 3), ("007", 7), ("TRUE", True), ("false", False), ("Null", None), ("~", None)),
        *(("'12'", "12"), ('"null"', "null"), ("", None), ("9007199254740991", 2**53 - 1)),
        *(("[a, [1]]", ["a", [1]]), ("{a: {b: 1}}", {"a": {"b": 1}}), ("|\n a\n b\n", "a\nb\n"), ("[]", [])),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(written: str, value: object):
    assert plain.read(f"a: {written}".encode()) == {"a": value}


def test_places_are_lines():
    data = b"# a\na:\n- b: 1\n  c: 2\n- d\n"
    assert plain.place(data, ("a", 0)) == 3
    assert plain.place(data, ("a", 0, "c")) == 4
    assert plain.place(data, ("a", 0, "c", 7)) == 4
    assert plain.place(data, ("z",)) == 2
    assert plain.place(b"\xff", ("a",)) is None
    assert plain.places(b"a: [1, !x 2]\n") == {(): 1, ("a",): 1, ("a", 0): 1, ("a", 1): 1}
    assert plain.spell(("facts", 3, "on")) == "facts[3].on"
    assert plain.spell(()) == "the file"


def test_json_that_is_no_yaml_has_no_lines_from_there_on():
    text = '{"a": "\\ud83d\\ude42",\n"b": 1.5}'
    with pytest.raises(Unreadable, match=r"1\.5 is no whole number"):
        plain.read(text.encode())
    assert plain.read(b'{"a": "\\ud83d\\ude42"}') == {"a": "🙂"}


def test_a_source_stands_for_its_title_and_address():
    sources = {"S1": {"title": "A paper", "url": "https://n.example/"}, "S2": {}}
    (fact,) = _of({**_ENDED, "source": "S1"}, sources=sources).facts
    assert isinstance(fact, ProcessingEnded)
    assert (fact.source_title, fact.source_url) == ("A paper", "https://n.example/")
    assert _of({**_ENDED, "source": "S2"}, sources=sources) == _of(_ENDED, sources=None)
    with pytest.raises(Unreadable, match=r"request\.sent has no “source”"):
        _of({"kind": "request.sent", "statement": "s", "engagement": "e", "source": "S1"}, sources=sources)


def test_a_fact_without_a_ref_is_named_by_its_kind_and_place():
    made = _of(_ENDED, {"kind": "request.sent", "statement": "TS-1", "engagement": "e"})
    assert [name for name, _ in refs(made)] == ["e", "request.sent#2"]


def test_types_have_plain_names():
    named = [describe_type(wanted) for wanted in (str, int, bool, tuple[str, ...])]
    assert named == ["a text", "a whole number", "true or false", "a list of texts"]


def test_what_a_kind_needs():
    assert required("processing.ended") == ("ref", "said_by")
    assert required("receipt.sent") == ("statement",)
    assert required("claim.made") == ("claim", "text", "made_by", "asserts", "engagements")
    assert choices("processing.ended", "said_by") == SPEAKERS
    assert choices("processing.ended", "what") == ()


@pytest.mark.parametrize(
    ("fact", "when"),
    [
        ({**_ENDED, "on": "2020-01"}, "2020-01"),
        (_ENDED, None),
        ({"kind": "dispute.raised", "dispute": "d", "engagement": "e", "organisation": "o"}, None),
        (
            {"kind": "dispute.raised", "dispute": "d", "engagement": "e", "organisation": "o"}
            | {"received_at": "2020-01-02T10:00:00Z"},
            "2020-01-02",
        ),
        (
            {"kind": "dispute.raised", "dispute": "d", "engagement": "e", "organisation": "o"}
            | {"received_at": "soon"},
            None,
        ),
        (
            {"kind": "project.registered", "project": "p", "body": "b", "body_name": "B", "name": "N"}
            | {"starts_on": "2020"},
            None,
        ),
        (
            {"kind": "claim.made", "claim": "c", "text": "t", "made_by": "m", "asserts": "consulted"}
            | {"engagements": [], "made_on": "2020"},
            "2020",
        ),
    ],
)
def test_when_a_fact_happened(fact: dict[str, Any], when: str | None):
    found = happened(_of(fact).facts[0])
    assert (found.text if found else None) == when

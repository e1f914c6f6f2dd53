# SPDX-License-Identifier: Apache-2.0
"""The published schema takes what our reader takes, and refuses what it refuses: one thing wrong at a time."""

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tallystick.core.errors import Invalid
from tallystick.core.facts import dates, dossier
from tallystick.core.facts.base import KINDS
from tallystick.core.facts.dossier_kinds import required
from tallystick.core.facts.dossier_schema import schema
from tallystick.core.facts.plain import Unreadable
from tests.unit.core.facts import made_dossiers

SCHEMA = Draft202012Validator(schema())


def we_take(value: Any) -> bool:
    try:
        dossier.of(value)
    except Unreadable:
        return False
    return True


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


@given(made_dossiers.files())
@settings(max_examples=150)
def test_what_is_right_is_taken_by_both(made: dict[str, Any]):
    assert we_take(made)
    assert SCHEMA.is_valid(made)


#: Values of every shape, most of which belong nowhere.
_ANYTHING = st.sampled_from(
    [
        *(
            None,
            True,
            False,
            0,
            1,
            -1,
            2,
            2**60,
            "",
            "a",
            "2022",
            "2023-02-29",
            "0000",
            "9999-01-01",
            "body",
            "uk-gdpr",
        ),
        *([], ["a"], [1], [None], {}, {"a": 1}, [["a"]]),
        *("2022-13", "1899", "2200", "2022-6", "2022-06-31", "2022-06-03T10:00:00Z"),
    ]
)


@given(made_dossiers.files(), st.data())
@settings(max_examples=600)
def test_with_one_thing_wrong_both_say_the_same(made: dict[str, Any], data: st.DataObject):
    changed = copy.deepcopy(made)
    _change(changed, data)
    if not _only_we_can_tell(changed):
        assert SCHEMA.is_valid(changed) == we_take(changed)


def _change(made: dict[str, Any], data: st.DataObject) -> None:
    """Put something else in one place, take something out, or add something."""
    places = [made, *[fact for fact in made["facts"] if isinstance(fact, dict)]]
    target = data.draw(st.sampled_from(places))
    name = data.draw(st.sampled_from([*target, "source", "sources", "nonsense", "said_by", "on", "ref", "kind"]))
    if data.draw(st.booleans()):
        target.pop(name, None)
    else:
        target[name] = data.draw(_ANYTHING | st.just({"S1": {"title": "A title"}}) | st.just({"S1": {"page": "1"}}))


def _only_we_can_tell(made: dict[str, Any]) -> bool:
    """Whether it breaks a rule that a schema cannot say, or a number is larger than any file may hold."""
    facts = made.get("facts")
    listed = [fact for fact in facts if isinstance(fact, dict)] if isinstance(facts, list) else []
    refs = [fact.get("ref") for fact in listed if fact.get("ref")]
    named = [fact["source"] for fact in listed if "source" in fact]
    return len(refs) != len({str(ref) for ref in refs}) or bool(named) or 2**60 in _all_values(made)


def _all_values(made: dict[str, Any]) -> list[Any]:
    listed = made.get("facts")
    places = [made, *listed] if isinstance(listed, list) else [made]
    return [value for fact in places if isinstance(fact, dict) for value in fact.values()]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_needs_the_same_to_both(kind: str):
    @given(made_dossiers.facts(kinds=(kind,)), st.sampled_from(required(kind)), st.booleans())
    @settings(max_examples=10)
    def holds(fact: dict[str, Any], name: str, as_null: bool):
        rest = {key: value for key, value in fact.items() if key != name}
        without = {"tallystick-dossier": 1, "project": "p", "facts": [rest | ({name: None} if as_null else {})]}
        assert not we_take(without)
        assert not SCHEMA.is_valid(without)

    holds()


@given(st.text(alphabet="0123456789-", max_size=11) | st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]))
def test_both_read_the_same_dates(text: str):
    made = {"tallystick-dossier": 1, "project": "p", "facts": []}
    made["facts"] = [{"kind": "processing.ended", "ref": "e", "said_by": "body", "on": text}]
    assert SCHEMA.is_valid(made) == we_take(made)


def test_every_day_of_the_calendar_is_a_date_to_both():
    validator = Draft202012Validator({"$ref": "#/$defs/date", "$defs": schema()["$defs"]})
    days = [dt.date(1900, 1, 1) + dt.timedelta(days=number) for number in range(0, 109_574, 29)]
    ends = [dt.date(year, 2, 28) + dt.timedelta(days=1) for year in range(1900, 2200)]
    for day in (*days, *ends):
        assert validator.is_valid(dates.read(str(day)).text)
    for year in range(1900, 2200):
        text = f"{year}-02-29"
        try:
            dates.read(text)
        except Invalid:
            assert not validator.is_valid(text)


@pytest.mark.parametrize("name", ["source_title", "source_url"])
def test_a_source_and_its_title_do_not_stand_together(name: str):
    fact = {"kind": "processing.ended", "ref": "e", "said_by": "body", "source": "S1"}
    made = {"tallystick-dossier": 1, "project": "p", "sources": {"S1": {"title": "T"}}, "facts": [fact]}
    assert we_take(made)
    assert SCHEMA.is_valid(made)
    fact[name] = "U"
    assert not we_take(made)
    assert not SCHEMA.is_valid(made)

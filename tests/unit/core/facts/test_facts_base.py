# SPDX-License-Identifier: Apache-2.0
"""What a kind of fact must say about itself, and how facts become JSON values and back."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.facts import base, consultation
from tallystick.core.facts.base import Erasure, Fact, Visibility, personal, public, secret


@pytest.fixture
def registry(monkeypatch):
    """A registry that forgets the kinds of the test."""
    monkeypatch.setattr(base, "KINDS", dict(base.KINDS))
    return base.KINDS


@pytest.fixture
def lantern(registry):
    """A kind with a field of every visibility and type."""

    @base.fact("lantern.lit")
    class LanternLit(Fact):
        place: str = public()
        wicks: int = public()
        bright: bool = public()
        seen_from: tuple[str, ...] = public()
        note: str | None = public(erase=Erasure.ON_REQUEST)
        by: str | None = personal(erase=Erasure.RETENTION, default=None)
        salt: str | None = secret(erase=Erasure.KEPT, default=None)

    return LanternLit


def lit(kind, **values):
    usual = {"place": "quay", "wicks": 2, "bright": True, "seen_from": ("pier", "mole"), "note": None}
    return kind(**usual | {"by": "Ada", "salt": "s"} | values)


def test_a_kind_with_a_field_that_nobody_may_or_may_not_see_is_not_defined(registry):
    with pytest.raises(TypeError, match=r"lantern\.lit\.place: say who may see it"):

        @base.fact("lantern.lit")
        class LanternLit(Fact):
            place: str

    assert "lantern.lit" not in registry


def test_two_kinds_of_the_same_name_are_not_defined(lantern):
    with pytest.raises(TypeError, match="exists already"):

        @base.fact("lantern.lit")
        class AnotherLantern(Fact):
            place: str = public()

    assert base.KINDS["lantern.lit"] is lantern


def test_a_withheld_field_without_a_default_cannot_be_declared():
    with pytest.raises(TypeError, match="default"):
        personal(erase=Erasure.RETENTION)
    with pytest.raises(TypeError, match="default"):
        secret(erase=Erasure.KEPT)


@pytest.mark.usefixtures("lantern")
def test_rules_stand_in_schema_order():
    rules = base.rules("lantern.lit")
    assert [rule.name for rule in rules] == ["place", "wicks", "bright", "seen_from", "note", "by", "salt"]
    assert [rule.visibility for rule in rules[-3:]] == [Visibility.PUBLIC, Visibility.PERSONAL, Visibility.SECRET]
    assert [rule.erasure for rule in rules[-3:]] == [Erasure.ON_REQUEST, Erasure.RETENTION, Erasure.KEPT]
    assert base.field_names("lantern.lit") == tuple(rule.name for rule in rules)
    assert base.public_names("lantern.lit") == {"place", "wicks", "bright", "seen_from", "note"}


def test_a_fact_is_frozen_and_knows_its_kind(lantern):
    fact = lit(lantern)
    assert fact.kind == "lantern.lit"
    with pytest.raises(dataclasses.FrozenInstanceError):
        fact.place = "harbour"


def test_encoding_keeps_schema_order_and_absent_fields(lantern):
    assert list(base.encode(lit(lantern)).items()) == [
        ("place", "quay"),
        ("wicks", 2),
        ("bright", True),
        ("seen_from", ["pier", "mole"]),
        ("note", None),
        ("by", "Ada"),
        ("salt", "s"),
    ]


def test_as_public_withholds_what_is_not_public(lantern):
    assert base.as_public(lit(lantern, note="kept")) == lit(lantern, note="kept", by=None, salt=None)


def test_fields_that_are_not_given_are_withheld(lantern):
    assert base.decode(kind="lantern.lit", values={"place": "quay"}) == lantern(
        place="quay", wicks=None, bright=None, seen_from=None, note=None
    )


_VALUES = {
    "str": st.text(max_size=50),
    "int": st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    "bool": st.booleans(),
    "tuple": st.lists(st.text(max_size=20), max_size=5).map(tuple),
}


def _facts():
    def build(kind):
        fields = dataclasses.fields(kind)
        return st.builds(kind, **{field.name: _strategy(str(field.type)) for field in fields})

    return st.sampled_from([kind for kind in base.KINDS.values() if kind.__module__.startswith("tallystick.")]).flatmap(
        build
    )


def _strategy(annotation):
    chosen = next(values for name, values in _VALUES.items() if name in annotation.split("[")[0])
    return st.none() | chosen if "None" in annotation else chosen


@given(_facts())
def test_facts_round_trip(fact):
    values = base.encode(fact)
    assert tuple(values) == base.field_names(fact.kind)
    assert base.decode(kind=fact.kind, values=values) == fact


@given(_facts())
def test_what_is_not_public_is_gone_from_the_public_fact(fact):
    public_fact = base.as_public(fact)
    for rule in base.rules(fact.kind):
        wanted = getattr(fact, rule.name) if rule.visibility is Visibility.PUBLIC else None
        assert getattr(public_fact, rule.name) == wanted


@pytest.mark.parametrize("kind", ["lantern.doused", "", "Fact", "answer.received "])
def test_an_unknown_kind_is_refused(kind):
    for read in (base.rules, base.field_names, base.public_names):
        with pytest.raises(Invalid, match="unknown kind of fact"):
            read(kind)
    with pytest.raises(Invalid, match="unknown kind of fact") as caught:
        base.decode(kind=kind, values={})
    assert "at least as new as the log" in caught.value.next_step


@pytest.mark.usefixtures("lantern")
def test_an_unknown_field_is_refused():
    with pytest.raises(Invalid, match=r"lantern\.lit has no field 'colour'"):
        base.decode(kind="lantern.lit", values={"place": "quay", "colour": "red"})


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize("value", [{"a": 1}, [{"a": 1}], [["a", {}]]])
def test_an_object_in_a_field_is_refused(value):
    with pytest.raises(Invalid, match="holds an object"):
        base.decode(kind="lantern.lit", values={"seen_from": value})


def test_the_longest_text_is_taken_and_a_longer_one_refused(lantern):
    longest = "x" * base.MAX_TEXT
    assert base.encode(lit(lantern, place=longest))["place"] == longest
    with pytest.raises(Invalid, match="place is 40,001 characters long"):
        base.encode(lit(lantern, place=longest + "x"))


def test_the_longest_list_is_taken_and_a_longer_one_refused(lantern):
    longest = ("x",) * base.MAX_ITEMS
    assert base.encode(lit(lantern, seen_from=longest))["seen_from"] == list(longest)
    with pytest.raises(Invalid, match="seen_from has 501 items"):
        base.encode(lit(lantern, seen_from=(*longest, "x")))


@pytest.mark.parametrize("value", [1.5, b"bytes", ["list"], {"a": 1}, ("x", 1.5)])
def test_a_value_that_no_fact_holds_is_refused(lantern, value):
    with pytest.raises(Invalid, match=r"lantern\.lit\.place holds a (float|bytes|list|dict)"):
        base.encode(lit(lantern, place=value))


def test_expecting_a_kind(lantern):
    fact = lit(lantern)
    assert base.expect(fact, lantern) is fact
    with pytest.raises(Invalid, match=r"lantern\.lit where answer\.received belongs"):
        base.expect(fact, consultation.AnswerReceived)


def test_every_free_text_about_people_can_be_erased():
    """A field that may name a person says so; the log keeps no such field for ever."""
    named = {"by", "contact", "sender", "recipient", "message_id", "diagnostic", "file_name", "quote"}
    for kind in base.KINDS:
        for rule in base.rules(kind):
            if rule.name in named:
                assert rule.erasure is not Erasure.KEPT, (kind, rule.name)


def test_the_salt_of_the_codes_is_secret():
    rules = {rule.name: rule for rule in base.rules(consultation.StatementFixed.kind)}
    assert rules["code_salt"].visibility is Visibility.SECRET

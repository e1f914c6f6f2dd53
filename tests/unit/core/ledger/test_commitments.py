# SPDX-License-Identifier: Apache-2.0
"""Commitments: what is opened is what was committed, at the place of its name, and nothing else is said."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Refused, Unverified
from tallystick.core.ledger import b64, commitments
from tallystick.core.ledger.commitments import (
    WITHHELD,
    FieldDisclosure,
    commit,
    digest,
    open_fields,
)
from tallystick.core.ledger.jcs import canonical
from tests.unit.core.ledger.json_values import TEXT, VALUES
from tests.unit.core.ledger.small_log import salts

FIELDS = [("organisation", "Harbour Trust"), ("asked", ["the aim", {"age": [15, 21]}, None]), ("note", None)]
NAMES = [name for name, _ in FIELDS]
MADE = commit(fields=FIELDS, salt=salts())
ORGANISATION, ASKED, NOTE = (MADE.disclosures[name] for name in NAMES)
SALT = b64.encode_url(b"\xaa" * 32)


def text(*parts: Any) -> str:
    return b64.encode_url(canonical(parts))


def opened(*disclosures: str, names: Sequence[str] = NAMES, sd: Sequence[str] = MADE.sd) -> dict[str, Any]:
    return open_fields(names=names, sd=sd, disclosures=disclosures)


def test_the_digests_printed_in_rfc_9901_are_reproduced() -> None:
    # Section 4.2.3 (an object property) and section 4.2.4.2 (an array element).
    property_text = b64.encode_url('["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]'.encode())
    element_text = b64.encode_url(b'["lklxF5jMYlGTPUovMNIvCA", "FR"]')
    assert digest(property_text) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
    assert digest(element_text) == "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"


def test_there_is_one_digest_per_field_in_schema_order() -> None:
    assert list(MADE.disclosures) == NAMES
    assert MADE.sd == tuple(digest(MADE.disclosures[name].field) for name in NAMES)


def test_a_disclosure_is_salt_name_and_value() -> None:
    salt, name, value = json.loads(b64.decode_url(ORGANISATION.field, what="x"))
    assert (name, value) == ("organisation", "Harbour Trust")
    assert len(b64.decode_url(salt, what="x")) == 32
    assert ORGANISATION.elements == ()


def test_a_list_commits_its_length_and_hides_its_elements() -> None:
    _, name, value = json.loads(b64.decode_url(ASKED.field, what="x"))
    assert name == "asked"
    assert value == [{"...": digest(element)} for element in ASKED.elements]
    _, element = json.loads(b64.decode_url(ASKED.elements[1], what="x"))
    assert element == {"age": [15, 21]}


def test_everything_opens() -> None:
    everything = [part for disclosure in MADE.disclosures.values() for part in disclosure.strings()]
    assert opened(*everything) == dict(FIELDS)
    assert opened(*reversed(everything)) == dict(FIELDS)


def test_what_is_not_disclosed_is_withheld_and_named() -> None:
    assert opened() == {"organisation": WITHHELD, "asked": WITHHELD, "note": WITHHELD}
    assert opened(NOTE.field) == {"organisation": WITHHELD, "asked": WITHHELD, "note": None}
    assert opened(ASKED.field, ASKED.elements[2])["asked"] == [WITHHELD, WITHHELD, None]


def test_an_empty_list_and_an_absent_field_differ() -> None:
    made = commit(fields=[("a", []), ("b", None)], salt=salts())
    strings = [disclosure.field for disclosure in made.disclosures.values()]
    assert open_fields(names=["a", "b"], sd=made.sd, disclosures=strings) == {"a": [], "b": None}


def test_a_fact_without_fields_commits_to_nothing() -> None:
    assert commit(fields=[], salt=salts()).sd == ()
    assert open_fields(names=[], sd=[], disclosures=[]) == {}


@given(st.dictionaries(TEXT.filter(bool), VALUES, max_size=4), st.randoms())
def test_any_fields_open_in_any_order_and_subset(fields: dict[str, Any], random: Any) -> None:
    if any(key in str(list(fields.items())) for key in ("_sd", "...")):
        return
    made = commit(fields=list(fields.items()), salt=salts())
    shown = [name for name in fields if random.random() < 0.7]
    strings = [part for name in shown for part in made.disclosures[name].strings()]
    random.shuffle(strings)
    expected = {name: value if name in shown else WITHHELD for name, value in fields.items()}
    assert open_fields(names=list(fields), sd=made.sd, disclosures=strings) == expected


def test_two_commitments_to_equal_values_share_no_digest() -> None:
    source = salts()
    first, second = (commit(fields=FIELDS, salt=source) for _ in range(2))
    assert not set(first.sd) & set(second.sd)


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(Refused, match="31 bytes"):
        commit(fields=FIELDS, salt=lambda: bytes(31))


@pytest.mark.parametrize("fields", [[("a", 1), ("b", 1)], [("a", [1, 1])], [("a", [1])]], ids=str)
def test_an_equal_salt_is_refused(fields: list[tuple[str, Any]]) -> None:
    with pytest.raises(Refused, match="same salt"):
        commit(fields=fields, salt=lambda: bytes(32))


@pytest.mark.parametrize(
    "fields",
    [
        [("a", 1), ("a", 2)],
        [("", 1)],
        [("_sd", 1)],
        [("_sd_alg", 1)],
        [("...", 1)],
        [("a", {"...": "x"})],
        [("a", [{"b": {"_sd": []}}])],
        [("a", {"b": [{"_sd_alg": 1}]})],
        [("a", 1.5)],
        [("a", [1.5])],
        [("a", b"bytes")],
        [("\ud800", 1)],
        [(str(number), None) for number in range(commitments.MAX_FIELDS + 1)],
        [("a", [None] * (commitments.MAX_ELEMENTS + 1))],
        [("a", "x" * commitments.MAX_DISCLOSURE_SIZE)],
    ],
    ids=[
        "a name twice",
        "an empty name",
        "_sd",
        "_sd_alg",
        "...",
        "reserved key",
        "reserved key deep in a list",
        "reserved key in a list in an object",
        "a float",
        "a float in a list",
        "bytes",
        "surrogate",
        "too many fields",
        "too many elements",
        "too large",
    ],
)
def test_what_cannot_be_committed_is_refused(fields: list[tuple[str, Any]]) -> None:
    with pytest.raises(Invalid):
        commit(fields=fields, salt=salts())


OTHER = commit(fields=FIELDS, salt=map(bytes, (([9, number] * 16) for number in range(99))).__next__)


@pytest.mark.parametrize(
    "disclosures",
    [
        [OTHER.disclosures["organisation"].field],
        [text(SALT, "organisation", "Harbour Trust")],
        [text(SALT, "elsewhere", 1)],
        [text(SALT, "element of nothing")],
        [ASKED.elements[0]],
        [ASKED.field, OTHER.disclosures["asked"].elements[0]],
        [ORGANISATION.field, ORGANISATION.field],
        [ORGANISATION.field, text(SALT, "organisation", "Northshire Trust")],
        [text(SALT, "organisation", "Northshire Trust"), ORGANISATION.field],
        [ASKED.field, ASKED.elements[0], ASKED.elements[0]],
        [ORGANISATION.field + "="],
        [ORGANISATION.field[:-1]],
        [ORGANISATION.field + "\n"],
        [""],
        ["é"],
        [b64.encode_url(b"{}")],
        [b64.encode_url(b"not json")],
        [b64.encode_url(b'["' + SALT.encode() + b'", "organisation", 1]')],
        [text(SALT)],
        [text(SALT, "organisation", 1, 2)],
        [text(1, "organisation", 1)],
        [text(SALT, 1, 1)],
        [text(b64.encode_url(bytes(31)), "organisation", 1)],
        [text("*", "organisation", 1)],
        [text("", "organisation", 1)],
    ],
    ids=[
        "of another entry",
        "another salt",
        "unknown name",
        "element of nothing",
        "element without its list",
        "element of another list",
        "the same twice",
        "a second value after",
        "a second value before",
        "an element twice",
        "padding",
        "cut short",
        "line feed",
        "empty",
        "not ASCII",
        "an object",
        "not JSON",
        "not canonical",
        "one part",
        "four parts",
        "salt no string",
        "name no string",
        "short salt",
        "salt not base64url",
        "empty salt",
    ],
)
def test_a_disclosure_that_opens_nothing_here_is_refused(disclosures: list[str]) -> None:
    with pytest.raises(Unverified):
        opened(*disclosures)


def test_a_value_cannot_be_shown_under_another_name() -> None:
    with pytest.raises(Unverified, match="at its place"):
        opened(ORGANISATION.field, names=["asked", "organisation", "note"])
    swapped = [MADE.sd[1], MADE.sd[0], MADE.sd[2]]
    with pytest.raises(Unverified, match="at its place"):
        opened(ORGANISATION.field, sd=swapped)


def test_two_disclosures_with_one_salt_are_refused() -> None:
    strings = [text(SALT, "a", 1), text(SALT, "b", 2)]
    with pytest.raises(Unverified, match="share a salt"):
        opened(*strings, names=["a", "b"], sd=[digest(part) for part in strings])


def test_a_field_committed_at_two_places_cannot_be_disclosed_twice() -> None:
    strings = [text(SALT, "a", 1), text(b64.encode_url(b"\xbb" * 32), "a", 2)]
    with pytest.raises(Unverified, match="disclosed twice"):
        opened(*strings, names=["a", "b"], sd=[digest(part) for part in strings])


@pytest.mark.parametrize("value", [["bare"], [{"...": 1}], [{"...": "x", "more": 1}], [{}], [[]], [None]], ids=str)
def test_a_committed_list_holds_digests_only(value: list[Any]) -> None:
    part = text(SALT, "a", value)
    with pytest.raises(Unverified, match="element digests"):
        opened(part, names=["a"], sd=[digest(part)])


def test_one_digest_cannot_stand_at_two_places() -> None:
    element = text(b64.encode_url(b"\xbb" * 32), "shown twice")
    part = text(SALT, "a", [{"...": digest(element)}, {"...": digest(element)}])
    with pytest.raises(Unverified, match="twice"):
        opened(part, element, names=["a"], sd=[digest(part)])
    with pytest.raises(Unverified, match="twice"):
        opened(names=["a", "b"], sd=[digest(part), digest(part)])


@pytest.mark.parametrize("names", [NAMES[:2], [*NAMES, "more"], []], ids=str)
def test_there_are_as_many_names_as_digests(names: list[str]) -> None:
    with pytest.raises(Unverified, match="one to one"):
        opened(names=names)


@pytest.mark.parametrize("names", [["a", "a", "b"], ["", "a", "b"], ["_sd", "a", "b"]], ids=str)
def test_names_are_different_and_not_reserved(names: list[str]) -> None:
    with pytest.raises(Invalid):
        opened(names=names)


def test_a_field_disclosure_is_kept_as_json() -> None:
    kept = json.loads(json.dumps(ASKED.to_json()))
    assert FieldDisclosure.from_json(kept) == ASKED


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"field": "x"},
        {"field": 1, "elements": []},
        {"field": "x", "elements": "y"},
        {"field": "x", "elements": [1]},
        {"field": "x", "elements": [], "more": 1},
    ],
    ids=str,
)
def test_a_malformed_field_disclosure_is_refused(value: Any) -> None:
    with pytest.raises(Invalid):
        FieldDisclosure.from_json(value)


def test_a_disclosure_that_is_not_ascii_has_no_digest() -> None:
    with pytest.raises(Invalid):
        digest("é")


@given(st.text(max_size=30), st.binary(max_size=30))
def test_no_disclosure_raises_anything_but_unverified(some: str, data: bytes) -> None:
    for disclosure in (some, b64.encode_url(data), b64.encode_url(some.encode("utf-8", "replace"))):
        with pytest.raises(Unverified):
            opened(disclosure)

# SPDX-License-Identifier: Apache-2.0
"""What assessments answer, which answers are the newest, and which days decide the law."""

import datetime as dt

import pytest

from tallystick.core.facts.base import JsonValue
from tallystick.core.law.answers import in_question, look, newest, says_yes
from tallystick.core.law.eras import while_running
from tallystick.core.law.events import day_of_incidents, day_of_releases
from tallystick.core.law.recipients import key, recipients
from tests.unit.core.law.check_cases import given_of

AS_OF = dt.date(2024, 1, 10)


def _answered(**fields: JsonValue) -> dict[str, JsonValue]:
    return {"kind": "assessment.answered", "assessment": "dpia", "version": "1", "question": "scope"} | fields


def test_an_answer_is_own_words_withheld_or_empty() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        _answered(ref="own", text="One gate, forty boats."),
        _answered(ref="blank", withheld=True),
        _answered(ref="copied", text="The form says what scope means here."),
        _answered(ref="none"),
        {"kind": "template.provided", "template": "form", "text": "The form says what scope means here."},
    )
    found = look(given_of(facts, AS_OF), ["scope"])
    assert [note.ref for note in found.answered] == ["own"]
    assert [note.ref for note in found.withheld] == ["blank"]
    assert [note.ref for note in found.empty] == ["copied", "none"]


def test_a_bare_yes_is_found_by_its_value_only() -> None:
    record = given_of((_answered(ref="yes", question="children", value="yes"),), AS_OF)
    assert [note.ref for note in says_yes(record, "children")] == ["yes"]
    assert not look(record, ["children"]).answered


@pytest.mark.parametrize("type_", ["dpia", "privacy-impact"])
def test_answers_of_a_document_of_another_type_do_not_count(type_: str) -> None:
    issued: dict[str, JsonValue] = {"kind": "assessment.issued", "assessment": "dpia", "version": "1", "ref": "issued"}
    answer = _answered(text="One gate, forty boats.")
    assert look(given_of((issued | {"type": type_}, answer), AS_OF), ["scope"]).answered
    assert not look(given_of((issued | {"type": "equality"}, answer), AS_OF), ["scope"]).answered


def test_the_newest_answer_of_each_document_is_taken_and_one_without_a_date_may_be_it() -> None:
    facts = (
        _answered(ref="first", on="2022-01-01"),
        _answered(ref="second", on="2023-01-01"),
        _answered(ref="undated"),
        _answered(ref="elsewhere", assessment="eia", on="2019-01-01"),
    )
    record = given_of(facts, AS_OF)
    assert {record.ref(fact) for fact in newest(record)["scope"]} == {"second", "undated", "elsewhere"}


def test_content_can_be_asked_about_once_there_is_something_to_assess() -> None:
    assert not in_question(given_of(({"kind": "purpose.declared", "text": "Find thieves."},), AS_OF))
    assert in_question(given_of(({"kind": "processing.started", "on": "2023-01-01"},), AS_OF))


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ((), AS_OF),
        (({"kind": "processing.ended", "on": "2017-03"},), dt.date(2017, 3, 31)),
        (({"kind": "processing.ended"},), AS_OF),
        (({"kind": "processing.ended", "on": "2024-01"},), AS_OF),
        (({"kind": "processing.ended", "on": "2017-03"}, {"kind": "processing.started", "on": "2018-01-01"}), AS_OF),
        (
            ({"kind": "processing.started", "on": "2016-01-01"}, {"kind": "processing.ended", "on": "2017-03-01"}),
            dt.date(2017, 3, 1),
        ),
    ],
)
def test_duties_that_go_on_are_judged_by_the_last_day_of_processing(
    facts: tuple[dict[str, JsonValue], ...], day: dt.date
) -> None:
    assert while_running(given_of(facts, AS_OF)) == day


def test_what_happened_once_is_judged_by_its_day() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        {"kind": "incident.happened", "what": "A list went out.", "on": "2017-01-10", "known_on": "2017-02"},
        {"kind": "document.released", "document": "figures", "on": "2019-05-05"},
        {"kind": "document.released", "document": "annex"},
    )
    record = given_of(facts, AS_OF)
    assert (day_of_incidents(record), day_of_releases(record)) == (dt.date(2017, 2, 1), dt.date(2019, 5, 5))
    empty = given_of((), AS_OF)
    assert (day_of_incidents(empty), day_of_releases(empty)) == (AS_OF, AS_OF)


def test_a_recipient_is_one_however_it_is_spelt_and_is_named_by_what_went_to_it() -> None:
    facts: tuple[dict[str, JsonValue], ...] = (
        {"kind": "recipient.declared", "ref": "declared", "recipient": "Harbour  Trust", "on": "2019-01-01"},
        {"kind": "disclosure.reported", "ref": "sent", "recipient": "harbour trust", "on": "2020-01-01"},
        {"kind": "recipient.declared", "ref": "other", "recipient": "Quay Housing"},
    )
    found = recipients(given_of(facts, AS_OF))
    assert [(one.about, one.name) for one in found] == [("sent", "Harbour  Trust"), ("other", "Quay Housing")]
    assert key("***") == "***"

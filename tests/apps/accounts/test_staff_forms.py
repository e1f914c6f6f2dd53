# SPDX-License-Identifier: Apache-2.0
"""What all forms of the record have in common."""

import datetime as dt

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from tallystick.apps.accounts.forms import DateField, RecordForm, SizeLimit
from tallystick.core.errors import Invalid, Refused


class Sample(RecordForm):
    """One question of each sort."""

    name = forms.CharField(label="Name")
    note = forms.CharField(label="Note", required=False)
    on = DateField(label="Day")
    way = forms.ChoiceField(label="Way", choices=[("call", "In a call")])
    who = forms.MultipleChoiceField(label="Who", choices=[("a", "Ada"), ("b", "Bea")], required=False)
    sure = forms.TypedChoiceField(label="Sure", choices=[("yes", "Yes"), ("no", "No")], coerce=lambda v: v == "yes")
    file = forms.FileField(label="File", required=False)


GIVEN = "name=One%0ATwo&note=&on_day=7&on_month=3&on_year=2026&way=call&who=a&who=b&sure=no&step=record&other=1"


def _sample(given: str = GIVEN) -> Sample:
    form = Sample(QueryDict(given))
    form.is_valid()
    return form


def test_answers_are_shown_in_words_and_files_are_left_out() -> None:
    shown = {answer["key"]: answer["value"] for answer in _sample().answers()}
    assert shown == {
        "Name": "One<br>Two",
        "Note": "Not given",
        "Day": "7 March 2026",
        "Way": "In a call",
        "Who": "Ada<br>Bea",
        "Sure": "No",
    }


def test_answers_are_escaped() -> None:
    form = _sample(GIVEN.replace("One%0ATwo", "%3Cb%3E"))
    assert form.answers()[0]["value"] == "&lt;b&gt;"


def test_what_was_typed_is_sent_again_and_nothing_else() -> None:
    names = [name for name, _ in _sample().as_given()]
    assert names == ["name", "note", "on_day", "on_month", "on_year", "way", "who", "who", "sure"]


def test_a_refusal_is_shown_with_its_rule_and_the_next_step() -> None:
    form = _sample()
    form.refuse(Refused("No <b>.", rule="A rule.", next_step="Do this."))
    text = "No &lt;b&gt;.<br>The rule: A rule.<br>What you can do next: Do this."
    assert list(form.non_field_errors()) == [text]


def test_a_refusal_without_rule_and_next_step_is_one_line() -> None:
    form = _sample()
    form.refuse(Invalid("No."))
    assert list(form.non_field_errors()) == ["No."]


@pytest.mark.parametrize(
    ("year", "month", "day", "problem"),
    [
        ("", "", "", "Enter the date"),
        ("2026", "2", "30", "Enter a real date, with the year in four digits"),
        ("2026", "", "1", "Enter a real date, with the year in four digits"),
        ("26", "3", "1", "Enter a real date, with the year in four digits"),
        ("two", "3", "1", "Enter a real date, with the year in four digits"),
    ],
)
def test_a_date_that_is_none_is_said_plainly(year: str, month: str, day: str, problem: str) -> None:
    form = _sample(f"on_year={year}&on_month={month}&on_day={day}")
    assert form.errors["on"] == [problem]


def test_a_date_in_another_century_is_taken() -> None:
    assert _sample(GIVEN.replace("2026", "1958")).cleaned_data["on"] == dt.date(1958, 3, 7)


def test_a_file_may_be_as_long_as_the_limit_and_no_longer() -> None:
    limit = SizeLimit(1024**2)
    limit(SimpleUploadedFile("a", b"x" * 1024**2))
    with pytest.raises(forms.ValidationError) as raised:
        limit(SimpleUploadedFile("a", b"x" * (1024**2 + 1)))
    assert raised.value.messages == ["The file must be smaller than 1 megabyte"]

# SPDX-License-Identifier: Apache-2.0
"""Django's bound fields as components: the right one for each widget, with label, hint and errors tied to it."""

import datetime as dt
import re
from collections.abc import Mapping

import html5lib
import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from tests.unit.web.engine import render_text
from tests.unit.web.gallery import Answer


def _field(name: str, data: Mapping[str, str] | None = None, *, options: str = "", language: str = "en-gb") -> str:
    form = Answer(data, {}) if data is not None else Answer(initial={"sure": True, "held_on": dt.date(2025, 3, 27)})
    return render_text(f"{{% govuk_field form.{name} {options} %}}", {"form": form}, language=language)


def _elements(html: str, tag: str) -> list[dict[str, str]]:
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [dict(element.attrib) for element in root.iter(tag)]


@pytest.mark.parametrize(
    ("name", "tag", "expected"),
    [
        ("name", "input", {"type": "text", "class": "govuk-input", "id": "id_name", "name": "name"}),
        ("email", "input", {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        ("website", "input", {"type": "url", "spellcheck": "false"}),
        ("people", "input", {"type": "text", "inputmode": "numeric"}),
        ("statement", "textarea", {"rows": "4", "class": "govuk-textarea govuk-js-character-count"}),
        ("notes", "textarea", {"rows": "5", "class": "govuk-textarea"}),
        ("how", "input", {"type": "radio", "id": "id_how", "value": "letter"}),
        ("shown", "input", {"type": "checkbox", "id": "id_shown", "value": "dpia"}),
        ("organisation", "select", {"class": "govuk-select", "id": "id_organisation"}),
        ("held_on", "input", {"id": "id_held_on-day", "name": "held_on_day", "value": "27", "inputmode": "numeric"}),
        ("letter", "input", {"type": "file", "class": "govuk-file-upload"}),
        ("password", "input", {"type": "password", "autocomplete": "current-password"}),
        ("sure", "input", {"type": "checkbox", "value": "on", "checked": ""}),
        ("token", "input", {"type": "hidden", "value": "hidden value"}),
    ],
)
def test_widget_gives_its_component(name, tag, expected):
    first = _elements(_field(name), tag)[0]
    assert {key: first.get(key) for key in expected} == expected


@pytest.mark.parametrize("name", [name for name in Answer.base_fields if name != "token"])
def test_no_validation_attribute_reaches_the_page(name):
    controls = [element for tag in ("input", "textarea", "select") for element in _elements(_field(name, {}), tag)]
    assert controls
    for control in controls:
        assert not {"required", "maxlength", "minlength", "min", "max", "step", "aria-invalid"} & set(control)


def test_hint_and_error_are_tied_to_the_control():
    html = _field("name", {"name": ""})
    assert _elements(html, "input")[0]["aria-describedby"] == "id_name-hint id_name-error"
    assert {"id_name-hint", "id_name-error"} <= {e.get("id") for tag in ("div", "p") for e in _elements(html, tag)}
    assert _elements(html, "label")[0]["for"] == "id_name"


def test_several_errors_of_one_field_are_one_message():
    form = Answer({"name": "Ada"}, {})
    form.add_error("name", "Too short")
    form.add_error("name", "Too <new>")
    html = render_text("{% govuk_field form.name %}", {"form": form})
    assert "Too short<br>Too &lt;new&gt;" in html
    assert html.count('id="id_name-error"') == 1


def test_optional_field_says_so_unless_asked_not_to():
    assert "Website (optional)" in _field("website")
    assert "(optional)" not in _field("website", options="mark_optional=False")


def test_page_options_win_over_those_of_the_form():
    html = _field("name", options='hint="Other" label="Who?" classes="govuk-input--width-20" prefix="Dr"')
    assert "As on the letter." not in html
    assert "Who?" in html
    assert "govuk-input--width-20" in html
    assert "govuk-input__prefix" in html


def test_option_that_the_page_does_not_know_changes_nothing():
    assert _field("name", options="hint=nothing classes=nothing") == _field("name")


def test_form_field_template_is_the_same_as_the_tag():
    form = Answer()
    included = render_text('{% include "components/form_field.html" with field=form.name only %}', {"form": form})
    assert included.strip() == render_text("{% govuk_field form.name %}", {"form": form}).strip()


def test_text_that_was_typed_comes_back_escaped():
    html = _field("name", {"name": '"><script>'})
    assert _elements(html, "input")[0]["value"] == '"><script>'
    assert _elements(html, "script") == []


def test_text_of_a_textarea_comes_back_with_its_first_empty_line():
    html = _field("notes", {"notes": "\nline"})
    assert re.search(r"<textarea[^>]*>\n\nline</textarea>", html)


def test_password_never_comes_back():
    assert "value" not in _elements(_field("password", {"password": "secret"}), "input")[0]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(("40", "x", ""), ["40", "x", ""]), (("27", "3", "2025"), ["27", "3", "2025"])],
)
def test_date_comes_back_as_it_was_typed(typed, expected):
    data = {f"held_on_{part}": text for part, text in zip(("day", "month", "year"), typed, strict=True)}
    assert [box["value"] for box in _elements(_field("held_on", data), "input")] == expected


def test_date_is_read_by_django():
    form = Answer({"held_on_day": "27", "held_on_month": "3", "held_on_year": "2025"}, {})
    form.is_valid()
    assert form.cleaned_data["held_on"] == dt.date(2025, 3, 27)


def test_chosen_answers_stay_chosen():
    chosen = {"how": "call", "shown": "leaflet", "organisation": "h"}
    assert [e["value"] for e in _elements(_field("how", chosen), "input") if "checked" in e] == ["call"]
    assert [e["value"] for e in _elements(_field("shown", chosen), "input") if "checked" in e] == ["leaflet"]
    assert [e["value"] for e in _elements(_field("organisation", chosen), "option") if "selected" in e] == ["h"]


def test_groups_of_choices_are_shown():
    assert '<div class="govuk-radios__divider">Spoken</div>' in _field("how")
    assert _elements(_field("organisation"), "optgroup") == [{"label": "Charities"}]


def test_hints_and_conditional_parts_of_choices():
    options = {"form": Answer(), "hints": {"letter": "Keep a copy."}, "more": {"email": "Which address?"}}
    html = render_text("{% govuk_field form.how hints=hints conditionals=more %}", options)
    letter, email = _elements(html, "input")[:2]
    assert letter["aria-describedby"] == "id_how-item-hint"
    assert email["data-aria-controls"] == "conditional-id_how-2"


def test_attributes_of_the_widget_reach_the_control():
    class Form(forms.Form):
        mail = forms.FileField(widget=forms.FileInput(attrs={"accept": ".eml", "class": "own"}))

    html = render_text("{% govuk_field form.mail %}", {"form": Form()})
    assert _elements(html, "input")[0]["accept"] == ".eml"
    assert _elements(html, "input")[0]["class"] == "govuk-file-upload own"


@pytest.mark.parametrize("widget", [forms.SelectMultiple, forms.SplitDateTimeWidget])
def test_widget_without_a_component_is_refused(widget):
    class Form(forms.Form):
        odd = forms.Field(widget=widget)

    with pytest.raises(ImproperlyConfigured, match="odd"):
        render_text("{% govuk_field form.odd %}", {"form": Form()})


def test_words_of_the_scripts_are_given_in_other_languages_only():
    assert "data-i18n" not in _field("password")
    assert 'data-i18n.show-password="' in _field("password", language="cy")
    assert "%{count}" in _field("statement", language="cy")


def test_form_without_automatic_ids_still_ties_its_labels():
    html = render_text("{% govuk_field form.name %}", {"form": Answer(auto_id=False)})
    assert _elements(html, "label")[0]["for"] == _elements(html, "input")[0]["id"] == "name"


def test_error_summary_names_the_field_where_the_message_does_not():
    form = Answer({"held_on_day": "40", "held_on_month": "1", "held_on_year": "2025", "email": "x"}, {})
    form.add_error(None, "These do not fit together")
    form.add_error("name", "Enter your full name")
    html = render_text("{% govuk_error_summary form %}", {"form": form})
    links = dict(re.findall(r'<a href="([^"]*)">([^<]*)</a>', html))
    assert links["#id_held_on-day"] == "When was it? Enter a valid date."
    assert links["#id_statement"] == "What was asked: This field is required."
    assert links["#id_name"] == "Enter your full name"
    assert "<li>These do not fit together</li>" in html
    assert "#id_token" not in links


def test_every_link_of_the_error_summary_leads_to_a_control():
    form = Answer({}, {})
    source = "{% govuk_error_summary form %}{% for field in form %}{% govuk_field field %}{% endfor %}"
    html = render_text(source, {"form": form})
    controls = {e.get("id") for tag in ("input", "textarea", "select") for e in _elements(html, tag)}
    links = {e["href"].removeprefix("#") for e in _elements(html, "a")}
    assert links
    assert links <= controls


@pytest.mark.parametrize("form", [None, Answer()])
def test_error_summary_of_a_form_without_errors_is_empty(form):
    assert render_text("{% govuk_error_summary form %}", {"form": form}) == ""

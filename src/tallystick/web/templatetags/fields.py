# SPDX-License-Identifier: Apache-2.0
"""From a Django bound field to the options of the component that shows it.

The choice follows the widget, so that forms stay plain Django: ``RadioSelect`` gives radios, ``SelectDateWidget`` a
date input of three boxes (it reads exactly those), ``Textarea`` with ``max_length`` a character count. HTML validation
attributes (``required``, ``maxlength`` ...) are left out, as
https://design-system.service.gov.uk/patterns/validation/ advises: the server answers in words.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

Options = dict[str, Any]

DATE_PARTS = (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))
OWN_OPTIONS = ("autocomplete", "autocapitalize", "inputmode", "pattern", "rows", "disabled", "multiple", "spellcheck")
VALIDATION = ("required", "maxlength", "minlength", "min", "max", "step", "aria-invalid", "aria-describedby")
DROPPED = frozenset({*OWN_OPTIONS, *VALIDATION, "cols", "class", "id", "type"})

SCRIPT_WORDS = {
    "password_input": {
        "show-password": _("Show"),
        "hide-password": _("Hide"),
        "show-password-aria-label": _("Show password"),
        "hide-password-aria-label": _("Hide password"),
        "password-shown-announcement": _("Your password is visible"),
        "password-hidden-announcement": _("Your password is hidden"),
    },
    "character_count": {
        "characters-under-limit.other": _("Characters remaining: {count}"),
        "characters-at-limit": _("No characters remaining"),
        "characters-over-limit.other": _("Characters too many: {count}"),
    },
}
"""What the scripts of GOV.UK Frontend say by themselves in English, for the pages in another language."""


def field_component(field: BoundField, options: Mapping[str, Any]) -> tuple[str, Options]:
    """Return the template's name and its options; for a hidden field, an empty name and its ``html``.

    Raises ``ImproperlyConfigured`` for a widget that no component shows (the design system has no list box with several
    choices, for example).
    """
    if field.is_hidden:
        return "", {"html": field.as_hidden()}
    data = {**_plain_options(field), **options}
    if data.pop("mark_optional", True) and not field.field.required:
        data["label"] = gettext("%(label)s (optional)") % {"label": data["label"]}
    for widget, component in COMPONENTS:
        if isinstance(field.field.widget, widget):
            name, own = component(field, data)
            return f"components/{name}.html", {**data, **own}
    raise ImproperlyConfigured(f"No component shows a {type(field.field.widget).__name__} (field {field.html_name})")


def error_links(form: forms.BaseForm) -> Iterator[Options]:
    """Yield text and link of every error of a form, those of the form as a whole first."""
    for error in form.non_field_errors():
        yield {"text": error}
    for field in form:
        for error in field.errors:
            text = _naming_the_field(field, str(error))
            yield {"text": text} if field.is_hidden else {"text": text, "href": f"#{_first_control(field)}"}


def _naming_the_field(field: BoundField, error: str) -> str:
    """Put the label before a stock message of Django, which fits any field; a list of those would say nothing."""
    kinds = type(field.field).__mro__
    stock = {str(text) for kind in kinds for text in getattr(kind, "default_error_messages", {}).values()}
    if error not in stock:
        return error
    return f"{field.label} {error}" if str(field.label).endswith("?") else f"{field.label}: {error}"


def _identity(field: BoundField) -> str:
    return field.auto_id or field.html_name


def _first_control(field: BoundField) -> str:
    suffix = "-day" if isinstance(field.field.widget, forms.SelectDateWidget) else ""
    return _identity(field) + suffix


def _plain_options(field: BoundField) -> Options:
    attributes = field.build_widget_attrs(dict(field.field.widget.attrs))
    own = {key: attributes[key] for key in OWN_OPTIONS if key in attributes}
    if "spellcheck" in own:
        own["spellcheck"] = str(own["spellcheck"]).lower() == "true"
    return {
        "name": field.html_name,
        "id": _identity(field),
        "label": field.label,
        "hint": field.help_text,
        "error": format_html_join(SafeString("<br>"), "{}", ((error,) for error in field.errors)),
        "classes": attributes.get("class", ""),
        "attributes": {key: value for key, value in attributes.items() if key not in DROPPED},
        **own,
    }


def _script_words(component: str) -> Options:
    if (get_language() or "en").startswith("en"):
        return {}
    return {f"data-i18n.{key}": str(word).replace("{", "%{") for key, word in SCRIPT_WORDS[component].items()}


def _input(field: BoundField, data: Options) -> tuple[str, Options]:
    widget = field.field.widget
    own: Options = {"type": getattr(widget, "input_type", "text"), "value": widget.format_value(field.value())}
    if own["type"] == "number":
        # https://design-system.service.gov.uk/components/text-input/#asking-for-whole-numbers
        whole = type(field.field) is forms.IntegerField
        own |= {"type": "text", "inputmode": data.get("inputmode") or ("numeric" if whole else "decimal")}
    if own["type"] in {"email", "url", "number"}:
        own["spellcheck"] = data.get("spellcheck", False)
    if own["type"] == "email":
        own["autocomplete"] = data.get("autocomplete", "email")
    return "input", own


def _password(field: BoundField, _data: Options) -> tuple[str, Options]:
    shown = field.value() if getattr(field.field.widget, "render_value", False) else None
    return "password_input", {"value": shown, "group_attributes": _script_words("password_input")}


def _textarea(field: BoundField, data: Options) -> tuple[str, Options]:
    own: Options = {"value": field.field.widget.format_value(field.value())}
    if data.get("rows") == forms.Textarea().attrs["rows"]:
        own["rows"] = None  # Django's own default says nothing; the component has one
    if not (limit := field.field.widget.attrs.get("maxlength")):
        return "textarea", own
    return "character_count", {**own, "maxlength": limit, "group_attributes": _script_words("character_count")}


def _file(field: BoundField, _data: Options) -> tuple[str, Options]:
    return "file_upload", {"multiple": getattr(field.field.widget, "allow_multiple_selected", False)}


def _date(field: BoundField, data: Options) -> tuple[str, Options]:
    name, identity = field.html_name, data["id"]
    shown = field.field.widget.format_value(field.value()) if not field.form.is_bound else {}
    items = [
        {
            "name": f"{name}_{part}",
            "id": f"{identity}-{part}",
            "label": label,
            # what was typed comes back as it was typed, also where it is no date
            "value": field.form.data.get(f"{name}_{part}") if field.form.is_bound else shown[part],
        }
        for part, label in DATE_PARTS
    ]
    return "date_input", {**_as_group(data), "items": items}


def _as_group(data: Options) -> Options:
    return {"id_prefix": data["id"], "legend": data["label"], "legend_classes": data.get("label_classes", "")}


def _grouped_items(field: BoundField, data: Options) -> Iterator[tuple[str | None, list[Options]]]:
    hints, conditionals = data.pop("hints", None) or {}, data.pop("conditionals", None) or {}
    context = field.field.widget.get_context(field.html_name, field.value(), {})
    for group, choices, _index in context["widget"]["optgroups"]:
        yield group, [_item(choice, hints, conditionals) for choice in choices]


def _item(choice: Mapping[str, Any], hints: Mapping[str, Any], conditionals: Mapping[str, Any]) -> Options:
    value = str(choice["value"])
    chosen, disabled = choice["selected"], choice["attrs"].get("disabled")
    return {
        "value": value,
        "text": choice["label"],
        "checked": chosen,
        "selected": chosen,
        "disabled": disabled,
        "hint": hints.get(value),
        "conditional": conditionals.get(value),
    }


def _divided_items(field: BoundField, data: Options) -> list[Options]:
    items: list[Options] = []
    for group, choices in _grouped_items(field, data):
        items += [{"divider": group}, *choices] if group else choices
    return items


def _radios(field: BoundField, data: Options) -> tuple[str, Options]:
    return "radios", {**_as_group(data), "items": _divided_items(field, data)}


def _checkboxes(field: BoundField, data: Options) -> tuple[str, Options]:
    return "checkboxes", {**_as_group(data), "items": _divided_items(field, data)}


def _checkbox(field: BoundField, data: Options) -> tuple[str, Options]:
    widget = field.field.widget
    ticked = widget.check_test(field.value()) if isinstance(widget, forms.CheckboxInput) else False
    item = {"value": "on", "text": data["label"], "hint": data["hint"], "checked": ticked}
    return "checkboxes", {"id_prefix": data["id"], "hint": "", "items": [item | {"disabled": data.get("disabled")}]}


def _select(field: BoundField, data: Options) -> tuple[str, Options]:
    if getattr(field.field.widget, "allow_multiple_selected", False):
        raise ImproperlyConfigured(f"Use CheckboxSelectMultiple for {field.html_name}: no component shows a list box")
    items: list[Options] = []
    for group, choices in _grouped_items(field, data):
        items += [{"group": group, "items": choices}] if group else choices
    return "select", {"items": items}


COMPONENTS: tuple[tuple[type[forms.Widget], Callable[[BoundField, Options], tuple[str, Options]]], ...] = (
    (forms.SelectDateWidget, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (Input, _input),
)
"""Widgets and their components; the first that fits counts, so narrower classes stand first."""

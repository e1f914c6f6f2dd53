# SPDX-License-Identifier: Apache-2.0
"""From the options of GOV.UK Frontend's Nunjucks macros to those of our templates.

The npm package ships, for every component, examples as ``{name, options, html}``. ``TRANSLATIONS`` says for each option
that we support what it is called here; an example with any other option counts as unsupported and must be listed, with
the reason, in ``UNSUPPORTED``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from django.utils.safestring import mark_safe

from tests.unit.web.engine import MODULES

Options = dict[str, Any]


class Html(NamedTuple):
    """An option that upstream takes as HTML; here it is the same option, marked as safe."""

    name: str


class Listed(NamedTuple):
    """An option that is a list (or a list of lists), each entry with options of its own."""

    name: str
    inner: Mapping[str, Any]


class Attributes(NamedTuple):
    """Further HTML attributes. Upstream writes a plain ``true`` as the text "true"."""

    name: str


@dataclass(frozen=True)
class Example:
    """One upstream example, in our words; ``unsupported`` names the options that we do not have."""

    component: str
    name: str
    options: Options
    unsupported: tuple[str, ...]
    html: str


def _words(upstream: str, ours: str) -> dict[str, Any]:
    return {f"{upstream}text": ours, f"{upstream}html": Html(ours)}


def _both(upstream: str, ours: str) -> dict[str, Any]:
    return {f"{upstream}Text": ours, f"{upstream}Html": Html(ours)}


_FRAME = {"classes": "classes", "attributes": Attributes("attributes")}
_GROUP = {"formGroup.classes": "group_classes", "formGroup.attributes": Attributes("group_attributes")}
_SAID = {**_words("hint.", "hint"), **_words("errorMessage.", "error"), "describedBy": "described_by"}
_LABEL = {**_words("label.", "label"), "label.classes": "label_classes", "label.isPageHeading": "page_heading"}
_CONTROL = {"id": "id", "name": "name", "value": "value", "disabled": "disabled", **_LABEL, **_SAID, **_FRAME, **_GROUP}
_LEGEND = {**_words("legend.", "legend"), "legend.classes": "legend_classes", "legend.isPageHeading": "page_heading"}
_FIELDSET = {
    **{f"fieldset.{upstream}": ours for upstream, ours in _LEGEND.items()},
    "fieldset.describedBy": "described_by",
    "fieldset.classes": "fieldset_classes",
    "fieldset.attributes": Attributes("fieldset_attributes"),
}
_CHOICE = {
    **_words("", "text"),
    **_words("hint.", "hint"),
    **{name: name for name in ("value", "id", "name", "checked", "disabled", "divider", "behaviour")},
    "conditional.html": Html("conditional"),
    "label.classes": "label_classes",
    "label.attributes": Attributes("label_attributes"),
    "attributes": Attributes("attributes"),
}
_CHOICES = {
    "name": "name",
    "idPrefix": "id_prefix",
    **_SAID,
    **_FIELDSET,
    **_FRAME,
    **_GROUP,
    "items": Listed("items", _CHOICE),
}
_TAG = {**_words("", "text"), **_FRAME}
_LINK = {**_words("", "text"), "href": "href", **_FRAME}
_ACTION = {**_LINK, "visuallyHiddenText": "hidden_text"}
_ROW = {
    **_words("key.", "key"),
    **_words("value.", "value"),
    "classes": "classes",
    "key.classes": "key_classes",
    "value.classes": "value_classes",
    "actions.classes": "actions_classes",
    "actions.items": Listed("actions", _ACTION),
}
_CELL = {**_words("", "text"), "format": "format", "colspan": "colspan", "rowspan": "rowspan", **_FRAME}
_STEP = {**_words("", "text"), "href": "href", "labelText": "label", "attributes": Attributes("attributes")}
_TASK = {
    **_words("title.", "title"),
    **_words("hint.", "hint"),
    **_words("status.", "status"),
    **{name: name for name in ("href", "classes")},
    "title.classes": "title_classes",
    "status.classes": "status_classes",
}
_DATE_ITEM = {
    name: name for name in ("name", "label", "value", "id", "error", "classes", "autocomplete", "inputmode", "pattern")
}
_TEXTAREA = {**_CONTROL, "rows": "rows", "autocomplete": "autocomplete", "spellcheck": "spellcheck"}

TRANSLATIONS: dict[str, dict[str, Any]] = {
    "back-link": _LINK,
    "breadcrumbs": {
        "items": Listed("items", _LINK),
        "labelText": "label",
        "collapseOnMobile": "collapse_on_mobile",
        **_FRAME,
    },
    "button": {
        **_LINK,
        **{name: name for name in ("type", "name", "value", "id", "disabled")},
        "isStartButton": "start",
        "preventDoubleClick": "prevent_double_click",
    },
    "character-count": {
        **_TEXTAREA,
        **{name: name for name in ("maxlength", "maxwords", "threshold")},
        "countType": "count_type",
        "countMessage.classes": "message_classes",
    },
    "checkboxes": {**_CHOICES, "values": "values"},
    "date-input": {"id": "id", "namePrefix": "name_prefix", **_SAID, **_FIELDSET, **_FRAME, **_GROUP}
    | {"items": Listed("items", {**_DATE_ITEM, "attributes": Attributes("attributes")})},
    "details": {**_words("", "text"), **_both("summary", "summary"), "open": "open", "id": "id", **_FRAME},
    "error-message": {**_words("", "text"), "visuallyHiddenText": "prefix", "id": "id", **_FRAME},
    "error-summary": {
        **_both("title", "title"),
        **_both("description", "description"),
        "disableAutoFocus": "disable_auto_focus",
        "errorList": Listed("errors", _LINK),
        **_FRAME,
    },
    "fieldset": {**_LEGEND, "html": Html("content"), "describedBy": "described_by", "role": "role", **_FRAME},
    "file-upload": {**_CONTROL, "multiple": "multiple"},
    "generic-header": {
        "logoText": "text",
        "logoHtml": Html("text"),
        "url": "url",
        "containerClasses": "container_classes",
        **_FRAME,
    },
    "hint": {**_words("", "text"), "id": "id", **_FRAME},
    "input": {
        **_CONTROL,
        **{name: name for name in ("type", "autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck")},
        **_words("prefix.", "prefix"),
        **_words("suffix.", "suffix"),
        "inputWrapper.classes": "wrapper_classes",
    },
    "inset-text": {**_words("", "text"), "id": "id", **_FRAME},
    "label": {**_words("", "text"), "for": "for", "isPageHeading": "page_heading", **_FRAME},
    "language-navigation": {
        "items": Listed(
            "items",
            {**_LINK, **{name: name for name in ("lang", "dir", "current")}}
            | {"hrefLang": "hreflang", "languageDescriptionText": "description"},
        ),
        "ariaLabel": "label",
        **_FRAME,
    },
    "notification-banner": {
        "text": "text",
        "html": Html("content"),
        "type": "type",
        "role": "role",
        **_both("title", "title"),
        "titleId": "title_id",
        "titleHeadingLevel": "heading_level",
        "disableAutoFocus": "disable_auto_focus",
        **_FRAME,
    },
    "pagination": {
        "previous": Listed("previous", _STEP),
        "next": Listed("next", _STEP),
        "landmarkLabel": "label",
        "items": Listed(
            "items",
            {**{name: name for name in ("number", "href", "current", "ellipsis")}}
            | {"visuallyHiddenText": "hidden_text", "attributes": Attributes("attributes")},
        ),
        **_FRAME,
    },
    "panel": {
        **_both("title", "title"),
        **_words("", "text"),
        "headingLevel": "heading_level",
        "interruption": "interruption",
        "actions.items": Listed("actions", {**_LINK, "type": "type"}),
        "actions.classes": "actions_classes",
        "actions.attributes": Attributes("actions_attributes"),
        **_FRAME,
    },
    "password-input": {**_CONTROL, "autocomplete": "autocomplete"},
    "phase-banner": {**_words("tag.", "tag"), "tag.classes": "tag_classes", **_words("", "text"), **_FRAME},
    "radios": {**_CHOICES, "value": "value"},
    "select": {
        **_CONTROL,
        "items": Listed(
            "items",
            {name: name for name in ("value", "text", "selected", "disabled")}
            | {"attributes": Attributes("attributes")},
        ),
    },
    "service-navigation": {
        "navigation": Listed("items", {**_LINK, "current": "current", "active": "active"}),
        "serviceName": "service_name",
        "serviceUrl": "service_url",
        "ariaLabel": "label",
        "menuButtonText": "menu_text",
        "menuButtonLabel": "menu_label",
        "navigationLabel": "navigation_label",
        "navigationId": "navigation_id",
        "navigationClasses": "navigation_classes",
        "collapseNavigationOnMobile": "collapse_on_mobile",
        "slots.end": Html("end"),
        "slots.end.html": Html("end"),
        "slots.inline": "end_inline",
        **_FRAME,
    },
    "skip-link": _LINK,
    "summary-list": {
        "rows": Listed("rows", _ROW),
        "inCard": "card",
        **_words("card.title.", "card_title"),
        "card.title.headingLevel": "card_heading_level",
        "card.actions.items": Listed("card_actions", _ACTION),
        "card.classes": "card_classes",
        "card.attributes": Attributes("card_attributes"),
        **_FRAME,
    },
    "table": {
        "head": Listed("head", _CELL),
        "rows": Listed("rows", _CELL),
        "caption": "caption",
        "captionClasses": "caption_classes",
        "firstCellIsHeader": "first_cell_is_header",
        **_FRAME,
    },
    "tag": _TAG,
    "task-list": {
        "items": Listed("items", {**_TASK, "status.tag": Listed("tag", _TAG)}),
        "idPrefix": "id_prefix",
        **_FRAME,
    },
    "textarea": _TEXTAREA,
    "warning-text": {**_words("", "text"), "iconFallbackText": "icon_text", **_FRAME},
}


def examples(component: str) -> list[Example]:
    """Return the upstream examples of a component. Raises ``FileNotFoundError`` where the npm package is absent."""
    path = MODULES / "govuk-frontend" / "dist" / "govuk" / "components" / component / "fixtures.json"
    found = json.loads(path.read_text("utf-8"))["fixtures"]
    return [_example(component, entry) for entry in found]


def _example(component: str, entry: Mapping[str, Any]) -> Example:
    options: Options = {}
    unsupported: list[str] = []
    before = PREPARATIONS.get(component, dict)
    _translate(before(entry["options"]), TRANSLATIONS[component], "", options, unsupported)
    return Example(component, entry["name"], options, tuple(sorted(set(unsupported))), entry["html"])


def _translate(
    given: Mapping[str, Any], names: Mapping[str, Any], path: str, out: Options, unsupported: list[str]
) -> None:
    for key, value in given.items():
        target = names.get(path + key)
        if isinstance(target, str):
            out.setdefault(target, value)
        elif isinstance(target, Html):
            if value:
                out[target.name] = mark_safe(value)  # noqa: S308 - upstream's own examples
        elif isinstance(target, Attributes):
            out[target.name] = {name: _attribute(item) for name, item in value.items()}
        elif isinstance(target, Listed):
            out[target.name] = _inner(value, target.inner, path + key, unsupported)
        elif isinstance(value, Mapping):
            _translate(value, names, f"{path}{key}.", out, unsupported)
        else:
            unsupported.append(path + key)


def _inner(value: Any, names: Mapping[str, Any], path: str, unsupported: list[str]) -> Any:
    if isinstance(value, list):
        return [_inner(item, names, path, unsupported) for item in value]
    if not isinstance(value, Mapping):
        return value
    out: Options = {}
    inner_unsupported: list[str] = []
    _translate(value, names, "", out, inner_unsupported)
    unsupported += [f"{path}[].{name}" for name in inner_unsupported]
    return out


def _attribute(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value["value"]  # with {"optional": true}, true is a bare name and false nothing, as in Django
    return str(value).lower() if isinstance(value, bool) else value


def _date_options(options: Mapping[str, Any]) -> Options:
    """Bring upstream's three ways to name the parts of a date to our one, ``items``."""
    given = dict(options)
    values = given.pop("values", {})
    parts = {name: given.pop(name, {"name": name}) for name in ("day", "month", "year")}
    items = given.get("items") or [part and {"name": name, **part} for name, part in parts.items()]
    values = {name: part["value"] for name, part in parts.items() if part and "value" in part} | values
    prefix = f"{given['namePrefix']}-" if given.get("namePrefix") else ""
    filled = [item and {"value": values.get(prefix + item["name"], values.get(item["name"])), **item} for item in items]
    return {**given, "items": filled}


def _panel_options(options: Mapping[str, Any]) -> Options:
    """Upstream tells the two kinds of panel apart by a class; here that is an option."""
    words = str(options.get("classes") or "").split()
    if "govuk-panel--interruption" not in words:
        return {name: value for name, value in options.items() if name != "actions"}  # ignored upstream
    words.remove("govuk-panel--interruption")
    actions = {"actions": {"items": [], **options["actions"]}} if options.get("actions") else {}
    return {**options, "classes": " ".join(words), "interruption": True, **actions}


def _navigation_options(options: Mapping[str, Any]) -> Options:
    slots = dict(options.get("slots") or {})
    end = slots.get("end")
    if isinstance(end, Mapping):
        align = end.get("align")
        slots = {**slots, "end": end["html"], "inline": align == "inline"}
    return {**options, "slots": slots}


def _card_options(options: Mapping[str, Any]) -> Options:
    return {**options, "inCard": "card" in options}


def _select_options(options: Mapping[str, Any]) -> Options:
    """A boolean as value is the text that JavaScript makes of it."""
    items = [item and {**item, **_as_text(item)} for item in options.get("items", [])]
    return {**options, "items": items}


def _as_text(item: Mapping[str, Any]) -> Options:
    return {"value": str(item["value"]).lower()} if isinstance(item.get("value"), bool) else {}


PREPARATIONS = {
    "date-input": _date_options,
    "panel": _panel_options,
    "select": _select_options,
    "service-navigation": _navigation_options,
    "summary-list": _card_options,
}


def matches(option: str, pattern: str) -> bool:
    """Tell whether an option is meant by a pattern, in which ``*`` stands for anything."""
    return fnmatchcase(option, pattern)

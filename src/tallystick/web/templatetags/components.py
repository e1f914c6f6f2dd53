# SPDX-License-Identifier: Apache-2.0
"""Tags and filters behind the component templates; pages load them with ``{% load components %}``.

The markup follows GOV.UK Frontend 6.6.0 (https://frontend.design-system.service.gov.uk/), whose own fixtures the tests
compare ours with. An option that upstream splits into ``text`` and ``html`` is one option here: text is escaped unless
Django marks it as safe (``{% capture %}``, ``format_html``).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tallystick.web.templatetags.fields import DATE_PARTS, error_links, field_component
from tallystick.web.templatetags.tally import STANDINGS, Standing, tally_of

register = template.Library()


@register.filter
def attrs(values: Mapping[str, Any] | SafeString | None) -> SafeString:
    """Return HTML attributes with a leading space each; ``True`` gives a bare name, ``False`` and ``None`` nothing."""
    if isinstance(values, SafeString):
        return SafeString(f" {values.strip()}")
    return flatatt(dict(values or {}))


@register.filter
def complete(items: Iterable[Any] | None, keys: str) -> list[Mapping[str, Any]]:
    """Return the entries that are not empty, each with all the keys: templates are slow to find that one is missing."""
    empty = dict.fromkeys(keys.split(), "")
    return [{**empty, **item} for item in items or () if item]


@register.filter
def cells(row: Iterable[Any] | None) -> list[Mapping[str, Any]]:
    """Return table cells as mappings, so that a plain value is the same as ``{"text": value}``."""
    return [_cell(cell) if isinstance(cell, Mapping) else {**_PLAIN_CELL, "text": cell} for cell in row or ()]


_PLAIN_CELL: Mapping[str, Any] = {"text": "", "format": "", "classes": "", "spans": ""}


def _cell(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    spans = {name: cell[name] for name in ("colspan", "rowspan") if cell.get(name)}
    return {**_PLAIN_CELL, **cell, "spans": flatatt({**spans, **(cell.get("attributes") or {})})}


@register.simple_tag
def labelled_rows(rows: Iterable[Any] | None, head: Iterable[Any] | None) -> list[list[Mapping[str, Any]]]:
    """Return the rows of a table as cells, each with the text of its column's heading as ``label``."""
    labels = [heading["text"] for heading in cells(head)]
    return [_labelled(cells(row), labels) for row in rows or () if row]


def _labelled(row: Sequence[Mapping[str, Any]], labels: Sequence[object]) -> list[Mapping[str, Any]]:
    return [{**cell, "label": labels[nth] if nth < len(labels) else ""} for nth, cell in enumerate(row)]


@register.filter
def given(items: Iterable[Any] | None) -> list[Any]:
    """Return the entries that are not empty."""
    return [item for item in items or () if item]


@register.simple_tag
def any_has(items: Iterable[Mapping[str, Any]] | None, key: str) -> bool:
    """Tell whether any of the mappings has something under the key."""
    return any(item and item.get(key) for item in items or ())


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """Keep a piece of a page for use as an option: ``{% capture as text %}<p>...</p>{% endcapture %}``."""
    return mark_safe(content.strip())  # noqa: S308 - rendered by Django with its escaping already


@register.simple_tag
def describing(field_id: str, hint: object = "", error: object = "", given: object = "") -> str:
    """Return the ids of the elements that describe a field, separated by spaces."""
    own = [f"{field_id}-{name}" for name, present in (("hint", hint), ("error", error)) if present]
    return " ".join([str(given), *own] if given else own)


@register.simple_tag
def described_by(field_id: str, hint: object = "", error: object = "", given: object = "") -> SafeString:
    """Return `` aria-describedby="..."`` for a field, or nothing where it has neither hint nor error."""
    ids = describing(field_id, hint, error, given)
    return format_html(' aria-describedby="{}"', ids) if ids else SafeString("")


@register.simple_tag
def item_id(prefix: str, counter: int, given: str | None = None) -> str:
    """Return the id of the n-th radio or checkbox; the first has no number, so that an error can link to it."""
    return given or (prefix if counter == 1 else f"{prefix}-{counter}")


@register.simple_tag
def date_parts(
    items: Sequence[Mapping[str, Any]] | None,
    *values: object,
    id_prefix: str = "",
    name_prefix: str = "",
    error: object = "",
) -> list[dict[str, Any]]:
    """Return the options of the inputs of a date; an error that names none of them marks all."""
    default = [{"name": name, "value": value or None} for (name, _label), value in zip(DATE_PARTS, values, strict=True)]
    parts = given(items or default)
    blame_all = bool(error) and not any(part.get("error") or _ERROR_CLASS in _classes(part) for part in parts)
    return [_date_part(part, id_prefix=id_prefix, name_prefix=name_prefix, at_fault=blame_all) for part in parts]


_ERROR_CLASS = "govuk-input--error"


def _classes(part: Mapping[str, Any]) -> str:
    return str(part.get("classes") or "")


def _date_part(part: Mapping[str, Any], *, id_prefix: str, name_prefix: str, at_fault: bool) -> dict[str, Any]:
    name, asked = str(part.get("name", "")), _classes(part)
    own = ["govuk-date-input__input"]
    if part.get("error", at_fault) and _ERROR_CLASS not in asked:
        own.append(_ERROR_CLASS)
    if "govuk-input--width-" not in asked:
        own.append(f"govuk-input--width-{4 if name.endswith('year') else 2}")
    return {
        **part,
        "id": part.get("id") or f"{id_prefix}-{name}",
        "name": f"{name_prefix}-{name}" if name_prefix else name,
        "label": part.get("label") or dict(DATE_PARTS).get(name, name.capitalize()),
        "inputmode": part.get("inputmode") or "numeric",
        "classes": " ".join([*own, asked]).strip(),
    }


def _render(context: Context, name: str, options: Mapping[str, Any]) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]  # set while a template renders, and only then are tags called
    return engine.get_template(name).render(context.new(dict(options)))


@register.simple_tag(takes_context=True)
def govuk_field(context: Context, field: BoundField, **options: object) -> SafeString:
    """Render a bound form field as the component that fits its widget.

    Options are those of the component (``hint``, ``classes``, ``label_classes``, ``page_heading``, ``prefix`` ...) plus
    ``hints`` (choice value to hint text), ``conditionals`` (choice value to HTML) and ``mark_optional``.
    """
    given = {
        key: value for key, value in options.items() if value != ""
    }  # a name the page does not know resolves to ""
    name, data = field_component(field, given)
    return _render(context, name, data) if name else conditional_escape(data["html"])


@register.simple_tag(takes_context=True)
def govuk_error_summary(context: Context, *forms: BaseForm, **options: object) -> SafeString:
    """Render the list of all errors of the forms, each linking to its field; nothing where there is none."""
    errors = [link for form in forms if form for link in error_links(form)]
    if not errors:
        return SafeString("")
    return _render(context, "components/error_summary.html", {"errors": errors, **options})


@register.simple_tag(takes_context=True)
def govuk_pagination(context: Context, page: "Page[Any]", pattern: str = "?page={}", **options: object) -> SafeString:
    """Render links to the other pages of a Django ``Page``; in ``pattern``, ``{}`` stands for a page's number."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [_page_item(number, pattern, current=number == page.number) for number in numbers]
    data: dict[str, Any] = {"items": items, **options}
    if page.has_previous():
        data["previous"] = {"href": _address(pattern, page.previous_page_number())}
    if page.has_next():
        data["next"] = {"href": _address(pattern, page.next_page_number())}
    return _render(context, "components/pagination.html", data)


def _address(pattern: str, number: int) -> str:
    return pattern.replace("{}", str(number))


def _page_item(number: int | str, pattern: str, *, current: bool) -> dict[str, Any]:
    if isinstance(number, str):
        return {"ellipsis": True}
    return {"number": number, "href": _address(pattern, number), "current": current}


@register.simple_tag(takes_context=True)
def tally_bar(context: Context, *, label: str = "", **numbers: int) -> SafeString:
    """Draw how the parts of a claim stand: ``{% tally_bar confirmed=0 disputed=3 no_answer=2 label="named" %}``.

    Raises ``KeyError`` for a number of something that is no key of ``tally.STANDINGS``.
    """
    data = {**tally_of(numbers), "label": label or gettext("claimed")}
    return _render(context, "components/tally_bar.html", data)


@register.simple_tag
def standing(name: str) -> Standing | None:
    """Return word and colour of a standing, or nothing where the name is none of them."""
    return STANDINGS.get(name)

# SPDX-License-Identifier: Apache-2.0
"""What all forms of the record have in common: answers that can be checked once more, and refusals with their rule."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypedDict, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tallystick.core.errors import TallystickError

_EARLIEST = dt.date(1900, 1, 1)


class Answer(TypedDict):
    """One answer as the summary list of the check page takes it."""

    key: str
    value: SafeString


class RecordForm(forms.Form):
    """A form whose answers become a fact.

    A fact cannot be edited, so its answers are shown once more before they are recorded. What an operation refuses is
    shown above the form, with the rule and the next step.
    """

    def refuse(self, error: TallystickError) -> None:
        """Show a refusal above the form."""
        lines = [error.what]
        lines += [f"{_('The rule')}: {error.rule}"] if error.rule else []
        lines += [f"{_('What you can do next')}: {error.next_step}"] if error.next_step else []
        self.add_error(None, forms.ValidationError(_lines(lines)))

    def answers(self) -> list[Answer]:
        """Return the answers of a valid form in words, in the order of the questions; files are left out."""
        shown = [field for field in self.visible_fields() if not isinstance(field.field, forms.FileField)]
        return [Answer(key=str(field.label), value=_in_words(field, self.cleaned_data[field.name])) for field in shown]

    def as_given(self) -> list[tuple[str, str]]:
        """Return what was typed as pairs of name and value, to be sent again from the check page."""
        wanted = {name for field in self for name in _names(field)}
        given = cast(QueryDict, self.data)
        return [(name, value) for name, values in given.lists() if name in wanted for value in values]


class DateField(forms.DateField):
    """A date in three boxes, in words that say what is missing."""

    default_error_messages = {  # noqa: RUF012 (as Django declares it)
        "required": _("Enter the date"),
        "invalid": _("Enter a real date, with the year in four digits"),
    }

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (as Django declares it)
        super().__init__(widget=forms.SelectDateWidget(), **options)
        message = self.error_messages["invalid"]
        self.validators.append(MinValueValidator(_EARLIEST, message=message))


class SizeLimit:
    """Validates that an uploaded file is at most so many bytes long."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, file: "UploadedFile[Any]") -> None:
        """Raise ``ValidationError`` for a longer file."""
        if (file.size or 0) > self.limit:
            megabytes = self.limit // 1024**2
            raise forms.ValidationError(
                ngettext(
                    "The file must be smaller than %(limit)d megabyte",
                    "The file must be smaller than %(limit)d megabytes",
                    megabytes,
                ),
                params={"limit": megabytes},
            )


def _names(field: BoundField) -> list[str]:
    if isinstance(field.field.widget, forms.SelectDateWidget):
        return [f"{field.html_name}_{part}" for part in ("day", "month", "year")]
    return [field.html_name]


def _in_words(field: BoundField, value: Any) -> SafeString:  # noqa: ANN401 (whatever a field gives)
    if isinstance(value, dt.date):
        return _lines([date_format(value, "j F Y")])
    if value in (None, "", []):
        return _lines([_("Not given")])
    if choices := dict(getattr(field.field, "choices", ())):
        given = field.value()
        value = [choices[item] for item in (given if isinstance(given, list) else [given])]
    items = value if isinstance(value, list) else [value]
    return _lines(line for item in items for line in str(item).splitlines())


def _lines(lines: Iterable[object]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))

# SPDX-License-Identifier: Apache-2.0
"""What a body is asked about a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystick.apps.accounts.forms import DateField, RecordForm


class ProjectForm(RecordForm):
    """Registers a project."""

    name = forms.CharField(
        label=_("Name of the project"),
        help_text=_("The name that the public would recognise. Write abbreviations in full."),
        max_length=200,
        error_messages={"required": _("Enter the name of the project")},
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("The purpose of the processing, in a sentence or two: why personal data is used at all."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what the project is for")},
    )
    starts_on = DateField(
        label=_("When did processing begin, or when will it begin?"),
        help_text=_(
            "The first day on which personal data was or will be processed, pilots included. "
            "Consultation that is said to have come before is measured against this day. For example, 27 3 2026."
        ),
        error_messages={"required": _("Enter the day on which processing began or will begin")},
    )
    plain_words = forms.CharField(
        label=_("What does it do, in plain words?"),
        help_text=_(
            "As you would tell somebody whose data it uses: whose data, from where, what happens to it, who sees it."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter what the project does")},
    )

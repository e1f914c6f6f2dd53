# SPDX-License-Identifier: Apache-2.0
"""What the gallery shows: every component once or more, with the fictional cast."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.html import format_html

from tests.unit.web.engine import addresses, render


class Answer(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Full name", max_length=100, help_text="As on the letter.")
    email = forms.EmailField(label="Email address")
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    people = forms.IntegerField(label="How many people took part?")
    statement = forms.CharField(label="What was asked", widget=forms.Textarea(attrs={"rows": 4}), max_length=400)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    how = forms.ChoiceField(
        label="How was the organisation contacted?",
        choices=[("letter", "Letter"), ("email", "Email"), ("Spoken", [("call", "Call"), ("meeting", "Meeting")])],
        widget=forms.RadioSelect,
    )
    shown = forms.MultipleChoiceField(
        label="Which documents were shown?",
        choices=[("dpia", "Draft assessment"), ("leaflet", "Leaflet")],
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ChoiceField(
        label="Organisation", choices=[("", "Choose one"), ("Charities", [("h", "Harbour Trust")]), ("b", "Oversight")]
    )
    held_on = forms.DateField(label="When was it?", widget=forms.SelectDateWidget, help_text="For example, 27 3 2025.")
    letter = forms.FileField(label="Copy of the letter")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    sure = forms.BooleanField(label="The text above is exactly what was sent", help_text="It cannot be changed later.")
    token = forms.CharField(widget=forms.HiddenInput, initial="hidden value")


class _Person:
    is_authenticated = True

    def get_username(self) -> str:
        """Return the name shown in the frame."""
        return "ada@northshire-police.example"


HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def _link(address: str, text: str) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, text)


ROWS = [
    [_link("/projects/1/", "Youth outreach monitoring"), "Northshire Police", 5, "Disputed"],
    [_link("/projects/2/", "Harbour cameras"), "Northshire Police", 0, "Claimed only"],
]

SUMMARY = [
    {"key": "Body", "value": "Northshire Police", "actions": [{"text": "Change", "href": "#", "hidden_text": "body"}]},
    {"key": "Fingerprint of the text", "value": format_html('<code class="ts-long">{}</code>', HASH)},
]

FACTS = [
    {"title": "Contact is claimed", "when": "3 March 2025", "when_iso": "2025-03-03", "who": "Northshire Police"}
    | {"standing": "claimed", "level": "Claimed by the body", "href": "/entry/4/"},
    {
        "title": "Harbour Trust disputes it",
        "when": "9 June 2025, 10:12",
        "when_iso": "2025-06-09T09:12Z",
        "who": "Harbour Trust",
    }
    | {
        "standing": "disputed",
        "level": "Countersigned by the organisation's domain",
        "text": "“We were never asked.”",
        "href": "/entry/9/",
    },
    {
        "title": "No answer from Lantern Youth",
        "when": "30 June 2025",
        "when_iso": "2025-06-30",
        "standing": "no_answer",
    },
]

TASKS = [
    {"title": "Describe the project", "href": "#", "status": "Completed"},
    {
        "title": "Ask the organisations",
        "href": "#",
        "hint": "The text is fixed first",
        "tag": {"text": "Not started", "colour": "blue"},
    },
    {"title": "Publish", "status": "Cannot start yet"},
]


def page(*, bound: bool, language: str = "en-gb") -> str:
    """Return the gallery: the form empty, or sent with everything wrong."""
    form = (
        Answer({"name": "", "held_on_day": "40", "held_on_month": "x", "held_on_year": "", "email": "no"}, {})
        if bound
        else Answer()
    )
    options: dict[str, Any] = {
        "form": form,
        "user": _Person(),
        "operator": "Northshire Police",
        "rows": ROWS,
        "head": ["Project", "Body", {"text": "Claims", "format": "numeric"}, "Standing"],
        "summary": SUMMARY,
        "facts": FACTS,
        "tasks": TASKS,
        "hash": HASH,
        "standings": ("confirmed", "disputed", "corrected", "unclear", "no_answer", "never_reached", "claimed"),
        "trail": [{"text": "Projects", "href": "/projects/"}, {"text": "Youth outreach monitoring"}],
        "languages": [
            {"text": "English", "lang": "en", "current": True},
            {"text": "Cymraeg", "lang": "cy", "href": "#"},
        ],
        "page_of_many": Paginator(range(250), 25).page(4),
        "warn": [{"text": "Ask them", "type": "submit"}, {"text": "Not yet", "href": "#"}],
        "hints": {"letter": "Keep a copy."},
        "their_words": "We were never asked.\n\nWe read about it in the newspaper.",
    }
    with addresses():
        return render("gallery.html", options, language=language)

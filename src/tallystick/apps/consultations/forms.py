# SPDX-License-Identifier: Apache-2.0
"""What a body is asked about its consultation, and what an organisation is asked about it."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tallystick.apps.accounts.forms import DateField, RecordForm, SizeLimit
from tallystick.apps.consultations.models import Organisation
from tallystick.core.errors import Invalid
from tallystick.core.evidence.file import MAX_FILE_BYTES
from tallystick.core.evidence.maildate import read_date

if TYPE_CHECKING:
    _ModelChoice = forms.ModelChoiceField[Organisation]
else:  # generic for the type checker only
    _ModelChoice = forms.ModelChoiceField

CHANNELS = (
    ("letter", _("By letter")),
    ("email", _("By email")),
    ("call", _("In a telephone call")),
    ("meeting", _("In a meeting")),
    ("event", _("At an event")),
)
RUNGS = (
    ("contacted", _("Contacted")),
    ("invited", _("Invited to give a view")),
    ("responded", _("Responded")),
    ("consulted", _("Consulted")),
)
RUNG_HINTS = {
    "contacted": _("There was contact. A meeting or a call is contact: a meeting is not a consultation."),
    "invited": _("They were asked for their view of this project, and knew that they were being asked."),
    "responded": _("They were asked for their view of this project, and gave it."),
    "consulted": _("They were shown what was planned, had time to answer, answered, and the answer was considered."),
}
REPORT_SAYS = (
    ("not-formally-asked", _("It was never formally asked")),
    ("no-knowledge", _("It does not know of the project")),
    ("disputes", _("It disputes what the body says")),
    ("confirms", _("It confirms what the body says")),
)
_YES_NO = (("yes", _("Yes")), ("no", _("No")))


class OrganisationForm(RecordForm):
    """Enters an organisation and pins its mail domain."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        help_text=_("As it stands in a public register, for example the register of charities."),
        max_length=200,
        error_messages={"required": _("Enter the name of the organisation")},
    )
    contact = forms.EmailField(
        label=_("Email address to write to"),
        help_text=_("The address the organisation publishes, if possible one of a role: office@ rather than a person."),
        max_length=254,
        error_messages={
            "required": _("Enter the email address to write to"),
            "invalid": _("Enter an email address in the form name@example.org"),
        },
    )
    domain = forms.CharField(
        label=_("Its own mail domain"),
        help_text=_(
            "What stands behind the @ in its own addresses, such as harbourtrust.example. A signed answer from this "
            "domain can confirm. Leave it empty if the organisation uses a free mail service."
        ),
        max_length=253,
        required=False,
    )
    source_url = forms.URLField(
        label=_("Public page where you found the address and the domain"),
        help_text=_("A register entry or the organisation's own website. It is printed beside the domain."),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Enter the address of the public page"),
            "invalid": _("Enter the address of a public page, starting with https://"),
        },
    )
    source_seen_on = DateField(
        label=_("When did you look at that page?"),
        help_text=_("For example, 27 3 2026."),
        error_messages={"required": _("Enter the day on which you looked at that page")},
    )


class AddressForm(RecordForm):
    """Corrects the address at which an organisation is written to."""

    contact = forms.EmailField(
        label=_("Email address to write to from now on"),
        help_text=_("The address the organisation publishes, if possible one of a role: office@ rather than a person."),
        max_length=254,
        error_messages={
            "required": _("Enter the email address to write to"),
            "invalid": _("Enter an email address in the form name@example.org"),
        },
    )
    reason = forms.CharField(
        label=_("Why is the address corrected?"),
        help_text=_(
            "For example: the request never arrived, and its website names another address. It becomes public."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why the address is corrected")},
    )
    source_url = forms.URLField(
        label=_("Public page where you found the address"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Enter the address of the public page"),
            "invalid": _("Enter the address of a public page, starting with https://"),
        },
    )
    source_seen_on = DateField(
        label=_("When did you look at that page?"),
        help_text=_("For example, 27 3 2026."),
        error_messages={"required": _("Enter the day on which you looked at that page")},
    )


class _OrganisationField(_ModelChoice):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class EngagementForm(RecordForm):
    """Records a contact that the body says took place."""

    organisation = _OrganisationField(
        label=_("Which organisation?"),
        queryset=Organisation.objects.order_by("name"),
        empty_label=_("Choose an organisation"),
        error_messages={"required": _("Choose the organisation"), "invalid_choice": _("Choose the organisation")},
    )
    on = DateField(
        label=_("On which day?"),
        help_text=_(
            "The day of the letter, call or meeting. If there were several, record each. For example, 27 3 2026."
        ),
        error_messages={"required": _("Enter the day on which it took place")},
    )
    channel = forms.ChoiceField(
        label=_("How?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it took place")},
    )
    claimed_as = forms.ChoiceField(
        label=_("What does the body say it amounted to?"),
        choices=RUNGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it amounted to")},
    )
    asked = forms.CharField(
        label=_("What was asked?"),
        help_text=_(
            "The question in the words in which it was put. If nothing was asked, leave this empty: "
            "the record then says so."
        ),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    document = forms.FileField(
        label=_("Document that was shown"),
        help_text=_("Only its fingerprint (SHA-256) is recorded. The file itself is not kept."),
        required=False,
        validators=[SizeLimit(MAX_FILE_BYTES)],
    )
    document_sha256 = forms.CharField(
        label=_("Fingerprint of the document that was shown"),
        help_text=_("If you have the SHA-256 instead of the file: 64 digits and letters from a to f."),
        required=False,
        validators=[RegexValidator(r"\A[0-9a-fA-F]{64}\Z", _("Enter a SHA-256: 64 digits and letters from a to f"))],
    )

    @property
    def rung_hints(self) -> dict[str, Any]:
        """Return what each rung means in plain words."""
        return RUNG_HINTS


class _ReceivedField(forms.CharField):
    """The time in a Received field of a mail, or the whole field."""

    def clean(self, value: Any) -> dt.datetime | None:  # noqa: ANN401 (as Django declares it)
        """Return the time as UTC, or nothing where nothing was entered."""
        text = " ".join(super().clean(value).rpartition(";")[2].split())
        try:
            return read_date(text) if text else None
        except Invalid:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class MailForm(RecordForm):
    """Takes in a mail that somebody saved."""

    file = forms.FileField(
        label=_("Saved mail"),
        help_text=_("The original as a file ending in .eml. A forwarded copy or a printout proves nothing."),
        validators=[SizeLimit(settings.MAX_MAIL_BYTES)],
        error_messages={"required": _("Choose a saved mail"), "empty": _("The file is empty")},
    )
    received = _ReceivedField(
        label=_("When did a mail server take it?"),
        help_text=_(
            "Open the mail's source and copy the time at the end of the topmost “Received:”, for example "
            "Mon, 2 Nov 2026 09:30:20 +0000. Without it the mail is judged as of now, and signatures expire. "
            "The record says that this time is your word."
        ),
        max_length=2000,
        required=False,
        error_messages={"invalid": _("Enter the time as it stands in the mail: Mon, 2 Nov 2026 09:30:20 +0000")},
    )


class EvidenceForm(RecordForm):
    """Attaches a file of the body's own to an engagement."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A letter, email (.eml), minutes, call note or calendar entry, up to 25 megabytes."),
        validators=[SizeLimit(MAX_FILE_BYTES)],
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
    )


class ClaimForm(RecordForm):
    """Enters what was said in public about consultation."""

    text = forms.CharField(
        label=_("What was said, word for word?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what was said")},
    )
    made_by = forms.CharField(
        label=_("Who said it?"),
        help_text=_("An organisation or an office rather than a person, for example Northshire Police, press office."),
        max_length=200,
        error_messages={"required": _("Enter who said it")},
    )
    made_on = DateField(
        label=_("When was it said?"),
        help_text=_("For example, 27 3 2026."),
        error_messages={"required": _("Enter the day on which it was said")},
    )
    source_title = forms.CharField(
        label=_("Title of the document or page it stands in"),
        max_length=300,
        error_messages={"required": _("Enter the title of the document or page")},
    )
    source_url = forms.URLField(
        label=_("Address of that document or page"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Enter the address of the document or page"),
            "invalid": _("Enter the address of a public page, starting with https://"),
        },
    )
    asserts = forms.ChoiceField(
        label=_("What does it say that the contacts amounted to?"),
        help_text=_("Choose by the words used. “Reached out” and “engaged with” say contact, not consultation."),
        choices=RUNGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it says that the contacts amounted to")},
    )
    before_start = forms.TypedChoiceField(
        label=_("Does it say that this was before processing began?"),
        choices=_YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it says that this was before processing began")},
    )
    engagements = forms.MultipleChoiceField(
        label=_("Which engagements does it speak of?"),
        help_text=_("Choose every one that the words cover. If one is missing, record it first."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the engagements that it speaks of")},
    )

    def __init__(self, *args: Any, engagements: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        cast(forms.MultipleChoiceField, self.fields["engagements"]).choices = engagements


class ReportForm(RecordForm):
    """Enters what a third party reported in public that an organisation says."""

    says = forms.ChoiceField(
        label=_("According to the report, what does the organisation say?"),
        choices=REPORT_SAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the organisation is reported to say")},
    )
    quote = forms.CharField(
        label=_("The words of the report"),
        help_text=_("Copy the sentence that says so. It becomes public: leave out names of private people."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the words of the report")},
    )
    reporter = forms.CharField(
        label=_("Who reported it?"),
        help_text=_("The newspaper, broadcaster or organisation that published it."),
        max_length=200,
        error_messages={"required": _("Enter who reported it")},
    )
    published_on = DateField(
        label=_("When was it published?"),
        help_text=_("For example, 27 3 2026."),
        error_messages={"required": _("Enter the day on which it was published")},
    )
    source_url = forms.URLField(
        label=_("Address of the report"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Enter the address of the report"),
            "invalid": _("Enter the address of a public page, starting with https://"),
        },
    )


class AnswerForm(RecordForm):
    """Takes an answer by link; the three answers come in the words of the mail that led here."""

    verb = forms.ChoiceField(
        label=_("What do you answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Needed for a correction. This becomes public word for word: leave out names of people."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, verbs: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["verb"]).choices = verbs


class DisputeForm(RecordForm):
    """Takes a dispute that nobody asked for."""

    words = forms.CharField(
        label=_("What do you dispute?"),
        help_text=_(
            "Say what is wrong and how you know. This becomes public word for word: leave out names of people."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what you dispute")},
    )
    contact = forms.CharField(
        label=_("How can you be reached?"),
        help_text=_("An email address or telephone number. It is not published; it helps others to check."),
        max_length=320,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

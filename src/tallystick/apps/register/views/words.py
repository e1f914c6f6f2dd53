# SPDX-License-Identifier: Apache-2.0
"""The words and colours that the public pages use for standings, counts and times."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tallystick.apps.register.queries.standings import ClaimRecord
from tallystick.core.claims.standing import Counts, State

#: How a state of an engagement is shown: the key of ``web.templatetags.tally.STANDINGS`` that gives its colour, and
#: the word on the tag.
STATES: dict[State, tuple[str, Any]] = {
    State.CLAIMED: ("claimed", _("Claimed only")),
    State.SENT: ("no_answer", _("No answer")),
    State.NEVER_REACHED: ("never_reached", _("Never reached")),
    State.UNCLEAR: ("unclear", _("No clear answer")),
    State.ANSWERED: ("unclear", _("Answered, too weak to count")),
    State.EARLIER_TEXT: ("unclear", _("Confirmed an earlier wording")),
    State.CONFIRMED: ("confirmed", _("Confirmed")),
    State.CORRECTED: ("corrected", _("Corrected")),
    State.DISPUTED: ("disputed", _("Disputed")),
}
#: What a body may say that a contact amounted to, after "it says that the organisation".
RUNGS: dict[str, Any] = {
    "contacted": _("was contacted"),
    "invited": _("was invited to give its views"),
    "responded": _("responded"),
    "consulted": _("was consulted"),
}
CHANNELS: dict[str, Any] = {
    "letter": _("by letter"),
    "email": _("by email"),
    "call": _("in a call"),
    "meeting": _("in a meeting"),
    "event": _("at an event"),
}
ROLES: dict[str, Any] = {
    "editor": _("an editor"),
    "dpo": _("its data protection officer"),
    "overseer": _("its overseer"),
    "foi": _("its FOI officer"),
    "viewer": _("a viewer"),
    "operator": _("whoever operates this record"),
}


def time_text(moment: dt.datetime, *, seconds: bool = False) -> str:
    """Return a time as people write it, in UTC, for example ``3 March 2026, 09:30 UTC``."""
    utc = moment.astimezone(dt.UTC)
    return f"{date_text(utc.date())}, {utc:{'%H:%M:%S' if seconds else '%H:%M'}} UTC"


def date_text(day: dt.date) -> str:
    """Return a date as people write it, for example ``3 March 2026``."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def iso_date_text(text: str) -> str:
    """Return an ISO 8601 date as people write it; a text that is no date is returned as it is."""
    try:
        return date_text(dt.date.fromisoformat(text))
    except ValueError:
        return text


def shortened(text: str, *, most: int = 200) -> str:
    """Return a text in one line of at most so many characters."""
    line = " ".join(text[: most * 2].split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def count_tags(counts: Counts) -> Sequence[Mapping[str, str]]:
    """Return the tags that sum a standing up; without colour where there is nothing to see."""
    if not counts.claimed:
        return ()
    return _tags(get_language(), counts.confirmed, counts.disputed, counts.corrected, counts.unconfirmed)


@lru_cache(maxsize=1000)
def _tags(
    _language: str | None, confirmed: int, disputed: int, corrected: int, unconfirmed: int
) -> Sequence[Mapping[str, str]]:
    shown = (
        (confirmed, gettext("confirmed"), "green", True),
        (disputed, gettext("disputed"), "red", True),
        (corrected, gettext("corrected"), "orange", False),
        (unconfirmed, gettext("unconfirmed"), "grey", True),
    )
    return tuple(
        {"text": f"{number} {word}", "colour": colour if number else "grey"}
        for number, word, colour, always in shown
        if number or always
    )


def picture(record: ClaimRecord) -> dict[str, Any]:
    """Return the options of the ``tally_bar`` tag for a claim: one cell per organisation."""
    standing = record.standing
    label = ngettext("organisation is named in this claim", "organisations are named in this claim", standing.claimed)
    rest = standing.unconfirmed - standing.silent - standing.never_reached - record.unclear
    return {
        "confirmed": standing.confirmed,
        "disputed": standing.disputed,
        "corrected": standing.corrected,
        "unclear": record.unclear,
        "no_answer": standing.silent,
        "never_reached": standing.never_reached,
        "claimed": rest,
        "label": label,
    }

# SPDX-License-Identifier: Apache-2.0
"""One engagement as claim pages and organisation pages show it: where it stands, who could have faked it, both texts.

``live`` is what stands before an address of the live service: nothing on its own pages, its address in a static copy.
The pieces are put together here and not in the template: a claim page has a hundred of them, and a template takes ten
times as long over each.
"""

import datetime as dt
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.apps.register.queries.standings import EngagementRecord
from tallystick.apps.register.views.words import CHANNELS, RUNGS, STATES, date_text, iso_date_text, time_text
from tallystick.core.claims.erasures import Erased
from tallystick.core.evidence.levels import Level


def claim_block(record: EngagementRecord, *, slug: str, body_name: str, live: str) -> dict[str, Any]:
    """Return the options of ``register/engagement.html`` for a claim page: headed by the organisation, with reasons."""
    name = record.fact.organisation_name
    heading = link(reverse("register:organisation", args=[slug]), name) if slug else name
    return {**_block(record, body_name=body_name, live=live), "heading": heading, **_reasons(record)}


def organisation_block(record: EngagementRecord, *, body_name: str, live: str) -> dict[str, Any]:
    """Return the options of ``register/engagement.html`` for an organisation's page: headed by the contact."""
    contact = {"how": how(record), "on": iso_date_text(record.fact.on)}
    return {**_block(record, body_name=body_name, live=live), "heading": _("Contact %(how)s, %(on)s") % contact}


def table_row(record: EngagementRecord, *, slug: str, live: str) -> list[Any]:
    """Return what the table of a project page shows of an engagement, as cells of ``components/table.html``."""
    name, rung = record.fact.organisation_name, RUNGS.get(record.fact.claimed_as, record.fact.claimed_as)
    shown = tag(record)
    return [
        wide(link(reverse("register:organisation", args=[slug]), name) if slug else name),
        wide(f"{rung}, {how(record)}, {iso_date_text(record.fact.on)}"),
        format_html("{}<br>{}", tag_html(**shown), record.standing.level.public_name),
        _dispute(record, text=_("Dispute it"), live=live),
    ]


def row(key: str, value: object) -> dict[str, object]:
    """Return a row of ``components/summary_list.html`` whose value may be long."""
    return {"key": key, "value": value, "value_classes": "ts-long"}


def wide(text: object) -> dict[str, object]:
    """Return a cell of ``components/table.html`` that may hold long names."""
    return {"text": text, "classes": "ts-long"}


def tag_html(*, standing: str, text: object) -> SafeString:
    """Return a standing tag as HTML, for a cell."""
    return SafeString(render_to_string("components/standing_tag.html", {"standing": standing, "text": text}).strip())


def how(record: EngagementRecord) -> str:
    """Return how the contact took place, for example ``in a meeting``."""
    return str(CHANNELS.get(record.fact.channel, record.fact.channel))


def tag(record: EngagementRecord) -> dict[str, Any]:
    """Return the options of ``components/standing_tag.html``."""
    standing, text = STATES[record.standing.state]
    return {"standing": standing, "text": text}


def link(href: str, text: object) -> SafeString:
    """Return a link."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


def entry_link(entry: int) -> SafeString:
    """Return a link to the page of an entry."""
    return link(reverse("register:entry", args=[entry]), _("Entry %(number)s") % {"number": entry})


def code(text: object) -> SafeString:
    """Return a hash or an identifier, which may break anywhere."""
    return format_html('<code class="ts-long">{}</code>', text)


def time_html(moment: dt.datetime, *, seconds: bool = False) -> SafeString:
    """Return a time in words, and for machines."""
    shown = time_text(moment, seconds=seconds)
    return format_html('<time datetime="{}">{}</time>', moment.astimezone(dt.UTC).isoformat(), shown)


def source_link(url: str, *, text: str = "") -> SafeString:
    """Return a public source that somebody entered, as a link where it is a web address and as text otherwise."""
    if url.startswith(("https://", "http://")):
        return format_html('<a class="govuk-link" href="{}" rel="nofollow noopener external">{}</a>', url, text or url)
    return format_html("{} ({})", text, url) if text and url else format_html("{}", text or url)


def _block(record: EngagementRecord, *, body_name: str, live: str) -> dict[str, Any]:
    standing = record.standing
    level = standing.level.public_name
    return {
        "id": record.fact.engagement,
        "tag": tag(record),
        "sentence": standing.sentence,
        "rows": [
            row(_("What is claimed"), _claimed(record, body_name)),
            row(_("Level of evidence"), f"{level} ({standing.reporter})" if standing.reporter else level),
            row(_("Who could have faked this"), standing.level.could_be_faked),
        ],
        "left_title": _("What %(name)s says") % {"name": body_name},
        "left_text": standing.body_words,
        **_other_side(record),
        "dispute": _dispute(record, text=_("This is wrong – dispute it"), live=live),
    }


def _claimed(record: EngagementRecord, body_name: str) -> SafeString:
    fact = record.fact
    said = _("%(body)s says that %(name)s %(rung)s, %(how)s, %(on)s.") % {
        "body": body_name,
        "name": fact.organisation_name,
        "rung": RUNGS.get(fact.claimed_as, fact.claimed_as),
        "how": how(record),
        "on": iso_date_text(fact.on),
    }
    return format_html("{} {}", said, entry_link(record.entry))


def erased_html(erased: Erased) -> SafeString:
    """Return that something was erased, when, on which legal basis, and where that is recorded."""
    text = _("Erased on %(day)s, basis: %(basis)s") % {"day": date_text(erased.on), "basis": erased.basis}
    return format_html("{} ({})", text, entry_link(erased.entry))


def _other_side(record: EngagementRecord) -> dict[str, str]:
    standing = record.standing
    name, title = record.fact.organisation_name, _("What %(name)s says")
    if standing.reporter:
        name, title = standing.reporter, _("What %(name)s reports")
    if standing.organisation_words:
        words, note = standing.organisation_words, _words_note(standing.level)
    elif standing.words_erased:
        words, note = erased_html(standing.words_erased), _("What is erased still counts as it was recorded.")
    elif standing.answers:
        words, note = _("It answered without adding words of its own."), ""
    else:
        words, note = _("Nothing is on record from its side. Silence is not consent."), ""
    return {"right_title": title % {"name": name}, "right_text": words, "right_note": note}


def _words_note(level: Level) -> str:
    if level is Level.REPORTED:
        return _("As the report quotes it.")
    if level is Level.LINK:
        return _("As typed on a page of this service.")
    return _("As received by mail. The signed subject line decides; on the way, these words could have been changed.")


def _reasons(record: EngagementRecord) -> dict[str, Any]:
    reasons = record.standing.reasons
    summary = ngettext(
        "Why, fact by fact: %(name)s (%(n)s entry)", "Why, fact by fact: %(name)s (%(n)s entries)", len(reasons)
    )
    base, word = reverse("register:entries"), _("Entry %(number)s")
    items = ((f"{base}{reason.entry}/", word % {"number": reason.entry}, reason.text) for reason in reasons)
    listed = format_html_join("", '<li class="ts-long"><a class="govuk-link" href="{}">{}</a>: {}</li>', items)
    return {
        "why_summary": summary % {"name": record.fact.organisation_name, "n": len(reasons)},
        "why": format_html('<ol class="govuk-list govuk-list--spaced">{}</ol>', listed),
    }


def _dispute(record: EngagementRecord, *, text: str, live: str) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}" rel="nofollow">{}<span class="govuk-visually-hidden">: {}, {}</span></a>',
        live + reverse("consultations:dispute", args=[record.fact.engagement]),
        text,
        record.fact.organisation_name,
        iso_date_text(record.fact.on),
    )

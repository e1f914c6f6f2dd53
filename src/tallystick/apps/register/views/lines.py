# SPDX-License-Identifier: Apache-2.0
"""One line for each fact, for timelines and feeds: what was recorded, never more than that."""

import dataclasses
from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.apps.register.queries.entries import meaning
from tallystick.apps.register.views.words import CHANNELS, ROLES, RUNGS, iso_date_text, shortened, time_text
from tallystick.core.claims.wording import spoken_date
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts import consultation, project, record
from tallystick.core.facts.base import Fact, JsonValue, Recorded, encode
from tallystick.core.facts.sourced import Sourced

#: What all facts share that somebody states.
_SHARED = frozenset(field.name for field in dataclasses.fields(Sourced))
#: Characters of a quoted text in a timeline; the page of the entry has it in full.
_QUOTED = 280


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """What a timeline says of one fact. ``level`` is the public name of its level of evidence, if it has one."""

    title: str
    text: str = ""
    level: str = ""


def timeline_item(recorded: Recorded, *, names: Mapping[str, str]) -> dict[str, Any]:
    """Return an item of ``components/timeline.html``; ``names`` maps engagements to their organisations' names."""
    told = line(recorded.fact, _name(recorded.fact, names))
    role = getattr(recorded.fact, "by_role", None)
    return {
        "title": told.title,
        "text": told.text,
        "level": told.level,
        "when": time_text(recorded.time),
        "when_iso": recorded.time.isoformat(),
        "who": _("entered by %(role)s") % {"role": ROLES.get(role, role)} if role else "",
        "href": reverse("register:entry", args=[recorded.entry]),
        "link_text": _("Entry %(number)s") % {"number": recorded.entry},
    }


def _name(fact: Fact, names: Mapping[str, str]) -> str:
    return names.get(getattr(fact, "engagement", None) or "", _("an organisation"))


@singledispatch
def line(fact: Fact, _organisation: str) -> Line:
    """Return what a timeline says of a fact about an organisation of this name."""
    return Line(title=meaning(kind=fact.kind))


@line.register
def _stated(fact: Sourced, _organisation: str) -> Line:
    fields = {name: value for name, value in encode(fact).items() if name not in _SHARED and value is not None}
    said = "; ".join(f"{name.replace('_', ' ')}: {_spoken(value)}" for name, value in fields.items())
    by = _("%(details)s (said by: %(by)s; %(when)s)")
    return Line(
        title=meaning(kind=fact.kind),
        text=shortened(by % {"details": said, "by": fact.said_by, "when": spoken_date(fact.on)}, most=_QUOTED),
        level=Level.CLAIMED.public_name if fact.said_by == "body" else "",
    )


def _spoken(value: JsonValue) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return {True: _("yes"), False: _("no")}[value] if isinstance(value, bool) else str(value)


@line.register
def _registered(fact: project.ProjectRegistered, _organisation: str) -> Line:
    return Line(title=_("%(body)s entered this project") % {"body": fact.body_name})


@line.register
def _published(_fact: project.ProjectPublished, _organisation: str) -> Line:
    return Line(title=_("The body opened this record to the public"))


@line.register
def _claimed(fact: consultation.EngagementClaimed, _organisation: str) -> Line:
    said = {"name": fact.organisation_name, "rung": RUNGS.get(fact.claimed_as, fact.claimed_as)}
    how = f"{CHANNELS.get(fact.channel, fact.channel)}, {iso_date_text(fact.on)}"
    return Line(
        title=_("The body says that %(name)s %(rung)s") % said,
        text=how[:1].upper() + how[1:],
        level=Level.CLAIMED.public_name,
    )


@line.register
def _attached(fact: consultation.EvidenceAttached, organisation: str) -> Line:
    about = _("A file of %(size)s (%(type)s). It proves nothing but that it existed by then.")
    return Line(
        title=_("The body attached a file of its own about %(name)s") % {"name": organisation},
        text=about % {"size": filesizeformat(fact.size), "type": fact.media_type},
        level=Level.CLAIMED.public_name,
    )


@line.register
def _fixed(fact: consultation.StatementFixed, organisation: str) -> Line:
    return Line(
        title=_("The wording %(reference)s was fixed, to be put to %(name)s")
        % {"reference": fact.statement, "name": organisation},
        text=_quoted(fact.text),
    )


@line.register
def _sent(fact: consultation.RequestSent, organisation: str) -> Line:
    said = {"reference": fact.statement, "name": organisation, "number": fact.reminder}
    if fact.reminder:
        return Line(title=_("Reminder %(number)s for %(reference)s was sent to %(name)s") % said)
    return Line(title=_("The request %(reference)s was sent to %(name)s") % said)


@line.register
def _bounced(fact: consultation.RequestBounced, organisation: str) -> Line:
    return Line(
        title=_("The request %(reference)s did not reach %(name)s")
        % {"reference": fact.statement, "name": organisation},
        text=_("A mail server reported the status %(status)s.") % {"status": fact.status},
        level=Level.NEVER_REACHED.public_name,
    )


@line.register
def _answered(fact: consultation.AnswerReceived, organisation: str) -> Line:
    titles = {
        "CONFIRM": _("An answer for %(name)s confirms %(reference)s"),
        "CORRECT": _("An answer for %(name)s corrects %(reference)s"),
        "DISPUTE": _("An answer for %(name)s disputes %(reference)s"),
    }
    title = titles.get(fact.verb, _("An answer for %(name)s to %(reference)s"))
    return Line(
        title=title % {"name": organisation, "reference": fact.statement},
        text=_quoted(fact.words),
        level=level_name(fact.level),
    )


@line.register
def _unclear(fact: consultation.AnswerUnclear, organisation: str) -> Line:
    text = fact.explanation
    if fact.asked_again:
        text = f"{text} {_('The organisation was asked again.')}"
    return Line(title=_("Something came back from %(name)s that is no answer") % {"name": organisation}, text=text)


@line.register
def _receipt(_fact: consultation.ReceiptSent, organisation: str) -> Line:
    return Line(title=_("%(name)s was sent the proof of its answer") % {"name": organisation})


@line.register
def _disputed(fact: consultation.DisputeRaised, organisation: str) -> Line:
    return Line(
        title=_("What the body says about %(name)s was disputed, unasked") % {"name": organisation},
        text=_quoted(fact.words),
        level=level_name(fact.level),
    )


@line.register
def _made(fact: consultation.ClaimMade, _organisation: str) -> Line:
    return Line(title=_("A public claim by %(who)s was entered") % {"who": fact.made_by}, text=_quoted(fact.text))


@line.register
def _reported(fact: consultation.ReportPublished, organisation: str) -> Line:
    return Line(
        title=_("A report by %(who)s about %(name)s was entered") % {"who": fact.reporter, "name": organisation},
        text=_quoted(fact.quote),
        level=Level.REPORTED.public_name,
    )


@line.register
def _erased(fact: record.FieldErased, _organisation: str) -> Line:
    said = {"field": fact.field, "number": fact.entry}
    return Line(
        title=_("The field %(field)s of entry %(number)s was erased") % said,
        text=_("Basis: %(basis)s. Its digest stays, and so does what the entry counts for.") % {"basis": fact.basis},
    )


def level_name(wire: str) -> str:
    """Return the public name of a level of evidence; a level that this version does not know, as it is stored."""
    try:
        return Level.read(wire).public_name
    except Invalid:
        return wire


def _quoted(words: str | None) -> str:
    return f"“{shortened(words, most=_QUOTED)}”" if words else ""

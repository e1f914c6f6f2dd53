# SPDX-License-Identifier: Apache-2.0
"""What a dossier asks of each kind of fact: the fields it needs, those that hold dates, and which date is its own."""

import typing
from collections.abc import Mapping
from functools import cache

from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts import dates
from tallystick.core.facts.assessment import ASSESSMENT_TYPES, LEVELS, VERSION_STATES
from tallystick.core.facts.base import KINDS, Fact, field_names
from tallystick.core.facts.consultation import REPORT_SAYS, RUNGS, VERBS
from tallystick.core.facts.dates import When
from tallystick.core.facts.declaration import DATA_CATEGORIES, REGIMES, STANDINGS
from tallystick.core.facts.questions import CRITERIA, QUESTIONS, SUBJECTS
from tallystick.core.facts.sourced import SPEAKERS, Sourced

#: Fields that hold a date which may be known to the day, month or year.
DATES = frozenset(
    {"on", "starts_on", "made_on", "published_on", "source_seen_on", "until", "due", "next_due", "review_due"}
    | {"known_on", "notified_on", "investigated_on", "answered_on", "also_dated", "date"}
)
#: Facts that the service records itself have many fields which a file made from papers cannot give: these it must.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "project.registered": ("project", "body", "body_name", "name"),
    "organisation.pinned": ("organisation", "name"),
    "engagement.claimed": ("engagement", "organisation", "organisation_name", "claimed_as"),
    "statement.fixed": ("statement", "engagement", "organisation", "text"),
    "request.sent": ("statement", "engagement"),
    "request.bounced": ("statement", "engagement"),
    "answer.received": ("statement", "engagement", "organisation", "verb", "level"),
    "dispute.raised": ("dispute", "engagement", "organisation"),
    "claim.made": ("claim", "text", "made_by", "asserts", "engagements"),
    "report.published": ("report", "engagement", "says", "reporter"),
}
#: The field that says when it happened, where it is not ``on``.
_OWN_DATE: Mapping[str, str] = {
    "project.registered": "starts_on",
    "organisation.pinned": "source_seen_on",
    "answer.received": "received_at",
    "answer.unclear": "received_at",
    "dispute.raised": "received_at",
    "key.observed": "observed_at",
    "claim.made": "made_on",
    "report.published": "published_on",
}


#: Fields whose words decide what is computed: a typing error in one of them must not pass for an answer.
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("regime.declared", "regime"): REGIMES,
    ("engagement.claimed", "claimed_as"): RUNGS,
    ("claim.made", "asserts"): RUNGS,
    ("answer.received", "verb"): VERBS,
    ("answer.received", "level"): tuple(level.value for level in Level),
    ("dispute.raised", "level"): tuple(level.value for level in Level),
    ("report.published", "says"): REPORT_SAYS,
    ("record.searched", "subjects"): tuple(SUBJECTS),
    ("assessment.answered", "question"): tuple(QUESTIONS),
    ("assessment.issued", "type"): ASSESSMENT_TYPES,
    ("assessment.issued", "state"): VERSION_STATES,
    ("screening.recorded", "criteria"): CRITERIA,
    ("risk.identified", "level"): LEVELS,
    ("risk.identified", "residual"): LEVELS,
    ("data.declared", "category"): DATA_CATEGORIES,
    ("subjects.declared", "standing"): STANDINGS,
}


def choices(kind: str, name: str) -> tuple[str, ...]:
    """Return the words that a field takes; empty where it takes any."""
    return SPEAKERS if name == "said_by" else _CHOICES.get((kind, name), ())


@cache
def required(kind: str) -> tuple[str, ...]:
    """Return the fields that a dossier must give for a kind of fact."""
    if kind in _NEEDED:
        return _NEEDED[kind]
    cls = KINDS[kind]
    hints = typing.get_type_hints(cls)
    needed = tuple(name for name in field_names(kind) if type(None) not in typing.get_args(hints[name]))
    return needed if issubclass(cls, Sourced) else needed[:1]


def happened(fact: Fact) -> When | None:
    """Return when a fact happened by its own date field; ``None`` where it gives none that can be read.

    The start that ``project.registered`` declares is no event of its own and dates nothing.
    """
    if fact.kind == "project.registered":
        return None
    text = getattr(fact, _OWN_DATE.get(fact.kind, "on"), None)
    try:
        return dates.read(text[:10] if text and "T" in text else text) if text else None
    except Invalid:
        return None

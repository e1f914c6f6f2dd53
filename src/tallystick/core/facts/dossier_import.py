# SPDX-License-Identifier: Apache-2.0
"""What becomes of each fact of a dossier that a body imports.

A fact that the body may state itself is recorded as such, where it says all that this service needs of such a fact.
Everything else (what organisations answered, what other instances sent and fixed, what lacks a date to the day) is kept
word for word as ``record.imported``, which gives no standing.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from tallystick.core.errors import Refused
from tallystick.core.facts import consultation as kinds
from tallystick.core.facts import dates
from tallystick.core.facts.base import MAX_ITEMS, MAX_TEXT, Fact, encode, public_names
from tallystick.core.facts.dossier import Dossier
from tallystick.core.facts.dossier_kinds import DATES
from tallystick.core.facts.oversight import ApprovalGiven, ApprovalRefused
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.facts.record import DossierImported, RecordImported
from tallystick.core.facts.sourced import Sourced
from tallystick.core.ledger import jcs

#: An id that fits into an address, with room for the suffix that makes it this instance's own.
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)
#: Longer names and addresses are shown nowhere.
MAX_NAME = 200
_MAX_URL = 500
#: The fields that this service needs of each kind that a body may state, where it is no ``Sourced`` kind.
_NEEDED: Mapping[type[Fact], tuple[str, ...]] = {
    ProjectRegistered: ("name", "purpose", "starts_on", "plain_words"),
    kinds.OrganisationPinned: ("organisation", "name", "source_url", "source_seen_on"),
    kinds.EngagementClaimed: ("engagement", "organisation", "on", "channel", "claimed_as", "asked"),
    kinds.ClaimMade: ("claim", "text", "made_by", "made_on", "source_title", "source_url", "asserts", "before_start"),
    kinds.ReportPublished: ("report", "engagement", "says", "reporter", "published_on", "source_url", "quote"),
}
#: What somebody with power over the body decides is theirs to record here; the body's own word for it is the body's.
_DECISIONS = (ApprovalGiven, ApprovalRefused)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Importer:
    """Who imports which file when, and what the organisations of the file are called here."""

    role: str
    by: str
    sha256: str
    suffix: str
    today: dt.date
    #: The file's name of an organisation, and its id here.
    organisations: Mapping[str, str]


def complete(fact: Fact, *, today: dt.date) -> bool:
    """Whether a fact says all that this service needs of its kind, with dates to the day and none in the future."""
    needed = _NEEDED.get(type(fact), ())
    if any(getattr(fact, name) in (None, "") for name in needed):
        return False
    texts = {name: value for name, value in vars(fact).items() if isinstance(value, str)}
    short = all(len(text) <= _limit(name) for name, text in texts.items())
    return short and all(_is_past(text, name, today) for name, text in texts.items() if name in DATES)


def registration(dossier: Dossier) -> ProjectRegistered | None:
    """Return the fact by which the dossier registers its project; ``None`` where it does not."""
    return next((fact for fact in dossier.facts if isinstance(fact, ProjectRegistered)), None)


def organisations(dossier: Dossier) -> Mapping[str, str]:
    """Return what the dossier calls each organisation, and the organisation's name, in the order of the dossier.

    Raises:
        Refused: it speaks of more organisations than one fact can list.
    """
    found: dict[str, str] = {}
    for fact in dossier.facts:
        if isinstance(fact, kinds.OrganisationPinned):
            found.setdefault(fact.organisation, fact.name)
        elif isinstance(fact, kinds.EngagementClaimed):
            found.setdefault(fact.organisation, fact.organisation_name)
    if len(found) > MAX_ITEMS:
        raise Refused(f"The dossier speaks of {len(found)} organisations.", rule=f"At most {MAX_ITEMS} are taken over.")
    return found


def arrival(dossier: Dossier, *, importer: Importer, registered: bool) -> DossierImported:
    """Return the fact that says where the facts after it come from."""
    return DossierImported(
        sha256=importer.sha256,
        project=dossier.project,
        facts=len(dossier.facts),
        registered=registered,
        suffix=importer.suffix,
        organisations=tuple(f"{theirs}={ours}" for theirs, ours in importer.organisations.items()),
        by_role=importer.role,
        by=importer.by,
    )


def taken_over(dossier: Dossier, *, importer: Importer, told: Sequence[Fact]) -> Iterator[Fact]:
    """Yield what is recorded of the facts of a dossier, in their order.

    Args:
        dossier: the file.
        importer: who imports it.
        told: the facts of the dossier that this instance says already: the project's registration, organisations.
    """
    said = {id(fact) for fact in told}
    stated = _Stated(importer)
    for fact in dossier.facts:
        if id(fact) not in said:
            yield stated.as_such(fact) or _wrap(fact, importer)


class _Stated:
    """The facts that the body states itself, with the ids of this instance."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer
        self._engagements: set[str] = set()
        self._claims: set[str] = set()

    def as_such(self, fact: Fact) -> Fact | None:
        """Return the fact as the importing body states it here; ``None`` where it cannot."""
        own = {"by_role": self._importer.role, "by": self._importer.by}
        if isinstance(fact, _DECISIONS) and fact.said_by != "body":
            return None
        if isinstance(fact, Sourced):
            return dataclasses.replace(fact, **own)
        if not complete(fact, today=self._importer.today):
            return None
        changes = self._changes(fact)
        return dataclasses.replace(fact, **own, **changes) if changes else None

    def _changes(self, fact: Fact) -> dict[str, object] | None:
        if isinstance(fact, kinds.EngagementClaimed):
            return self._engagement(fact)
        if isinstance(fact, kinds.ClaimMade):
            return self._claim(fact)
        if isinstance(fact, kinds.ReportPublished) and fact.engagement in self._engagements:
            return self._ids(report=fact.report, engagement=fact.engagement)
        return None

    def _engagement(self, fact: kinds.EngagementClaimed) -> dict[str, object] | None:
        organisation = self._importer.organisations.get(fact.organisation)
        ids = self._ids(engagement=fact.engagement)
        known = fact.engagement in self._engagements or fact.channel not in kinds.CHANNELS
        if organisation is None or ids is None or known:
            return None
        self._engagements.add(fact.engagement)
        return ids | {"organisation": organisation}

    def _claim(self, fact: kinds.ClaimMade) -> dict[str, object] | None:
        ids = self._ids(claim=fact.claim)
        named = set(fact.engagements)
        if ids is None or fact.claim in self._claims or not named or not named <= self._engagements:
            return None
        self._claims.add(fact.claim)
        return ids | {"engagements": tuple(self._own(name) for name in fact.engagements)}

    def _ids(self, **ids: str) -> dict[str, object] | None:
        if not all(_ID.fullmatch(name) for name in ids.values()):
            return None
        return {field: self._own(name) for field, name in ids.items()}

    def _own(self, name: str) -> str:
        return f"{name}-{self._importer.suffix}"


def _wrap(fact: Fact, importer: Importer) -> RecordImported:
    values = {name: value for name, value in encode(fact).items() if value is not None}
    shown = public_names(fact.kind)
    withheld = {name: value for name, value in values.items() if name not in shown}
    return RecordImported(
        original_kind=fact.kind,
        original_ref=getattr(fact, "ref", None),
        values=_pieces({name: value for name, value in values.items() if name in shown}),
        dossier_sha256=importer.sha256,
        withheld=_pieces(withheld) if withheld else None,
    )


def _pieces(values: Mapping[str, jcs.JsonValue]) -> tuple[str, ...]:
    text = jcs.canonical(values).decode()
    return tuple(text[start : start + MAX_TEXT] for start in range(0, len(text), MAX_TEXT))


def _limit(name: str) -> int:
    if name.endswith("url"):
        return _MAX_URL
    return MAX_NAME if name in ("name", "organisation_name") else MAX_TEXT


def _is_past(text: str, name: str, today: dt.date) -> bool:
    when = dates.read(text)
    return when.exact and (name == "starts_on" or when.last <= today)

# SPDX-License-Identifier: Apache-2.0
"""What the list of entries and the page of an entry show."""

import dataclasses
import datetime as dt
import inspect
from collections.abc import Iterable
from enum import StrEnum

from django.core.paginator import Page, Paginator

from tallystick.apps.journal import queries as journal
from tallystick.apps.journal import trust
from tallystick.apps.journal.models import Entry, IndexedFact
from tallystick.apps.journal.queries import EntryView
from tallystick.apps.journal.trust import Seal
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.queries import ProjectView
from tallystick.apps.register.queries import openness
from tallystick.core.claims.erasures import Erased
from tallystick.core.facts.base import KINDS, REGISTER, FieldRule, JsonValue, Recorded, Visibility, encode, rules
from tallystick.core.ledger import b64
from tallystick.core.ledger.proof import parse_proof

#: Entries on one page of the list.
PER_PAGE = 50


class Shown(StrEnum):
    """Why a field is or is not shown."""

    OPEN = "open"
    #: The project is not published, so nothing of the fact is shown.
    CLOSED = "closed"
    PERSONAL = "personal"
    SECRET = "secret"  # noqa: S105
    ERASED = "erased"


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryLine:
    """An entry in the list. ``project`` is ``None`` where it is not published."""

    index: int
    kind: str
    recorded_at: dt.datetime
    stream: str
    project: ProjectView | None
    published: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryList:
    """One page of entries, newest first."""

    lines: tuple[EntryLine, ...]
    page: "Page[IndexedFact]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of a fact: its committed digest, who may see it, and its value where that is shown."""

    name: str
    digest: str
    rule: FieldRule
    shown: Shown
    value: JsonValue
    #: When and why it was erased; ``None`` also where it is missing and no entry says so.
    erased: Erased | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProofLine:
    """The inclusion proof of an entry against the published checkpoint."""

    size: int
    root: str
    hashes: int
    checkpoint: str
    seal: Seal
    signed_at: dt.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryPage:
    """What the page of an entry shows. ``proof`` is ``None`` while the entry is logged and not yet published.

    ``waits``: for the witnesses of the log.
    """

    entry: EntryView
    meaning: str
    recorded: Recorded
    is_open: bool
    project: ProjectView | None
    fields: tuple[FieldLine, ...]
    following: int | None
    proof: ProofLine | None
    waits: bool


def meaning(*, kind: str) -> str:
    """Return what a fact of this kind says, in one or two plain sentences."""
    return " ".join((inspect.getdoc(KINDS[kind]) or "").split()) if kind in KINDS else ""


def kinds() -> list[str]:
    """Return the names of all kinds of fact, in alphabetical order."""
    return sorted(KINDS)


def entries(*, kind: str, number: int) -> EntryList:
    """Return one page of entries, newest first, of one kind or (empty) of all.

    Raises:
        EmptyPage: there is no such page (``django.core.paginator``).
    """
    rows = IndexedFact.objects.order_by("-entry").only("entry_id", "kind", "project", "recorded_at")
    page = Paginator(rows.filter(kind=kind) if kind else rows, PER_PAGE).page(number)
    return EntryList(lines=tuple(_lines(page.object_list)), page=page)


def count(*, kind: str) -> int:
    """Return how many entries there are of one kind or (empty) of all."""
    return (IndexedFact.objects.filter(kind=kind) if kind else IndexedFact.objects).count()


def newest() -> int | None:
    """Return the number of the newest entry, or ``None`` in an empty log."""
    return Entry.objects.order_by("-index").values_list("index", flat=True).first()


def exists(*, index: int) -> bool:
    """Tell whether the log has an entry of this number."""
    return Entry.objects.filter(index=index).exists()


def entry_page(*, index: int) -> EntryPage | None:
    """Return what the page of an entry shows, or ``None`` where there is no such entry."""
    row = Entry.objects.filter(index=index).values_list("project", "pseq").first()
    if row is None:
        return None
    stream, pseq = row
    entry, recorded = journal.entry(index=index), journal.recorded(entry=index)
    is_open = openness.is_open(recorded)
    return EntryPage(
        entry=entry,
        meaning=meaning(kind=entry.kind),
        recorded=recorded,
        is_open=is_open,
        project=projects.project_by_id(project_id=stream) if is_open and stream != REGISTER else None,
        fields=_fields(entry=entry, recorded=recorded, is_open=is_open),
        following=Entry.objects.filter(project=stream, pseq=pseq + 1).values_list("index", flat=True).first(),
        proof=_proof(index) if entry.published else None,
        waits=not entry.published and trust.policy_bytes() is not None,
    )


def _lines(rows: Iterable[IndexedFact]) -> Iterable[EntryLine]:
    rows = list(rows)
    published = Project.objects.filter(pk__in={row.project for row in rows}, published_at__isnull=False)
    views = {row.pk: projects.view(row) for row in published}
    size = journal.published_size()
    for row in rows:
        yield EntryLine(
            index=row.entry_id,
            kind=row.kind,
            recorded_at=row.recorded_at,
            stream=row.project,
            project=views.get(row.project),
            published=row.entry_id < size,
        )


def _fields(*, entry: EntryView, recorded: Recorded, is_open: bool) -> tuple[FieldLine, ...]:
    held = journal.disclosures(entries=[entry.index])[entry.index] if is_open else {}
    values = encode(recorded.fact)
    missing = is_open and any(rule.name not in held for rule in rules(entry.kind))
    erased = journal.erasures(entries=[entry.index]).get(entry.index, {}) if missing else {}
    lines = []
    for rule, digest in zip(rules(entry.kind), entry.sd, strict=True):
        shown = _shown(rule=rule, is_open=is_open, is_held=rule.name in held)
        value = values[rule.name] if shown is Shown.OPEN else None
        lines.append(
            FieldLine(name=rule.name, digest=digest, rule=rule, shown=shown, value=value, erased=erased.get(rule.name))
        )
    return tuple(lines)


def _shown(*, rule: FieldRule, is_open: bool, is_held: bool) -> Shown:
    if is_open and not is_held:
        return Shown.ERASED
    if rule.visibility is not Visibility.PUBLIC:
        return Shown(rule.visibility.value)
    return Shown.OPEN if is_open else Shown.CLOSED


def _proof(index: int) -> ProofLine | None:
    head = journal.published()
    if head is None:
        return None
    proof = parse_proof(journal.bundle_entries(entries=[index])[0].proof.encode())
    return ProofLine(
        size=head.size,
        root=b64.encode(bytes(head.root)),
        hashes=len(proof.hashes),
        checkpoint=head.checkpoint,
        seal=trust.seal(checkpoint=head.checkpoint),
        signed_at=head.signed_at,
    )

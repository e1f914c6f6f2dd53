# SPDX-License-Identifier: Apache-2.0
"""Reads of the record: facts as the public sees them, entries with their proofs, what is published."""

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db.models import Max

from tallystick.apps.journal import vault
from tallystick.apps.journal.models import Entry, IndexedFact, Pending, Published, SignedHead, VaultRecord
from tallystick.core.claims.erasures import Erasures
from tallystick.core.claims.erasures import erasures as read_erasures
from tallystick.core.claims.gather import only
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.facts.base import Fact, JsonValue, Recorded, decode, field_names, rules
from tallystick.core.facts.record import FieldErased, LogKeyRotated
from tallystick.core.ledger.bundle import BundleEntry
from tallystick.core.ledger.commitments import FieldDisclosure, Withheld, open_fields
from tallystick.core.ledger.leaf import parse_leaf
from tallystick.core.ledger.proof import TlogProof
from tallystick.core.ledger.tiles import TileReader


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryView:
    """One entry as its page shows it."""

    index: int
    kind: str
    project: str
    pseq: int
    recorded_at: dt.datetime
    leaf: bytes
    leaf_hash: str
    prev: tuple[int, str] | None
    sd: tuple[str, ...]
    published: bool


def facts(*, project: str) -> list[Recorded]:
    """Return the public view of all facts of one stream, in entry order."""
    return _decoded(IndexedFact.objects.filter(project=project))


def facts_of_projects(*, projects: Collection[str]) -> dict[str, list[Recorded]]:
    """Return the public view of the facts of several streams, in entry order, with one question to the database."""
    streams: dict[str, list[Recorded]] = {project: [] for project in projects}
    for recorded in _decoded(IndexedFact.objects.filter(project__in=projects)):
        streams[recorded.project].append(recorded)
    return streams


def facts_of_kinds(*, kinds: Collection[str], project: str | None = None) -> list[Recorded]:
    """Return the public view of all facts of some kinds, in entry order, of one stream or of all."""
    rows = IndexedFact.objects.filter(kind__in=kinds)
    return _decoded(rows if project is None else rows.filter(project=project))


def heads(*, projects: Collection[str]) -> dict[str, int]:
    """Return the newest entry index of each stream."""
    rows = Entry.objects.filter(project__in=projects).values("project").annotate(head=Max("index"))
    return {row["project"]: row["head"] for row in rows}


def recorded(*, entry: int, private: bool = False) -> Recorded:
    """Return one fact; with ``private`` also the values that are withheld from the public.

    Raises:
        Invalid: no such entry.
    """
    row = IndexedFact.objects.filter(entry_id=entry).first()
    if row is None:
        raise Invalid(f"there is no entry {entry}", next_step="Look at the list of entries for its number.")
    if not private:
        return _decoded([row])[0]
    return everything(start=entry, stop=entry + 1)[0]


def private_fact(*, entry: int) -> Fact:
    """Return one fact with all its values, from the vault."""
    return recorded(entry=entry, private=True).fact


def disclosures(*, entries: Collection[int]) -> dict[int, dict[str, FieldDisclosure]]:
    """Return everything the vault holds about some entries: entry index -> field name -> disclosure."""
    rows = VaultRecord.objects.filter(entry_id__in=entries).values_list(
        "entry_id", "entry__vault_key__key", "nonce", "ciphertext"
    )
    return {
        index: vault.unseal(index=index, key=bytes(key), nonce=bytes(nonce), ciphertext=bytes(ciphertext))
        for index, key, nonce, ciphertext in rows
    }


def erasures(*, entries: Collection[int] | None = None) -> Erasures:
    """Return what was erased from some entries or from all: entry index -> field name -> when and why."""
    rows = IndexedFact.objects.filter(kind=FieldErased.kind)
    if entries is None:
        return read_erasures(_decoded(rows))
    streams = Entry.objects.filter(index__in=entries).values("project")
    found = read_erasures(_decoded(rows.filter(project__in=streams)))
    return {index: found[index] for index in entries if index in found}


def erasing_entries(*, entries: Collection[int]) -> list[int]:
    """Return the entries that say what was erased from some entries."""
    return [erased.entry for fields in erasures(entries=entries).values() for erased in fields.values()]


def entry(*, index: int) -> EntryView:
    """Return one entry.

    Raises:
        Invalid: no such entry.
    """
    row = Entry.objects.filter(index=index).first()
    if row is None:
        raise Invalid(f"there is no entry {index}", next_step="Look at the list of entries for its number.")
    leaf = parse_leaf(bytes(row.leaf))
    return EntryView(
        index=row.index,
        kind=row.kind,
        project=row.project,
        pseq=row.pseq,
        recorded_at=row.recorded_at,
        leaf=bytes(row.leaf),
        leaf_hash=bytes(row.leaf_hash).hex(),
        prev=leaf.prev,
        sd=leaf.sd,
        published=index < published_size(),
    )


def published() -> Published | None:
    """Return the newest published checkpoint, if any."""
    return Published.objects.first()


def signed() -> SignedHead | None:
    """Return the newest head that this log signed, whether it is published or waits for witnesses."""
    pending, shown = Pending.objects.first(), published()
    if pending is None or (shown is not None and shown.size >= pending.size):
        return shown
    return pending


def key_changes() -> list[tuple[Recorded, LogKeyRotated]]:
    """Return every change of the log's key, the oldest first."""
    return list(only(LogKeyRotated, facts_of_kinds(kinds=[LogKeyRotated.kind])))


def published_size() -> int:
    """Return how many entries the newest published checkpoint covers."""
    row = published()
    return row.size if row else 0


def fetch(path: str) -> bytes:
    """Return a published log file by its path below the log's address.

    Raises:
        Unavailable: the file is not there.
    """
    file = Path(settings.LOG_DIR) / path
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(
            f"the log file {path} cannot be read", next_step="Run tallystick fsck; restore the log folder if it fails."
        ) from error


def bundle_entries(*, entries: Iterable[int]) -> list[BundleEntry]:
    """Return entries with their public disclosures and proofs against the newest checkpoint, for a bundle.

    Raises:
        Unavailable: one of them is not covered by a published checkpoint yet.
    """
    wanted = sorted(set(entries))
    head = published()
    if head is None or (wanted and wanted[-1] >= head.size):
        raise Unavailable(
            "an entry is logged but not yet published",
            rule="A proof is given against a published checkpoint.",
            next_step="Try again in a few seconds.",
        )
    reader = TileReader(size=head.size, root=bytes(head.root), fetch=fetch)
    rows = {row.index: row for row in Entry.objects.filter(index__in=wanted)}
    opened = disclosures(entries=wanted)
    return [_bundle_entry(rows[index], opened[index], reader, head.checkpoint) for index in wanted]


def _bundle_entry(row: Entry, opened: dict[str, FieldDisclosure], reader: TileReader, checkpoint: str) -> BundleEntry:
    shown = [rule.name for rule in rules(row.kind) if rule.visibility == "public" and rule.name in opened]
    return BundleEntry(
        index=row.index,
        leaf=bytes(row.leaf),
        names=field_names(row.kind),
        disclosures=tuple(text for name in shown for text in opened[name].strings()),
        proof=TlogProof(
            index=row.index, hashes=reader.inclusion_proof(row.index), checkpoint=checkpoint.encode()
        ).text(),
    )


def everything(*, start: int, stop: int) -> list[Recorded]:
    """Return the facts of the entries ``start`` to ``stop`` (exclusive) with all values, opened from the vault.

    Raises:
        Unverified: the vault does not fit the entries.
    """
    rows = list(Entry.objects.filter(index__gte=start, index__lt=stop).order_by("index"))
    held = disclosures(entries=[row.index for row in rows])
    return [_opened(row, held.get(row.index, {})) for row in rows]


def _opened(row: Entry, held: Mapping[str, FieldDisclosure]) -> Recorded:
    leaf = parse_leaf(bytes(row.leaf))
    opened = open_fields(
        names=field_names(leaf.kind),
        sd=leaf.sd,
        disclosures=[text for field in held.values() for text in field.strings()],
    )
    values = {name: _known(value) for name, value in opened.items()}
    return Recorded(
        entry=row.index,
        time=leaf.time,
        project=leaf.project,
        fact=decode(kind=leaf.kind, values=values),
        unopened=frozenset(name for name in opened if name not in held),
    )


def _known(value: object) -> JsonValue:
    if isinstance(value, Withheld):
        return None
    if isinstance(value, list):
        return [_known(item) for item in value]
    return cast("JsonValue", value)


def _decoded(rows: Iterable[IndexedFact]) -> list[Recorded]:
    ordered: Sequence[IndexedFact] = sorted(rows, key=lambda row: row.entry_id)
    return [
        Recorded(
            entry=row.entry_id,
            time=row.recorded_at,
            project=row.project,
            fact=decode(kind=row.kind, values=json.loads(row.values)),
        )
        for row in ordered
    ]

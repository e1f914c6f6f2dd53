# SPDX-License-Identifier: Apache-2.0
"""A small log of Northshire Police's project, built with the code under test, for the tests that need a whole one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from tallystick.core.errors import Unavailable
from tallystick.core.ledger import b64
from tallystick.core.ledger.bundle import BundleEntry, build_bundle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.commitments import Commitment, commit
from tallystick.core.ledger.jcs import JsonValue
from tallystick.core.ledger.leaf import Leaf, encode_leaf
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.proof import TlogProof
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, grow, root_of

ORIGIN = "log.northshire.example/tallystick"
START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NOW = START + timedelta(days=30)
SIGNER = NoteSigner(ORIGIN, bytes(range(32)))
OTHER_SIGNER = NoteSigner(ORIGIN, bytes(range(1, 33)))
PROJECT = "Zx9-northshire"


def salts() -> Callable[[], bytes]:
    """Return a source of salts that are different, and the same in every run."""
    numbers: Iterator[int] = count(1)
    return lambda: next(numbers).to_bytes(32)


def fetcher(files: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """Return a ``fetch`` over files in memory."""

    def fetch(path: str) -> bytes:
        if path not in files:
            raise Unavailable(f"there is no {path}")
        return files[path]

    return fetch


@dataclass(frozen=True)
class Record:
    """One entry before it is logged: its leaf, and what opens it."""

    leaf: Leaf
    data: bytes
    names: tuple[str, ...]
    commitment: Commitment

    @property
    def strings(self) -> tuple[str, ...]:
        return tuple(text for opened in self.commitment.disclosures.values() for text in opened.strings())


def link(index: int, data: bytes) -> tuple[int, str]:
    """Return the ``prev`` that names this entry."""
    return index, b64.encode_url(leaf_hash(data))


def record(kind: str, fields: Sequence[tuple[str, JsonValue]], **clear: object) -> Record:
    """Return a record whose clear members default to those of the project's first entry."""
    source = clear.pop("salt", None) or salts()
    commitment = commit(fields=fields, salt=source)  # type: ignore[arg-type]
    first = Leaf(kind=kind, time=START, project=PROJECT, pseq=1, prev=None, sd=commitment.sd)
    leaf = replace(first, **clear)  # type: ignore[arg-type]
    return Record(leaf, encode_leaf(leaf), tuple(name for name, _ in fields), commitment)


def chain() -> list[Record]:
    """Return five entries: four of one project, and one of another in between."""
    source = salts()
    opened = record("project.registered", [("name", "Harbour Eyes"), ("purpose", "Spot trouble early")], salt=source)
    claimed = record(
        "engagement.claimed",
        [("organisation", "Harbour Trust"), ("asked", ["the aim", "the age range"]), ("note", None)],
        time=START + timedelta(minutes=5),
        pseq=2,
        prev=link(0, opened.data),
        salt=source,
    )
    other = record(
        "project.registered", [("name", "Quiet Streets")], time=START + timedelta(hours=1), project="Ab1", salt=source
    )
    asked = record(
        "statement.sent",
        [("statement", "We spoke on 1 March."), ("to", "bea@harbour-trust.example")],
        time=START + timedelta(hours=2),
        pseq=3,
        prev=link(1, claimed.data),
        salt=source,
    )
    disputed = record(
        "statement.disputed",
        [("statement", "We spoke on 1 March."), ("reason", "Nobody called us: « jamais » \U0001f512")],
        time=START + timedelta(days=1),
        pseq=4,
        prev=link(3, asked.data),
        salt=source,
    )
    return [opened, claimed, other, asked, disputed]


@dataclass(frozen=True)
class SmallLog:
    """Records, the published files and the signed checkpoint."""

    records: Sequence[Record]
    files: Mapping[str, bytes]
    root: bytes
    checkpoint: bytes

    @classmethod
    def of(cls, records: Sequence[Record], *, signer: NoteSigner = SIGNER) -> "SmallLog":
        growth = grow(edge=EMPTY_EDGE, entries=[item.data for item in records])
        root = root_of(growth.edge)
        head = Checkpoint(ORIGIN, len(records), root)
        return cls(records, growth.files, root, sign_checkpoint(checkpoint=head, signers=[signer]))

    def proof(self, index: int) -> TlogProof:
        reader = TileReader(size=len(self.records), root=self.root, fetch=fetcher(self.files))
        return TlogProof(index=index, hashes=reader.inclusion_proof(index), checkpoint=self.checkpoint)

    def entry(self, index: int) -> BundleEntry:
        item = self.records[index]
        return BundleEntry(
            index=index, leaf=item.data, names=item.names, disclosures=item.strings, proof=self.proof(index).text()
        )

    def bundle(self, *entries: BundleEntry, **members: object) -> bytes:
        defaults: dict[str, object] = {
            "origin": ORIGIN,
            "vkey": SIGNER.verifier.vkey,
            "title": "What Harbour Trust answered",
        }
        return build_bundle(entries=entries, **{**defaults, **members})  # type: ignore[arg-type]

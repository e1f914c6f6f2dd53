# SPDX-License-Identifier: Apache-2.0
"""The bundle: one file by which a stranger checks entries of the log offline.

One JSON object in canonical form and a line feed. It carries the exact leaf bytes, the disclosures that open the
fields its maker chose to open, and a proof per entry. ``evidence`` and ``claim`` are opaque here;
`tallystick.core.claims` reads them. It may carry a ``timestamp``, and has no such member where it carries none.
Source: our own format; JSON form RFC 8785, https://www.rfc-editor.org/rfc/rfc8785; proofs C2SP tlog-proof,
https://c2sp.org/tlog-proof
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.jcs import JsonValue, canonical, parse_canonical
from tallystick.core.ledger.leaf import MAX_LEAF_SIZE
from tallystick.core.ledger.stamped import Stamped

FORMAT: Final = "tallystick.bundle/v1"
MAX_BUNDLE_SIZE: Final = 16 * 1024 * 1024
MAX_ITEMS: Final = 10_000

_MEMBERS: Final = frozenset({"bundle", "origin", "vkey", "title", "entries", "evidence", "claim", "digest"})
_TIMESTAMP: Final = "timestamp"
_ENTRY_MEMBERS: Final = frozenset({"index", "leaf", "names", "disclosures", "proof"})
_RULE: Final = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleEntry:
    """One entry in a bundle.

    Attributes:
        index: its number in the log.
        leaf: the exact bytes that were logged.
        names: the field names of its kind, in schema order.
        disclosures: the strings that open some of its fields and list elements, in any order.
        proof: C2SP tlog-proof text with the checkpoint, the same checkpoint in every entry of a bundle.
    """

    index: int
    leaf: bytes
    names: tuple[str, ...]
    disclosures: tuple[str, ...]
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle taken apart, nothing verified. ``digest`` is the one that the file states.

    ``timestamp``: an earlier checkpoint that somebody else has dated, if any.
    """

    origin: str
    vkey: str
    title: str
    entries: tuple[BundleEntry, ...]
    evidence: tuple[Mapping[str, JsonValue], ...]
    claim: Mapping[str, JsonValue] | None
    digest: str
    timestamp: Stamped | None = None


def build_bundle(
    *,
    origin: str,
    vkey: str,
    title: str,
    entries: Sequence[BundleEntry],
    evidence: Sequence[Mapping[str, JsonValue]] = (),
    claim: Mapping[str, JsonValue] | None = None,
    timestamp: Stamped | None = None,
) -> bytes:
    """Return the bytes of a bundle file.

    Args:
        origin: the log's origin line.
        vkey: the log's public key, so that a reader can compare it with the one published elsewhere.
        title: what the bundle shows, in plain words.
        entries: in any order; they are written by index.
        evidence: objects with at least ``entry`` (the index it belongs to) and ``type``.
        claim: the claim that the bundle is about.
        timestamp: a dated checkpoint that the entries' own continues.

    Raises:
        Invalid: anything that `parse_bundle` would refuse.
    """
    bundle = Bundle(
        origin=origin,
        vkey=vkey,
        title=title,
        entries=tuple(sorted(entries, key=lambda entry: entry.index)),
        evidence=tuple(evidence),
        claim=claim,
        digest="",
        timestamp=timestamp,
    )
    members = _members(bundle)
    data = canonical({**members, "digest": _digest(members)}) + b"\n"
    parse_bundle(data)
    return data


def parse_bundle(data: bytes) -> Bundle:
    """Take a bundle apart without verifying it.

    Raises:
        Invalid: more than 16 MiB, not canonical JSON and a line feed, or a member that is missing, unknown or
            malformed.
    """
    if not data.endswith(b"\n"):
        raise Invalid("a bundle ends with a line feed", rule=_RULE)
    read = parse_canonical(data[:-1], limit=MAX_BUNDLE_SIZE)
    is_stamped = isinstance(read, Mapping) and _TIMESTAMP in read
    members = _object(read, members=_MEMBERS | {_TIMESTAMP} if is_stamped else _MEMBERS, what="a bundle")
    if members["bundle"] != FORMAT:
        raise Invalid(f"this program reads bundles of the format {FORMAT}", rule=_RULE)
    claim = members["claim"]
    entries = tuple(_entry(item) for item in _list(members["entries"], what="entries"))
    _check_order([entry.index for entry in entries])
    bundle = Bundle(
        origin=_string(members["origin"], what="origin"),
        vkey=_string(members["vkey"], what="vkey"),
        title=_string(members["title"], what="title"),
        entries=entries,
        evidence=tuple(_evidence(item) for item in _list(members["evidence"], what="evidence")),
        claim=None if claim is None else _object(claim, members=None, what="the claim"),
        digest=_string(members["digest"], what="digest"),
        timestamp=Stamped.from_json(members[_TIMESTAMP]) if is_stamped else None,
    )
    _check_evidence(bundle)
    return bundle


def check_digest(bundle: Bundle) -> None:
    """Check that the stated digest is that of all other members. Raises `Unverified`.

    Against damage, not against forgery: whoever changes a bundle can also change its digest.
    """
    if _digest(_members(bundle)) != bundle.digest:
        raise Unverified("the digest is not that of the rest of the file", rule=_RULE)


def _members(bundle: Bundle) -> dict[str, JsonValue]:
    """Return all members but the digest."""
    stamped = {} if bundle.timestamp is None else {_TIMESTAMP: bundle.timestamp.to_json()}
    return {
        **stamped,
        "bundle": FORMAT,
        "origin": bundle.origin,
        "vkey": bundle.vkey,
        "title": bundle.title,
        "entries": [_entry_members(entry) for entry in bundle.entries],
        "evidence": bundle.evidence,
        "claim": bundle.claim,
    }


def _digest(members: Mapping[str, JsonValue]) -> str:
    return b64.encode_url(sha256(canonical(members)).digest())


def _entry_members(entry: BundleEntry) -> dict[str, JsonValue]:
    return {
        "index": entry.index,
        "leaf": b64.encode(entry.leaf),
        "names": entry.names,
        "disclosures": entry.disclosures,
        "proof": entry.proof,
    }


def _entry(value: JsonValue) -> BundleEntry:
    members = _object(value, members=_ENTRY_MEMBERS, what="an entry of a bundle")
    leaf = _string(members["leaf"], what="leaf")
    if len(leaf) > MAX_LEAF_SIZE * 4 // 3 + 4:
        raise Invalid("a leaf in the bundle is too long", rule=_RULE)
    return BundleEntry(
        index=_index(members["index"]),
        leaf=b64.decode(leaf, what="a leaf in the bundle"),
        names=_strings(members["names"], what="names"),
        disclosures=_strings(members["disclosures"], what="disclosures"),
        proof=_string(members["proof"], what="proof"),
    )


def _evidence(value: JsonValue) -> Mapping[str, JsonValue]:
    members = _object(value, members=None, what="a piece of evidence")
    _index(members.get("entry"))
    _string(members.get("type"), what="type of evidence")
    return members


def _check_order(indexes: Sequence[int]) -> None:
    if not indexes:
        raise Invalid("a bundle has at least one entry", rule=_RULE)
    if any(first >= second for first, second in pairwise(indexes)):
        raise Invalid("the entries of a bundle stand by index, each once", rule=_RULE)


def _check_evidence(bundle: Bundle) -> None:
    indexes = {entry.index for entry in bundle.entries}
    if not all(item["entry"] in indexes for item in bundle.evidence):
        raise Invalid("a piece of evidence belongs to no entry of the bundle", rule=_RULE)


def _object(value: JsonValue, *, members: frozenset[str] | None, what: str) -> Mapping[str, JsonValue]:
    if not isinstance(value, Mapping):
        raise Invalid(f"{what} is an object", rule=_RULE)
    if members is not None and set(value) != members:
        raise Invalid(f"{what} has the members {', '.join(sorted(members))}", rule=_RULE)
    return value


def _list(value: JsonValue, *, what: str) -> Sequence[JsonValue]:
    if not isinstance(value, list):
        raise Invalid(f"the {what} of a bundle are a list", rule=_RULE)
    if len(value) > MAX_ITEMS:
        raise Invalid(f"the {what} of a bundle are more than {MAX_ITEMS}", rule=_RULE)
    return value


def _strings(value: JsonValue, *, what: str) -> tuple[str, ...]:
    return tuple(_string(item, what=what) for item in _list(value, what=what))


def _string(value: JsonValue, *, what: str) -> str:
    if not isinstance(value, str):
        raise Invalid(f"the {what} in a bundle is a string", rule=_RULE)
    return value


def _index(value: JsonValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Invalid("an index in a bundle is a number from 0", rule=_RULE)
    return value

# SPDX-License-Identifier: Apache-2.0
"""The leaf: what one entry of the log says in clear.

One JSON object in canonical form, at most 32 KiB, never re-serialised. The fields of the fact itself are only
committed to, in ``sd`` (see `tallystick.core.ledger.commitments`).
Source: our own format; JSON form RFC 8785, https://www.rfc-editor.org/rfc/rfc8785;
time RFC 3339 section 5.6, https://www.rfc-editor.org/rfc/rfc3339#section-5.6
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tallystick.core.errors import Invalid
from tallystick.core.ledger import b64
from tallystick.core.ledger.jcs import MAX_INTEGER, JsonValue, canonical, parse_canonical

MAX_LEAF_SIZE: Final = 32 * 1024
VERSION: Final = 1

_MEMBERS: Final = frozenset({"v", "kind", "time", "project", "pseq", "prev", "sd"})
_KIND: Final = re.compile(r"(?=.{3,64}\Z)[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_PROJECT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
_RULE: Final = "Tallystick leaf, version 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The clear part of an entry.

    Attributes:
        kind: the fact kind, dotted lower case ("engagement.claimed").
        time: when it was recorded, UTC, whole seconds.
        project: the opaque id of the project that the fact belongs to.
        pseq: 1 for the project's first entry, then without gaps.
        prev: log index and leaf hash (base64url) of the project's previous entry; None exactly where ``pseq`` is 1.
        sd: one digest per field of the kind's schema, in schema order.
    """

    v: int = VERSION
    kind: str
    time: datetime
    project: str
    pseq: int
    prev: tuple[int, str] | None
    sd: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise `Invalid` for a value that no leaf of this version has."""
        if self.v != VERSION:
            raise Invalid(f"this program reads leaves of version {VERSION}, not {self.v}", rule=_RULE)
        if not _KIND.fullmatch(self.kind):
            raise Invalid("the kind of a leaf is dotted lower case, at most 64 characters", rule=_RULE)
        if not _PROJECT.fullmatch(self.project):
            raise Invalid("the project of a leaf is 1 to 64 letters, digits, dots, hyphens, underscores", rule=_RULE)
        _check_time(self.time)
        _check_position(self.pseq, self.prev)
        _check_digests(self.sd)


def encode_leaf(leaf: Leaf) -> bytes:
    """Return the exact bytes that are logged. Raises `Invalid` above 32 KiB."""
    members: dict[str, JsonValue] = {
        "v": leaf.v,
        "kind": leaf.kind,
        "time": leaf.time.replace(tzinfo=None).isoformat() + "Z",
        "project": leaf.project,
        "pseq": leaf.pseq,
        "prev": leaf.prev,
        "sd": leaf.sd,
    }
    data = canonical(members)
    if len(data) > MAX_LEAF_SIZE:
        raise Invalid(f"the leaf has {len(data)} bytes, more than {MAX_LEAF_SIZE}", rule=_RULE)
    return data


def parse_leaf(data: bytes) -> Leaf:
    """Return the leaf that ``data`` spells.

    Raises:
        Invalid: more than 32 KiB, not canonical JSON, another version, or a member that is missing, unknown or
            malformed.
    """
    members = parse_canonical(data, limit=MAX_LEAF_SIZE)
    if not isinstance(members, Mapping) or set(members) != _MEMBERS:
        raise Invalid(f"a leaf is an object with the members {', '.join(sorted(_MEMBERS))}", rule=_RULE)
    return Leaf(
        v=_integer(members["v"], what="version"),
        kind=_string(members["kind"], what="kind"),
        time=_time(_string(members["time"], what="time")),
        project=_string(members["project"], what="project"),
        pseq=_integer(members["pseq"], what="pseq"),
        prev=_prev(members["prev"]),
        sd=_digests(members["sd"]),
    )


def _check_time(time: datetime) -> None:
    if time.utcoffset() != timedelta(0):
        raise Invalid("the time of a leaf is aware and in UTC", rule=_RULE)
    if time.microsecond:
        raise Invalid("the time of a leaf has whole seconds", rule=_RULE, next_step="Cut the fraction off.")


def _check_position(pseq: int, prev: tuple[int, str] | None) -> None:
    if not 1 <= pseq <= MAX_INTEGER:
        raise Invalid("the pseq of a leaf starts at 1", rule=_RULE)
    if (prev is None) != (pseq == 1):
        raise Invalid("prev is null exactly in a project's first entry", rule=_RULE)
    if prev is not None:
        index, hash_text = prev
        if not 0 <= index <= MAX_INTEGER:
            raise Invalid("prev names an impossible index", rule=_RULE)
        b64.decode_url_hash(hash_text, what="the leaf hash in prev")


def _check_digests(sd: tuple[str, ...]) -> None:
    for text in sd:
        b64.decode_url_hash(text, what="a digest in sd")
    if len(set(sd)) != len(sd):
        raise Invalid("a digest stands twice in sd", rule=_RULE)


def _integer(value: JsonValue, *, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(f"the {what} of a leaf is an integer", rule=_RULE)
    return value


def _string(value: JsonValue, *, what: str) -> str:
    if not isinstance(value, str):
        raise Invalid(f"the {what} of a leaf is a string", rule=_RULE)
    return value


def _time(text: str) -> datetime:
    try:
        if _TIME.fullmatch(text):
            return datetime.strptime(text, _TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError as error:
        raise Invalid("the time of a leaf is no date and time", rule="RFC 3339 section 5.6") from error
    raise Invalid("the time of a leaf reads like 2026-03-01T09:30:00Z", rule="RFC 3339 section 5.6")


def _prev(value: JsonValue) -> tuple[int, str] | None:
    match value:
        case None:
            return None
        case [index, hash_text]:
            return _integer(index, what="index in prev"), _string(hash_text, what="leaf hash in prev")
        case _:
            raise Invalid("prev is null or [index, leaf hash]", rule=_RULE)


def _digests(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Invalid("sd is a list of digests", rule=_RULE)
    return tuple(_string(item, what="digest in sd") for item in value)

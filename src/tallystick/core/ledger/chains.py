# SPDX-License-Identifier: Apache-2.0
"""The order of a log's entries: times, and per project a chain without gaps.

Made for reading millions of entries: a leaf in the usual spelling is recognised by one regular expression, and only
what does not match it goes through `tallystick.core.ledger.leaf.parse_leaf`, which then decides.
Source: our own format, `tallystick.core.ledger.leaf`
"""

import re
from binascii import b2a_base64
from datetime import UTC, date, datetime
from typing import Final, TypeAlias

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.jcs import canonical
from tallystick.core.ledger.leaf import MAX_LEAF_SIZE, parse_leaf

_RULE: Final = "Tallystick leaf, version 1"
#: 32 bytes in unpadded base64url: 43 characters, of which the last has two zero pad bits.
_DIGEST: Final = rb'"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
_LEAF: Final = re.compile(
    rb'\{"kind":"(?=[^"]{3,64}")[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+",'
    rb'"prev":(null|\[(?:0|[1-9][0-9]{0,14}),' + _DIGEST + rb"\]),"
    rb'"project":"([A-Za-z0-9][A-Za-z0-9._-]{0,63})","pseq":([1-9][0-9]{0,14}),'
    rb'"sd":\[((?:' + _DIGEST + rb"(?:," + _DIGEST + rb")*+)?+)\],"
    rb'"time":"([0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)","v":1\}'
)
_TO_URL: Final = bytes.maketrans(b"+/", b"-_")


Link: TypeAlias = tuple[int, int, bytes, int]
"""The newest entry of a project: its ``pseq``, index and leaf hash, and how often entries had been lost before it."""

_Clear: TypeAlias = tuple[bytes, int, bytes, bytes]
"""The project, ``pseq``, ``prev`` and time of a leaf, as they are spelled in it."""


class Chains:
    """What is known after some entries, in order from the first. ``projects``: the newest entry of each."""

    def __init__(self) -> None:
        """Start before the first entry."""
        self.projects: dict[bytes, Link] = {}
        self._time = b""
        self._day = b""
        self._breaks = 0

    @property
    def newest(self) -> datetime | None:
        """The latest time among the entries, or None before the first."""
        return datetime.strptime(self._time.decode(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if self._time else None

    def break_off(self) -> None:
        """Say that entries were lost here, so that the next of each project cannot be compared with its last."""
        self._breaks += 1

    def follow(self, *, index: int, data: bytes, leaf_hash: bytes) -> None:
        """Take the next entry.

        1. It is a leaf in canonical form.
        2. It is not dated before an earlier one.
        3. Its ``pseq`` is one above its project's last, or 1, and its ``prev`` names that entry and its hash.

        Raises:
            Invalid: it is no leaf.
            Unverified: it does not follow. The entry after it is compared with it all the same.
        """
        try:
            project, pseq, prev, time = self._read_usual(data) or _read_any(data)
        except Invalid:
            self.break_off()
            raise
        before = self.projects.get(project)
        self.projects[project] = (pseq, index, leaf_hash, self._breaks)
        if time < self._time:
            raise Unverified("it is dated before an earlier entry", rule=_RULE)
        self._time = time
        if self._breaks == (before[3] if before else 0):
            _check_next(pseq, prev, before=before)
        else:
            _check_later(pseq, prev, before=before, index=index)

    def _read_usual(self, data: bytes) -> _Clear | None:
        """Return the clear part of a leaf in the usual spelling, None where this cannot tell."""
        match = _LEAF.fullmatch(data)
        if match is None or len(data) > MAX_LEAF_SIZE:
            return None
        prev, project, number, sd, time = match.groups()
        digests, pseq = sd.split(b","), int(number)
        if len(set(digests)) != len(digests) or (prev == b"null") != (pseq == 1):
            return None
        if time[:10] != self._day and not self._is_day(time[:10]):
            return None
        return project, pseq, prev, time

    def _is_day(self, text: bytes) -> bool:
        try:
            date.fromisoformat(text.decode())
        except ValueError:
            return False
        self._day = text
        return True


def _read_any(data: bytes) -> _Clear:
    """Return the clear part of a leaf. Raises `Invalid`."""
    leaf = parse_leaf(data)
    time = leaf.time.replace(tzinfo=None).isoformat() + "Z"
    return leaf.project.encode(), leaf.pseq, canonical(leaf.prev), time.encode()


def _check_next(pseq: int, prev: bytes, *, before: Link | None) -> None:
    expected = 1 if before is None else before[0] + 1
    if pseq != expected:
        raise Unverified(f"it is number {pseq} of its project, where {expected} comes next", rule=_RULE)
    if before is not None and prev != b'[%d,"%s"]' % (before[1], _spelled(before[2])):
        raise Unverified(f"it does not link to entry {before[1]}, its project's previous one", rule=_RULE)


def _spelled(leaf_hash: bytes) -> bytes:
    """Return what `b64.encode_url` does of 32 bytes, in a fraction of its time."""
    return b2a_base64(leaf_hash, newline=False)[:43].translate(_TO_URL)


def _check_later(pseq: int, prev: bytes, *, before: Link | None, index: int) -> None:
    """Between the two, entries were lost: the number has risen, and the link points to where it can."""
    if before is not None and pseq <= before[0]:
        raise Unverified(f"it is number {pseq} of its project, after number {before[0]}", rule=_RULE)
    if prev != b"null" and not pseq - 2 <= int(prev[1:].partition(b",")[0]) < index:
        raise Unverified("it links to an entry where its project's previous one cannot be", rule=_RULE)

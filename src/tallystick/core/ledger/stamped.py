# SPDX-License-Identifier: Apache-2.0
"""An earlier checkpoint of a log that somebody else has dated, and the proof that a later one continues it.

A timestamp is of a checkpoint, and so of every entry that it covers. In a bundle it stands beside entries that are
proved under another checkpoint, so the two are tied by a consistency proof. The signatures of the earlier one decide
nothing: its root is proved by the later one, which the log signed, perhaps with a later key.
Beside the log, timestamps lie as ``SIZE.checkpoint`` and ``SIZE.tsr``, with a list of them.
Source: our own format; RFC 9162 section 2.1.4, https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4 (consistency). What
the authority's answer proves is read in `tallystick.core.evidence.timestamp`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, parse_checkpoint_text
from tallystick.core.ledger.jcs import JsonValue
from tallystick.core.ledger.merkle import verify_consistency
from tallystick.core.ledger.note import parse_note

MAX_RESPONSE_SIZE: Final = 65_536
MAX_HASHES: Final = 64

#: The list of what was stamped, beside the files themselves.
INDEX: Final = "index"
MAX_INDEX_SIZE: Final = 1_000_000

_LINE: Final = re.compile(r"([1-9][0-9]{0,18}) ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z")
_MEMBERS: Final = {"checkpoint", "consistency", "response"}
_INDEX_RULE: Final = "One line for each: the size of the checkpoint, a space, and the time in UTC."
_RULE: Final = "tallystick.bundle/v1, member timestamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A checkpoint with a timestamp, in a bundle.

    Attributes:
        checkpoint: the note, byte for byte as it was stamped.
        consistency: hashes that prove the bundle's own checkpoint to continue it.
        response: the authority's answer (RFC 3161), opaque here.
    """

    checkpoint: bytes
    consistency: tuple[bytes, ...]
    response: bytes

    def to_json(self) -> JsonValue:
        """Return the member ``timestamp`` of a bundle."""
        return {
            "checkpoint": self.checkpoint.decode("utf-8"),
            "consistency": [b64.encode(one) for one in self.consistency],
            "response": b64.encode(self.response),
        }

    @classmethod
    def from_json(cls, value: JsonValue) -> "Stamped":
        """Return what `to_json` gave. Raises `Invalid` for any other shape."""
        if not isinstance(value, Mapping) or set(value) != _MEMBERS:
            raise Invalid(f"a timestamp has the members {', '.join(sorted(_MEMBERS))}", rule=_RULE)
        checkpoint, consistency, response = value["checkpoint"], value["consistency"], value["response"]
        if not isinstance(checkpoint, str) or not isinstance(response, str) or not isinstance(consistency, list):
            raise Invalid("a timestamp has a checkpoint, a list of hashes and an answer", rule=_RULE)
        hashes = tuple(one for one in consistency if isinstance(one, str))
        if len(hashes) != len(consistency) or len(hashes) > MAX_HASHES:
            raise Invalid(f"a consistency proof has at most {MAX_HASHES} hashes", rule=_RULE)
        if len(response) > MAX_RESPONSE_SIZE * 4 // 3 + 4:
            raise Invalid("the answer of a timestamp is too long", rule=_RULE)
        return cls(
            checkpoint=checkpoint.encode("utf-8"),
            consistency=tuple(b64.decode_hash(one, what="a hash of a consistency proof") for one in hashes),
            response=b64.decode(response, what="the answer of a timestamp"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StampLine:
    """One line of the list: a checkpoint of this size was stamped at this time (UTC, whole seconds)."""

    size: int
    time: datetime


def write_index(lines: Sequence[StampLine]) -> bytes:
    """Return the list as a file."""
    return "".join(f"{line.size} {line.time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\n" for line in lines).encode("ascii")


def read_index(data: bytes) -> tuple[StampLine, ...]:
    """Return what `write_index` wrote; sizes rise. Raises `Invalid` for anything else."""
    if len(data) > MAX_INDEX_SIZE or not data.isascii() or not (data.endswith(b"\n") or not data):
        raise Invalid("the list of timestamps cannot be read", rule=_INDEX_RULE)
    lines = tuple(_line(text) for text in data.decode("ascii").split("\n")[:-1])
    if any(one.size >= other.size for one, other in pairwise(lines)):
        raise Invalid("the list of timestamps is out of order", rule=_INDEX_RULE)
    return lines


def _line(text: str) -> StampLine:
    found = _LINE.fullmatch(text)
    try:
        time = datetime.fromisoformat(found[2]) if found else None
    except ValueError:
        time = None
    if found is None or time is None:
        raise Invalid("a line of the list of timestamps cannot be read", rule=_INDEX_RULE)
    return StampLine(size=int(found[1]), time=time.replace(tzinfo=UTC))


def check_stamped(stamped: Stamped, *, head: Checkpoint) -> Checkpoint:
    """Return the checkpoint that was stamped, if ``head`` continues it.

    1. It is a checkpoint of the log of ``head``, with at least one entry.
    2. ``head`` continues it.

    Raises:
        Invalid: it is no checkpoint.
        Unverified: it is of another log, or ``head`` does not continue it.
    """
    checkpoint = parse_checkpoint_text(parse_note(stamped.checkpoint).text)
    if checkpoint.origin != head.origin or checkpoint.extensions:
        raise Unverified("the timestamp is of a checkpoint of another log", rule=_RULE)
    verify_consistency(
        size1=checkpoint.size,
        size2=head.size,
        root1=checkpoint.root,
        root2=head.root,
        proof=stamped.consistency,
    )
    return checkpoint

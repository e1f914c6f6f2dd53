# SPDX-License-Identifier: Apache-2.0
"""The pin: what a signer last put its name to, kept apart from its database.

A database can be restored from a backup, and then it no longer knows what was signed since. Who signs with it makes a
fork. The pin is a small text outside the database and its backups; a signer whose database is behind its pin, or
beside it, does not start.
Source: our own format. The idea: the lock backend of Sunlight, https://github.com/FiloSottile/sunlight
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, parse_decimal
from tallystick.core.ledger.merkle import EMPTY_ROOT

FORMAT: Final = "tallystick.pin/v1"
MAX_PIN_SIZE: Final = 4 * 1024 * 1024

_RULE: Final = "What was signed once is never signed otherwise"
_DO_NOT_FORCE: Final = (
    "Do not delete the pin. Put back the newest database. If it is lost, this key must never sign again: "
    "make a new one and tell those who trust the old one."
)


@dataclass(frozen=True, slots=True)
class Head:
    """The size and root of a tree."""

    size: int
    root: bytes


NOTHING: Final = Head(0, EMPTY_ROOT)


@dataclass(frozen=True, slots=True)
class Pin:
    """Whose pin it is, and per origin the largest tree that was signed."""

    vkey: str
    heads: Mapping[str, Head] = field(default_factory=dict)

    def encode(self) -> bytes:
        """Return the bytes of the pin file. Raises `Invalid` for a head that no checkpoint can have."""
        lines = [FORMAT, self.vkey]
        for origin, head in sorted(self.heads.items()):
            Checkpoint(origin=origin, size=head.size, root=head.root)
            lines.append(f"{head.size} {b64.encode(head.root)} {origin}")
        return "".join(f"{line}\n" for line in lines).encode("utf-8")


def parse_pin(data: bytes) -> Pin:
    """Return what a pin file says.

    Raises:
        Invalid: too long, not UTF-8, another format, a malformed line, or an origin twice.
    """
    if len(data) > MAX_PIN_SIZE:
        raise Invalid(f"the pin has {len(data)} bytes, more than {MAX_PIN_SIZE}")
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Invalid("the pin is not UTF-8", rule=FORMAT) from error
    if len(lines) < 3 or lines[0] != FORMAT or lines.pop():
        raise Invalid(f"a pin has the line {FORMAT}, the key and one line per log", rule=FORMAT)
    heads = [_head(line) for line in lines[2:]]
    if len({origin for origin, _ in heads}) != len(heads):
        raise Invalid("the pin has a log twice", rule=FORMAT)
    return Pin(lines[1], dict(heads))


def check_pinned(pin: Pin, *, vkey: str, heads: Mapping[str, Head]) -> None:
    """Check that a database is not behind or beside its pin. ``heads`` is the newest that it has signed, by origin.

    1. The pin is that of this key.
    2. No origin's tree is smaller than the pinned one.
    3. Where it has the pinned size, it has the pinned root.

    A larger tree is fine: a signer writes its database first, and may have stopped before it wrote the pin.

    Raises:
        Unverified: one of the steps fails.
    """
    if pin.vkey != vkey:
        raise Unverified("The pin belongs to another key.", rule=_RULE, next_step=_DO_NOT_FORCE)
    for origin, pinned in pin.heads.items():
        head = heads.get(origin, NOTHING)
        if head.size < pinned.size:
            what = f"The database was rolled back: it knows {origin} at size {head.size}, but {pinned.size} was signed."
            raise Unverified(what, rule=_RULE, next_step=_DO_NOT_FORCE)
        if head.size == pinned.size and head.root != pinned.root:
            what = f"The database has another tree of {origin} at size {head.size} than the one that was signed."
            raise Unverified(what, rule=_RULE, next_step=_DO_NOT_FORCE)


def _head(line: str) -> tuple[str, Head]:
    size, _, rest = line.partition(" ")
    root, _, origin = rest.partition(" ")
    checkpoint = Checkpoint(
        origin=origin,
        size=parse_decimal(size, what="a size in the pin"),
        root=b64.decode_hash(root, what="a root in the pin"),
    )
    return checkpoint.origin, Head(checkpoint.size, checkpoint.root)

# SPDX-License-Identifier: Apache-2.0
"""The timestamps beside a copied log: which of its checkpoints somebody else has dated, and when (RFC 3161)."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography.x509 import Certificate

from tallystick.cli.log_files import Source
from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.evidence.timestamp import Timestamp, verify_timestamp
from tallystick.core.ledger.checkpoint import Checkpoint, parse_checkpoint_text
from tallystick.core.ledger.note import parse_note
from tallystick.core.ledger.replay import Fault, OnFault
from tallystick.core.ledger.stamped import INDEX, StampLine, read_index
from tallystick.core.ledger.tiles import TileReader

FOLDER: Final = "timestamps"
_LIST: Final = f"{FOLDER}/{INDEX}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """That the log of ``size`` entries existed by a time."""

    size: int
    timestamp: Timestamp


@dataclasses.dataclass(slots=True)
class Stamps:
    """What lies beside a log: how many timestamps its list names, and those that were found right, by size."""

    listed: tuple[StampLine, ...] = ()
    right: list[Dated] = dataclasses.field(default_factory=list)

    def paths(self) -> Iterator[str]:
        """Yield the paths of the files that belong to the list."""
        if self.listed:
            yield _LIST
        for line in self.listed:
            yield f"{FOLDER}/{line.size}.checkpoint"
            yield f"{FOLDER}/{line.size}.tsr"


def check_stamps(source: Source, *, head: Checkpoint, roots: Sequence[Certificate] | None, on_fault: OnFault) -> Stamps:
    """Return the timestamps of a log whose head is proved; without ``roots`` they are counted and not checked.

    With ``roots``, for each that the head covers: what was stamped is a checkpoint of this log with the root that the
    log had at that size, the answer is right, and it says the time that the list says.

    Raises:
        Unavailable: there are roots and timestamps, and the package that reads them is not installed.
    """
    stamps = Stamps()
    try:
        stamps.listed = _listed(source)
    except Invalid as error:
        on_fault(Fault(_LIST, error.what))
        return stamps
    if roots is None:
        return stamps
    if not stamps.listed:
        on_fault(Fault(_LIST, "the log comes without timestamps, and you asked for one"))
    reader = TileReader(size=head.size, root=head.root, fetch=source.fetch)
    for line in stamps.listed:
        if line.size > head.size:  # newer than the copy of the checkpoint
            continue
        try:
            stamps.right.append(_dated(source, line=line, head=head, reader=reader, roots=roots))
        except (Invalid, Unverified) as error:
            on_fault(Fault(f"{FOLDER}/{line.size}.tsr", error.what))
    return stamps


def _listed(source: Source) -> tuple[StampLine, ...]:
    try:
        data = source.fetch(_LIST)
    except Unavailable:
        return ()
    return read_index(data)


def _dated(
    source: Source, *, line: StampLine, head: Checkpoint, reader: TileReader, roots: Sequence[Certificate]
) -> Dated:
    note, response = _fetched(source, f"{line.size}.checkpoint"), _fetched(source, f"{line.size}.tsr")
    checkpoint = parse_checkpoint_text(parse_note(note).text)
    if checkpoint != Checkpoint(head.origin, line.size, reader.root_at(line.size)):
        raise Unverified("what was stamped is not what this log was at that size")
    proved = verify_timestamp(response, data=note, roots=roots)
    if proved.time.replace(microsecond=0) != line.time:
        raise Unverified("the list says another time than the timestamp")
    return Dated(size=line.size, timestamp=proved)


def _fetched(source: Source, name: str) -> bytes:
    try:
        return source.fetch(f"{FOLDER}/{name}")
    except Unavailable as error:
        raise Unverified(f"the file {name} is missing") from error

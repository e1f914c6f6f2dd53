# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify-log LOG``: read a whole log, from a folder or its address, and check all of it.

Exit status 0: everything holds. 1: something does not. 2: the log or its key cannot be read.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate

from tallystick.cli.log_files import Source, open_source
from tallystick.cli.log_stamps import Stamps, check_stamps
from tallystick.cli.verify import roots_from
from tallystick.core.claims.verify_time import not_checked
from tallystick.core.errors import Invalid, TallystickError, Unavailable, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import OpenedCheckpoint
from tallystick.core.ledger.cosignature import LOG_TYPES
from tallystick.core.ledger.listing import Listed, check_listing
from tallystick.core.ledger.note import NoteVerifier, parse_vkey
from tallystick.core.ledger.replay import CHECKPOINT, Fault, Replay, read_checkpoint
from tallystick.core.ledger.succession import ENTRY_OF_CHANGE, Succession, check_changes, follow, read_statements
from tallystick.core.ledger.tiles import TileReader

MAX_FAULTS = 100
_KEY_FILE = "vkey"
_MAX_KEY = 4096


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``verify-log``."""
    parser = subparsers.add_parser(
        "verify-log",
        help="read a whole log and check all of it",
        description="Read a whole log, every tile, bundle and entry, and check that all of it belongs together. "
        "LOG is the address of a log, or a folder into which one was copied, for example with wget -m.",
        epilog="Exit status: 0 everything holds, 1 something does not, 2 the log or its key cannot be read.",
    )
    parser.add_argument("log", metavar="LOG", help="the folder or address in which the log's checkpoint lies")
    parser.add_argument(
        "--vkey",
        metavar="KEY",
        action="append",
        help="the log's key as you know it from elsewhere (default: the one that comes with the log); may be repeated",
    )
    parser.add_argument(
        "--first-fault", action="store_true", help=f"stop at the first fault (default: at {MAX_FAULTS})"
    )
    parser.add_argument(
        "--tsa-roots",
        metavar="PEM",
        type=Path,
        help="the roots of time-stamping authorities that you trust: check the timestamps beside the log (RFC 3161); "
        "needs the extra tallystick[timestamp]",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


@dataclass(slots=True)
class Outcome:
    """What one pass over a log found."""

    opened: OpenedCheckpoint
    key_given: bool
    replay: Replay
    listed: Listed
    stamps: Stamps
    key_changes: int
    faults: list[Fault] = field(default_factory=list)
    stopped: bool = False


class _EnoughError(TallystickError):
    """As many faults as are reported."""


def run(arguments: argparse.Namespace) -> int:
    """Check one log and print what came of it."""
    source = open_source(arguments.log)
    keys = _keys(arguments.vkey, source=source)
    # What is malformed in the log is the log's fault, and not the command's.
    with _as_unverified("hand-over"):
        succession = follow(known=keys, statements=read_statements(source.fetch))
    with _as_unverified(CHECKPOINT):
        opened = read_checkpoint(fetch=source.fetch, origin=keys[0].name, verifiers=succession.keys)
    outcome = check(
        source,
        opened=opened,
        succession=succession,
        key_given=arguments.vkey is not None,
        now=dt.datetime.now(dt.UTC),
        most_faults=1 if arguments.first_fault else MAX_FAULTS,
        roots=roots_from(arguments.tsa_roots) if arguments.tsa_roots else None,
    )
    text = json.dumps(as_json(outcome), ensure_ascii=False) if arguments.json else "\n".join(_report(outcome))
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))
    return 1 if outcome.faults else 0


@contextmanager
def _as_unverified(what: str) -> Iterator[None]:
    try:
        yield
    except Invalid as error:
        raise Unverified(f"{what}: {error.what}", rule=error.rule) from error


def check(
    source: Source,
    *,
    opened: OpenedCheckpoint,
    succession: Succession,
    key_given: bool,
    now: dt.datetime,
    most_faults: int,
    roots: Sequence[Certificate] | None = None,
) -> Outcome:
    """Return what a pass over the whole log finds; it ends after ``most_faults`` faults."""
    faults: list[Fault] = []

    def collect(fault: Fault) -> None:
        faults.append(fault)
        if len(faults) >= most_faults:
            raise _EnoughError("enough")

    replay = Replay(fetch=source.fetch, checkpoint=opened.checkpoint, now=now, on_fault=collect)
    outcome = Outcome(opened, key_given, replay, Listed(), Stamps(), len(succession.changes), faults)
    head = opened.checkpoint
    reader = TileReader(size=head.size, root=head.root, fetch=source.fetch)
    try:
        recorded = sum(entry.data.startswith(ENTRY_OF_CHANGE) for entry in replay.entries())
        check_changes(succession, recorded=recorded, reader=reader, on_fault=collect)
        outcome.stamps = check_stamps(source, head=opened.checkpoint, roots=roots, on_fault=collect)
        known = {CHECKPOINT, *outcome.stamps.paths(), *succession.shown()}
        paths = (path for path in source.paths() if path not in known)
        outcome.listed = check_listing(paths, size=opened.checkpoint.size, fetch=source.fetch, on_fault=collect)
    except _EnoughError:
        outcome.stopped = True
    return outcome


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as the object that ``--json`` prints."""
    head, counts = outcome.opened.checkpoint, outcome.replay.counts
    newest = outcome.replay.newest
    return {
        "holds": not outcome.faults,
        "origin": head.origin,
        "size": head.size,
        "root": b64.encode(head.root),
        "vkeys": [key.vkey for key in outcome.opened.note.signed_by],
        "vkey_given": outcome.key_given,
        "key_changes": outcome.key_changes,
        "signatures_by_others": len(outcome.opened.note.unknown),
        "entries": counts.entries,
        "bundles": counts.bundles,
        "tiles": counts.tiles,
        "older_files": outcome.listed.older,
        "projects": outcome.replay.projects,
        "newest": newest.isoformat() if newest else None,
        "beyond": outcome.listed.beyond,
        "not_checked": outcome.listed.foreign,
        "timestamps": [
            {"size": one.size, "time": one.timestamp.time.isoformat(), "authority": one.timestamp.authority}
            for one in outcome.stamps.right
        ],
        "timestamps_not_checked": len(outcome.stamps.listed) - len(outcome.stamps.right),
        "faults": [{"path": fault.path, "what": fault.what} for fault in outcome.faults],
        "stopped_early": outcome.stopped,
    }


def _keys(given: list[str] | None, *, source: Source) -> list[NoteVerifier]:
    keys = [parse_vkey(text, types=LOG_TYPES) for text in given or [_key_beside(source)]]
    if len({key.name for key in keys}) != 1:
        raise Invalid("the keys belong to different logs", next_step="Give the keys of one log.")
    return keys


def _key_beside(source: Source) -> str:
    try:
        text = source.fetch(_KEY_FILE)
    except Unavailable as error:
        next_step = "Give it with --vkey, from a source that the log's operator does not control."
        raise Unavailable("No key came with the log.", next_step=next_step) from error
    if len(text) > _MAX_KEY or not text.isascii():
        raise Invalid(f"the file {_KEY_FILE} beside the log holds no key")
    return text.decode("ascii").strip()


def _report(outcome: Outcome) -> Iterator[str]:
    head, counts, newest = outcome.opened.checkpoint, outcome.replay.counts, outcome.replay.newest
    yield f"The log: {_plain(head.origin)}"
    yield f"Its checkpoint: {head.size} entries, root {b64.encode(head.root)}"
    yield f"Read: {counts.entries} entries of {outcome.replay.projects} projects in {counts.bundles} bundles, "
    yield f"      {counts.tiles} tiles, {outcome.listed.older} older partial files"
    if newest is not None:
        yield f"The last entry: {newest.isoformat()}"
    if outcome.key_changes:
        yield f"Changes of the log's key since yours: {outcome.key_changes}. Each old key handed over to the next."
    for one in outcome.stamps.right:
        stamp = one.timestamp
        yield f"Stamped: {one.size} entries by {stamp.time:%Y-%m-%d %H:%M:%S} UTC, says “{_plain(stamp.authority)}”"
    yield ""
    if outcome.faults:
        yield from _faults(outcome)
        return
    yield "Everything holds: every entry is under the checkpoint, and the entries of every project follow one another."
    yield "This does not prove:"
    yield from (f"  -  {line}" for line in _not_proved(outcome))


def _faults(outcome: Outcome) -> Iterator[str]:
    yield "IT DOES NOT HOLD."
    yield from (f"  -  {_plain(fault.path)}: {_plain(fault.what)}" for fault in outcome.faults)
    if outcome.stopped:
        yield "The rest was not checked."
    yield "Next step: get another copy, from the log or a mirror. If it fails too, keep both, and tell a witness."


def _not_proved(outcome: Outcome) -> Iterator[str]:
    if not outcome.key_given:
        key = outcome.opened.note.signed_by[0].vkey
        yield f"That the key is the log's. It came with the log; compare it: {_plain(key)}"
    yield "That everybody is shown the same log. Compare the size and root above with a witness or another reader."
    yield "That what the entries say is true. Only that it was recorded, and not changed since."
    others = len(outcome.opened.note.unknown)
    if others:
        yield f"Anything by {others} signature lines of keys that were not given; they were not checked."
    if outcome.stamps.listed and not outcome.stamps.right:
        yield not_checked("The log carries timestamps that were")
    if outcome.listed.beyond:
        yield f"What {len(outcome.listed.beyond)} files hold that the checkpoint does not cover yet."
    if outcome.listed.foreign:
        names = ", ".join(_plain(path) for path in outcome.listed.foreign[:5])
        yield f"What {len(outcome.listed.foreign)} files hold that are no part of a log ({names}); they were not read."


def _plain(text: str) -> str:
    """Return text of others so that it can neither move the cursor nor turn the direction of what is printed."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

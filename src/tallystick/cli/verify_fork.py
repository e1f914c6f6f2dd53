# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify-fork FILE``: check the proof that a log signed two histories, offline.

Exit status 0: it proves that. 1: it does not. 2: the file or the key cannot be read.
"""

import argparse
from pathlib import Path

from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger import b64
from tallystick.core.ledger.cosignature import LOG_TYPES
from tallystick.core.ledger.fork import MAX_FORK_SIZE, parse_fork, verify_fork
from tallystick.core.ledger.note import parse_vkey


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``verify-fork``."""
    parser = subparsers.add_parser(
        "verify-fork",
        help="check the proof that a log signed two histories",
        description="Check the proof that a log signed two histories: a fork.json, as monitors and instances keep it.",
        epilog="Exit status: 0 it proves that, 1 it does not, 2 the file or the key cannot be read.",
    )
    parser.add_argument("fork", metavar="FILE", type=Path, help="the file")
    parser.add_argument(
        "--vkey", metavar="KEY", action="append", required=True, help="the log's key as you know it; may be repeated"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Check one proof and print what it proves."""
    keys = [parse_vkey(text, types=LOG_TYPES) for text in arguments.vkey]
    if len({key.name for key in keys}) != 1:
        raise Invalid("the keys belong to different logs", next_step="Give the keys of one log.")
    proven = verify_fork(parse_fork(_read(arguments.fork)), origin=keys[0].name, verifiers=keys)
    print(f"IT IS PROVED: the key of {keys[0].name} signed two histories that contradict each other.")
    for head in (proven.first, proven.second):
        print(f"  {head.size} entries, root {b64.encode(head.root)}")
    print("Whoever has the log's key can check this. It does not say which of the two is the honest one, if any.")
    return 0


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FORK_SIZE + 2)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}", next_step="Give the path of a fork.json.") from error
    if len(data) > MAX_FORK_SIZE + 1:
        raise Invalid(f"{path} is larger than any proof of a fork")
    return data

# SPDX-License-Identifier: Apache-2.0
"""``tallystick log-key``: show, change and drop the keys that this instance signs its log with."""

import argparse
import datetime as dt
from pathlib import Path

from tallystick.apps.journal import keys
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.rotation import drop, rotate
from tallystick.apps.journal.witnessing import witness
from tallystick.cli.keys import describe, read_keys
from tallystick.cli.web_client import WebClient
from tallystick.cli.work import report_comparison


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``log-key show``, ``rotate`` and ``drop``."""
    parser = subparsers.add_parser("log-key", help="show, change and drop the keys that sign the log")
    commands = parser.add_subparsers(dest="log_key_command", required=True, metavar="COMMAND")
    commands.add_parser("show", help="print the public keys that sign the log, the oldest first").set_defaults(
        func=run_show
    )
    rotating = commands.add_parser(
        "rotate",
        help="hand over to a new key; both sign until the old one is dropped",
        description="Record that the log's key hands over to a new one, in an entry that both keys signed. From then "
        "on both sign each checkpoint. Given again after a failure, it goes on where it stopped.",
    )
    rotating.add_argument("--new", metavar="FILE", type=Path, required=True, help="key file of the new key")
    rotating.add_argument("--agreed-by", metavar="NAME", help="who outside the operator agreed, named in public")
    rotating.add_argument("--by", metavar="NAME", help="who decided it; withheld from the public")
    rotating.set_defaults(func=run_rotate)
    dropping = commands.add_parser("drop", help="sign no longer with a key that handed over")
    dropping.add_argument("id", metavar="ID", help="its eight digits, as log-key show prints them")
    dropping.set_defaults(func=run_drop)


def run_show(arguments: argparse.Namespace) -> int:  # noqa: ARG001 (no words of its own)
    """Print the public keys."""
    print("\n".join(describe(verifier) for verifier in keys.current()))
    return 0


def run_rotate(arguments: argparse.Namespace) -> int:
    """Hand over, and ask the witnesses."""
    new, web, now = read_keys(arguments.new), WebClient(), dt.datetime.now(dt.UTC)
    report_comparison(compare(web=web))
    fact = rotate(new=new, agreed_by=arguments.agreed_by, by=arguments.by, now=now)
    witness(now=now, web=web)
    print(f"Beside the old key, this one signs the log from now on:\n\n  {fact.new_vkey}\n")
    print("Tell witnesses and readers. They check the statement /log/hand-over/… with the old key:")
    print(f"  tallystick keys check-hand-over FILE --vkey '{fact.old_vkey}'")
    return 0


def run_drop(arguments: argparse.Namespace) -> int:
    """Drop a key."""
    drop(key_id=arguments.id)
    print("Dropped. Destroy every copy of its private half. What signs the log now:\n")
    return run_show(arguments)

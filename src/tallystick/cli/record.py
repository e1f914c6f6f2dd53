# SPDX-License-Identifier: Apache-2.0
"""``tallystick publish`` and ``tallystick rebuild-index``: housekeeping of the record."""

import argparse
import datetime as dt

from tallystick.apps.journal import pin
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.rebuild import index_digest, rebuild_index
from tallystick.apps.journal.witnessing import witness
from tallystick.cli.stamping import stamp_or_say
from tallystick.cli.web_client import WebClient
from tallystick.cli.work import report_comparison
from tallystick.web.indexers import INDEX_MODELS


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words of both commands."""
    publishing = subparsers.add_parser("publish", help="publish what is logged and not yet published")
    publishing.set_defaults(func=run_publish)
    rebuilding = subparsers.add_parser(
        "rebuild-index", help="write the index anew from the facts; exit 1 if it comes out otherwise than it was"
    )
    rebuilding.set_defaults(func=run_rebuild)


def run_publish(arguments: argparse.Namespace) -> int:  # noqa: ARG001 (no words of its own)
    """Compare, sign what is new, ask the witnesses where there are any, and print how far the checkpoint goes."""
    pin.check_writable()
    web = WebClient()
    report_comparison(compare(web=web))
    now = dt.datetime.now(dt.UTC)
    signed = publish(now=now)
    shown = witness(now=now, web=web)
    if signed is None:
        print("The log is empty.")
    elif shown is not None and shown.size == signed.size:
        print(f"Published: {shown.size} entries.")
    else:
        print(f"Signed: {signed.size} entries. Published, with its witnesses: {shown.size if shown else 0}.")
    line = stamp_or_say(now=now, web=WebClient())
    if line is not None:
        print(f"Timestamp: {line.size} entries, {line.time:%Y-%m-%d %H:%M:%S} UTC.")
    return 0


def run_rebuild(arguments: argparse.Namespace) -> int:  # noqa: ARG001 (no words of its own)
    """Rebuild the index and say whether it came out as it was."""
    before = index_digest(models=INDEX_MODELS)
    count = rebuild_index(models=INDEX_MODELS)
    same = index_digest(models=INDEX_MODELS) == before
    print(f"Rebuilt from {count} facts: the index {'came out exactly as it was' if same else 'WAS DIFFERENT before'}.")
    return 0 if same else 1

# SPDX-License-Identifier: Apache-2.0
"""``tallystick foi due``: when a request for information must be answered, with the working of every day.

Exit status 0: in time, or the clock waits for the requester. 1: the time is over, on one reading of the law at least.
2: refused or unreadable. Runs in the base install.
"""

import argparse
import datetime as dt
import json

from tallystick.cli import foi_text
from tallystick.cli.check import show
from tallystick.core.law.clocks.deadline import Deadline, compute
from tallystick.core.law.clocks.events import exact_day, parse
from tallystick.core.law.clocks.plain import as_object
from tallystick.core.law.clocks.regimes import REGIMES

_EPILOG = (
    "Exit status: 0 in time, or the clock waits for the requester; 1 the time is over, on one reading of the law at "
    "least; 2 refused or unreadable. Where the law is contested, every date is printed with who holds it, and days are "
    "counted to the earliest. This is a calculation and no legal advice."
)
_EVENT = (
    "what happened since; may be repeated. clarification:ASKED:ANSWERED (a question to the requester), "
    "fee:NOTICE:PAID, identity:ASKED:CONFIRMED (subject access only), extension:NOTICE (when the requester was told), "
    "answered:DATE, review:DATE (a review was asked for), reviewed:DATE. Leave out a second date that is not known yet"
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``foi due``."""
    foi = subparsers.add_parser(
        "foi",
        help="work out the deadlines of requests for information",
        description="Work out the deadlines of requests for information.",
    )
    commands = foi.add_subparsers(dest="foi_command", required=True, metavar="COMMAND")
    due = commands.add_parser(
        "due",
        help="print when a request must be answered",
        description="Print when a request for information must be answered, whether that day is past, what comes "
        "after, and how each day was counted.",
        epilog=_EPILOG,
    )
    due.add_argument("--regime", metavar="R", required=True, help=f"the law it is under: {', '.join(REGIMES)}")
    due.add_argument("--received", metavar="DATE", required=True, help="the day of receipt, such as 2026-03-02")
    due.add_argument("--event", metavar="EVENT", action="append", default=[], help=_EVENT)
    due.add_argument("--as-of", metavar="DATE", help="count days left from this day, by what was known then (today)")
    due.add_argument("--json", action="store_true", help="print one JSON object")
    due.set_defaults(func=run_due)


def run_due(arguments: argparse.Namespace) -> int:
    """Compute one deadline and print it."""
    deadline = compute(
        regime=arguments.regime,
        received=exact_day(arguments.received),
        events=[parse(text) for text in arguments.event],
        as_of=exact_day(arguments.as_of) if arguments.as_of else dt.datetime.now(dt.UTC).date(),
    )
    show(json.dumps(as_object(deadline), indent=2, ensure_ascii=False) if arguments.json else foi_text.render(deadline))
    return _status(deadline)


def _status(deadline: Deadline) -> int:
    return 0 if deadline.in_time else 1

# SPDX-License-Identifier: Apache-2.0
"""``tallystick monitor URL``: follow an instance, and say when it shows what an honest one would not.

Works from the base install. Exit status 0: nothing to say. 1: an alarm. 2: something could not be read.
"""

import argparse
import datetime as dt
import json
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tallystick.cli.monitor_alarm import Told, tell
from tallystick.cli.monitor_claims import Round, check_claims, check_listing
from tallystick.cli.monitor_log import Rules, after_changes, check_waiting, newer_projects, read_log, rules_of
from tallystick.cli.monitor_names import check_names, reported
from tallystick.cli.monitor_report import Kind, Report
from tallystick.cli.monitor_site import Site, UnreadableError
from tallystick.cli.monitor_state import Memory, State, opened
from tallystick.cli.verify import read_policy
from tallystick.cli.web_client import WebClient
from tallystick.core.claims.open_data import OpenData
from tallystick.core.errors import Invalid, Unavailable

_PAUSE: Final = 2.0
_ATTEMPTS: Final = 3
_SHORTEST: Final = 10


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``monitor``."""
    parser = subparsers.add_parser(
        "monitor",
        help="follow an instance and raise the alarm",
        description="Follow an instance: check that its log only grows, that its witnesses saw the same log, that its "
        "pages say what follows from it, and who is named.",
        epilog="Exit status: 0 nothing to say, 1 an alarm, 2 something could not be read.",
    )
    parser.add_argument("url", metavar="URL", help="the public address of the instance")
    trust = parser.add_mutually_exclusive_group(required=True)
    trust.add_argument(
        "--policy", metavar="FILE", type=Path, help="your witness policy, with the log's key (c2sp.org/tlog-policy)"
    )
    trust.add_argument(
        "--vkey", metavar="KEY", action="append", help="the log's key, where you ask for no witness; may be repeated"
    )
    parser.add_argument(
        "--watch", metavar="NAME", action="append", default=[], help="report published facts that name this "
        "organisation; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--state", metavar="DIR", type=Path, default=Path("tallystick-monitor"),
        help="folder of what the monitor remembers, one for each log (default: ./tallystick-monitor)",
    )  # fmt: skip
    often = parser.add_mutually_exclusive_group()
    often.add_argument("--every", metavar="SECONDS", type=int, help="look again every so many seconds until stopped")
    often.add_argument("--once", action="store_true", help="look once and stop (the default)")
    parser.add_argument("--json", action="store_true", help="print one JSON object per look")
    _add_telling(parser)
    parser.set_defaults(func=run)


def _add_telling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mail-to", metavar="ADDRESS", default="", help="mail alarms and mentions to this address")
    parser.add_argument("--mail-from", metavar="ADDRESS", default="", help="sender of these mails (default: the same)")
    parser.add_argument(
        "--smtp", metavar="HOST[:PORT]", default="localhost:25", help="mail server that takes them (default: localhost)"
    )
    parser.add_argument("--webhook", metavar="URL", default="", help="POST alarms and mentions as JSON to this address")


def run(arguments: argparse.Namespace) -> int:
    """Look once, or until stopped, and return what the last look came to."""
    if arguments.every is not None and arguments.every < _SHORTEST:
        raise Invalid(f"--every takes at least {_SHORTEST} seconds")
    if urlsplit(arguments.url).scheme not in {"http", "https"}:
        raise Invalid(
            f"{arguments.url} is no web address", next_step="Give the address of the instance, with https://."
        )
    policy = read_policy(arguments.policy) if arguments.policy else None
    rules = rules_of(policy=policy, vkeys=arguments.vkey or (), url=arguments.url)
    told = _told(arguments)
    stopping = threading.Event()
    if arguments.every is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
    with opened(arguments.state) as state:
        status = _look(arguments, rules=rules, state=state, told=told)
        while arguments.every is not None and not stopping.wait(arguments.every):
            status = _look(arguments, rules=rules, state=state, told=told)
    return status


def look(
    *, site: Site, rules: Rules, state: State, memory: Memory, watched: list[str], now: dt.datetime, pause: float
) -> Report:
    """Return what one look at an instance finds. What was reported is the caller's to remember.

    Raises:
        Unavailable: the folder of the monitor cannot be read or written.
        Refused: the folder is that of another log.
    """
    for attempt in range(_ATTEMPTS):
        report = Report(url=site.url, at=now, origin=rules.origin)
        try:
            _check(site=site, rules=rules, state=state, memory=memory, watched=watched, report=report, pause=pause)
        except UnreadableError as error:
            report.unreadable.append(error.what)
        if report.alarms or not report.has_moved or attempt == _ATTEMPTS - 1:
            break
        time.sleep(pause)  # the log grew while it was read: what is shown now is compared with it as it is now
    if report.ahead:
        report.alarm(Kind.LATE, report.ahead)
    return report


def _check(
    *, site: Site, rules: Rules, state: State, memory: Memory, watched: list[str], report: Report, pause: float
) -> None:
    listing = _listing(site, report=report)  # before the log, so that the log holds what the list goes up to
    rules = after_changes(site=site, rules=rules, report=report)
    try:
        contents = read_log(site=site, rules=rules, state=state, report=report, now=report.at)
    except Unavailable as error:
        raise UnreadableError(error.what) from error
    if contents is None:
        return
    check_waiting(contents=contents, site=site, rules=rules, state=state, report=report, now=report.at)
    on = Round(
        site=site,
        rules=rules,
        state=state,
        memory=memory,
        contents=contents,
        report=report,
        now=report.at,
        pause=partial(time.sleep, pause),
        newer=partial(newer_projects, contents=contents, site=site, rules=rules),
    )
    if listing is not None and listing.size > contents.size:
        report.has_moved = True
        report.ahead = f"the list of claims goes up to {listing.size} entries, beyond the {contents.size} of the log"
    elif listing is not None:
        check_listing(listing, on=on)
        check_claims(listing, on=on)
    check_names(watched, on=on)


def _listing(site: Site, *, report: Report) -> OpenData | None:
    try:
        return site.claims()
    except Unavailable as error:
        report.alarm(Kind.WITHHELD, f"the list of claims: {error.what}")
    except Invalid as error:
        report.alarm(Kind.STANDING, f"the list of claims: {error.what}")
    return None


def _look(arguments: argparse.Namespace, *, rules: Rules, state: State, told: Told) -> int:
    web = WebClient()
    memory = state.memory()
    now = dt.datetime.now(dt.UTC)
    site = Site(arguments.url, web=web)
    report = look(site=site, rules=rules, state=state, memory=memory, watched=arguments.watch, now=now, pause=_PAUSE)
    _show(json.dumps(report.as_json()) if arguments.json else _plain("\n".join(report.lines())))
    _tell(report, memory=memory, told=told, web=web)
    state.remember(memory)
    return report.status


def _tell(report: Report, *, memory: Memory, told: Told, web: WebClient) -> None:
    """Send alarms that were not sent last time, and mentions; remember what got through."""
    alarmed = [alarm.what for alarm in report.alarms]
    has_news = bool(report.mentions) or bool(set(alarmed) - set(memory.alarmed))
    problems = tell(report, told=told, web=web) if has_news and not told.is_nobody else []
    for problem in problems:
        print(f"NOT SENT: {_plain(problem)}", file=sys.stderr, flush=True)
    if not problems:
        memory.alarmed = alarmed
        memory.reported += reported(report.mentions)


def _told(arguments: argparse.Namespace) -> Told:
    host, _, port = arguments.smtp.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise Invalid(f"--smtp {arguments.smtp} is no mail server", next_step="Write it like mail.example:25")
    return Told(
        mail_to=arguments.mail_to,
        mail_from=arguments.mail_from,
        smtp_host=host or "localhost",
        smtp_port=int(port or 25),
        webhook=arguments.webhook,
    )


def _show(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def _plain(text: str) -> str:
    """Return text of others so that it can neither move the cursor nor turn the direction of what is printed."""
    return "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text)

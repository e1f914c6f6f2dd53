# SPDX-License-Identifier: Apache-2.0
"""``tallystick import-mail``: take in a saved mail (.eml), as if it had arrived."""

import argparse
import datetime as dt
from pathlib import Path

from django.conf import settings

from tallystick.apps.consultations.mail.inbound import Outcome, import_mail
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear

_ANSWERED, _UNCLEAR, _UNREADABLE = 0, 1, 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser(
        "import-mail",
        help="take in a saved mail (.eml)",
        description="Exit status: 0 recorded as an answer, 1 recorded as unclear or not recorded, 2 unreadable.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.eml", help="the original message, as saved or downloaded")
    parser.add_argument(
        "--received",
        metavar="TIME",
        help="when your mail server took it, for example 2026-11-02T09:30:20Z (UTC if no zone; default: now); "
        "signatures expire",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Import the mail, publish what was recorded, and say what came of it."""
    now = dt.datetime.now(dt.UTC)
    received = _time(arguments.received) if arguments.received else None
    raw = _read(arguments.file)
    outcome = import_mail(raw, received=received, now=now, resolver=KeyResolver.from_settings())
    publish(now=now)
    print(_told(outcome))
    return _status(outcome)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(settings.MAX_MAIL_BYTES + 1)
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}", next_step="Name a saved mail.") from error
    if not raw or len(raw) > settings.MAX_MAIL_BYTES:
        raise Invalid(f"{path} is empty, or larger than {settings.MAX_MAIL_BYTES} bytes.")
    if b"\r" not in raw:
        # Some programs save mails with the line ends of their system; on the wire every line ended in CR LF.
        print("The lines of the file end in LF; they were given back the CR LF of a mail.")
        raw = raw.replace(b"\n", b"\r\n")
    return raw


def _time(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{text!r} is no time: {error}", next_step="Write it like 2026-11-02T09:30:20Z.") from error
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _told(outcome: Outcome) -> str:
    fact = outcome.recorded.fact if outcome.recorded else None
    if not isinstance(fact, AnswerReceived):
        return outcome.explanation
    level = Level.read(fact.level)
    lines = [
        outcome.explanation,
        f"Verb:  {fact.verb}",
        f"Level: {level.public_name}",
        f"       {level.could_be_faked}",
    ]
    return "\n".join([*lines, *(f"Note:  {problem}" for problem in fact.problems)])


def _status(outcome: Outcome) -> int:
    fact = outcome.recorded.fact if outcome.recorded else None
    if isinstance(fact, AnswerReceived):
        return _ANSWERED
    return _UNREADABLE if isinstance(fact, AnswerUnclear) and fact.reason == "unreadable" else _UNCLEAR

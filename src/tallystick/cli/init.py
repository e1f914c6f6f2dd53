# SPDX-License-Identifier: Apache-2.0
"""``tallystick init``: make a new instance."""

import argparse
import datetime as dt
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tallystick.cli import instance
from tallystick.core.errors import Invalid, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser("init", help="make a new instance", description=__doc__)
    parser.add_argument(
        "--url", required=True, help="public address of the instance, for example https://tally.example"
    )
    parser.add_argument("--operator", required=True, help="who runs the instance; shown on every page")
    parser.add_argument("--mail-domain", required=True, help="mail domain whose MX leads here, for answers")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the instance, print its key and the next steps."""
    if not urlsplit(arguments.url).hostname:
        raise Invalid(f"{arguments.url} is no web address", next_step="Give --url https://your.domain")
    made = instance.folder()
    make(
        folder=made,
        values={
            "TALLYSTICK_URL": arguments.url.rstrip("/"),
            "TALLYSTICK_OPERATOR": arguments.operator,
            "TALLYSTICK_MAIL_DOMAIN": arguments.mail_domain,
        },
        now=dt.datetime.now(dt.UTC),
    )
    from tallystick.apps.journal import keys  # noqa: PLC0415 (needs the instance that was just made)

    print(f"The instance is in {made}.\nThe log's verifier key, to be printed where you do not control it:\n")
    print(f"  {keys.vkey()}\n\nNext: tallystick body add …, tallystick user add …, then tallystick serve and work.")
    return 0


def make(*, folder: Path, values: "Mapping[str, str]", now: dt.datetime) -> None:
    """Make folder, keys, settings file, database and the first entry of the log.

    Raises:
        Refused: the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(
            f"{folder} is not empty.",
            rule="A new instance starts in an empty folder, so that no record is ever overwritten.",
            next_step="Name another folder with --dir.",
        )
    keys = folder / "keys"
    keys.mkdir(parents=True, mode=0o700)
    (folder / "static").mkdir()
    lines = "".join(f"{name}={value}\n" for name, value in values.items())
    (folder / "instance.env").write_text(lines, "utf-8")
    _write_secret(keys / "secret.key", secrets.token_urlsafe(48))
    os.environ["TALLYSTICK_DIR"] = str(folder)
    instance.set_up(must_exist=True)
    _first_entry(now=now)


def _first_entry(*, now: dt.datetime) -> None:
    from django.conf import settings  # noqa: PLC0415 (Django is set up only now)
    from django.core.management import call_command  # noqa: PLC0415

    from tallystick.apps.journal import keys, publish  # noqa: PLC0415
    from tallystick.apps.journal.append import append  # noqa: PLC0415
    from tallystick.core.facts.base import REGISTER  # noqa: PLC0415
    from tallystick.core.facts.project import LogStarted  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    keys.make_key(folder=settings.KEY_DIR, seed=secrets.token_bytes(32))
    fact = LogStarted(origin=settings.LOG_ORIGIN, operator=settings.OPERATOR, vkey=keys.vkey())
    append(fact=fact, project=REGISTER, now=now)
    publish.publish(now=now)


def _write_secret(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")

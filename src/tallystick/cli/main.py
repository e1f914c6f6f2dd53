# SPDX-License-Identifier: Apache-2.0
"""The ``tallystick`` command: finds the sub-command, its instance and its words, and prints refusals plainly."""

import argparse
import dataclasses
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

from tallystick import __version__
from tallystick.core.errors import TallystickError, Unverified


@dataclasses.dataclass(frozen=True)
class Command:
    """A sub-command: the module that has its ``add_parser``, and what it needs."""

    module: str
    summary: str
    #: ``base``: works without Django. ``server``: needs the server part. ``instance``: and an existing instance.
    needs: str


COMMANDS: dict[str, Command] = {
    "check": Command("tallystick.cli.check", "put the questions of the law to a dossier", "base"),
    "casebook": Command("tallystick.cli.casebook", "put the checks to the documented cases", "base"),
    "schema": Command("tallystick.cli.schema", "print the JSON Schema of a dossier or a report", "base"),
    "foi": Command("tallystick.cli.foi", "work out when a request must be answered", "base"),
    "verify": Command("tallystick.cli.verify", "check a proof bundle offline", "base"),
    "verify-log": Command("tallystick.cli.verify_replay", "read a whole log and check all of it", "base"),
    "verify-fork": Command("tallystick.cli.verify_fork", "check the proof that a log signed two histories", "base"),
    "verifier": Command("tallystick.cli.verifier", "write out the page that checks a proof in a browser", "base"),
    "monitor": Command("tallystick.cli.monitor", "follow an instance and raise the alarm", "base"),
    "evidence": Command("tallystick.cli.evidence", "judge a saved mail as evidence", "base"),
    "witness": Command("tallystick.cli.witness", "watch logs and cosign what continues", "base"),
    "keys": Command("tallystick.cli.keys", "make keys, print public keys, hand over to a new key", "base"),
    "demo": Command("tallystick.cli.demo", "build and serve the demonstration case", "server"),
    "init": Command("tallystick.cli.init", "make a new instance", "server"),
    "serve": Command("tallystick.cli.serve", "serve the web pages of an instance", "instance"),
    "work": Command("tallystick.cli.work", "take mail in, send mail, publish the log", "instance"),
    "body": Command("tallystick.cli.people", "register a public body", "instance"),
    "user": Command("tallystick.cli.people", "give somebody a role in a body", "instance"),
    "import-mail": Command("tallystick.cli.imports", "take in a saved mail (.eml)", "instance"),
    "import": Command("tallystick.cli.import_dossier", "take over a dossier, or add it to a project", "instance"),
    "publish": Command("tallystick.cli.record", "publish what is logged and not yet published", "instance"),
    "trace": Command("tallystick.cli.trace", "print the eight stops of one fact", "instance"),
    "rebuild-index": Command("tallystick.cli.record", "write the index anew from the facts", "instance"),
    "erase": Command("tallystick.cli.erase", "delete the value and salt of one field for good", "instance"),
    "fsck": Command("tallystick.cli.fsck", "check the whole record of an instance", "instance"),
    "log-key": Command("tallystick.cli.log_key", "show, change and drop the keys that sign the log", "instance"),
    "pin": Command("tallystick.cli.fsck", "show or adopt the sign-once pin", "instance"),
    "export": Command("tallystick.cli.export", "write the public site, or a project as a dossier", "instance"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 does not hold, 2 refused or unreadable."""
    words = _take_dir(list(sys.argv[1:] if argv is None else argv))
    name = next((word for word in words if not word.startswith("-")), "")
    try:
        return _run(name, words)
    except TallystickError as error:
        print(error.explain(), file=sys.stderr)
        return 1 if isinstance(error, Unverified) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except _outside_errors() as error:
        print(f"The disk, the network or the database failed: {error}", file=sys.stderr)
        print("Rule: Nothing counts as recorded before the command says so.", file=sys.stderr)
        print("Next step: Mend what the message names and run the command again.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def overview() -> argparse.ArgumentParser:
    """Return the parser that prints the list of commands."""
    lines = [f"  {name:<14} {command.summary}" for name, command in COMMANDS.items()]
    return argparse.ArgumentParser(
        prog="tallystick",
        description="The public accountability record for public bodies' high-risk personal-data projects.",
        usage="tallystick [--version] COMMAND [--dir DIR] ...",
        epilog="commands:\n" + "\n".join(lines) + "\n\n--dir DIR names the instance for every command (default: "
        "the environment variable TALLYSTICK_DIR, else ./instance).\ntallystick COMMAND --help says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def command_parser(name: str) -> argparse.ArgumentParser:
    """Return the parser of one command; for commands that need Django it must be set up."""
    parser = argparse.ArgumentParser(prog="tallystick")
    subparsers = parser.add_subparsers(dest="command", required=True)
    importlib.import_module(COMMANDS[name].module).add_parser(subparsers)
    return parser


def _run(name: str, words: list[str]) -> int:
    if name not in COMMANDS:
        top = overview()
        top.add_argument("--version", action="version", version=f"tallystick {__version__}")
        top.parse_args([word for word in words if word.startswith("-")])
        if name:
            top.error(f"there is no command {name!r}")
        top.print_help()
        return 0 if not words else 2
    if COMMANDS[name].needs != "base" and not _have_server():
        print(f"tallystick {name} needs the server part.\nNext step: pip install 'tallystick[server]'", file=sys.stderr)
        return 2
    if COMMANDS[name].needs == "instance":
        _set_up_instance(asking_for_help="--help" in words or "-h" in words)
    arguments = command_parser(name).parse_args(words)
    return int(arguments.func(arguments))


def _take_dir(words: list[str]) -> list[str]:
    """Take ``--dir DIR`` out of the words, wherever it stands, and into the environment."""
    rest: list[str] = []
    given = iter(words)
    for word in given:
        if word == "--dir":
            os.environ["TALLYSTICK_DIR"] = next(given, "") or os.environ.get("TALLYSTICK_DIR", "instance")
        elif word.startswith("--dir="):
            os.environ["TALLYSTICK_DIR"] = word.removeprefix("--dir=")
        else:
            rest.append(word)
    return rest


def _outside_errors() -> tuple[type[Exception], ...]:
    """Return the errors of disk and network and, where a command has loaded it, of the database layer."""
    loaded = sys.modules.get("django.db")
    return (OSError, loaded.DatabaseError) if loaded else (OSError,)


def _have_server() -> bool:
    return importlib.util.find_spec("django") is not None and importlib.util.find_spec("allauth") is not None


def _set_up_instance(*, asking_for_help: bool) -> None:
    importlib.import_module("tallystick.cli.instance").set_up(must_exist=not asking_for_help)

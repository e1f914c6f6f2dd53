# SPDX-License-Identifier: Apache-2.0
"""``tallystick demo``: build the fictional case, with real mail on this machine alone, and serve it."""

import argparse
import datetime as dt
import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tallystick.cli import init, instance
from tallystick.core.errors import Refused

_MARK = "demo.json"
_SPAN = dt.timedelta(days=27)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser("demo", help="build and serve the demonstration case", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="build the instance and stop")
    parser.add_argument("--json", action="store_true", help="print the standing of the main claim as JSON")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (default: 8000)")
    parser.add_argument("--code", metavar="EMAIL", help="print the current one-time code of a demo login and stop")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the demo (or find the one that was built), print what to open, and serve it."""
    say = (lambda text: print(text, file=sys.stderr, flush=True)) if arguments.json else _say
    folder = _folder()
    if arguments.code:
        return _print_code(arguments.code)
    if not (folder / _MARK).is_file():
        build(folder=folder, port=arguments.port, say=say)
    else:
        say(f"Using the demo that was built in {folder}.")
        instance.set_up(must_exist=True)
    known: dict[str, Any] = json.loads((folder / _MARK).read_text("utf-8"))
    if arguments.json:
        print(json.dumps(known["main_claim"], indent=2, ensure_ascii=False))
    else:
        print(_what_to_open(folder, known))
    return 0 if arguments.no_serve else _serve(folder=folder, port=known["port"])


def build(*, folder: Path, port: int, say: Callable[[str], None]) -> None:
    """Make an instance in an empty folder and tell the whole story in it."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    smtp, lmtp = _free_port(), _free_port()
    folder.mkdir(parents=True, exist_ok=True)
    say(f"Building the demo in {folder}")
    init.make(
        folder=folder,
        values={
            "TALLYSTICK_URL": f"http://localhost:{port}",
            "TALLYSTICK_OPERATOR": "The Tallystick demo (everything here is fictional)",
            "TALLYSTICK_MAIL_DOMAIN": "record.northshire.example",
            "TALLYSTICK_SMTP_HOST": "127.0.0.1",
            "TALLYSTICK_SMTP_PORT": str(smtp),
            "TALLYSTICK_LMTP_PORT": str(lmtp),
            "TALLYSTICK_WITNESS_ADDRESS": "witness@oversight.example",
            "TALLYSTICK_RESOLVERS": f"file:{folder / 'zone.json'}",
        },
        now=now - _SPAN,
    )
    from tallystick.cli import demo_stage  # noqa: PLC0415 (needs the instance that was just made)

    known = demo_stage.perform(folder=folder, start=now - _SPAN, end=now, smtp=smtp, lmtp=lmtp, say=say)
    (folder / _MARK).write_text(
        json.dumps({**known, "port": port, "smtp": smtp}, indent=2, ensure_ascii=False), "utf-8"
    )


def _folder() -> Path:
    if "TALLYSTICK_DIR" not in os.environ:
        os.environ["TALLYSTICK_DIR"] = tempfile.mkdtemp(prefix="tallystick-demo-")
    folder = instance.folder()
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise Refused(
            f"{folder} holds something that is no finished demo.",
            rule="The demo never touches an instance that it did not make.",
            next_step="Name another folder with --dir, or remove this one.",
        )
    return folder


def _serve(*, folder: Path, port: int) -> int:
    from tallystick.cli import demo_stage  # noqa: PLC0415 (needs Django)

    return demo_stage.serve(folder=folder, port=port)


def _print_code(email: str) -> int:
    instance.set_up(must_exist=True)
    from tallystick.cli.demo_logins import one_time_code  # noqa: PLC0415 (needs Django)

    print(one_time_code(email=email, now=dt.datetime.now(dt.UTC)))
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(text: str) -> None:
    print(f"· {text}", flush=True)


def _what_to_open(folder: Path, known: dict[str, Any]) -> str:
    claim = known["main_claim"]
    pages = "\n".join(f"  {number}. {what}\n     {url}" for number, (what, url) in enumerate(known["pages"], start=1))
    logins = "\n".join(f"  {email:<26} {role}" for email, role in known["logins"])
    return f"""
The public claim: “{known["claim_text"]}”
What the record says: {claim["sentence"]}

Open, in this order:
{pages}

Check a proof offline, without trusting this instance:
  tallystick verify {folder / "bundles" / "claim.json"}
Or open the page beside it in a browser, and choose that file:
  {folder / "bundles" / "verify.html"}
Put the questions of the law to the police's record, and see what is missing, late or contradictory:
  tallystick check {known["dossier"]}
Or open the same report in a browser:
  {Path(known["dossier"]).with_suffix(".html")}
See the eight stops of one answer:
  tallystick trace {known["answer_entry"]} --dir {folder}

Staff sign in at {known["url"]}/staff/ (password for all: {known["password"]})
{logins}
  The one-time code that is asked for next: tallystick demo --code ada@northshire.example --dir {folder}

Mails that left the instance lie in {folder / "postbox"}. The demo's clock was simulated: its story takes four weeks.
"""

# SPDX-License-Identifier: Apache-2.0
"""``tallystick check DOSSIER``: put the questions of the law to a record; print what it shows, lacks or leaves open.

Exit status 0: no finding. 1: findings. 2: the file cannot be read. Runs in the base install.
"""

import argparse
import datetime as dt
import sys
from pathlib import Path

from tallystick.cli import check_html, check_json, check_sarif, check_text
from tallystick.cli.dossier_files import DossierFile, load
from tallystick.core.claims.record import given
from tallystick.core.facts import dates, dossier
from tallystick.core.law.checks import checks
from tallystick.core.law.examine import examine
from tallystick.core.law.report import Report, report

FORMATS = {
    "text": check_text.render,
    "json": check_json.render,
    "sarif": check_sarif.render,
    "html": check_html.render,
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``check``."""
    parser = subparsers.add_parser(
        "check",
        help="put the questions of the law to a dossier",
        description="Put the questions of the law to a record: what it shows, what it lacks, what would resolve it.",
        epilog="Exit status: 0 no finding, 1 findings, 2 the file cannot be read. What cannot be told is listed with "
        "what to supply, and is no finding. Nothing here says that anything is lawful.",
    )
    parser.add_argument("dossier", metavar="DOSSIER", type=Path, help="the file (YAML or JSON)")
    parser.add_argument(
        "--as-of", metavar="DATE", help="judge the record as it stood at the end of this day (default: today)"
    )
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="what to print (default: text)")
    parser.add_argument("--all", action="store_true", help="list the questions that the record answers well, too")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Check one file and print the report."""
    as_of = dates.read(arguments.as_of).last if arguments.as_of else dt.datetime.now(dt.UTC).date()
    file = load(arguments.dossier)
    found = examined(file, as_of=as_of)
    show(FORMATS[arguments.format](found, file=file, everything=arguments.all), html=arguments.format == "html")
    return 1 if found.findings else 0


def examined(file: DossierFile, *, as_of: dt.date) -> Report:
    """Return the report of every check on a dossier as of the end of a day."""
    record = given(facts=dossier.refs(file.dossier), as_of=as_of)
    results = examine(given=record, checks=checks())
    return report(project=file.dossier.project, given=record, results=results, lines=file.lines())


def show(text: str, *, html: bool = False) -> None:
    """Print a text also where the terminal's encoding lacks some of its characters."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "xmlcharrefreplace" if html else "backslashreplace").decode(encoding))

# SPDX-License-Identifier: Apache-2.0
"""``tallystick casebook``: are the documented failures found, from what was published, and nothing else?

Exit status 0: all holds. 1: something does not, and is named. 2: a file cannot be read. Runs in the base install.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from tallystick.cli import casebook_table
from tallystick.cli.casebook_disguise import Disguise
from tallystick.cli.casebook_files import Case, read_all
from tallystick.cli.casebook_judge import Outcome, judge
from tallystick.cli.casebook_record import Record
from tallystick.core.law.kinds import Kind


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``casebook``."""
    parser = subparsers.add_parser(
        "casebook",
        help="put the checks to the documented cases",
        description="Put the checks to the documented cases: is each finding raised, is the record with one fact "
        "repaired clean of exactly it, is nothing raised that was not upheld, and how many days before the real "
        "finding could it have been raised?",
        epilog="Exit status: 0 all holds, 1 something does not and is named at the end, 2 a file cannot be read.",
    )
    parser.add_argument("--cases", metavar="DIR", type=Path, default=Path("cases"), help="default: ./cases")
    parser.add_argument("--only", metavar="KIND", choices=tuple(Kind), help="only findings of one kind of check")
    parser.add_argument(
        "--as-of-publication",
        action="store_true",
        help="judge each finding by what was known on the day it was made",
    )
    parser.add_argument("--disguise", metavar="SEED", help="first give every case other names and other dates")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge every case and print the tables."""
    cases = read_all(arguments.cases)
    shown, faults = cases, []
    if arguments.disguise is not None:
        disguises = [(case, Disguise(case, seed=arguments.disguise)) for case in cases]
        faults += [fault for case, disguise in disguises for fault in differences(case, disguise)]
        shown = tuple(disguise.case() for _, disguise in disguises)
    outcomes = judged(shown, as_of_publication=arguments.as_of_publication, only=arguments.only)
    faults += casebook_table.faults(outcomes)
    render = casebook_table.as_json if arguments.json else casebook_table.text
    print(render(outcomes, faults=faults))
    return 1 if faults else 0


def judged(cases: Sequence[Case], *, as_of_publication: bool = False, only: str | None = None) -> list[Outcome]:
    """Return what became of each case; see ``casebook_judge.judge``."""
    return [judge(case, as_of_publication=as_of_publication, only=only) for case in cases]


def differences(case: Case, disguise: Disguise) -> Iterator[str]:
    """Yield in what the checks answer otherwise on the disguised case: every answer is compared, good ones too."""
    changed = disguise.case()
    plain, other = Record(case.dossier), Record(changed.dossier)
    expected = {disguise.id(name): finding.holds for name, finding in plain.as_of(case.as_of or plain.end).items()}
    found = {name: finding.holds for name, finding in other.as_of(changed.as_of or other.end).items()}
    for name in sorted(set(expected) | set(found)):
        if expected.get(name, "nothing") is not found.get(name, "nothing"):
            was, now = expected.get(name, "nothing"), found.get(name, "nothing")
            yield f"{case.case}: {name} is {now} with other names and dates ({disguise.days} days), and was {was}"

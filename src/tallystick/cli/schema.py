# SPDX-License-Identifier: Apache-2.0
"""``tallystick schema``: print the JSON Schema of a dossier, or of the report that ``tallystick check`` prints."""

import argparse
import json

from tallystick.core.facts import dossier_schema
from tallystick.core.law import report_object

SCHEMAS = {"dossier": dossier_schema.schema, "report": report_object.schema}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``schema``."""
    parser = subparsers.add_parser(
        "schema",
        help="print the JSON Schema of a dossier or a report",
        description="Print the JSON Schema (draft 2020-12) of a dossier, or of the JSON report of tallystick check.",
    )
    parser.add_argument("what", nargs="?", choices=sorted(SCHEMAS), default="dossier", help="default: dossier")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one schema."""
    print(text(arguments.what))
    return 0


def text(what: str) -> str:
    """Return a schema as it is published."""
    return json.dumps(SCHEMAS[what](), indent=2)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick fsck`` and ``tallystick pin``: check the whole record, and look after the sign-once pin."""

import argparse
import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tallystick.apps.consultations.models import EvidenceFile, InboundMail, OutboundMail
from tallystick.apps.consultations.operations.erasing import mails_erased
from tallystick.apps.journal import keys, pin
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.fsck import Blob, Finding, fsck
from tallystick.cli.web_client import WebClient
from tallystick.cli.work import report_comparison
from tallystick.core.errors import Refused
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.web.indexers import INDEX_MODELS


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words of both commands."""
    checking = subparsers.add_parser(
        "fsck",
        help="check the whole record of an instance",
        description="Check every published file, entry, vault record, index row, mail and file of the instance.",
        epilog="Exit status: 0 everything holds, 1 something does not.",
    )
    checking.add_argument("--json", action="store_true", help="print one JSON object")
    checking.add_argument(
        "--resume", action="store_true", help="take writes again if everything holds and no witness knows better"
    )
    checking.set_defaults(func=run_fsck)
    pinning = subparsers.add_parser("pin", help="show the sign-once pin, or adopt one").add_subparsers(required=True)
    pinning.add_parser("show", help="print the newest head that this log signed").set_defaults(func=run_show)
    adopting = pinning.add_parser("adopt", help="pin a checkpoint that you compared with a witness or a reader")
    adopting.add_argument("checkpoint", type=Path, help="file with that checkpoint, signed by this log")
    adopting.set_defaults(func=run_adopt)


def run_fsck(arguments: argparse.Namespace) -> int:
    """Check everything, print what does not hold, and resume if asked and nothing is wrong, for witnesses either."""
    faults = fsck(models=INDEX_MODELS, blobs=_blobs(), now=dt.datetime.now(dt.UTC))
    if arguments.resume and not faults:
        report_comparison(compare(web=WebClient()))
        pin.resume()
    if arguments.json:
        print(json.dumps({"holds": not faults, "faults": [dataclasses.asdict(fault) for fault in faults]}, indent=2))
    else:
        print("\n".join(_lines(faults)))
    return 1 if faults else 0


def run_show(arguments: argparse.Namespace) -> int:  # noqa: ARG001 (no words of its own)
    """Print the pin."""
    pinned = pin.read()
    print(pinned.text() if pinned else "Nothing was ever signed.", end="" if pinned else "\n")
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Pin a checkpoint that this log signed."""
    try:
        data = arguments.checkpoint.read_bytes()
    except OSError as error:
        raise Refused(f"{arguments.checkpoint} cannot be read: {error.strerror}") from error
    opened = open_checkpoint(data, origin=settings.LOG_ORIGIN, verifiers=keys.known())
    pin.adopt(head=opened.checkpoint)
    print(f"Pinned: {opened.checkpoint.size} entries.")
    return 0


def _lines(faults: list[Finding]) -> Iterator[str]:
    yield from (f"{fault.where}: {fault.what}" for fault in faults)
    yield f"{len(faults)} faults." if faults else "Everything holds."


def _blobs() -> Iterator[Blob]:
    for sha256, content in EvidenceFile.objects.values_list("sha256", "content").iterator():
        yield Blob(name=f"evidence file {sha256[:12]}", sha256=sha256, content=bytes(content))
    for pk, sha256, raw in OutboundMail.objects.values_list("pk", "sha256", "raw").iterator():
        yield Blob(name=f"mail out {pk}", sha256=sha256, content=bytes(raw))
    erased = mails_erased()
    for pk, sha256, raw, entry in InboundMail.objects.values_list("pk", "sha256", "raw", "entry").iterator():
        yield Blob(name=f"mail in {pk}", sha256=sha256, content=bytes(raw), erased=entry in erased)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick evidence check``: judge one saved mail by the evidence profile, with keys given in a file.

Needs neither Django nor the network: who holds the mail and the key record can repeat the judgement years later.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tallystick.core.errors import Invalid
from tallystick.core.evidence.address import domain_name
from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.message import MAX_MESSAGE_BYTES
from tallystick.core.evidence.verdict import MailEvidence

MAX_KEYS_BYTES = 4 * 1024 * 1024

COUNTERSIGNED, NOT_COUNTERSIGNED, UNREADABLE = 0, 1, 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``evidence check``; its ``func`` takes the parsed arguments and returns the exit status."""
    evidence = subparsers.add_parser("evidence", help="judge evidence files", description=__doc__)
    commands = evidence.add_subparsers(dest="evidence_command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="say what a saved mail proves",
        description="Say what a saved mail proves. Exit status: 0 where it is countersigned by the organisation's "
        "domain, 1 where it proves less, 2 where a file or an argument cannot be read.",
    )
    check.add_argument("mail", metavar="MAIL.eml", type=Path, help="the original mail, byte for byte")
    check.add_argument(
        "--keys",
        metavar="KEYS.json",
        type=Path,
        required=True,
        help="a JSON object: DNS owner name -> list of TXT records, each one string",
    )
    check.add_argument("--domain", type=_domain, required=True, help="the organisation's pinned mail domain")
    check.add_argument(
        "--received", type=_time, metavar="TIME", help="when the mail was received, ISO 8601, UTC if no zone (now)"
    )
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.set_defaults(func=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Judge the mail and print the verdict; return 0, 1 or 2 as the help says."""
    try:
        raw = _read(options.mail, limit=MAX_MESSAGE_BYTES)
        keys = read_keys(_read(options.keys, limit=MAX_KEYS_BYTES))
    except Invalid as fault:
        print(_plain(fault.explain()), file=sys.stderr)
        return UNREADABLE
    received = options.received or datetime.now(UTC)
    evidence = verify(raw, keys=keys, received=received, pinned_domain=options.domain)
    print(json.dumps(as_json(evidence)) if options.json else _plain(_report(evidence)))
    return COUNTERSIGNED if evidence.worth is Level.DOMAIN else NOT_COUNTERSIGNED


def read_keys(raw: bytes) -> dict[str, list[str]]:
    """Read KEYS.json; raise ``Invalid`` unless it is one object of lists of strings, each name once."""
    if len(raw) > MAX_KEYS_BYTES:
        raise _not_keys(f"it has more than {MAX_KEYS_BYTES} bytes")
    try:
        keys = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise _not_keys("it is not JSON") from None
    if not isinstance(keys, dict):
        raise _not_keys("it is not one object")
    for name, records in keys.items():
        if not isinstance(records, list) or not all(isinstance(record, str) for record in records):
            raise _not_keys(f"{name[:80]!a} does not have a list of strings")
    return keys


def as_json(evidence: MailEvidence) -> dict[str, Any]:
    """Return the verdict as the object that ``--json`` prints: exactly six members."""
    return {
        "level": evidence.worth.public_name,
        "verb": evidence.verb,
        "code": evidence.code,
        "signed": [list(pair) for pair in evidence.signed],
        "unsigned": list(evidence.unsigned),
        "problems": [{"id": problem.id, "text": problem.text} for problem in evidence.problems],
    }


def _domain(text: str) -> str:
    try:
        return domain_name(text)
    except Invalid as fault:
        raise argparse.ArgumentTypeError(fault.what) from None


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text[:40]!a} is not a time like 2026-11-02T09:30:00Z") from None


def _read(path: Path, *, limit: int) -> bytes:
    # One byte more than is judged: the verdict itself then says that a mail is too large.
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as fault:
        raise Invalid(
            f"{path} cannot be read: {getattr(fault, 'strerror', None) or fault}.",
            next_step="Give the path of a file that you may read.",
        ) from None


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name is given twice")
    return members


def _not_keys(why: str) -> Invalid:
    return Invalid(
        f"The file of keys cannot be used: {why}.",
        rule="KEYS.json maps DNS owner names to lists of TXT records, each one string.",
        next_step='For example {"s1._domainkey.charity.example": ["v=DKIM1; k=rsa; p=MIIB..."]}.',
    )


def _plain(text: str) -> str:
    """Return ``text`` in ASCII: what a mail says must neither steer the terminal nor fail to print."""
    return text.encode("ascii", "backslashreplace").decode("ascii")


def _report(evidence: MailEvidence) -> str:
    lines = [f"Worth: {evidence.worth.public_name}", f"  {evidence.worth.could_be_faked}"]
    if evidence.verb is None:
        lines.append("Answer: none that is clear" + (", though the sender is proved" if evidence.signed else ""))
    else:
        lines.append(f"Answer: {evidence.verb} {evidence.reference} {evidence.code}")
    lines.append(
        f"From: {evidence.from_address or 'not clear'}" + ("" if evidence.signed else " (claimed, not signed)")
    )
    if evidence.signed:
        lines.append(f"Signed by: {evidence.domain}, key {evidence.key_owner_name} ({evidence.key_bits} bits)")
        lines += ["Signed fields:", *(f"  {name}: {value}" for name, value in evidence.signed)]
    lines.append(f"Not signed: {', '.join(evidence.unsigned) or 'no field'}")
    if evidence.problems:
        lines += ["Problems:", *(f"  - {problem.text} [{problem.id}]" for problem in evidence.problems)]
    return "\n".join(lines)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify BUNDLE``: check a proof bundle offline, with the base install and no trust in anybody.

Exit status 0: every step holds. 1: a step failed. 2: the file cannot be read.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate

from tallystick.core.claims.verify import STEPS, TIME, Verified, verify
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.evidence.timestamp import MAX_ROOTS_SIZE, read_roots
from tallystick.core.ledger import b64
from tallystick.core.ledger.bundle import MAX_BUNDLE_SIZE
from tallystick.core.ledger.policy import MAX_POLICY_SIZE, Policy, parse_policy
from tallystick.core.ledger.verify import InvalidAtStep, UnverifiedAtStep, VerifiedBundle

_MOST = MAX_BUNDLE_SIZE + 1  # and its line feed
Failure = InvalidAtStep | UnverifiedAtStep


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``verify``."""
    parser = subparsers.add_parser(
        "verify",
        help="check a proof bundle offline",
        description="Check a proof bundle offline, step by step, and say what it proves and what it does not.",
        epilog="Exit status: 0 every step holds, 1 a step failed, 2 the file cannot be read.",
    )
    parser.add_argument("bundle", metavar="BUNDLE", type=Path, help="the file")
    parser.add_argument("--vkey", metavar="KEY", help="the log's key as you know it from elsewhere")
    parser.add_argument(
        "--policy",
        metavar="FILE",
        type=Path,
        help="your witness policy (c2sp.org/tlog-policy): enough of its witnesses must have cosigned the checkpoint",
    )
    parser.add_argument(
        "--tsa-roots",
        metavar="PEM",
        type=Path,
        help="the roots of time-stamping authorities that you trust: the file must carry a timestamp (RFC 3161) under "
        "one of them; needs the extra tallystick[timestamp]",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify one file and print what came of it."""
    data = _read(arguments.bundle)
    policy = read_policy(arguments.policy) if arguments.policy else None
    roots = roots_from(arguments.tsa_roots) if arguments.tsa_roots else None
    now = dt.datetime.now(dt.UTC)
    try:
        verified = verify(data, vkey=arguments.vkey, now=now, policy=policy, tsa_roots=roots)
    except (InvalidAtStep, UnverifiedAtStep) as failure:
        _show(json.dumps(_failed_object(failure)) if arguments.json else _failed_text(failure))
        return 1
    _show(json.dumps(_object(verified)) if arguments.json else _text(verified))
    return 0


def read_policy(path: Path) -> Policy:
    """Return the policy in a file.

    Raises:
        Unavailable: it cannot be read.
        Invalid: it is no policy.
    """
    try:
        with path.open("rb") as file:
            return parse_policy(file.read(MAX_POLICY_SIZE + 1))
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}", next_step="Give the path of a policy file.") from error


def roots_from(path: Path) -> tuple[Certificate, ...]:
    """Return the certificates in a file.

    Raises:
        Unavailable: it cannot be read.
        Invalid: it holds none.
    """
    try:
        with path.open("rb") as file:
            return read_roots(file.read(MAX_ROOTS_SIZE + 1))
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}", next_step="Give the path of a PEM file.") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}", next_step="Give the path of a bundle file.") from error
    if len(data) > _MOST:
        raise Invalid(f"{path} is larger than any bundle", rule=f"A bundle has at most {_MOST:,} bytes.")
    return data


def _text(verified: Verified) -> str:
    bundle = verified.bundle
    lines = [f"Titled by its maker: “{_plain(bundle.title)}”", ""]
    lines += [
        f"  ok  {line.step.number:2}. {line.step.title}\n          {_plain(line.text)}" for line in verified.report
    ]
    lines += ["", "Every step holds. This file does not prove:"]
    lines += [f"  -  {_plain(line)}" for line in verified.not_proved]
    lines += [f"  -  {_plain(line)}" for line in _not_witnessed(bundle)]
    if not bundle.key_given:
        lines += ["", f"The key that came with the file: {_plain(bundle.vkey)}"]
    return "\n".join(lines)


def _not_witnessed(bundle: VerifiedBundle) -> Iterator[str]:
    if bundle.unchecked:
        names = ", ".join(dict.fromkeys(bundle.unchecked))
        yield f"Anything by {len(bundle.unchecked)} signature lines that were not checked ({names}): see --policy."
    elif bundle.cosigned is None:
        yield "That anybody but the log's operator saw this checkpoint: it is signed by its operator alone, no witness."


def _failed_text(failure: Failure) -> str:
    lines = [f"  ok  {step.number:2}. {step.title}" for step in STEPS if step.number < failure.step]
    lines += [_plain(line) for line in failure.explain().splitlines()]
    return "\n".join(lines)


def _object(verified: Verified) -> dict[str, Any]:
    bundle, head = verified.bundle, verified.bundle.checkpoint
    return {
        "holds": True,
        "title": bundle.title,
        "origin": bundle.origin,
        "vkey": bundle.vkey,
        "vkey_given": bundle.key_given,
        "checkpoint": {"size": head.size, "root": b64.encode(head.root)},
        "witnesses": None if bundle.cosigned is None else {name: _moment(at) for name, at in bundle.cosigned.items()},
        "timestamp": _time_object(verified),
        "signatures_not_checked": list(bundle.unchecked),
        "entries": [entry.index for entry in bundle.entries],
        "claim": bundle.claim,
        "steps": [
            {"number": line.step.number, "title": line.step.title, "holds": True, "text": line.text}
            for line in verified.report
        ],
        "failed": None,
        "not_proved": list(verified.not_proved),
    }


def _time_object(verified: Verified) -> dict[str, Any] | None:
    """Return what a timestamp in the file proves; ``checked`` is false where nothing was asked of it."""
    if verified.bundle.timestamp is None:
        return None
    if verified.time is None:
        return {"checked": False}
    proved = verified.time
    return {
        "checked": True,
        "time": proved.timestamp.time.isoformat(),
        "authority": proved.timestamp.authority,
        "size": proved.size,
        "entries_covered": proved.covered,
    }


def _moment(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _failed_object(failure: Failure) -> dict[str, Any]:
    steps = [
        {"number": step.number, "title": step.title, "holds": step.number < failure.step}
        for step in (*STEPS, TIME)
        if step.number <= failure.step
    ]
    failed = {"number": failure.step, "what": failure.what, "rule": failure.rule, "next_step": failure.next_step}
    return {"holds": False, "steps": steps, "failed": failed}


def _show(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def _plain(text: str) -> str:
    """Return text from a file so that it can neither move the cursor nor turn the direction of what is printed."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

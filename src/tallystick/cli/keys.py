# SPDX-License-Identifier: Apache-2.0
"""``tallystick keys``: make keys, print their public halves, and hand over from one to the next.

Works from the base install. What is printed is public; what is secret is only ever written to a file of mode 0600.
"""

import argparse
import datetime as dt
import secrets
import sys
from pathlib import Path

from tallystick.cli.witness_files import make_key_file
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.cosignature import LOG_TYPES, WITNESS_TYPES
from tallystick.core.ledger.keys import (
    ED25519,
    KINDS,
    MAX_FILE_SIZE,
    ML_DSA,
    WITNESS,
    PrivateKey,
    open_rotation,
    parse_key_file,
    sign_rotation,
)
from tallystick.core.ledger.note import MAX_NOTE_SIZE, NoteVerifier, check_key_name, parse_vkey

_TITLES = {ED25519: "Ed25519, of a log", WITNESS: "Ed25519, of a witness", ML_DSA: "ML-DSA-44, of a log or a witness"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``keys generate``, ``print``, ``hand-over`` and ``check-hand-over``."""
    keys = subparsers.add_parser("keys", help="make keys, print public keys, hand over to a new key")
    commands = keys.add_subparsers(dest="keys_command", required=True, metavar="COMMAND")
    generate = commands.add_parser("generate", help="make a key and print its public half")
    generate.add_argument("--name", required=True, help="the key's name: a log's origin, or a witness's name")
    generate.add_argument("--kind", choices=KINDS, required=True, help="what the key signs as")
    generate.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="the file to make, for its owner only"
    )
    generate.set_defaults(func=run_generate)
    printing = commands.add_parser("print", help="print the public keys of a key file, or check a public key")
    printing.add_argument("key", metavar="FILE|KEY", help="a key file, or a public key (name+id+base64)")
    printing.set_defaults(func=run_print)
    _add_hand_over(commands)


def _add_hand_over(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    hand_over = commands.add_parser(
        "hand-over",
        help="print the statement, signed by both keys, by which a log changes its key",
        description="Print the statement, signed by both keys, by which a log changes its key. Publish it before the "
        "new key signs anything.",
    )
    hand_over.add_argument("--old", metavar="FILE", type=Path, required=True, help="the key file in use")
    hand_over.add_argument("--new", metavar="FILE", type=Path, required=True, help="the key file from now on")
    hand_over.add_argument(
        "--checkpoint", metavar="FILE", type=Path, required=True, help="the log's newest checkpoint, by the old key"
    )
    hand_over.set_defaults(func=run_hand_over)
    check = commands.add_parser("check-hand-over", help="check such a statement, and print the new key")
    check.add_argument("statement", metavar="FILE", type=Path, help="the statement")
    check.add_argument("--vkey", metavar="KEY", required=True, help="the old public key, as you know it from elsewhere")
    check.set_defaults(func=run_check_hand_over)


def run_generate(arguments: argparse.Namespace) -> int:
    """Make one key."""
    check_key_name(arguments.name)
    key = PrivateKey(arguments.name, KINDS[arguments.kind], secrets.token_bytes(32))
    make_key_file(arguments.out, keys=[key])
    print(key.verifier.vkey)
    return 0


def run_print(arguments: argparse.Namespace) -> int:
    """Print public keys, and what they are."""
    path = Path(arguments.key)
    if path.is_file():
        verifiers = [key.verifier for key in read_keys(path)]
    else:
        verifiers = [parse_vkey(arguments.key, types=tuple({*LOG_TYPES, *WITNESS_TYPES}))]
    print("\n".join(describe(verifier) for verifier in verifiers))
    return 0


def run_hand_over(arguments: argparse.Namespace) -> int:
    """Print the statement."""
    old, new = _log_key(arguments.old), _log_key(arguments.new)
    note = _read(arguments.checkpoint, limit=MAX_NOTE_SIZE)
    head = open_checkpoint(note, origin=old.name, verifiers=[old.verifier]).checkpoint
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    statement = sign_rotation(old=old.signer(timestamp=0), new=new.signer(timestamp=0), head=head, time=now)
    sys.stdout.write(statement.decode("utf-8"))
    return 0


def run_check_hand_over(arguments: argparse.Namespace) -> int:
    """Check a statement and print the new key."""
    rotation = open_rotation(_read(arguments.statement, limit=MAX_NOTE_SIZE), old=parse_vkey(arguments.vkey))
    print(rotation.new.vkey)
    print(f"  signs for this log from {rotation.time:%Y-%m-%d %H:%M:%S} UTC, after entry {rotation.head.size - 1}")
    print(f"  size {rotation.head.size}, root {b64.encode(rotation.head.root)}")
    return 0


def describe(verifier: NoteVerifier) -> str:
    """Return a public key and what it is, in two lines."""
    return f"{verifier.vkey}\n  {_TITLES[verifier.signature_type]}; id {verifier.key_id.hex()}"


def read_keys(path: Path) -> tuple[PrivateKey, ...]:
    """Return the keys of a file.

    Raises:
        Unavailable: it cannot be read.
        Invalid: it holds no keys.
    """
    return parse_key_file(_read(path, limit=MAX_FILE_SIZE))


def _log_key(path: Path) -> PrivateKey:
    for key in read_keys(path):
        if key.signature_type == ED25519:
            return key
    raise Refused(
        f"{path} holds no Ed25519 key of a log", next_step="Make one with: tallystick keys generate --kind log"
    )


def _read(path: Path, *, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}") from error
    if len(data) > limit:
        raise Invalid(f"{path} is too large")
    return data

# SPDX-License-Identifier: Apache-2.0
"""The log's signing keys, in one file of the instance's key folder that only the service may read.

One key usually, the oldest first while two overlap; each of them signs every checkpoint. An ML-DSA-44 key may stand
beside them. The form of the file is that of `tallystick.core.ledger.keys`.
"""

import datetime as dt
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import disk, queries
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger.keys import (
    ED25519,
    MAX_FILE_SIZE,
    ML_DSA,
    PrivateKey,
    encode_key_file,
    parse_key_file,
)
from tallystick.core.ledger.note import NoteSigner, NoteVerifier, parse_vkey

_FILE = "log.key"
_LOST = "Make the instance with tallystick init, or restore the key from its separate backup."


def make_key(*, folder: Path, seed: bytes) -> None:
    """Write a new signing key, named as this log's origin, into the key folder.

    Raises:
        Refused: there is one already; a log changes its key by rotation, never by overwriting.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(folder / _FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(
            f"{folder / _FILE} exists already",
            rule="A log's key is made once.",
            next_step="Use the existing instance, or name another folder with --dir.",
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(encode_key_file([PrivateKey(settings.LOG_ORIGIN, ED25519, seed)]))


def held() -> tuple[PrivateKey, ...]:
    """Return the keys that the log signs with, the oldest first.

    Raises:
        Unavailable: the key file is missing or unreadable.
        Invalid: it does not hold keys of this log.
    """
    path = Path(settings.KEY_DIR) / _FILE
    try:
        with path.open("rb") as file:
            return _parsed(file.read(MAX_FILE_SIZE + 1), settings.LOG_ORIGIN)
    except OSError as error:
        raise Unavailable(f"the log's signing key {path} cannot be read", next_step=_LOST) from error


def replace(*, keys: Sequence[PrivateKey]) -> None:
    """Put other keys in the place of those that the log signs with. The caller holds `publish.only_publisher`."""
    disk.replace(Path(settings.KEY_DIR) / _FILE, encode_key_file(keys), mode=0o600)


def signers(*, now: dt.datetime) -> list[NoteSigner]:
    """Return the signers of a checkpoint at one moment, aware and UTC. Raises as `held`."""
    return [key.signer(timestamp=int(now.timestamp())) for key in held()]


def signer() -> NoteSigner:
    """Return the signer with the Ed25519 key that the log signs with first. Raises as `held`."""
    return next(key for key in held() if key.signature_type == ED25519).signer(timestamp=0)


def current() -> list[NoteVerifier]:
    """Return the public halves of the keys that the log signs with, the oldest first. Raises as `held`."""
    return [key.verifier for key in held()]


def known() -> list[NoteVerifier]:
    """Return the public halves of all keys that the log signs or ever signed with. Raises as `held`."""
    retired = (parse_vkey(change.old_vkey) for _, change in queries.key_changes())
    return list(dict.fromkeys([*current(), *retired]))


def vkey() -> str:
    """Return the verifier key of this instance's log, as anybody may print it. Raises as `held`."""
    return signer().verifier.vkey


@lru_cache(maxsize=8)
def _parsed(data: bytes, origin: str) -> tuple[PrivateKey, ...]:
    keys = parse_key_file(data)
    for key in keys:
        if key.name != origin or key.signature_type not in {ED25519, ML_DSA}:
            raise Invalid(
                f"the key file holds a key that is not one of the log {origin}",
                rule="A log's key is named as its origin.",
                next_step="Put back the log's own key file, or check TALLYSTICK_ORIGIN.",
            )
    if all(key.signature_type != ED25519 for key in keys):
        raise Invalid("the key file holds no Ed25519 key, which every verifier understands")
    return keys

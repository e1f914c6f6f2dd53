# SPDX-License-Identifier: Apache-2.0
"""The log's signing key: made once, kept in the instance's key folder, readable by the service alone."""

import os
from functools import cache
from pathlib import Path

from django.conf import settings

from tallystick.core.errors import Refused, Unavailable
from tallystick.core.ledger import b64
from tallystick.core.ledger.note import NoteSigner

_FILE = "log.key"


def make_key(*, folder: Path, seed: bytes) -> None:
    """Write a new signing key into the key folder.

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
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(b64.encode(seed) + "\n")


def signer() -> NoteSigner:
    """Return the signer of this instance's log, named as its origin.

    Raises:
        Unavailable: the key file is missing or unreadable.
        Invalid: the key file does not hold a key.
    """
    return _signer(settings.KEY_DIR / _FILE, settings.LOG_ORIGIN)


@cache
def _signer(path: Path, origin: str) -> NoteSigner:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(
            f"the log's signing key {path} cannot be read",
            next_step="Make the instance with tallystick init, or restore the key from its separate backup.",
        ) from error
    return NoteSigner(name=origin, seed=b64.decode(text, what="the log's signing key"))


def vkey() -> str:
    """Return the verifier key of this instance's log, as anybody may print it."""
    return signer().verifier.vkey

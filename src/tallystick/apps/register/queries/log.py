# SPDX-License-Identifier: Apache-2.0
"""The published files of the log, by their paths in C2SP tlog-tiles (https://c2sp.org/tlog-tiles)."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.core.errors import Unavailable

#: The one file that changes.
CHECKPOINT = "checkpoint"

_PATH = re.compile(
    r"checkpoint|tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?", re.ASCII
)


def log_file(*, path: str) -> bytes | None:
    """Return a published file of the log, or ``None`` where the log has no such file.

    Only paths that the specification knows are looked up, so nothing else in the folder can be reached.
    """
    if not _PATH.fullmatch(path):
        return None
    try:
        return journal.fetch(path)
    except Unavailable:
        return None


def log_paths() -> Iterator[str]:
    """Yield the paths of all published files of the log, the checkpoint last."""
    folder = Path(settings.LOG_DIR)
    found = (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file())
    yield from (path for path in found if _PATH.fullmatch(path) and path != CHECKPOINT)
    if (folder / CHECKPOINT).is_file():
        yield CHECKPOINT


def vkey() -> str:
    """Return the log's verifier key (C2SP signed-note, https://c2sp.org/signed-note).

    Raises:
        Unavailable: the key cannot be read.
    """
    return keys.vkey()

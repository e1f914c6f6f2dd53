# SPDX-License-Identifier: Apache-2.0
"""The published files of the log, by their paths in C2SP tlog-tiles (https://c2sp.org/tlog-tiles)."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import keys, timestamps, trust
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.trust import PENDING, Seal
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.replay import CHECKPOINT
from tallystick.core.ledger.stamped import INDEX, StampLine


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coverage:
    """Whether the published checkpoint covers an entry, and who has signed it. ``waits``: for witnesses."""

    published: bool
    waits: bool
    seal: Seal


#: What changes, in the order in which it is written: what the log has signed, and what its witnesses have, too.
CHECKPOINTS = (PENDING, CHECKPOINT)
#: The list of timestamps, to which lines are added.
STAMPS = f"{timestamps.FOLDER}/{INDEX}"

_PATH = re.compile(
    r"checkpoint(?:\.pending)?|hand-over/[1-9][0-9]{0,2}|"
    r"tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?",
    re.ASCII,
)


def log_file(*, path: str) -> bytes | None:
    """Return a published file of the log, or ``None`` where the log has no such file.

    Only paths that the specification knows are looked up, so nothing else in the folder can be reached.
    """
    if timestamps.PATH.fullmatch(path):
        return timestamps.content(path)
    if not _PATH.fullmatch(path):
        return None
    try:
        return journal.fetch(path)
    except Unavailable:
        return None


def log_paths() -> Iterator[str]:
    """Yield the paths of all published files of the log, the checkpoints last."""
    folder = Path(settings.LOG_DIR)
    found = (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file())
    yield from (path for path in found if _PATH.fullmatch(path) and path not in CHECKPOINTS)
    yield from timestamps.paths()
    yield from (path for path in CHECKPOINTS if (folder / path).is_file())


def coverage(*, entry: int) -> Coverage:
    """Return whether the published checkpoint covers an entry, and who beside the operator has signed it."""
    head = journal.published()
    seal = trust.seal(checkpoint=head.checkpoint if head else "")
    published = head is not None and entry < head.size
    return Coverage(published=published, waits=seal.has_policy and not published, seal=seal)


def stamped() -> StampLine | None:
    """Return the newest timestamp of the log by somebody else's clock, if any.

    A page must not fail because the list of timestamps cannot be read: then none is named.
    """
    try:
        lines = timestamps.index()
    except (Invalid, Unavailable):
        return None
    return lines[-1] if lines else None


def policy() -> bytes | None:
    """Return the log's witness policy (C2SP tlog-policy, https://c2sp.org/tlog-policy), or ``None``.

    Raises:
        Unavailable: it cannot be read.
    """
    return trust.policy_bytes()


def vkey() -> str:
    """Return the log's verifier key (C2SP signed-note, https://c2sp.org/signed-note).

    Raises:
        Unavailable: the key cannot be read.
    """
    return keys.vkey()

# SPDX-License-Identifier: Apache-2.0
"""Compare what this instance knows with its files, its pin, and what its witnesses hold. On any mismatch: read-only.

A witness cannot stop an instance by a mere word: only a note that this log's own key signed does. Who starts the
service compares everything (`compare`); whatever process writes first compares what is on this machine (`check_once`).
"""

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn, Protocol

from django.conf import settings

from tallystick.apps.journal import disk, forks, keys, pin, queries, trust
from tallystick.apps.journal.models import SignedHead
from tallystick.apps.journal.publish import checked_edge, only_publisher, show_newest_again
from tallystick.apps.journal.trust import Asked
from tallystick.core.errors import Refused, TallystickError
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint
from tallystick.core.ledger.fork import encode_fork, find_fork
from tallystick.core.ledger.note import MAX_NOTE_SIZE
from tallystick.core.ledger.witness import origin_hash

logger = logging.getLogger(__name__)

_RULE = "A log signs one history: each head extends every head that it signed before."
_PUBLISH = "Stop. Publish what is kept there, and ask who else had the log's key or a copy of this instance."


class Answer(Protocol):
    """An HTTP answer."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def content_type(self) -> str:
        """The Content-Type, or an empty text."""

    @property
    def body(self) -> bytes:
        """The body, at most one byte longer than the limit that was given."""


class Web(Protocol):
    """Asks other machines, once each, for a bounded time. Both ways raise `Unavailable` where there is no answer."""

    def get(self, url: str, *, limit: int) -> Answer:
        """Ask with GET; read at most one byte more than ``limit``."""

    def post(self, url: str, *, body: bytes, limit: int) -> Answer:
        """Ask with POST; read at most one byte more than ``limit``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Copy:
    """What a witness shows of this log: a signed note, or nothing yet, or why it could not be read."""

    witness: Asked
    note: bytes | None
    problem: str = ""


def compare(*, web: Web) -> tuple[str, ...]:
    """Compare the newest signed head with files, pin and witnesses, and return which witnesses could not be read.

    Raises:
        Refused: the pin or a witness knows another history. The instance is read-only from here on, and the notes
            that prove a fork are kept.
        Unverified: the published files are not those of the newest signed head; the instance is read-only.
        Unavailable: one of them is missing; the instance is read-only.
        Invalid: the pin or the policy cannot be read.
    """
    check_own()
    known = trust.read()
    copies = _copies(known.asked, web=web) if known is not None else []
    problems = []
    for copy in copies:
        problem = copy.problem or check_copy(copy)
        if problem:
            problems.append(f"{copy.witness.name}: {problem}")
    return tuple(problems)


def check_own() -> None:
    """Compare the newest signed head with its files, the entries and the pin, and mend what a crash left behind.

    Raises:
        TallystickError: as `compare`, which asks the witnesses as well; the instance is read-only.
    """
    try:
        with only_publisher(), pin.held():
            disk.remove_drafts(Path(settings.LOG_DIR))
            checked_edge(queries.signed())
            show_newest_again()
    except TallystickError as error:
        pin.turn_read_only(error)
        raise


def read_copy(witness: Asked, *, web: Web) -> Copy:
    """Return what a witness shows of this log (C2SP tlog-witness, monitoring). Never raises."""
    try:
        answer = web.get(f"{witness.url}/{origin_hash(settings.LOG_ORIGIN)}/checkpoint", limit=MAX_NOTE_SIZE)
    except TallystickError as error:
        return Copy(witness=witness, note=None, problem=error.what)
    if answer.status == 404:
        return Copy(witness=witness, note=None)
    if answer.status != 200:
        return Copy(witness=witness, note=None, problem=f"it answers with the HTTP status {answer.status}")
    return Copy(witness=witness, note=answer.body)


def check_copy(copy: Copy) -> str:
    """Compare a witness's copy with the newest signed head; return why it says nothing, or an empty text.

    Raises:
        Refused: the copy proves that this log's key signed another history, or a later one than this instance knows.
            The instance is read-only from here on.
    """
    if copy.note is None:
        return ""
    own = keys.known()
    try:
        theirs = open_checkpoint(copy.note, origin=settings.LOG_ORIGIN, verifiers=own).checkpoint
    except TallystickError as error:
        return f"its copy is not one of this log: {error.what}"
    signed = queries.signed()
    if signed is None or theirs.size > signed.size:
        _alarm_later(copy.note, witness=copy.witness, theirs=theirs, signed=signed)
    ours = signed.checkpoint.encode()
    fork = find_fork(one=copy.note, other=ours, origin=settings.LOG_ORIGIN, verifiers=own, fetch=queries.fetch)
    if fork is not None:
        kept = _keep({"ours.note": ours, "theirs.note": copy.note, forks.FORK: encode_fork(fork)})
        _alarm(
            f"The witness {copy.witness.name} holds {theirs.size} entries that this log's key signed, and they are not "
            f"the first {theirs.size} of this instance. The proof is {kept}.",
            next_step=_PUBLISH,
        )
    return ""


def _alarm_later(note: bytes, *, witness: Asked, theirs: Checkpoint, signed: SignedHead | None) -> NoReturn:
    kept = _keep({"ours.note": signed.checkpoint.encode() if signed else b"", "theirs.note": note})
    _alarm(
        f"The witness {witness.name} holds {theirs.size} entries that this log's key signed, and this instance "
        f"knows only {signed.size if signed else 0}: an older copy was restored, or somebody else has the key. "
        f"Both notes are {kept}.",
        next_step="Bring back the newest backup or the missing entries, then run tallystick fsck --resume.",
    )


def _keep(files: Mapping[str, bytes]) -> str:
    """Keep evidence and return where, in words. A disk that takes nothing more must not keep the alarm from ringing."""
    try:
        return f"in {forks.keep(files=files)}"
    except OSError as error:
        return f"not kept, because of the disk: {error.strerror}. Keep the witness's copy from its own page"


def _alarm(what: str, *, next_step: str) -> NoReturn:
    error = Refused(what, rule=_RULE, next_step=next_step)
    pin.turn_read_only(error)
    logger.critical("%s", error.explain())
    raise error


def _copies(witnesses: Sequence[Asked], *, web: Web) -> list[Copy]:
    with ThreadPoolExecutor(max_workers=max(1, len(witnesses)), thread_name_prefix="witness") as pool:
        return list(pool.map(lambda witness: read_copy(witness, web=web), witnesses))

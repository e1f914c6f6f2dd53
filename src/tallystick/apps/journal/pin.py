# SPDX-License-Identifier: Apache-2.0
"""The sign-once pin: the newest tree head that this log ever signed, kept outside the database and its backups.

Its file has the format of `tallystick.core.ledger.pin`, with one log in it. Before a head is signed it is pinned, and
it must extend the pinned one. A restored backup, a second server on a copy, or a changed database therefore cannot get
a second history signed: the instance turns read-only and says why. Whoever can change the pin can defeat it, so it
belongs on another disk or host than the backups.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import disk, keys
from tallystick.core.errors import Refused, TallystickError, Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.pin import MAX_PIN_SIZE, Head, Pin, parse_pin

_FILE = "log.pin"
_READ_ONLY = "READ-ONLY"
_RULE = "A log signs one history: each head extends every head that it signed before."


def folder() -> Path:
    """Return the folder of the pin: ``TALLYSTICK_PIN_DIR``, else ``pin`` beside the log's files."""
    return Path(settings.PIN_DIR) if settings.PIN_DIR else Path(settings.LOG_DIR).parent / "pin"


def read() -> Checkpoint | None:
    """Return the pinned head, or ``None`` where nothing was ever signed.

    Raises:
        Unavailable: the pin, or the key that it must belong to, cannot be read.
        Invalid: it is no pin.
        Refused: it is that of another log or of a key that this log does not sign with.
    """
    path = folder() / _FILE
    try:
        with path.open("rb") as file:
            pin = parse_pin(file.read(MAX_PIN_SIZE + 1))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable(f"the pin {path} cannot be read", next_step="Mend its permissions.") from error
    if set(pin.heads) != {settings.LOG_ORIGIN}:
        raise Refused("The pin is that of another log.", rule=_RULE, next_step="Check TALLYSTICK_PIN_DIR.")
    if pin.vkey not in {key.vkey for key in keys.current()}:
        raise Refused("The pin is that of another key.", rule=_RULE, next_step="Put back the newest key file.")
    head = pin.heads[settings.LOG_ORIGIN]
    return Checkpoint(origin=settings.LOG_ORIGIN, size=head.size, root=head.root)


def advance(*, head: Checkpoint, signed: Checkpoint | None, root_at: Callable[[int], bytes]) -> None:
    """Check that a head extends the pinned one, and pin it. Returns only when the new pin is on disk.

    The caller is in `held`. ``signed``: the newest head that the database says was signed, if any. ``root_at`` gives
    the root that the tree of ``head`` had at a smaller size.

    Raises:
        Refused: the head does not extend the pin, or the pin of a log that has signed is missing.
    """
    pinned = read()
    if pinned is not None or signed is not None:
        check(head=head, root_at=root_at)
    # Also where it is pinned and was not signed: whoever pinned it may have failed before it was on disk.
    if pinned != head or signed != head:
        _write(head)


def check(*, head: Checkpoint, root_at: Callable[[int], bytes]) -> None:
    """Check that a head extends the pinned one. ``root_at`` as in `advance`.

    Raises:
        Refused: it does not, or the pin is missing.
    """
    pinned = read()
    if pinned is None:
        raise Refused("The pin of this log is missing.", rule=_RULE, next_step=_ADOPT)
    _check_extends(head, pinned, root_at)


def adopt(*, head: Checkpoint) -> None:
    """Pin a head that was checked against a witness's or a reader's copy, after the pin was lost.

    Raises:
        Refused: there is a pin already, of another head.
    """
    with held():
        pinned = read()
        if pinned is not None and pinned != head:
            raise Refused("This log has a pin.", rule=_RULE, next_step="Nothing to do: publishing goes on from it.")
        _write(head)


def sign_over(*, vkey: str) -> None:
    """Say that the pin belongs to another of the log's keys."""
    with held():
        pinned = read()
        if pinned is not None:
            _write(pinned, vkey=vkey)


@contextmanager
def held() -> Iterator[None]:
    """Wait until nobody else pins, and let nobody pin meanwhile. What a killed process left half written goes."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        disk.remove_drafts(folder())
        yield


def turn_read_only(reason: TallystickError) -> None:
    """Stop every write to the record until somebody has looked; the reason stands in the file."""
    _read_only_file().write_text(reason.explain() + "\n", "utf-8")


def resume() -> None:
    """Take writes again, after the reason for stopping is gone."""
    _read_only_file().unlink(missing_ok=True)


def stopped_because() -> str:
    """Return in one line why the instance is read-only; empty where it is not."""
    try:
        return _read_only_file().read_text("utf-8", "replace").split("\n", 1)[0] or "no reason is given."
    except FileNotFoundError:
        return ""


def check_writable() -> None:
    """Raise ``Unavailable`` with the reason while the instance is read-only."""
    reason = stopped_because()
    if reason:
        raise Unavailable(
            f"This record is read-only because something does not fit: {reason}",
            rule="Nothing is recorded while the log cannot be signed.",
            next_step="The operator runs tallystick fsck, mends what it names, and then tallystick fsck --resume.",
        )


_ADOPT = (
    "Compare the newest published checkpoint with a witness's or a reader's copy; if it fits: "
    "tallystick pin adopt CHECKPOINT"
)


def _check_extends(head: Checkpoint, pinned: Checkpoint, root_at: Callable[[int], bytes]) -> None:
    if head.size < pinned.size:
        raise Refused(
            f"This log signed {pinned.size} entries before and has only {head.size} now: an older copy was restored.",
            rule=_RULE,
            next_step="Bring back the newest backup or the missing entries, then run tallystick fsck --resume.",
        )
    if root_at(pinned.size) != pinned.root:
        raise Refused(
            f"The first {pinned.size} entries are not those that were signed before.",
            rule=_RULE,
            next_step="Stop. Keep this copy as evidence, and restore the newest good backup.",
        )


def _write(head: Checkpoint, *, vkey: str = "") -> None:
    pin = Pin(vkey or keys.vkey(), {head.origin: Head(head.size, head.root)})
    disk.replace(folder() / _FILE, pin.encode())
    disk.sync(folder().parent)


def _read_only_file() -> Path:
    return Path(settings.LOG_DIR).parent / _READ_ONLY

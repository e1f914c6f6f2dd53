# SPDX-License-Identifier: Apache-2.0
"""The two small files of a witness beside its database: its key, which only it may read, and its pin."""

import fcntl
import os
import stat
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from tallystick.core.errors import Refused, Unavailable
from tallystick.core.ledger.keys import MAX_FILE_SIZE, PrivateKey, encode_key_file, parse_key_file
from tallystick.core.ledger.pin import MAX_PIN_SIZE, Head, Pin, parse_pin

_ONLY_OWNER: Final = 0o600
_NOT_MADE: Final = "Make the witness with: tallystick witness init --config FILE"


class KeyFile:
    """An open key file, locked, so that no second program signs with these keys at the same time."""

    def __init__(self, path: Path) -> None:
        """Open, check and lock the file.

        Raises:
            Unavailable: it is missing or unreadable.
            Refused: somebody else owns it or may read it, it is no regular file, or another program uses it.
            Invalid: it does not hold keys.
        """
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise Unavailable(f"The key {path} cannot be read: {error.strerror}.", next_step=_NOT_MADE) from error
        with ExitStack() as stack:
            stack.callback(self.close)
            _check_private(self._descriptor, path)
            _lock(self._descriptor, path)
            self.keys = parse_key_file(os.read(self._descriptor, MAX_FILE_SIZE + 1))
            stack.pop_all()

    def close(self) -> None:
        """Let go of the keys."""
        os.close(self._descriptor)


def make_key_file(path: Path, *, keys: Sequence[PrivateKey]) -> None:
    """Write a new key file that only its owner can read. Raises `Refused` where there is one, `Unavailable`."""
    descriptor = create(path, rule="A key is never overwritten.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(encode_key_file(keys))
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def create(path: Path, *, rule: str) -> int:
    """Make a file that only its owner can use, and its folder; return its descriptor, open for writing.

    Raises:
        Refused: there is such a file, which is against ``rule``.
        Unavailable: it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OWNER)
    except FileExistsError as error:
        raise Refused(f"{path} exists already.", rule=rule) from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror}.") from error


class PinFile:
    """The pin on disk, replaced as a whole at each change."""

    def __init__(self, path: Path, pin: Pin) -> None:
        """Hold a pin that is on disk already; see `read` and `make`."""
        self._path = path
        self.pin = pin

    @classmethod
    def read(cls, path: Path) -> "PinFile":
        """Return the pin of a witness that was made before. Raises `Unavailable` or `Invalid`."""
        try:
            with path.open("rb") as file:
                return cls(path, parse_pin(file.read(MAX_PIN_SIZE + 1)))
        except OSError as error:
            raise Unavailable(
                f"The pin {path} cannot be read: {error.strerror}.",
                rule="A witness that does not know what it signed does not sign.",
                next_step="Put it back. If it is lost, make a new witness with a new key.",
            ) from error

    @classmethod
    def make(cls, path: Path, pin: Pin) -> "PinFile":
        """Write the first pin. Raises `Refused` where there is one, `Unavailable`."""
        os.close(create(path, rule="A pin is never started over."))
        made = cls(path, pin)
        made._replace(pin)
        return made

    def move(self, origin: str, head: Head) -> None:
        """Write the pin anew with this head, if it is another. Raises `Unavailable`; then nothing may be answered."""
        if self.pin.heads.get(origin) == head:
            return
        pin = Pin(self.pin.vkey, {**self.pin.heads, origin: head})
        self._replace(pin)
        self.pin = pin

    def _replace(self, pin: Pin) -> None:
        draft = self._path.with_name(f".{self._path.name}.new")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _ONLY_OWNER)
            with os.fdopen(descriptor, "wb") as file:
                file.write(pin.encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
            _sync(self._path.parent)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise Unavailable(f"The pin {self._path} cannot be written: {error.strerror}.") from error


def _check_private(descriptor: int, path: Path) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"The key {path} is no regular file.")
    if status.st_uid != os.geteuid():
        raise Refused(
            f"The key {path} belongs to another user than the one that runs this program.",
            next_step=f"Run the witness as the user who made it, or: chown USER {path}",
        )
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise Refused(
            f"The key {path} can be read or written by others.",
            rule="Whoever has read a witness's key can sign in its name.",
            next_step=f"If nobody can have read it: chmod 600 {path}. Else make a new witness.",
        )


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused(
            f"Another program signs with the key {path} at this moment.",
            rule="One witness has one program: two could sign two different trees.",
            next_step="Stop the other one first.",
        ) from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

# SPDX-License-Identifier: Apache-2.0
"""What a monitor remembers between rounds: the newest checkpoint it was shown, what it reported, and its evidence."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger.note import MAX_NOTE_SIZE

FORMAT: Final = "tallystick.monitor/v1"
_MAX_MEMORY: Final = 64 * 1024 * 1024
_CHECKPOINT: Final = "checkpoint"
_MEMORY: Final = "memory.json"


@dataclass(kw_only=True)
class Memory:
    """What was read and said before.

    Attributes:
        listed: up to which entry the list of claims went.
        names: the names in an entry that named an organisation, by entry.
        closed_at: the size of the log at which entries that the public may not read were last asked for.
        reported: which mentions were reported, ``entry`` and watched name.
        alarmed: the alarms of the last round that were sent, so that they are not sent every minute.
    """

    listed: int = 0
    names: dict[str, list[str]] = field(default_factory=dict)
    closed_at: int = -1
    reported: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)


class State:
    """The folder of a monitor, held by one monitor at a time."""

    def __init__(self, folder: Path) -> None:
        """Hold an existing folder; see `opened`."""
        self._folder = folder

    def checkpoint(self) -> bytes | None:
        """Return the newest checkpoint that was shown and was consistent with those before. Raises `Unavailable`."""
        return self._read(_CHECKPOINT, limit=MAX_NOTE_SIZE)

    def keep_checkpoint(self, note: bytes) -> None:
        """Remember a checkpoint. Raises `Unavailable`."""
        self._write(self._folder / _CHECKPOINT, note)

    def memory(self) -> Memory:
        """Return what was remembered. Raises `Unavailable`, and `Invalid` where the file is none of ours."""
        data = self._read(_MEMORY, limit=_MAX_MEMORY)
        if data is None:
            return Memory()
        try:
            members: dict[str, Any] = dict(json.loads(data))
            return _memory(members)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Invalid(
                f"{self._folder / _MEMORY} is no memory of a monitor",
                next_step="Remove it; the checkpoint beside it is what matters.",
            ) from error

    def remember(self, memory: Memory) -> None:
        """Write what is to be remembered. Raises `Unavailable`."""
        members = {"format": FORMAT, **asdict(memory)}
        self._write(self._folder / _MEMORY, (json.dumps(members, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))

    def keep_evidence(self, files: Mapping[str, bytes]) -> str:
        """Write files into a folder named after their bytes, and return its path. Raises `Unavailable`."""
        digest = hashlib.sha256(b"".join(hashlib.sha256(files[name]).digest() for name in sorted(files)))
        kept = self._folder / "evidence" / digest.hexdigest()[:16]
        for name, content in files.items():
            self._write(kept / name, content)
        return str(kept)

    def _read(self, name: str, *, limit: int) -> bytes | None:
        path = self._folder / name
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unavailable(f"{path} cannot be read: {error.strerror}") from error
        if len(data) > limit:
            raise Invalid(f"{path} is too large")
        return data

    def _write(self, path: Path, content: bytes) -> None:
        draft = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            raise Unavailable(f"{path} cannot be written: {error.strerror}", next_step="Look at the disk.") from error


def _memory(members: dict[str, Any]) -> Memory:
    if members.pop("format") != FORMAT:
        raise ValueError("another format")
    memory = Memory(**members)
    for name, value in asdict(Memory()).items():
        if type(getattr(memory, name)) is not type(value):
            raise TypeError(name)
    return memory


@contextmanager
def opened(folder: Path) -> Iterator[State]:
    """Hold the folder of a monitor, made where there is none.

    Raises:
        Unavailable: it cannot be made or written.
        Refused: another monitor holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise Unavailable(f"{folder} cannot be written: {error.strerror}", next_step="Name another --state.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(
                f"Another monitor works in {folder}.",
                rule="Each monitor has a memory of its own.",
                next_step="Name another folder with --state.",
            ) from error
        yield State(folder)

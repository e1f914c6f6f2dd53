# SPDX-License-Identifier: Apache-2.0
"""Every step by which a record reaches its disk, and a blow that falls before or after one of them.

A step is a call that creates, fills, flushes, renames or removes a file, makes a folder, sends a statement that
writes, or commits. The blow is whatever the caller passes: the end of the process, or an error of the storage.
"""

import dataclasses
import errno
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

When = Literal["before", "after"]
_RENAMES = ("replace", "rename")
_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclasses.dataclass(kw_only=True)
class Steps:
    """Counts the steps in ``folder``, and strikes at number ``at`` (from 0; -1: never).

    ``when="after"``: the step was done, except that a write was done by half.
    """

    folder: Path
    at: int = -1
    when: When = "before"
    strike: Callable[[str], None] = lambda name: None
    names: list[str] = dataclasses.field(default_factory=list)
    #: The steps that were done, each with the paths that it was about.
    done: list[tuple[str, tuple[Path, ...]]] = dataclasses.field(default_factory=list)

    @property
    def struck(self) -> bool:
        """Return whether the blow fell."""
        return 0 <= self.at < len(self.names)

    def take(
        self, name: str, do: Callable[[], Any], *, half: Callable[[], Any] | None = None, paths: tuple[Path, ...] = ()
    ) -> Any:
        """Do one step, with the blow if its turn has come."""
        self.names.append(name)
        if len(self.names) - 1 != self.at:
            result = do()
            self.done.append((name, paths))
            return result
        if self.when == "after":
            # A folder that is there is not made, a file that is not there not removed; the blow falls all the same.
            with suppress(FileExistsError, FileNotFoundError):
                (half or do)()
        self.strike(name)
        raise AssertionError(f"the blow at {name} had no effect")

    def concerns(self, target: object) -> bool:
        """Return whether a path, or what a descriptor stands for, lies in the folder."""
        return any(path.is_relative_to(self.folder) for path in _paths(target))


class _Watched:
    """A file open for writing, each of whose writes is a step."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file, self._steps = file, steps

    def write(self, content: Any) -> Any:
        def half() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        return self._steps.take("write", lambda: self._file.write(content), half=half)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def watched(steps: Steps) -> Iterator[Steps]:
    """Watch every step of this process while the block runs."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    open_file, commit = io.open, BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not set(mode) & set("wax+") or not steps.concerns(file):
            return open_file(file, mode, *args, **kwargs)
        return _Watched(steps.take("open", lambda: open_file(file, mode, *args, **kwargs)), steps)

    def executed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(_WRITES):
            return execute(sql, params, many, context)
        return steps.take("statement", lambda: execute(sql, params, many, context))

    def committed(self: Any) -> None:
        steps.take("commit", lambda: commit(self))

    with ExitStack() as stack:
        stack.enter_context(patch.object(io, "open", opened))
        stack.enter_context(patch("builtins.open", opened))
        for name in ("fsync", "replace", "rename", "mkdir", "unlink"):
            stack.enter_context(patch.object(os, name, _stepped(name, getattr(os, name), steps)))
        stack.enter_context(patch.object(BaseDatabaseWrapper, "_commit", committed))
        stack.enter_context(connection.execute_wrapper(executed))
        yield steps


def _stepped(name: str, call: Any, steps: Steps) -> Any:
    def stepped(target: Any, *args: Any, **kwargs: Any) -> Any:
        if not steps.concerns(target):
            return call(target, *args, **kwargs)
        return steps.take(
            name, lambda: call(target, *args, **kwargs), paths=_paths(target, *(args if name in _RENAMES else ()))
        )

    return stepped


def _paths(*targets: object) -> tuple[Path, ...]:
    """Return the paths among the arguments of a call; a descriptor stands for the path that it was opened by."""
    named = [os.readlink(f"/proc/self/fd/{target}") if isinstance(target, int) else target for target in targets[:2]]
    return tuple(Path(path) for path in named if isinstance(path, str | os.PathLike))


def storage_error(number: int) -> Callable[[str], None]:
    """Return a blow: the error that a disk gives, such as ``errno.EIO``; the database's own for a step in it."""
    from django.db import OperationalError

    def strike(name: str) -> None:
        if name in {"statement", "commit"}:
            raise OperationalError("database or disk is full" if number == errno.ENOSPC else "disk I/O error")
        raise OSError(number, os.strerror(number))

    return strike


def gapless(numbers: Sequence[int]) -> bool:
    """Return whether numbers count up from 0."""
    return list(numbers) == list(range(len(numbers)))


def every_step(folder: Path, *, when: When, number: int, do: Callable[[], int]) -> Iterator[tuple[Steps, int | None]]:
    """Do something again and again, each time with the storage failing one step later, until it is past the last."""
    from django.db import DatabaseError

    from tallystick.core.errors import TallystickError

    for at in count():
        steps = Steps(folder=folder, at=at, when=when, strike=storage_error(number))
        result = None
        with watched(steps):
            try:
                result = do()
            except (OSError, DatabaseError, TallystickError):
                if not steps.struck:
                    raise
        yield steps, result
        if not steps.struck:
            return


def in_the_air(done: list[tuple[str, tuple[Path, ...]]], *, root: Path) -> set[str]:
    """Return what a power cut would undo: names that no flush of their folder followed, contents never flushed."""
    names: dict[Path, str] = {}
    flushed: set[Path] = set()
    for step, paths in done:
        if step == "fsync" and paths[0].is_dir():
            names = {path: what for path, what in names.items() if path.parent != paths[0]}
        elif step == "fsync":
            flushed.add(paths[0])
        elif step == "mkdir":
            names[paths[0]] = "name of the folder"
        elif step == "replace":
            names[paths[1]] = "name" if paths[0] in flushed else "content"
    return {f"{what} {path.relative_to(root)}" for path, what in names.items()}

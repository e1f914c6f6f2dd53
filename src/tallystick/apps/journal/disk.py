# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all, and are on disk when a call returns."""

import os
import re
from pathlib import Path

_DRAFT = re.compile(r"\..+\.new")


def replace(target: Path, content: bytes, *, mode: int = 0o644, flush_name: bool = True) -> None:
    """Put a file in the place of another, in one step. Without ``flush_name`` the caller flushes the folder.

    One process at a time writes one target: the caller holds a lock.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    with open(draft, "wb", opener=lambda path, flags: os.open(path, flags, mode)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    if flush_name:
        sync(target.parent)


def sync(folder: Path) -> None:
    """Flush the names in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_draft(path: Path) -> bool:
    """Return whether a file is what a process left that ended while it was in `replace`."""
    return _DRAFT.fullmatch(path.name) is not None


def remove_drafts(folder: Path) -> None:
    """Remove the drafts in and below a folder. The caller holds the lock under which they are written."""
    for path in folder.rglob(".*"):
        if is_draft(path):
            path.unlink(missing_ok=True)

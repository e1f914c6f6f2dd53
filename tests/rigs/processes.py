# SPDX-License-Identifier: Apache-2.0
"""Commands in processes of their own, on an instance of their own, with nothing of the test's settings."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of a random name is made in it)


def environment(**values: str) -> dict[str, str]:
    """Return the environment of a child, without the settings that this test run was given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_"))}
    return {**kept, **values}


def start(module: str, *words: str, folder: Path, **values: str) -> "subprocess.Popen[str]":
    """Start ``python -m MODULE WORDS`` on the instance in ``folder``."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env=environment(TALLYSTICK_DIR=str(folder), **values),
    )


def end(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    """Wait for a started command and return what it printed."""
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def run(*words: str, folder: Path, **values: str) -> "subprocess.CompletedProcess[str]":
    """Run ``tallystick WORDS`` on the instance in ``folder``."""
    return end(start("tallystick", *words, folder=folder, **values))


def make_instance(folder: Path, **values: str) -> None:
    """Make a new instance: a log of one entry, published."""
    words = ("--url", "https://tally.example", "--operator", "The Board", "--mail-domain", "record.example")
    made = run("init", *words, folder=folder, **values)
    assert made.returncode == 0, made.stderr


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Give a folder that no disk slows down, where the system has such."""
    name = tempfile.mkdtemp(prefix="tallystick-", dir=_MEMORY if _MEMORY.is_dir() else None)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name)

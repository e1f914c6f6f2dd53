# SPDX-License-Identifier: Apache-2.0
"""Finding the programs that the rigs drive. Absent locally: the test skips and says so. Absent in CI: it fails."""

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

#: Debian keeps servers here, and leaves it out of an ordinary user's PATH.
_SERVER_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def in_ci() -> bool:
    """Return whether this run is one that may not skip anything."""
    return os.environ.get("CI") == "true"


def absent(what: str, *, remedy: str = "sh setup/debian.sh test installs what the tests drive.") -> NoReturn:
    """Skip the test because ``what`` is missing on this machine; with CI=true, fail it."""
    message = f"{what} is missing here. {remedy}"
    if in_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def program(name: str) -> Path:
    """Return the path of a program, or skip the test (fail it in CI)."""
    found = shutil.which(name, path=_SERVER_PATH)
    if found is None:
        absent(f"The program {name}")
    return Path(found)


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(condition: Callable[[], bool], *, what: str, seconds: float = 20.0) -> None:
    """Wait for something to become true.

    Raises:
        TimeoutError: it did not, within so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: still not so after {seconds:.0f} seconds")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Return whether something accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

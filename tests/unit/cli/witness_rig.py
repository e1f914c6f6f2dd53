# SPDX-License-Identifier: Apache-2.0
"""A witness of Harbour Trust on this machine: its files, its process, and a client of it."""

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tallystick.cli.main import main
from tallystick.cli.witness_config import read_config
from tallystick.cli.witness_files import PinFile, make_key_file
from tallystick.cli.witness_server import WitnessServer
from tallystick.cli.witness_service import Clock, Service
from tallystick.cli.witness_store import Store, make_store, open_store
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.pin import Pin
from tests.unit.core.ledger.witness_log import ED25519_KEY, NOON, WITNESS_KEYS, WITNESS_NAME, WitnessedLog

LOG = WitnessedLog()
REVISED = WitnessedLog(forked_at=4)
VERIFIERS: list[NoteVerifier] = [key.verifier for key in WITNESS_KEYS]
_SERVE = ("-m", "tallystick", "witness", "serve", "--config")
_LISTENS = re.compile(r"listens on 127\.0\.0\.1 port (\d+)")


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    content_type: str
    headers: dict[str, str]


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
    """Send one request on a connection of its own."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Reply(answer.status, answer.read(), answer.headers.get("Content-Type", ""), dict(answer.headers))


def submit(port: int, body: bytes) -> Reply:
    return ask(port, "POST", "/add-checkpoint", body)


def raw(port: int, data: bytes, *, finish: bool = True) -> bytes:
    """Send bytes as they are and return all that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        found = b""
        with contextlib.suppress(OSError):  # the server may have answered and left before it has read all
            connection.sendall(data)
            if finish:
                connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65_536):
                found += part
        return found


def write_config(folder: Path, *logs: WitnessedLog, extra: str = "", limits: str = "") -> Path:
    """Write a configuration for these logs (Northshire's where none is given) and return its path."""
    tables = "".join(f'[[log]]\nvkeys = ["{log.vkey}"]\n' for log in logs or (LOG,))
    path = folder / "witness.toml"
    text = f'name = "{WITNESS_NAME}"\nlisten = "127.0.0.1:0"\n{extra}\n[limits]\n{limits}\n{tables}'
    path.write_text(text, "utf-8")
    return path


def init(folder: Path, *logs: WitnessedLog, extra: str = "", limits: str = "") -> Path:
    """Make a witness by its command and return the path of its configuration."""
    path = write_config(folder, *logs, extra=extra, limits=limits)
    assert main(["witness", "init", "--config", str(path)]) == 0
    return path


def init_with_known_keys(folder: Path, *logs: WitnessedLog, limits: str = "") -> Path:
    """Make a witness with the keys of the tests, and return the path of its configuration."""
    path = write_config(folder, *logs, limits=limits)
    config, vkey = read_config(path), ED25519_KEY.verifier.vkey
    make_store(config.store, vkey=vkey)
    PinFile.make(config.pin, Pin(vkey))
    make_key_file(config.key, keys=WITNESS_KEYS)
    return path


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    """Open the database of a witness with the keys of the tests, guarded by its pin."""
    config, vkey = read_config(path), ED25519_KEY.verifier.vkey
    store = open_store(config.store, vkey=vkey)
    with contextlib.closing(store):
        store.guard(PinFile.read(config.pin), vkey=vkey)
        yield store


def service(store: Store, *logs: WitnessedLog, printed: list[str] | None = None, **changes: object) -> Service:
    arguments: dict[str, object] = {"per_log_per_minute": 1000, "per_address_per_minute": 1000, **changes}
    origins = {log.origin: (log.signer.verifier,) for log in logs or (LOG,)}
    lines = [] if printed is None else printed
    return Service(keys=WITNESS_KEYS, logs=origins, store=store, log=lines.append, **arguments)  # type: ignore[arg-type]


def at_noon() -> Clock:
    return Clock(posix=lambda: float(NOON), steady=lambda: 0.0)


@contextlib.contextmanager
def serving(
    answers: Service, *, seconds: float = 10, connections: int = 16, **changes: object
) -> Iterator[WitnessServer]:
    """Serve in this process."""
    arguments: dict[str, object] = {"behind_proxy": False, "log": lambda line: None, **changes}
    server = WitnessServer(
        service=answers,
        host="127.0.0.1",
        port=0,
        connections=connections,
        seconds=seconds,
        **arguments,  # type: ignore[arg-type]
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


@dataclass
class Process:
    """A witness in a process of its own."""

    process: "subprocess.Popen[str]"
    port: int

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextlib.contextmanager
def running(
    config: Path, *, command: Sequence[str] = ("-m", "tallystick", "witness", "serve", "--config")
) -> Iterator[Process]:
    """Start a witness as its operator does, and end it at the latest here."""
    words = [sys.executable, *command, str(config)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = _LISTENS.search(first)
            assert found, first + process.communicate(timeout=30)[0]
            yield Process(process, int(found[1]))
        finally:
            if process.poll() is None:
                process.kill()


def refused_to_start(config: Path) -> str:
    """Start a witness that must not start, and return what it says."""
    words = [sys.executable, *_SERVE, str(config)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {1, 2}, done
    assert "Traceback" not in done.stderr, done.stderr
    assert not done.stdout, done.stdout
    return done.stderr

# SPDX-License-Identifier: Apache-2.0
"""Witnesses of one log on this machine: the real server, store and protocol, each at a port, with the test's clock."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tallystick.cli.witness_files import PinFile
from tallystick.cli.witness_server import WitnessServer
from tallystick.cli.witness_service import Clock, Service
from tallystick.cli.witness_store import make_store, open_store
from tallystick.core.ledger.keys import WITNESS, PrivateKey
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.pin import Pin
from tests.rigs.tools import free_port


@dataclass(kw_only=True)
class Witness:
    """One witness: at the same address whenever it is there."""

    name: str
    key: PrivateKey
    folder: Path
    log: NoteVerifier
    clock: Callable[[], float]
    port: int = field(default_factory=free_port)
    said: list[str] = field(default_factory=list)
    also: list[NoteVerifier] = field(default_factory=list)
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def line(self) -> str:
        """Return its line in a policy."""
        return f"witness {self.name} {self.key.verifier.vkey} {self.url}/\n"

    def make(self) -> "Witness":
        """Make its files."""
        vkey = self.key.verifier.vkey
        make_store(self.folder / "witness.sqlite3", vkey=vkey)
        PinFile.make(self.folder / "witness.pin", Pin(vkey))
        return self

    def start(self) -> None:
        """Serve in this process."""
        vkey = self.key.verifier.vkey
        store = open_store(self.folder / "witness.sqlite3", vkey=vkey)
        self._running.enter_context(closing(store))
        store.guard(PinFile.read(self.folder / "witness.pin"), vkey=vkey)
        service = Service(
            keys=[self.key],
            logs={self.log.name: [self.log, *self.also]},
            store=store,
            per_log_per_minute=1000,
            per_address_per_minute=1000,
            log=self.said.append,
            clock=Clock(posix=self.clock, steady=lambda: 0.0),
        )
        server = WitnessServer(
            service=service,
            host="127.0.0.1",
            port=self.port,
            connections=8,
            seconds=10,
            behind_proxy=False,
            log=self.said.append,
        )
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self._running.callback(thread.join)
        self._running.callback(server.stop)

    def also_trust(self, key: NoteVerifier) -> None:
        """Take another key of the log, as an operator does who writes it beside the old one and restarts."""
        self.also.append(key)
        self.stop()
        self.start()

    def stop(self) -> None:
        """Go away; what was cosigned stays on disk."""
        self._running.close()

    @property
    def asked(self) -> int:
        """Return how often it was asked to cosign."""
        return sum(" add-checkpoint " in line for line in self.said)


def policy(log: NoteVerifier, witnesses: Sequence[Witness], *, quorum: int) -> str:
    """Return a policy that asks for so many of these witnesses."""
    names = " ".join(witness.name for witness in witnesses)
    lines = "".join(witness.line for witness in witnesses)
    return f"log {log.vkey}\n{lines}group enough {quorum} {names}\nquorum enough\n"


@contextmanager
def witnesses(
    *names: str, folder: Path, log: NoteVerifier, clock: Callable[[], float]
) -> Iterator[tuple[Witness, ...]]:
    """Run new witnesses of these names."""
    made = []
    with ExitStack() as running:
        for number, name in enumerate(names):
            key = PrivateKey(f"{name}.example", WITNESS, bytes([number + 1]) * 31 + b"w")
            made.append(Witness(name=name, key=key, folder=folder / name, log=log, clock=clock).make())
            made[-1].start()
            running.callback(made[-1].stop)
        yield tuple(made)


@dataclass
class Canned:
    """What a machine that does not follow the protocol answers to a path (or, as ``""``, to any other)."""

    answers: dict[str, tuple[int, str, bytes]]
    port: int = 0
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def canned(answers: dict[str, tuple[int, str, bytes]]) -> Iterator[Canned]:
    """Serve fixed answers (status, content type, body), by path."""
    served = Canned(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            status, content_type, body = served.answers.get(self.path, served.answers.get("", (404, "", b"")))
            self.send_response(status)
            if content_type.startswith("Location: "):
                self.send_header("Location", content_type.removeprefix("Location: "))
            elif content_type:
                self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

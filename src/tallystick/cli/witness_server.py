# SPDX-License-Identifier: Apache-2.0
"""The HTTP side of a witness: few threads, small requests, short patience, plain answers.

Meant to stand behind a proxy that speaks TLS, and built to survive without one: a request has a size, a time and a
place among those served at once, and nothing that a client sends ends the program.
Source: C2SP tlog-witness v1.0.0, HTTP Interface, https://c2sp.org/tlog-witness@v1.0.0; HTTP/1.1 RFC 9112,
https://www.rfc-editor.org/rfc/rfc9112
"""

import io
import re
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from tallystick import __version__
from tallystick.cli.witness_service import Answer, Service
from tallystick.core.ledger.witness import MAX_REQUEST_SIZE

_HEADERS: Final = 64 * 1024
_DRAINED: Final = 1024 * 1024
_BUSY: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 5\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nbusy\n"
)
_LENGTH: Final = re.compile(r"[0-9]{1,12}", re.ASCII)

Log = Callable[[str], None]


class _Paced(io.RawIOBase):
    """Reads from a socket, per request only so long and so much. Too slow or too much is an ``OSError``."""

    def __init__(self, connection: socket.socket, *, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds
        self.begin()

    def begin(self) -> None:
        """Wait for the next request: it may start within the time, and then has as much again."""
        self._started = False
        self._deadline = time.monotonic() + self._seconds
        self._left = MAX_REQUEST_SIZE + _HEADERS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (typeshed: any writable buffer)
        if self._left <= 0:
            raise ConnectionAbortedError("the request is too large")
        self._connection.settimeout(max(0.001, self._deadline - time.monotonic()))
        count = self._connection.recv_into(memoryview(buffer)[: self._left])
        if not self._started:
            self._started = True
            self._deadline = time.monotonic() + self._seconds
        if time.monotonic() > self._deadline:
            raise TimeoutError("the request took too long")
        self._left -= count
        return count

    def drain(self) -> None:
        """Read what the client still sends, within limits, so that it can read our answer before the line closes."""
        self._left, self._deadline = _DRAINED, time.monotonic() + min(2.0, self._seconds)
        buffer = bytearray(65_536)
        with suppress(OSError):
            while self.readinto(buffer):
                pass


class _Handler(BaseHTTPRequestHandler):
    """One connection, kept alive for further requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "WitnessServer"

    def setup(self) -> None:
        super().setup()
        self._paced = _Paced(self.connection, seconds=self.server.seconds)
        self.rfile = io.BufferedReader(self._paced)

    def handle_one_request(self) -> None:
        self._paced.begin()
        super().handle_one_request()
        if self.server.stopping:
            self.close_connection = True

    def do_GET(self) -> None:
        """Show a checkpoint, or what this is."""
        self._answer(self.server.service.show(self._path(), client=self._client()))

    def do_HEAD(self) -> None:
        """Answer as `do_GET`, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Take a checkpoint."""
        if self._path() != "/add-checkpoint":
            self._answer_unread(404, "there is nothing at this address")
            return
        length = self._length()
        if length is None:
            self._answer_unread(411, "a request has one Content-Length, and no Transfer-Encoding")
        elif length > MAX_REQUEST_SIZE:
            self._answer_unread(413, f"a request has at most {MAX_REQUEST_SIZE} bytes")
        else:
            body = self.rfile.read(length)
            if len(body) == length:  # else the client has gone
                self._answer(self.server.service.add_checkpoint(body, client=self._client()))
            else:
                self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that is not HTTP as we speak it, in plain text."""
        self.request_version = self.protocol_version  # so that the answer has a status line
        what = message or explain or HTTPStatus(code).phrase
        self._answer_unread(code, what.encode("ascii", "backslashreplace").decode("ascii"))

    def version_string(self) -> str:
        return f"tallystick/{__version__}"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing: the service logs what matters."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 (names and types of the base class)
        """Print nothing about clients that are too slow or talk something else."""

    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _client(self) -> str:
        if self.server.behind_proxy:
            return self.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return str(self.client_address[0])

    def _length(self) -> int | None:
        lengths = self.headers.get_all("Content-Length", [])
        if len(lengths) != 1 or not _LENGTH.fullmatch(lengths[0].strip()) or "Transfer-Encoding" in self.headers:
            return None
        return int(lengths[0])

    def _answer_unread(self, status: int, what: str) -> None:
        self.close_connection = True
        self._answer(Answer(status, f"{what}\n".encode()))
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
        self._paced.drain()

    def _answer(self, answer: Answer) -> None:
        self.connection.settimeout(self.server.seconds)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


class WitnessServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves a `Service` with a bounded number of threads until `stop`."""

    allow_reuse_address = True
    daemon_threads = False
    request_queue_size = 64

    def __init__(
        self, *, service: Service, host: str, port: int, connections: int, seconds: float, behind_proxy: bool, log: Log
    ) -> None:
        """Listen. Raises ``OSError`` where the address is taken."""
        self.service = service
        self.seconds = seconds
        self.behind_proxy = behind_proxy
        self.stopping = False
        self._log = log
        self._places = threading.BoundedSemaphore(connections)
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def stop(self) -> None:
        """Take no more connections, answer what was asked, close the idle ones, and wait for all of that."""
        self.stopping = True
        self.shutdown()
        with self._guard:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (types of the base class)
        """Serve a connection in a thread of its own, or turn it away."""
        if not self._places.acquire(blocking=False):
            with suppress(OSError):
                request.settimeout(1)
                request.sendall(_BUSY)
            self.shutdown_request(request)
            return
        with self._guard:
            self._open.add(request)
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread can be started
            self._leave(request)
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Serve a connection, and give its place free."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._leave(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002
        """Log a defect of ours in full. A client that went away is none."""
        if not isinstance(sys.exception(), OSError):
            self._log(f"DEFECT {traceback.format_exc()}")

    def _leave(self, request: socket.socket) -> None:
        with self._guard:
            self._open.discard(request)
        self._places.release()

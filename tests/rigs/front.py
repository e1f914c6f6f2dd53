# SPDX-License-Identifier: Apache-2.0
"""A web server in front of an instance, run by an operator who may change, withhold or replay what it shows."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import urlopen

#: Given the path, the honest status and body, returns what is shown instead.
Rewrite = Callable[[str, int, bytes], tuple[int, bytes]]


def honest(_path: str, status: int, body: bytes) -> tuple[int, bytes]:
    """Show everything as it is."""
    return status, body


@dataclass
class Front:
    """The server: ``rewrite`` may be changed at any time. ``asked``: the paths, in order."""

    url: str
    rewrite: Rewrite = honest
    asked: list[str] = field(default_factory=list)


@contextmanager
def front(target: str) -> Iterator[Front]:
    """Serve an instance at another port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.asked.append(self.path)
            status, body = shown.rewrite(self.path, *_honest(target + self.path))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shown = Front(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _honest(url: str) -> tuple[int, bytes]:
    try:
        with urlopen(url, timeout=20) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()

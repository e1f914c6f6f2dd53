# SPDX-License-Identifier: Apache-2.0
"""The client that asks witnesses and monitored sites: whatever they do, it ends, and keeps no more than asked for."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tallystick.cli.web_client import WebClient
from tallystick.core.errors import Unavailable
from tests.rigs.tools import free_port
from tests.rigs.witnesses import canned

Serve = Callable[[socket.socket, threading.Event], None]


@contextmanager
def raw(serve: Serve) -> Iterator[str]:
    """Answer one connection as a function says, and return the address."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    serve(connection, done)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            done.set()
            thread.join()


def test_any_status_is_an_answer():
    answers = {"/ok": (200, "text/plain", b"yes"), "/no": (404, "", b""), "/moved": (302, "Location: /ok", b"")}
    with canned(answers) as server:
        web = WebClient()
        good = web.get(f"{server.url}/ok", limit=10)
        assert (good.status, good.content_type, good.body) == (200, "text/plain", b"yes")
        assert (web.get(f"{server.url}/no", limit=10).status, web.get(f"{server.url}/no", limit=10).body) == (404, b"")
        assert web.post(f"{server.url}/ok", body=b"x" * 100_000, limit=10).status == 200
        server.asked.clear()
        assert web.get(f"{server.url}/moved", limit=10).status == 302
        assert server.asked == ["/moved"], "a redirect is not followed"


def test_no_more_is_read_than_shows_that_it_is_too_much():
    with canned({"/": (200, "", b"x" * 1_000_000)}) as server:
        assert len(WebClient().get(f"{server.url}/", limit=1000).body) == 1001
        assert len(WebClient().get(f"{server.url}/", limit=1_000_000).body) == 1_000_000


@pytest.mark.parametrize(
    "url",
    [
        *("", "witness.example", "file:///etc/hosts", "ftp://witness.example/", "javascript:1", "data:,x"),
        *("http://", "http://[", "http:///path", "http://a b/", "http://a\n/", "http://witness.example/é", "https://"),
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str):
    with pytest.raises(Unavailable, match="is no web address"):
        WebClient().get(url, limit=1)


def test_nobody_there():
    with pytest.raises(Unavailable, match="does not answer"):
        WebClient().get(f"http://127.0.0.1:{free_port()}/", limit=1)


def test_a_port_that_is_none():
    with pytest.raises(Unavailable, match="does not answer"):
        WebClient().get("http://127.0.0.1:99999/", limit=1)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["nothing", "no-http", "too-many-headers", "cut-short", "broken-chunks"],
)
def test_what_is_no_answer_is_none(said: bytes):
    with raw(lambda connection, _: connection.sendall(said)) as url:
        try:
            answer = WebClient().get(url, limit=100)
        except Unavailable:
            return
        assert answer.body == b"short", "a body that ends early is what came; its reader finds out"


def test_silence_ends():
    with raw(lambda _, done: bool(done.wait(30))) as url, pytest.raises(Unavailable, match="does not answer"):
        WebClient(silence=0.1).get(url, limit=100)


def _drip(*, head: bytes, part: bytes) -> Serve:
    def serve(connection: socket.socket, done: threading.Event) -> None:
        connection.sendall(head)
        while not done.is_set():
            connection.sendall(part)
            time.sleep(0.01)

    return serve


@pytest.mark.parametrize(
    ("head", "part"),
    [(b"HTTP/1.1 200 OK\r\nX: ", b"y"), (b"HTTP/1.1 200 OK\r\n\r\n", b"y")],
    ids=["in-the-header", "in-the-body"],
)
def test_dripping_ends(head: bytes, part: bytes):
    """A server that sends a byte now and then is never silent, and would keep us for ever."""
    with raw(_drip(head=head, part=part)) as url, pytest.raises(Unavailable):
        WebClient(silence=20, whole=0.3).get(url, limit=10_000_000)

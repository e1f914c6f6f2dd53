# SPDX-License-Identifier: Apache-2.0
"""Over HTTP: what is asked well is answered, and what is asked badly harms nobody else."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallystick.cli.witness_server import WitnessServer
from tallystick.cli.witness_service import Answer, Service
from tallystick.core.ledger.witness import MAX_REQUEST_SIZE, PLAIN, SIZE_TYPE, origin_hash
from tests.rigs.tools import wait_until
from tests.unit.cli.witness_rig import LOG, ask, init_with_known_keys, opened, raw, service, serving, submit
from tests.unit.core.ledger.witness_log import ORIGIN

CHECKPOINT = f"/{origin_hash(ORIGIN)}/checkpoint"


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Service]:
    with opened(init_with_known_keys(tmp_path)) as store:
        yield service(store)


@pytest.fixture
def server(answers: Service) -> Iterator[WitnessServer]:
    with serving(answers) as found:
        yield found


def works(server: WitnessServer) -> bool:
    return ask(server.port, "GET", "/").status == 200


# What is asked well.


def test_a_checkpoint_is_submitted_and_read_back(server: WitnessServer):
    assert ask(server.port, "GET", CHECKPOINT).status == 404
    reply = submit(server.port, LOG.request(0, 5))
    assert (reply.status, reply.content_type) == (200, PLAIN)
    shown = ask(server.port, "GET", f"{CHECKPOINT}?nothing")
    assert (shown.status, shown.content_type) == (200, PLAIN)
    assert reply.body in shown.body
    assert shown.headers["Access-Control-Allow-Origin"] == "*"
    assert shown.headers["Server"].startswith("tallystick/")


def test_a_conflict_has_the_type_and_body_of_the_specification(server: WitnessServer):
    reply = submit(server.port, LOG.request(3, 5))
    assert (reply.status, reply.content_type, reply.body) == (409, SIZE_TYPE, b"0\n")


def test_a_connection_serves_several_requests(server: WitnessServer):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        for old in range(3):
            connection.request("POST", "/add-checkpoint", LOG.request(old, old + 1))
            answer = connection.getresponse()
            assert (answer.status, answer.version) == (200, 11)
            assert answer.read().startswith("— ".encode())
        local = connection.sock.getsockname()
        connection.request("GET", CHECKPOINT)
        assert connection.getresponse().read()
        assert connection.sock.getsockname() == local, "it was the same connection all the time"


def test_a_head_request_has_no_body(server: WitnessServer):
    reply = ask(server.port, "HEAD", "/")
    assert (reply.status, reply.body) == (200, b"")
    assert int(reply.headers["Content-Length"]) > 100


def test_a_client_may_ask_before_it_sends(server: WitnessServer):
    body = LOG.request(0, 5)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        head = (
            f"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
        )
        connection.sendall(head.encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        connection.sendall(body)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_an_old_client_is_answered_and_left(server: WitnessServer):
    assert raw(server.port, b"GET / HTTP/1.0\r\n\r\n", finish=False).startswith(b"HTTP/1.1 200 ")


def test_two_requests_at_once_on_one_connection_are_both_answered(server: WitnessServer):
    one = b"GET / HTTP/1.1\r\nHost: w\r\n\r\n"
    assert raw(server.port, one + one).count(b"HTTP/1.1 200 OK") == 2


# What is asked badly.

BODY = LOG.request(0, 5)


def post(*headers: str, path: str = "/add-checkpoint", body: bytes = BODY) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: w", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


LENGTH = f"Content-Length: {len(BODY)}"
BAD = {
    "another address": (post(LENGTH, path="/"), 404),
    "no length": (post(), 411),
    "two lengths": (post(LENGTH, LENGTH), 411),
    "two different lengths": (post(LENGTH, "Content-Length: 0"), 411),
    "a length that is none": (post("Content-Length: x"), 411),
    "a negative length": (post("Content-Length: -1"), 411),
    "a length with a plus sign": (post(f"Content-Length: +{len(BODY)}"), 411),
    "a length in another script": (post("Content-Length: \u0661"), 411),
    "chunks": (post("Transfer-Encoding: chunked", body=b"0\r\n\r\n"), 411),
    "chunks and a length": (post(LENGTH, "Transfer-Encoding: chunked"), 411),
    "one byte too much": (post(f"Content-Length: {MAX_REQUEST_SIZE + 1}", body=bytes(MAX_REQUEST_SIZE + 1)), 413),
    "far too much": (post("Content-Length: 999999999999", body=bytes(500_000)), 413),
    "another method": (b"PUT /add-checkpoint HTTP/1.1\r\nHost: w\r\n\r\n", 501),
    "a method of ours": (b"handle_one_request / HTTP/1.1\r\nHost: w\r\n\r\n", 501),
    "no HTTP": (b"hello there, witness of mine\r\n\r\n", 400),
    "one word": (b"hello\r\n\r\n", 400),
    "a version that is none": (b"GET / HTTP/one\r\n\r\n", 400),
    "the next version": (b"GET / HTTP/2.0\r\n\r\n", 505),
    "TLS": (bytes.fromhex("160301020001000001fc0303") + bytes(range(256)) + b"\n\n", 400),
    "a very long line": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
    "a very long header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
    "very many headers": (b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * 200 + b"\r\n", 431),
}


@pytest.mark.parametrize(("data", "status"), BAD.values(), ids=BAD)
def test_a_bad_request_is_refused_in_plain_text_and_the_line_closed(server: WitnessServer, data: bytes, status: int):
    reply = raw(server.port, data, finish=False)
    assert reply.startswith(b"HTTP/1.1 %d " % status), reply[:200]
    assert b"\r\nConnection: close\r\n" in reply
    assert b"\r\nContent-Type: text/plain; charset=utf-8\r\n" in reply
    assert b"<" not in reply
    assert reply.count(b"HTTP/1.1") == 1, "what follows is not taken for another request"
    assert works(server)


NO_ANSWER = {
    "nothing": b"",
    "a line without an end": b"GET / HTTP/1.1",
    "an empty line": b"\r\n",
    "a body cut short": post(LENGTH, body=BODY[:-1]),
}


@pytest.mark.parametrize("data", NO_ANSWER.values(), ids=NO_ANSWER)
def test_a_client_that_leaves_in_the_middle_gets_no_cosignature(server: WitnessServer, data: bytes):
    assert "— ".encode() not in raw(server.port, data)
    assert works(server)
    assert ask(server.port, "GET", CHECKPOINT).status == 404


def test_headers_without_end_are_not_read_without_end(server: WitnessServer):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        with contextlib.suppress(OSError):
            for _ in range(10_000):
                connection.sendall(b"X" * 1000)
        with contextlib.suppress(OSError):
            assert connection.recv(1000)[:9] in {b"", b"HTTP/1.1 "}
    assert works(server)


def test_headers_that_are_too_large_together_end_the_connection(server: WitnessServer):
    header = b"X: " + b"x" * 5000 + b"\r\n"
    assert raw(server.port, b"GET / HTTP/1.1\r\n" + header * 60 + b"\r\n") == b""
    assert works(server)


def test_a_request_of_the_largest_size_is_read(server: WitnessServer):
    data = b"old 0\n\n" + bytes(MAX_REQUEST_SIZE - 7)
    assert submit(server.port, data).status == 400


def test_random_bytes_end_nothing(server: WitnessServer):
    import random

    source = random.Random(1)  # noqa: S311 (the same in every run)
    for _ in range(50):
        raw(server.port, source.randbytes(source.randrange(1, 400)))
    assert works(server)


# Slow clients and many clients.


def test_a_slow_client_loses_its_place(answers: Service):
    with serving(answers, seconds=0.2, connections=1) as server:
        slow = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        with slow:
            slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\n")
            assert slow.recv(1000) == b""
        wait_until(lambda: works(server), what="its place is free")


def test_a_client_that_drips_loses_its_place_too(answers: Service):
    """Each byte comes in time, but all of them together do not."""
    with serving(answers, seconds=0.3, connections=1) as server, contextlib.suppress(OSError):
        drip = socket.create_connection(("127.0.0.1", server.port), timeout=0.02)
        with drip:
            drip.sendall(b"GET / HTTP/1.1\r\n")
            sent = 0
            while sent < 10_000:
                with contextlib.suppress(TimeoutError):
                    assert drip.recv(1000) == b"", "it was cut off"
                    break
                drip.sendall(b"X")
                sent += 1
            assert sent < 10_000


def test_who_finds_no_place_is_turned_away_and_told_so(answers: Service):
    with serving(answers, connections=2) as server:
        held = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(2)]
        wait_until(lambda: server._places._value == 0, what="both places are taken")
        reply = raw(server.port, b"", finish=False)
        assert reply.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After" in reply
        for connection in held:
            connection.close()
        wait_until(lambda: works(server), what="a place is free")


def test_a_thread_that_cannot_be_started_costs_no_place(answers: Service, monkeypatch: pytest.MonkeyPatch):
    printed: list[str] = []
    with serving(answers, connections=1, log=printed.append) as server:
        start = threading.Thread.start

        def fail(thread: threading.Thread) -> None:
            if "process_request_thread" in thread.name:
                raise RuntimeError("can't start new thread")
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", fail)
        assert raw(server.port, b"GET / HTTP/1.1\r\n\r\n") == b""
        monkeypatch.undo()
        assert works(server)
    assert any("can't start new thread" in line for line in printed)


def test_a_defect_of_ours_is_logged_in_full_and_ends_nothing(answers: Service, monkeypatch: pytest.MonkeyPatch):
    printed: list[str] = []

    def fail(*arguments: object, **options: object) -> Answer:
        raise ZeroDivisionError("a defect")

    with serving(answers, log=printed.append) as server:
        with monkeypatch.context() as patch:
            patch.setattr(Service, "show", fail)
            assert raw(server.port, b"GET / HTTP/1.1\r\n\r\n", finish=False) == b""
        assert works(server)
    assert len(printed) == 1
    assert printed[0].startswith("DEFECT Traceback")
    assert "a defect" in printed[0]


# Who asks.


def test_without_a_proxy_the_header_is_not_believed(answers: Service, monkeypatch: pytest.MonkeyPatch):
    assert clients(answers, monkeypatch, "203.0.113.7", behind_proxy=False) == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("header", "client"), [("203.0.113.7", "203.0.113.7"), ("made up, 203.0.113.7", "203.0.113.7"), ("", "")]
)
def test_behind_a_proxy_the_last_address_counts(
    answers: Service, monkeypatch: pytest.MonkeyPatch, header: str, client: str
):
    assert clients(answers, monkeypatch, header, behind_proxy=True) == [client]


def clients(answers: Service, monkeypatch: pytest.MonkeyPatch, header: str, *, behind_proxy: bool) -> list[str]:
    seen: list[str] = []

    def show(self: Service, path: str, *, client: str) -> Answer:
        seen.append(client)
        return Answer(200, b"")

    monkeypatch.setattr(Service, "show", show)
    with serving(answers, behind_proxy=behind_proxy) as server:
        ask(server.port, "GET", "/", X_Forwarded_For=header)
    return seen


# Stopping.


def test_stopping_answers_what_was_asked_and_closes_what_is_idle(answers: Service, monkeypatch: pytest.MonkeyPatch):
    asked, go_on = threading.Event(), threading.Event()
    show = Service.show

    def wait(self: Service, path: str, *, client: str) -> Answer:
        asked.set()
        assert go_on.wait(20)
        return show(self, path, client=client)

    monkeypatch.setattr(Service, "show", wait)
    with serving(answers, seconds=20) as server:
        idle = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        busy = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        busy.sendall(b"GET / HTTP/1.1\r\nHost: w\r\n\r\n")
        assert asked.wait(20)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        with idle:
            assert idle.recv(1000) == b""
        go_on.set()
        with busy:
            assert busy.recv(65_536).startswith(b"HTTP/1.1 200 ")
        stopping.join(20)
        assert not stopping.is_alive()


def test_an_address_in_use_is_an_error_at_once(server: WitnessServer, answers: Service):
    with pytest.raises(OSError, match="in use"):
        WitnessServer(
            service=answers,
            host="127.0.0.1",
            port=server.port,
            connections=1,
            seconds=1,
            behind_proxy=False,
            log=lambda line: None,
        )

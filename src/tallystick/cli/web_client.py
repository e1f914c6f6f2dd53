# SPDX-License-Identifier: Apache-2.0
"""Asks other machines over HTTP, distrusting all of them: no redirects, few bytes, and an end in any case.

Used towards witnesses, monitored sites and webhooks. Works from the base install.
"""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, HTTPHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from tallystick import __version__
from tallystick.core.errors import Unavailable

_PART: Final = 65_536
_AGENT: Final = f"tallystick/{__version__}"


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """An HTTP answer of any status. ``content_type`` is empty where it has none."""

    status: int
    content_type: str
    body: bytes


class WebClient:
    """A client without memory: each question is a connection of its own. Safe to use from several threads."""

    def __init__(self, *, silence: float = 10.0, whole: float = 30.0) -> None:
        """Give up after so many seconds of silence, and after so many seconds for the whole of one question."""
        self._silence = silence
        self._whole = whole

    def get(self, url: str, *, limit: int) -> WebAnswer:
        """Ask with GET, and read at most one byte more than ``limit``. Raises `Unavailable`."""
        return self._ask(Request(_checked(url)), limit=limit)  # noqa: S310 (the scheme is checked)

    def post(self, url: str, *, body: bytes, limit: int, content_type: str = "application/octet-stream") -> WebAnswer:
        """Ask with POST, and read at most one byte more than ``limit``. Raises `Unavailable`."""
        headers = {"Content-Type": content_type}
        return self._ask(Request(_checked(url), data=body, headers=headers, method="POST"), limit=limit)  # noqa: S310

    def _ask(self, request: Request, *, limit: int) -> WebAnswer:
        request.add_header("User-Agent", _AGENT)
        try:
            with _watched(self._whole) as watched, watched.opener().open(request, timeout=self._silence) as response:
                body = b"".join(_parts(response, most=limit + 1, watched=watched))
                return WebAnswer(response.status, response.headers.get("Content-Type", ""), body)
        except (URLError, http.client.HTTPException, OSError, ValueError) as error:
            why = getattr(error, "reason", None) or error
            raise Unavailable(
                f"{request.full_url} does not answer: {str(why) or type(why).__name__}", next_step="Try again later."
            ) from error


class _AsItIs(HTTPErrorProcessor):
    """Hand every answer to the caller: a redirect is one more status, and never followed."""

    def http_response(self, request: Request, response: Any) -> Any:  # noqa: ANN401, ARG002 (as the base class)
        return response

    https_response = http_response


class _Watched:
    """The connections of one question, so that they can be cut off while a header still drips in."""

    def __init__(self) -> None:
        self._connections: list[http.client.HTTPConnection] = []
        self.is_over = False

    def of(self, made: type[http.client.HTTPConnection]) -> Callable[..., http.client.HTTPConnection]:
        def connect(*given: Any, **named: Any) -> http.client.HTTPConnection:  # noqa: ANN401 (as urllib calls it)
            self._connections.append(made(*given, **named))
            return self._connections[-1]

        return connect

    def opener(self) -> OpenerDirector:
        return build_opener(_Http(self), _Https(self), _AsItIs())

    def cut(self) -> None:
        self.is_over = True
        for connection in self._connections:
            with suppress(OSError, AttributeError):  # not yet open, or closed
                connection.sock.shutdown(socket.SHUT_RDWR)


class _Http(HTTPHandler):
    def __init__(self, watched: _Watched) -> None:
        super().__init__()
        self._watched = watched

    def http_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(self._watched.of(http.client.HTTPConnection), request)


class _Https(HTTPSHandler):
    def __init__(self, watched: _Watched) -> None:
        super().__init__()
        self._watched = watched

    def https_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(self._watched.of(http.client.HTTPSConnection), request)


@contextmanager
def _watched(seconds: float) -> Iterator[_Watched]:
    watched = _Watched()
    timer = threading.Timer(seconds, watched.cut)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    finally:
        timer.cancel()


def _parts(response: http.client.HTTPResponse, *, most: int, watched: _Watched) -> Iterator[bytes]:
    while True:
        part = response.read1(min(most, _PART)) if most else b""
        if watched.is_over:  # also where the line was cut, which looks like an end
            raise TimeoutError("it takes too long")
        if not part:
            return
        yield part
        most -= len(part)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and url.isascii() and url.isprintable()
    except ValueError:
        fits = False
    if not fits or " " in url:
        raise Unavailable(f"{url!r} is no web address", next_step="Write it like https://witness.example")
    return url

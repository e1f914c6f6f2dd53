# SPDX-License-Identifier: Apache-2.0
"""Reading the files of a log, from a folder or from its address."""

import os
import stat
import time
import zlib
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Final, Protocol
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener

from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.tiles import MAX_BUNDLE_SIZE

_SECONDS_OF_SILENCE: Final = 30
_SECONDS_PER_FILE: Final = 300
_MOST: Final = MAX_BUNDLE_SIZE
_NEXT: Final = "Give the folder or the address in which the log's checkpoint lies."


class Source(Protocol):
    """Where a log is read from."""

    def fetch(self, path: str) -> bytes:
        """Return a file's bytes. Raises `Unavailable` where there is none, `Invalid` where it is too large."""

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files, where they can be listed."""


def open_source(text: str) -> Source:
    """Return the folder or address that ``text`` names. Raises `Unavailable`."""
    if urlsplit(text).scheme in {"http", "https"}:
        return Address(text)
    if not Path(text).is_dir():
        raise Unavailable(f"{text} is neither a folder nor a web address.", next_step=_NEXT)
    return Folder(Path(text))


class Folder:
    """A copied log. What is no regular file is not there."""

    def __init__(self, folder: Path) -> None:
        """Read below ``folder``."""
        self._folder = folder

    def fetch(self, path: str) -> bytes:
        """Return a file's bytes. Raises `Unavailable` or `Invalid`."""
        try:
            # Without waiting: a pipe put there by somebody would keep us for ever.
            with open(
                self._folder / path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)
            ) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise Unavailable(f"{path} is no regular file")
                data = file.read(_MOST + 1)
        except OSError as error:
            raise Unavailable(f"{path} cannot be read: {error.strerror}", next_step=_NEXT) from error
        return _limited(data, path)

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files, sorted within each folder."""
        for folder, folders, names in os.walk(self._folder):
            folders.sort()
            for name in sorted(names):
                yield (Path(folder) / name).relative_to(self._folder).as_posix()


class Address:
    """A log on the web. Its files cannot be listed, only asked for."""

    def __init__(self, url: str) -> None:
        """Read below ``url``."""
        self._url = url.rstrip("/")
        self._opener = build_opener()

    def fetch(self, path: str) -> bytes:
        """Return a file's bytes, also where the server compresses it unasked. Raises `Unavailable` or `Invalid`."""
        request = Request(f"{self._url}/{path}", headers={"Accept-Encoding": "gzip, identity"})  # noqa: S310
        try:
            with self._opener.open(request, timeout=_SECONDS_OF_SILENCE) as response:
                data = _read(response)
                encoding = response.headers.get("Content-Encoding", "identity")
        except (URLError, HTTPException, OSError, ValueError) as error:
            why = getattr(error, "reason", None) or error
            raise Unavailable(f"{self._url}/{path} cannot be read: {why}", next_step="Try again later.") from error
        return _limited(_unpacked(data, path) if encoding.strip().lower() == "gzip" else data, path)

    def paths(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())


def _read(response: HTTPResponse) -> bytes:
    """Return the body, or as much of it as shows that it is too large; not for ever, however slowly it drips."""
    data, deadline = bytearray(), time.monotonic() + _SECONDS_PER_FILE
    while len(data) <= _MOST and (part := response.read1(65_536)):
        data += part
        if time.monotonic() > deadline:
            raise TimeoutError(f"not complete after {_SECONDS_PER_FILE} seconds")
    return bytes(data)


def _unpacked(data: bytes, path: str) -> bytes:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = unpacker.decompress(data, _MOST + 1)
    except zlib.error as error:
        raise Invalid(f"{path} is not compressed as the server says") from error
    if len(plain) <= _MOST and not unpacker.eof:
        raise Invalid(f"{path} is cut short")
    return plain


def _limited(data: bytes, path: str) -> bytes:
    if len(data) > _MOST:
        raise Invalid(f"{path} is larger than any file of a log", rule="C2SP tlog-tiles: 256 entries of 65,535 bytes")
    return data

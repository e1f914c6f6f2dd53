# SPDX-License-Identifier: Apache-2.0
"""Timestamps of published checkpoints: asking for them, keeping them, and giving them out (RFC 3161).

A timestamp of a checkpoint dates every entry that it covers, by somebody else's clock. Nothing waits for one: the log
is published without, and an authority that does not answer is asked again later. Kept are the checkpoint as it was
stamped (``SIZE.checkpoint``), the answer (``SIZE.tsr``), and last, in one step, the list of both (``index``).
"""

import contextlib
import dataclasses
import datetime as dt
import fcntl
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from cryptography.x509 import Certificate
from django.conf import settings

from tallystick.apps.journal import disk, queries
from tallystick.core.errors import Unavailable
from tallystick.core.evidence.timestamp import (
    MAX_RESPONSE_SIZE,
    MAX_ROOTS_SIZE,
    NONCE_BITS,
    read_roots,
    request,
    verify_timestamp,
)
from tallystick.core.ledger.stamped import INDEX, Stamped, StampLine, read_index, write_index
from tallystick.core.ledger.tiles import TileReader

#: The folder below the instance, and below the log's address.
FOLDER = "timestamps"
PATH = re.compile(rf"{FOLDER}/(?:{INDEX}|[1-9][0-9]{{0,18}}\.(?:tsr|checkpoint))", re.ASCII)
_QUERY = "application/timestamp-query"


class Answer(Protocol):
    """An HTTP answer of any status."""

    @property
    def status(self) -> int:
        """Return the status."""

    @property
    def body(self) -> bytes:
        """Return the body."""


class Poster(Protocol):
    """Asks another machine, once, for a bounded time. Raises `Unavailable` where there is no answer."""

    def post(self, url: str, *, body: bytes, limit: int, content_type: str) -> Answer:
        """Ask with POST; read at most one byte more than ``limit``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Subject:
    """What is to be stamped."""

    size: int
    checkpoint: bytes


def stamp(*, now: dt.datetime, web: Poster) -> StampLine | None:
    """Ask the authority to stamp the newest published checkpoint, and keep its answer once it is checked.

    Returns ``None`` where no authority is named, the newest checkpoint has its timestamp, the last one is younger than
    ``TALLYSTICK_TSA_HOURS``, or another process is asking.

    Raises:
        Unavailable: the authority or its roots cannot be read, or the extra ``timestamp`` is not installed.
        Invalid: its answer or its roots are no such thing.
        Unverified: its answer is not right.
    """
    if not settings.TSA_URL:
        return None
    with _only_asker() as is_only:
        subject = _due(now=now) if is_only else None
        return None if subject is None else _stamp(subject, web=web)


def bundle_timestamp(*, first: int, last: int) -> Stamped | None:
    """Return the timestamp to put into a bundle whose entries are from ``first`` to ``last``, if any covers one.

    The earliest that covers all of them says most: they were there by then. Else the newest, which covers some.
    """
    head = queries.published()
    lines = [line for line in index() if head is not None and first < line.size <= head.size]
    if head is None or not lines:
        return None
    line = next((line for line in lines if line.size > last), lines[-1])
    checkpoint, response = content(f"{FOLDER}/{line.size}.checkpoint"), content(f"{FOLDER}/{line.size}.tsr")
    if checkpoint is None or response is None:
        return None
    reader = TileReader(size=head.size, root=bytes(head.root), fetch=queries.fetch)
    return Stamped(checkpoint=checkpoint, consistency=reader.consistency_proof(line.size), response=response)


def index() -> tuple[StampLine, ...]:
    """Return what was stamped and when, the oldest first.

    Raises:
        Invalid: the list cannot be read as one.
        Unavailable: it cannot be read at all.
    """
    data = content(f"{FOLDER}/{INDEX}")
    return () if data is None else read_index(data)


def content(path: str) -> bytes | None:
    """Return a published file by its path below the log's address, or ``None`` where there is none.

    Only paths of timestamps are looked up, so nothing else can be reached.

    Raises:
        Unavailable: it is there and cannot be read.
    """
    if not PATH.fullmatch(path):
        return None
    try:
        return (folder().parent / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable(f"the file {path} cannot be read", next_step="Mend its permissions.") from error


def paths() -> Iterator[str]:
    """Yield the paths of all published files, the list last."""
    lines = index()
    for line in lines:
        yield f"{FOLDER}/{line.size}.checkpoint"
        yield f"{FOLDER}/{line.size}.tsr"
    if lines:
        yield f"{FOLDER}/{INDEX}"


def folder() -> Path:
    """Return where the timestamps lie."""
    return Path(settings.LOG_DIR).parent / FOLDER


def _due(*, now: dt.datetime) -> _Subject | None:
    head, lines = queries.published(), index()
    if head is None or head.size == 0:
        return None
    if lines and (lines[-1].size >= head.size or now - lines[-1].time < dt.timedelta(hours=settings.TSA_HOURS)):
        return None
    return _Subject(size=head.size, checkpoint=head.checkpoint.encode())


def _stamp(subject: _Subject, *, web: Poster) -> StampLine:
    roots, nonce = _roots(), secrets.randbelow((1 << NONCE_BITS) - 1) + 1
    body = request(subject.checkpoint, nonce=nonce)
    answer = web.post(settings.TSA_URL, body=body, limit=MAX_RESPONSE_SIZE, content_type=_QUERY)
    if answer.status != 200:
        raise Unavailable(
            f"the time-stamping authority {settings.TSA_URL} answers with status {answer.status}",
            next_step="Check TALLYSTICK_TSA_URL. It is asked again later.",
        )
    proved = verify_timestamp(answer.body, data=subject.checkpoint, roots=roots, nonce=nonce)
    line = StampLine(size=subject.size, time=proved.time.replace(microsecond=0))
    disk.replace(folder() / f"{subject.size}.checkpoint", subject.checkpoint)
    disk.replace(folder() / f"{subject.size}.tsr", answer.body)
    disk.replace(folder() / INDEX, write_index([*index(), line]))
    return line


def _roots() -> tuple[Certificate, ...]:
    path = Path(settings.LOG_DIR).parent / settings.TSA_ROOTS
    try:
        with path.open("rb") as file:
            return read_roots(file.read(MAX_ROOTS_SIZE + 1))
    except OSError as error:
        raise Unavailable(
            f"the roots of the time-stamping authority, {path}, cannot be read",
            rule="An answer is kept only where it is proved, so the authority's root must be at hand.",
            next_step="Put its root certificate there, in PEM, or name another file in TALLYSTICK_TSA_ROOTS.",
        ) from error


@contextlib.contextmanager
def _only_asker() -> Iterator[bool]:
    """Tell whether nobody else of this instance asks; unlike a publisher, whoever comes second does not wait."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder().parent / "timestamps.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

# SPDX-License-Identifier: Apache-2.0
"""What a witness remembers: the newest checkpoint it cosigned of each log, in one SQLite file.

Reading it, deciding and writing the new one is one transaction that locks the file from its start. It is on disk, and
the pin beside the key too, before a cosignature leaves this module. Triggers keep a head from ever going back.
Source: C2SP tlog-witness v1.0.0, add-checkpoint, https://c2sp.org/tlog-witness@v1.0.0; durability
https://www.sqlite.org/pragma.html#pragma_synchronous
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tallystick.cli.witness_files import PinFile, create
from tallystick.core.errors import Refused, Unavailable, Unverified
from tallystick.core.ledger.keys import PrivateKey
from tallystick.core.ledger.pin import NOTHING, Head, check_pinned
from tallystick.core.ledger.witness import Cosigned, NotCosigned, Submission, cosign, decide, shows_fork

FORMAT: Final = "tallystick.witness/v1"
MAX_FORKS: Final = 100  # kept per log; one is proof enough

_SCHEMA: Final = """
CREATE TABLE witness (id INTEGER PRIMARY KEY CHECK (id = 1), format TEXT NOT NULL, vkey TEXT NOT NULL) STRICT;
CREATE TABLE head (
    origin TEXT PRIMARY KEY,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note BLOB NOT NULL,
    cosigned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE fork (
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    cosigned BLOB NOT NULL,
    other BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (origin, size, root)
) STRICT;
CREATE TRIGGER head_never_goes_back BEFORE UPDATE ON head
WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN SELECT RAISE(ABORT, 'a head never goes back'); END;
CREATE TRIGGER head_is_never_removed BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;
"""
_NOT_MADE: Final = (
    "If this witness has never signed: tallystick witness init --config FILE. If it has, put its database back; "
    "if that is lost, make a new witness with a new key."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """The newest checkpoint cosigned of one log. ``cosigned_at``: POSIX seconds."""

    origin: str
    head: Head
    note: bytes
    cosigned_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """Proof that a log signed two trees of one size: the note that was cosigned, and the other."""

    origin: str
    size: int
    cosigned: bytes
    other: bytes
    seen_at: int


class Store:
    """An open database of a witness. Safe to use from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Hold a database that was checked; see `open_store`."""
        self._connection = connection
        self._lock = threading.Lock()
        self._pin: PinFile | None = None

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def guard(self, pin: PinFile, *, vkey: str) -> None:
        """Compare with the pin, and move it from now on with every cosignature.

        Raises:
            Unverified: the database is behind or beside the pin.
            Unavailable: the pin cannot be written.
        """
        witnessed = self.witnessed()
        check_pinned(pin.pin, vkey=vkey, heads={item.origin: item.head for item in witnessed})
        for item in witnessed:
            pin.move(item.origin, item.head)
        self._pin = pin

    def cosign(self, submission: Submission, *, keys: Sequence[PrivateKey], timestamp: int) -> bytes:
        """Decide about a submission, remember it, and return the cosignature lines.

        Raises:
            NotCosigned: it does not continue what was cosigned before.
            Refused: `guard` was not called.
            Unavailable: it could not be remembered; nothing was signed for anybody.
        """
        if self._pin is None:
            raise Refused("a witness signs only what it has pinned")
        origin = submission.checkpoint.origin
        with self._lock:
            with self._transaction():
                outcome = self._decide(submission, keys=keys, timestamp=timestamp)
            if isinstance(outcome, NotCosigned):
                raise outcome
            self._pin.move(origin, submission.head)
        return outcome.lines

    def witnessed(self) -> list[Witnessed]:
        """Return what was cosigned last of every log, by origin. Raises `Unavailable`."""
        rows = self._rows("SELECT origin, size, root, note, cosigned_at FROM head ORDER BY origin")
        return [_witnessed(row) for row in rows]

    def note(self, origin: str) -> bytes | None:
        """Return the newest checkpoint of a log with log's and witness's signatures. Raises `Unavailable`."""
        rows = self._rows("SELECT note FROM head WHERE origin = ?", origin)
        return rows[0][0] if rows else None

    def forks(self) -> list[Fork]:
        """Return the proofs of forks, the oldest first. Raises `Unavailable`."""
        rows = self._rows("SELECT origin, size, cosigned, other, seen_at FROM fork ORDER BY seen_at, origin, size")
        return [
            Fork(origin=origin, size=size, cosigned=cosigned, other=other, seen_at=seen_at)
            for origin, size, cosigned, other, seen_at in rows
        ]

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        # Under the lock: what was committed is shown to nobody before it is pinned.
        with self._lock, _or_unavailable():
            return self._connection.execute(query, values).fetchall()

    def _decide(self, submission: Submission, *, keys: Sequence[PrivateKey], timestamp: int) -> Cosigned | NotCosigned:
        latest = self._latest(submission.checkpoint.origin)
        head = latest.head if latest else NOTHING
        try:
            decide(submission, latest=head)
        except NotCosigned as refusal:
            if latest and shows_fork(submission, latest=head):
                self._keep_fork(submission, latest=latest, seen_at=timestamp)
            return refusal
        cosigned = cosign(submission, keys=keys, timestamp=timestamp)
        self._connection.execute(
            "INSERT INTO head (origin, size, root, note, cosigned_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) "
            "DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note, "
            "cosigned_at = excluded.cosigned_at",
            (
                submission.checkpoint.origin,
                submission.head.size,
                submission.head.root,
                cosigned.note,
                timestamp,
            ),
        )
        return cosigned

    def _latest(self, origin: str) -> Witnessed | None:
        query = "SELECT origin, size, root, note, cosigned_at FROM head WHERE origin = ?"
        row = self._connection.execute(query, (origin,)).fetchone()
        return _witnessed(row) if row else None

    def _keep_fork(self, submission: Submission, *, latest: Witnessed, seen_at: int) -> None:
        origin = latest.origin
        count = self._connection.execute("SELECT count(*) FROM fork WHERE origin = ?", (origin,)).fetchone()[0]
        if count < MAX_FORKS:
            self._connection.execute(
                "INSERT INTO fork (origin, size, root, cosigned, other, seen_at) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (origin, latest.head.size, submission.head.root, latest.note, submission.signed_note(), seen_at),
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _or_unavailable():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def make_store(path: Path, *, vkey: str) -> None:
    """Make the database of a new witness. Raises `Refused` where there is a file, `Unavailable`."""
    os.close(create(path, rule="A witness never starts over."))
    with _or_unavailable(), closing(_connect(path, mode="rw")) as connection:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        connection.execute("INSERT INTO witness (id, format, vkey) VALUES (1, ?, ?)", (FORMAT, vkey))


def open_store(path: Path, *, vkey: str, read_only: bool = False) -> Store:
    """Return the database of a witness that was made before.

    Raises:
        Unavailable: there is none, or it cannot be read.
        Unverified: it is empty, damaged, or another witness's.
    """
    if not path.is_file():
        raise Unavailable(f"There is no database {path}.", next_step=_NOT_MADE)
    with ExitStack() as stack, _or_unavailable():
        connection = stack.enter_context(closing(_connect(path, mode="ro" if read_only else "rw")))
        _check(connection, path=path, vkey=vkey)
        if not read_only:
            # EXTRA is FULL, and the end of the journal is on disk too before a commit counts.
            connection.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;")
        stack.pop_all()
    return Store(connection)


def _check(connection: sqlite3.Connection, *, path: Path, vkey: str) -> None:
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "witness" not in tables:
            raise Unverified(f"The database {path} is empty.", rule="A witness never starts over.", next_step=_NOT_MADE)
        rows = connection.execute("SELECT format, vkey FROM witness").fetchall()
        faults = connection.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise Unverified(f"The database {path} is damaged: {error}", next_step=_NOT_MADE) from error
    if faults != [("ok",)]:
        raise Unverified(f"The database {path} is damaged: {faults[0][0]}", next_step=_NOT_MADE)
    if rows != [(FORMAT, vkey)]:
        raise Unverified(f"The database {path} is that of another witness, or of another version.", next_step=_NOT_MADE)


def _connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """Open an existing file, never make one."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=10, isolation_level=None, check_same_thread=False)


def _witnessed(row: tuple[Any, ...]) -> Witnessed:
    origin, size, root, note, cosigned_at = row
    return Witnessed(origin=origin, head=Head(size, root), note=note, cosigned_at=cosigned_at)


@contextmanager
def _or_unavailable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unavailable(f"The database of the witness failed: {error}", next_step="Look at its disk.") from error

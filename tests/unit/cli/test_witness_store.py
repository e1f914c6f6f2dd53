# SPDX-License-Identifier: Apache-2.0
"""What a witness remembers: nothing gets out that is not on disk, and a head never goes back."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli.witness_config import read_config
from tallystick.cli.witness_files import PinFile
from tallystick.cli.witness_store import MAX_FORKS, Store, open_store
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint
from tallystick.core.ledger.pin import Head
from tallystick.core.ledger.witness import NotCosigned, Submission, examine, request
from tests.unit.cli.witness_rig import LOG, REVISED, VERIFIERS, init_with_known_keys, opened
from tests.unit.core.ledger.witness_log import (
    ED25519_KEY,
    NOON,
    ORIGIN,
    OTHER_ORIGIN,
    WITNESS_KEYS,
    WitnessedLog,
)

VKEY = ED25519_KEY.verifier.vkey
OTHER = WitnessedLog(OTHER_ORIGIN, seed=2)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return init_with_known_keys(tmp_path, LOG, OTHER)


@pytest.fixture
def store(config: Path) -> Iterator[Store]:
    with opened(config) as found:
        yield found


def submission(old: int, new: int, *, log: WitnessedLog = LOG) -> Submission:
    return examine(log.request(old, new), logs={**LOG.logs, **OTHER.logs})


def signed(size: int, root: bytes) -> Submission:
    """Return a submission of any tree, which the log has signed."""
    note = LOG.sign(Checkpoint(ORIGIN, size, root))
    return examine(request(old_size=size, proof=[], checkpoint=note), logs=LOG.logs)


def add(store: Store, old: int, new: int, *, log: WitnessedLog = LOG, at: int = NOON) -> bytes:
    return store.cosign(submission(old, new, log=log), keys=WITNESS_KEYS, timestamp=at)


def status(store: Store, old: int, new: int, *, log: WitnessedLog = LOG) -> int:
    with pytest.raises(NotCosigned) as caught:
        add(store, old, new, log=log)
    return caught.value.status


def size(store: Store, origin: str = ORIGIN) -> int:
    return next((item.head.size for item in store.witnessed() if item.origin == origin), 0)


def pinned(config: Path) -> dict[str, Head]:
    return dict(PinFile.read(read_config(config).pin).pin.heads)


def test_a_log_grows_from_nothing(store: Store):
    for old, new in ((0, 0), (0, 1), (1, 3), (3, 3), (3, 256), (256, 300)):
        lines = add(store, old, new)
        assert open_checkpoint(LOG.checkpoint(new) + lines, origin=ORIGIN, verifiers=VERIFIERS).checkpoint.size == new
        assert size(store) == new


def test_what_was_cosigned_is_shown_with_both_signatures(store: Store):
    assert store.note(ORIGIN) is None
    add(store, 0, 5)
    note = store.note(ORIGIN)
    assert note is not None
    shown = open_checkpoint(note, origin=ORIGIN, verifiers=[LOG.signer.verifier, *VERIFIERS])
    assert (shown.checkpoint, len(shown.note.signed_by)) == (LOG.head(5), 3)
    [item] = store.witnessed()
    assert (item.origin, item.note, item.cosigned_at) == (ORIGIN, note, NOON)


def test_asking_again_for_the_same_size_renews_the_time(store: Store):
    first = add(store, 0, 5)
    assert add(store, 5, 5, at=NOON + 60) != first
    assert store.witnessed()[0].cosigned_at == NOON + 60


def test_two_logs_do_not_know_of_each_other(store: Store, config: Path):
    add(store, 0, 5)
    add(store, 0, 3, log=OTHER)
    assert status(store, 0, 7) == 409
    add(store, 3, 9, log=OTHER)
    assert (size(store), size(store, OTHER_ORIGIN)) == (5, 9)
    assert pinned(config) == {ORIGIN: Head(5, LOG.head(5).root), OTHER_ORIGIN: Head(9, OTHER.head(9).root)}


def test_what_is_refused_changes_nothing(store: Store, config: Path):
    add(store, 0, 5)
    before, note = pinned(config), store.note(ORIGIN)
    assert status(store, 0, 7) == 409
    assert status(store, 5, 7, log=REVISED) == 422
    assert status(store, 5, 5, log=REVISED) == 422
    assert (store.note(ORIGIN), pinned(config)) == (note, before)


def test_everything_is_still_known_after_opening_again(config: Path):
    with opened(config) as store:
        add(store, 0, 5)
    with opened(config) as store:
        assert status(store, 0, 5) == 409
        assert status(store, 5, 5, log=REVISED) == 422
        add(store, 5, 7)


def test_a_fork_is_kept_as_evidence_with_both_notes(store: Store):
    add(store, 0, 5)
    assert status(store, 5, 5, log=REVISED) == 422
    assert status(store, 3, 5, log=REVISED) == 409
    [fork] = store.forks()
    assert (fork.origin, fork.size, fork.seen_at) == (ORIGIN, 5, NOON)
    keys = [LOG.signer.verifier]
    one, other = (open_checkpoint(note, origin=ORIGIN, verifiers=keys) for note in (fork.cosigned, fork.other))
    assert (one.checkpoint, other.checkpoint) == (LOG.head(5), REVISED.head(5))


def test_a_bad_proof_or_a_log_seen_for_the_first_time_is_no_evidence(store: Store):
    odd = signed(0, bytes(32))
    with pytest.raises(NotCosigned):
        store.cosign(odd, keys=WITNESS_KEYS, timestamp=NOON)
    add(store, 0, 5)
    assert status(store, 5, 7, log=REVISED) == 422
    assert status(store, 0, 7, log=REVISED) == 409
    assert store.forks() == []


def test_a_log_cannot_fill_the_disk_with_forks(store: Store):
    add(store, 0, 5)
    for number in range(MAX_FORKS + 20):
        forked = signed(5, number.to_bytes(32))
        with pytest.raises(NotCosigned):
            store.cosign(forked, keys=WITNESS_KEYS, timestamp=NOON + number)
    assert len(store.forks()) == MAX_FORKS


def test_the_database_itself_never_goes_back(store: Store, config: Path):
    add(store, 0, 5)
    with contextlib.closing(sqlite3.connect(read_config(config).store)) as by_hand:
        for statement in (
            "UPDATE head SET size = 4",
            "UPDATE head SET root = zeroblob(32)",
            "UPDATE head SET origin = 'x'",
            "DELETE FROM head",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="head"):
                by_hand.execute(statement)


def test_nothing_is_signed_that_is_not_pinned(config: Path):
    with contextlib.closing(open_store(read_config(config).store, vkey=VKEY)) as store, pytest.raises(Refused):
        add(store, 0, 5)


# Races.


def test_of_two_conflicting_trees_one_at_most_is_ever_cosigned(config: Path):
    """Many threads, and two connections as of two programs; each round offers the same step in two versions."""
    path = read_config(config).store
    with opened(config) as first, contextlib.closing(open_store(path, vkey=VKEY)) as second:
        second._pin = first._pin
        cosigned: list[tuple[int, bytes]] = []
        barrier = threading.Barrier(8)

        def submit(number: int) -> None:
            store, log = (first, second)[number % 2], (LOG, REVISED)[number // 2 % 2]
            for new in range(1, 13):
                barrier.wait()
                asked = submission(size(store), new, log=log) if new >= size(store) else submission(new, new, log=log)
                barrier.wait()
                with contextlib.suppress(NotCosigned):
                    store.cosign(asked, keys=WITNESS_KEYS[:1], timestamp=NOON)
                    cosigned.append((new, asked.head.root))

        threads = [threading.Thread(target=submit, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({number for number, _ in cosigned}) == 12, "every step was made"
        assert len(set(cosigned)) == 12, "by one of the two versions"


def test_the_shorter_of_two_steps_does_not_undo_the_longer(config: Path):
    """The race that the specification spells out: N and N+K from the same old size, decided at the same time."""
    for _ in range(5):
        with opened(config) as store:
            old = size(store)
            asked = [submission(old, old + step) for step in (1, 4)]
            results: list[int] = []
            barrier = threading.Barrier(2)

            def submit(one: Submission, store: Store = store, results: list[int] = results) -> None:
                barrier.wait()  # noqa: B023 (made anew in each round, and used up in it)
                with contextlib.suppress(NotCosigned):
                    store.cosign(one, keys=WITNESS_KEYS[:1], timestamp=NOON)
                    results.append(one.head.size)

            threads = [threading.Thread(target=submit, args=(one,)) for one in asked]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(results) == 1, "the second finds that its old size is no longer the last"
            assert size(store) == results[0]


# Storage that fails.


class Failing:
    """A connection whose n-th COMMIT fails, with or without having persisted."""

    def __init__(self, connection: sqlite3.Connection, *, persists: bool) -> None:
        self._connection = connection
        self._persists = persists

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        if statement == "COMMIT":
            self._connection.execute("COMMIT" if self._persists else "ROLLBACK")
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize("persists", [True, False])
def test_a_disk_that_fails_makes_no_signature_and_no_fork(config: Path, persists: bool):
    with opened(config) as store:
        add(store, 0, 3)
        sound = store._connection
        store._connection = Failing(sound, persists=persists)  # type: ignore[assignment]
        with pytest.raises(Unavailable, match="disk I/O error"):
            add(store, 3, 5)
        store._connection = sound
        assert size(store) == (5 if persists else 3)
        assert pinned(config)[ORIGIN].size == 3
    with opened(config) as store:
        if persists:
            assert status(store, 5, 5, log=REVISED) == 422
        add(store, 5 if persists else 3, 7)
        assert pinned(config)[ORIGIN].size == 7


def test_a_pin_that_cannot_be_written_makes_no_answer_and_is_written_the_next_time(
    store: Store, config: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*arguments: object) -> None:
        raise Unavailable("no space")

    monkeypatch.setattr(PinFile, "_replace", fail)
    with pytest.raises(Unavailable, match="no space"):
        add(store, 0, 5)
    assert pinned(config) == {}
    monkeypatch.undo()
    assert status(store, 0, 5) == 409, "it was remembered"
    add(store, 5, 5)
    assert pinned(config) == {ORIGIN: Head(5, LOG.head(5).root)}


def test_a_database_that_was_closed_is_unavailable(config: Path):
    with opened(config) as store:
        pass
    with pytest.raises(Unavailable):
        add(store, 0, 5)
    with pytest.raises(Unavailable):
        store.note(ORIGIN)


def test_a_database_that_somebody_else_keeps_locked_is_unavailable(store: Store, config: Path):
    store._connection.execute("PRAGMA busy_timeout = 10")
    with contextlib.closing(sqlite3.connect(read_config(config).store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match="locked"):
            add(store, 0, 5)
    add(store, 0, 5)

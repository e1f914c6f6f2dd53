# SPDX-License-Identifier: Apache-2.0
"""Kill a process that writes a record, at every step, and look at what it left: ``python -m tests.rigs.crashes``.

Runs in a process of its own on a real instance (``TALLYSTICK_DIR``) and prints one JSON line per death. It never opens
the database itself: each life is a fork of it, so each begins as a fresh process does, without a cache or a lock.
"""

import argparse
import datetime as dt
import importlib
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from tallystick.cli import instance

_STREAM = "p1"
_FOR_EVER = 1_000_000


def live_and_die(*, folder: Path, rounds: int, **steps: Any) -> bool:
    """Let a child write until the blow falls; return whether it fell. What it acknowledged stands in ``acks``.

    Raises:
        RuntimeError: it ended in another way.
    """
    from tests.rigs.steps import Steps, watched

    def write() -> None:
        with watched(Steps(folder=folder, strike=_die, **steps)) as watch:
            _write(rounds)
        if watch.struck:
            raise AssertionError("the blow fell, and the writer lives")

    status = _in_child(write)
    if status not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"the writer ended with status {status}")
    return status != 0


def look(folder: Path) -> list[str]:
    """Return in a fresh process what is wrong with the record that was left, after it was taken up again."""
    reading, writing = os.pipe()

    def judge() -> None:
        os.write(writing, json.dumps(list(_faults(folder))).encode())

    status = _in_child(judge)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return json.loads(pipe.read()) if status == 0 else [f"looking at it ended with status {status}"]


def every_step(
    *, folder: Path, when: Literal["before", "after"], rounds: int, witnessed: bool
) -> Iterator[dict[str, Any]]:
    """Kill at each step in turn, each time on a copy of the same record, until a life gets by without a blow.

    ``witnessed``: the record has a policy, and each time a new witness, which forgets nothing between death and look.
    """
    template = folder.with_name("template")
    shutil.copytree(folder, template)
    for at in count():
        shutil.rmtree(folder)
        shutil.copytree(template, folder)
        with _new_witness(folder) if witnessed else nullcontext():
            died = live_and_die(folder=folder, rounds=rounds, at=at, when=when)
            yield {"at": at, "when": when, "died": died, "acks": _acks(folder), "faults": look(folder)}
        if not died:
            return


def random_moments(*, folder: Path, seed: int, deaths: int) -> Iterator[dict[str, Any]]:
    """Kill at random moments, on one record that goes on from death to death."""
    draw = random.Random(seed)  # noqa: S311 (a schedule, no secret)
    for at in range(deaths):
        pid = _fork(lambda: _write(_FOR_EVER))
        time.sleep(draw.uniform(0.02, 0.25))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        yield {"at": at, "when": "random", "died": True, "acks": _acks(folder), "faults": look(folder)}


@contextmanager
def _new_witness(folder: Path) -> Iterator[None]:
    """Run a real witness beside the record, in threads of this process; the lives are processes of their own."""
    from tallystick.core.ledger.keys import parse_key_file
    from tests.rigs.witnesses import policy, witnesses

    [key] = parse_key_file((folder / "keys" / "log.key").read_bytes())
    with (
        TemporaryDirectory() as place,
        witnesses("trust", folder=Path(place), log=key.verifier, clock=time.time) as made,
    ):
        (folder / "policy.txt").write_text(policy(key.verifier, made, quorum=1), "utf-8")
        yield


def _write(rounds: int) -> None:
    from tallystick.apps.journal.append import append, append_all

    _compare()
    for each in range(rounds):
        if each % 2:
            _acknowledge("entry", append(fact=_fact(), project=_STREAM, now=_now()).entry)
        else:
            for recorded in append_all(facts=[(_STREAM, _fact()), ("p2", _fact())], now=_now()):
                _acknowledge("entry", recorded.entry)
        _publish()


def _compare() -> tuple[str, ...]:
    """Compare as a process does that starts, and return which witnesses could not be read."""
    from tallystick.apps.journal.comparing import compare
    from tallystick.cli.web_client import WebClient

    return compare(web=WebClient(silence=5, whole=10))


def _publish() -> None:
    _acknowledge("published", _show())


def _show() -> int:
    """Publish, ask the witness where there is one, and return how much is shown."""
    from tallystick.apps.journal.publish import publish
    from tallystick.apps.journal.witnessing import witness
    from tallystick.cli.web_client import WebClient

    publish(now=_now())
    shown = witness(now=_now(), web=WebClient(silence=5, whole=10))
    return shown.size if shown else 0


def _fact() -> Any:
    from tallystick.core.facts.project import ProjectPublished

    return ProjectPublished(project=_STREAM, by_role="dpo", by="ada@northshire.example")


def _faults(folder: Path) -> Iterator[str]:
    from tallystick.apps.journal import queries
    from tallystick.apps.journal.append import append
    from tallystick.apps.journal.fsck import fsck
    from tallystick.apps.journal.models import Entry, IndexedFact
    from tallystick.core.ledger.tiles import TileReader
    from tallystick.web.indexers import INDEX_MODELS
    from tests.rigs.steps import gapless

    yield from _compare()
    shown, problems = _shown()
    yield from problems
    acks = _acks(folder)
    if shown.size < max([0, *acks["published"]]):
        yield f"{shown.size} entries are shown, and more were acknowledged as published"
    indexes = list(Entry.objects.order_by("index").values_list("index", flat=True))
    held = set(IndexedFact.objects.values_list("entry_id", flat=True))
    if not gapless(indexes) or held != set(indexes):
        yield f"the entries are {indexes}, their index rows {sorted(held)}"
    if lost := set(acks["entry"]) - held:
        yield f"acknowledged and lost: {sorted(lost)}"
    _show()
    append(fact=_fact(), project=_STREAM, now=_now())
    row = queries.published() if _show() else None
    if row is None or row.size != len(indexes) + 1:
        yield "publishing does not reach the newest entry"
    else:
        reader = TileReader(size=row.size, root=bytes(row.root), fetch=queries.fetch)
        if reader.root_at(shown.size) != shown.root:
            yield "what was shown before is no beginning of what is shown now"
    yield from (f"fsck: {fault.where}: {fault.what}" for fault in fsck(models=INDEX_MODELS, blobs=(), now=_now()))


def _shown() -> tuple[Any, list[str]]:
    """Return the head that the public sees at this moment, and what is wrong with the files it stands for."""
    from django.conf import settings

    from tallystick.apps.journal import keys, queries
    from tallystick.core.ledger.replay import Fault, Replay, read_checkpoint

    problems: list[str] = []

    def found(fault: Fault) -> None:
        problems.append(f"shown: {fault.path}: {fault.what}")

    opened = read_checkpoint(fetch=queries.fetch, origin=settings.LOG_ORIGIN, verifiers=[keys.signer().verifier])
    head = opened.checkpoint
    entries = sum(1 for _ in Replay(fetch=queries.fetch, checkpoint=head, now=_now(), on_fault=found).entries())
    if entries != head.size:
        problems.append(f"shown: {head.size} entries are claimed, {entries} can be read")
    return head, problems


def _now() -> dt.datetime:
    # The instance was made by the real clock, and times in the record never run backwards.
    return dt.datetime.now(dt.UTC)


def _acknowledge(what: str, number: int) -> None:
    # One write to a file that is open for appending is whole or absent, whatever happens to the process.
    descriptor = os.open(instance.folder() / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(descriptor, f"{what} {number}\n".encode())
    os.close(descriptor)


def _acks(folder: Path) -> dict[str, list[int]]:
    acks: dict[str, list[int]] = {"entry": [], "published": []}
    if (folder / "acks").exists():
        for line in (folder / "acks").read_text().splitlines():
            what, number = line.split()
            acks[what].append(int(number))
    return acks


def _die(name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _in_child(do: Callable[[], None]) -> int:
    _, status = os.waitpid(_fork(do), 0)
    return os.waitstatus_to_exitcode(status)


def _fork(do: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 3
    try:
        do()
        status = 0
    finally:
        if status:
            traceback.print_exc(file=sys.stderr)
        os._exit(status)


def _grow_to(size: int) -> None:
    from tallystick.apps.journal import queries
    from tallystick.apps.journal.append import append_all

    append_all(facts=[(_STREAM, _fact())] * (size - queries.published_size()), now=_now())
    _publish()


def _set_up() -> None:
    """Open the instance, and load what the lives need once instead of in each of them."""
    from django.conf import settings

    instance.set_up(must_exist=True)
    for name in ("apps.journal.witnessing", "apps.journal.fsck", "web.indexers", "web.reactions", "cli.verify_replay"):
        importlib.import_module(f"tallystick.{name}")
    for name in ("tests.rigs.steps", "django.db.backends.sqlite3.base", "django.db.models.sql.compiler"):
        importlib.import_module(name)
    # A process that dies loses nothing that the system has taken from it; waiting for the disk would show no more.
    settings.WITNESS_SECONDS = 0
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    os.fsync = lambda descriptor: None  # type: ignore[assignment]


def main() -> int:
    """Run what the words say, on the instance that ``TALLYSTICK_DIR`` names."""
    parser = argparse.ArgumentParser(prog="crashes")
    parser.add_argument("when", choices=["before", "after", "random"])
    parser.add_argument("--size", type=int, default=1, help="entries that the record has at first")
    parser.add_argument("--rounds", type=int, default=2, help="how often a life appends and publishes")
    parser.add_argument("--witness", action="store_true", help="the record has a witness, which its policy asks for")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--deaths", type=int, default=10)
    words = parser.parse_args()
    _set_up()
    folder = instance.folder()
    if words.size > 1 and _in_child(lambda: _grow_to(words.size)):
        return 1
    lives = (
        random_moments(folder=folder, seed=words.seed, deaths=words.deaths)
        if words.when == "random"
        else every_step(folder=folder, when=words.when, rounds=words.rounds, witnessed=words.witness)
    )
    for life in lives:
        print(json.dumps(life), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

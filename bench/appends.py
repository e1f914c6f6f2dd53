# SPDX-License-Identifier: Apache-2.0
"""Durable appends per second through the one door, alone and batched, against raw fsync on the same disk.

"Alone" is one fact per transaction; "batched" is 256 facts per transaction. Both with SQLite in WAL mode and
``synchronous=FULL``, with leaf, commitments, encrypted vault record, index row and outbox row of each fact.
"""

import datetime as dt
import json
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

BATCH = 256
ROUNDS = 5


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="tallystick-bench-", dir=Path(__file__).parent) as folder:
        print(json.dumps(measure(Path(folder)), indent=2))
    return 0


def measure(folder: Path) -> dict[str, object]:
    """Return the best of some interleaved rounds; the disk of a shared machine is noisy."""
    fsyncs: list[float] = []
    alone: list[float] = []
    batched: list[float] = []
    publishing: list[float] = []
    _instance(folder / "instance")
    for _ in range(ROUNDS):
        fsyncs.append(_fsyncs_per_second(folder / "raw", seconds=1.0))
        alone.append(_appends_per_second(count=100, batch=1))
        batched.append(_appends_per_second(count=BATCH * 6, batch=BATCH))
        publishing.append(_publish_seconds())
    limit = max(fsyncs)
    return {
        "raw fsync (append 4 KiB) per second": round(limit),
        "appends per second, alone": round(max(alone)),
        "alone, over raw fsync": round(max(alone) / limit, 2),
        "appends per second, 256 to a transaction": round(max(batched)),
        "batched, over raw fsync times 256": round(max(batched) / (limit * BATCH), 3),
        "publish 1,636 entries (tiles, bundles, checkpoint), seconds": round(min(publishing), 3),
    }


def _instance(folder: Path) -> None:
    from tallystick.cli.init import make  # noqa: PLC0415 (Django is set up in here)

    make(
        folder=folder,
        values={"TALLYSTICK_URL": "http://localhost:8000"},
        now=dt.datetime.now(dt.UTC),
    )


def _appends_per_second(*, count: int, batch: int) -> float:
    from tallystick.apps.journal.append import append_all  # noqa: PLC0415 (needs Django)
    from tallystick.core.facts.consultation import EngagementClaimed  # noqa: PLC0415

    project = "p" + secrets.token_hex(8)
    facts = [
        (
            project,
            EngagementClaimed(
                engagement=f"{project}e{number}",
                organisation="o1",
                organisation_name="Harbour Trust",
                on="2025-03-01",
                channel="meeting",
                claimed_as="consulted",
                asked="What do you think of the scheme, and what would you change?",
                document_sha256=None,
                by_role="dpo",
                by="ada@northshire.example",
            ),
        )
        for number in range(count)
    ]
    started = time.perf_counter()
    for start in range(0, count, batch):
        append_all(facts=facts[start : start + batch], now=dt.datetime.now(dt.UTC))
    return count / (time.perf_counter() - started)


def _publish_seconds() -> float:
    from tallystick.apps.journal.publish import publish  # noqa: PLC0415 (needs Django)

    started = time.perf_counter()
    publish(now=dt.datetime.now(dt.UTC))
    return time.perf_counter() - started


def _fsyncs_per_second(path: Path, *, seconds: float) -> float:
    block, count = bytes(4096), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        os.write(descriptor, block)
        os.fsync(descriptor)
        count += 1
    elapsed = time.perf_counter() - started
    os.close(descriptor)
    return count / elapsed


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""``tallystick fsck`` of a whole record, against bare hashing of the same entries and nodes in the same run.

    python -m bench.fsck [--entries 100000] [--folder FOLDER]

Writes a record of that many facts of ten fields through the one door, publishes it, and checks all of it: published
files, entries, vault records, index rows. Prints one JSON object. A million (``--entries 1000000``) takes about 3 GB
and half an hour; what it takes grows with the number of entries and no faster. Processor seconds stand beside those of
the clock, because the machine is shared.
"""

import argparse
import datetime as dt
import json
import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from bench.replay import bare_hashing, reader

BATCH, PROJECTS = 4096, 500


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.fsck")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--folder", help="where to make the temporary folder")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="tallystick-bench-", dir=options.folder) as folder:
        print(json.dumps(measure(Path(folder) / "instance", size=options.entries), indent=2))
    return 0


def measure(folder: Path, *, size: int) -> dict[str, float]:
    """Return the figures for a record of ``size`` entries, the two that make an instance included."""
    start = perf_counter()
    build(folder, size=size)
    built = perf_counter() - start
    bare = bare_hashing(reader(folder / "log"), size=size)
    from tallystick.apps.journal.fsck import fsck  # noqa: PLC0415 (needs Django)
    from tallystick.web.indexers import INDEX_MODELS  # noqa: PLC0415

    start, worked = perf_counter(), process_time()
    faults = fsck(models=INDEX_MODELS, blobs=(), now=dt.datetime.now(dt.UTC))
    seconds, worked = perf_counter() - start, process_time() - worked
    assert faults == [], faults
    return {
        "entries": size,
        "building the record, seconds": round(built, 1),
        "database, MiB": round((folder / "tallystick.sqlite3").stat().st_size / 2**20),
        "fsck, seconds": round(seconds, 1),
        "fsck, processor seconds": round(worked, 1),
        "fsck, processor seconds per million entries": round(worked / size * 1e6, 1),
        "bare hashing of the same entries and nodes, processor seconds": round(bare, 2),
        "fsck over bare hashing": round(worked / bare, 1),
        "peak memory, MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def build(folder: Path, *, size: int) -> None:
    """Make the instance and fill it."""
    from tallystick.cli.init import make  # noqa: PLC0415 (Django is set up in here)

    now = dt.datetime.now(dt.UTC)
    make(folder=folder, values={"TALLYSTICK_URL": "http://localhost:8000"}, now=now)
    from django.db import connection  # noqa: PLC0415

    from tallystick.apps.journal.append import append_all  # noqa: PLC0415 (needs Django)
    from tallystick.apps.journal.models import Entry  # noqa: PLC0415
    from tallystick.apps.journal.publish import publish  # noqa: PLC0415
    from tallystick.core.facts.consultation import EngagementClaimed  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # the record is thrown away
    for first in range(Entry.objects.count(), size, BATCH):
        facts = [
            (
                f"p{number % PROJECTS}",
                EngagementClaimed(
                    engagement=f"e{number}",
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
            for number in range(first, min(first + BATCH, size))
        ]
        append_all(facts=facts, now=now)
    publish(now=now)


if __name__ == "__main__":
    os.environ.pop("TALLYSTICK_DIR", None)
    sys.exit(main(sys.argv[1:]))

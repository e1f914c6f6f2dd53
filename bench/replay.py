# SPDX-License-Identifier: Apache-2.0
"""Replaying a whole log from its published files, against bare hashing of the same entries in the same run.

    python -m bench.replay [--entries 1000000] [--folder FOLDER]

Writes a log of that many entries of ten fields each into a temporary folder (about 0.65 GB for a million), and prints
one JSON object. Files are read from the page cache: the figure is the work, not the disk. Processor seconds stand
beside those of the clock, because the machine is shared.
"""

import argparse
import datetime as dt
import json
import resource
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from os import urandom
from pathlib import Path
from time import perf_counter, process_time

from tallystick.core.errors import Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.leaf import parse_leaf
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.replay import Replay, read_checkpoint
from tallystick.core.ledger.tiles import EMPTY_EDGE, Fetch, bundle_path, grow, parse_entries, root_of, tile_width

SIGNER = NoteSigner("log.northshire.example", bytes(32))
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2036, 3, 1, tzinfo=dt.UTC)
FIELDS, PROJECTS, BATCH = 10, 500, 16_384


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.replay")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--folder", help="where to make the temporary folder")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        print(json.dumps(measure(Path(folder), size=options.entries), indent=2))
    return 0


def measure(folder: Path, *, size: int) -> dict[str, float]:
    """Return the figures for a log of ``size`` entries."""
    build(folder, size=size)
    fetch = reader(folder)
    opened = read_checkpoint(fetch=fetch, origin=SIGNER.name, verifiers=[SIGNER.verifier])
    bare = bare_hashing(fetch, size=size)
    start, worked = perf_counter(), process_time()
    replay = Replay(fetch=fetch, checkpoint=opened.checkpoint, now=NOW)
    count = sum(1 for _ in replay.entries())
    seconds, worked = perf_counter() - start, process_time() - worked
    assert count == replay.counts.entries == size
    return {
        "entries": size,
        "bytes per entry": round(replay.counts.entry_bytes / size, 1),
        "projects": replay.projects,
        "replay, seconds": round(seconds, 2),
        "replay, processor seconds": round(worked, 2),
        "replay, processor seconds per million entries": round(worked / size * 1e6, 2),
        "bare hashing of the same entries and nodes, processor seconds": round(bare, 2),
        "replay over bare hashing": round(worked / bare, 2),
        "peak memory, MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def build(folder: Path, *, size: int) -> None:
    """Write the log."""
    edge, made = EMPTY_EDGE, entries()
    while edge.size < size:
        batch = [next(made) for _ in range(min(BATCH, size - edge.size))]
        growth = grow(edge=edge, entries=batch)
        for path, content in growth.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        edge = growth.edge
    head = Checkpoint(SIGNER.name, size, root_of(edge))
    (folder / "checkpoint").write_bytes(sign_checkpoint(checkpoint=head, signers=[SIGNER]))


def entries() -> Iterator[bytes]:
    """Yield leaves without end; `core.ledger.leaf` would take minutes to write a million."""
    last: dict[int, tuple[int, int, bytes]] = {}
    index = 0
    while True:
        project = index * 7919 % PROJECTS
        before, pseq, leaf = last.get(project, (0, 0, b""))
        prev = b'[%d,"%s"]' % (before, spelled(leaf)) if pseq else b"null"
        secret = urandom(32 * FIELDS)
        sd = b",".join(b'"%s"' % spelled(secret[start : start + 32]) for start in range(0, len(secret), 32))
        time = (START + dt.timedelta(seconds=index)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        data = b'{"kind":"engagement.claimed","prev":%s,"project":"p%d","pseq":%d,"sd":[%s],"time":"%s","v":1}' % (
            prev,
            project,
            pseq + 1,
            sd,
            time,
        )
        if index < 2 * PROJECTS:
            parse_leaf(data)
        last[project] = (index, pseq + 1, leaf_hash(data))
        index += 1
        yield data


def spelled(digest: bytes) -> bytes:
    """Return unpadded base64url."""
    return urlsafe_b64encode(digest).rstrip(b"=")


def reader(folder: Path) -> Fetch:
    """Return a ``fetch`` over the folder."""

    def fetch(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except FileNotFoundError as error:
            raise Unavailable(f"there is no {path}") from error

    return fetch


def bare_hashing(fetch: Fetch, *, size: int) -> float:
    """Return the processor seconds that hashing each entry, and one node for each, takes when nothing else is done."""
    pair, total = bytes(65), 0.0
    for index in range(-(-size // 256)):
        width = tile_width(level=0, index=index, size=size)
        bundle = [b"\x00" + entry for entry in parse_entries(fetch(bundle_path(index=index, width=width)), width=width)]
        start = process_time()
        for entry in bundle:
            sha256(entry).digest()
            sha256(pair).digest()
        total += process_time() - start
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

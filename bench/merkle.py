# SPDX-License-Identifier: Apache-2.0
"""The ledger's own work, in memory: growing, proving, checking, committing, against bare hashing in the same run.

    python -m bench.merkle [--entries 100000]

Prints one JSON object. Each figure is the best of several interleaved rounds, because the machine is shared.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from time import perf_counter

from tallystick.core.errors import Unavailable
from tallystick.core.ledger import merkle
from tallystick.core.ledger.bundle import BundleEntry, build_bundle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.commitments import commit, open_fields
from tallystick.core.ledger.leaf import Leaf, encode_leaf, parse_leaf
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.proof import TlogProof
from tallystick.core.ledger.tiles import EMPTY_EDGE, Growth, TileReader, grow, root_of
from tallystick.core.ledger.verify import verify_bundle

ORIGIN = "log.northshire.example"
NOW = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
FIELDS = [(f"field_{number}", "forty characters of a text, more or less") for number in range(24)]
ROUNDS = 5


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.merkle")
    parser.add_argument("--entries", type=int, default=100_000)
    print(json.dumps(measure(parser.parse_args(words).entries), indent=2))
    return 0


def measure(size: int) -> dict[str, float]:
    """Return the figures for a log of ``size`` entries of 300 bytes."""
    entries = [b"%010d" % number * 30 for number in range(size)]
    growth = grow(edge=EMPTY_EDGE, entries=entries)
    writing = growing(entries)
    work = {**writing, **proving(entries, growth), **leaves()}
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, (run, times) in work.items():
            start = perf_counter()
            for _ in range(times):
                run()
            best[name] = min(best.get(name, 1e9), (perf_counter() - start) / times)
    named = {f"{name}, microseconds": round(best[name] * 1e6, 1) for name in best if name not in writing}
    whole, bare = best[f"grow by {size}"], best[f"hash {size} leaves and nodes, nothing else"]
    return {
        f"grow by {size} entries, seconds": round(whole, 3),
        f"the same by {size // 256} batches of 256, seconds": round(best["grow in batches"], 3),
        "bare hashing of the same tree, seconds": round(bare, 3),
        "grow over bare hashing": round(whole / bare, 2),
        **named,
    }


Work = dict[str, tuple[Callable[[], object], int]]


def growing(entries: list[bytes]) -> Work:
    """Return the writer at work, and the hashing that no writer can avoid."""
    size = len(entries)

    def in_batches() -> None:
        edge = EMPTY_EDGE
        for start in range(0, size, 256):
            edge = grow(edge=edge, entries=entries[start : start + 256]).edge
            root_of(edge)

    def bare() -> None:
        pair = bytes(65)
        for entry in entries:
            sha256(entry).digest()
            sha256(pair).digest()

    return {
        f"grow by {size}": (lambda: grow(edge=EMPTY_EDGE, entries=entries), 1),
        "grow in batches": (in_batches, 1),
        f"hash {size} leaves and nodes, nothing else": (bare, 1),
    }


def proving(entries: list[bytes], growth: Growth) -> Work:
    """Return proofs being made from the published files and checked."""
    size, root, index = len(entries), root_of(growth.edge), len(entries) * 7 // 9

    def fetch(path: str) -> bytes:
        if path not in growth.files:
            raise Unavailable(path)
        return growth.files[path]

    def reader() -> TileReader:
        return TileReader(size=size, root=root, fetch=fetch)

    warm, old, leaf = reader(), size * 2 // 3, merkle.leaf_hash(entries[index])
    proof, steps, old_root = warm.inclusion_proof(index), warm.consistency_proof(old), warm.root_at(old)
    return {
        "make an inclusion proof from cold tiles": (lambda: reader().inclusion_proof(index), 20),
        "make a consistency proof from cold tiles": (lambda: reader().consistency_proof(old), 20),
        f"check an inclusion proof of {len(proof)} hashes": (
            lambda: merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=root),
            2000,
        ),
        f"check a consistency proof of {len(steps)} hashes": (
            lambda: merkle.verify_consistency(size1=old, size2=size, root1=old_root, root2=root, proof=steps),
            2000,
        ),
    }


def leaves() -> Work:
    """Return commitments, leaves and a whole bundle of one entry being made and read."""
    numbers = count()
    made = commit(fields=FIELDS, salt=lambda: next(numbers).to_bytes(32))
    names, strings = [name for name, _ in FIELDS], [part.field for part in made.disclosures.values()]
    leaf = Leaf(kind="engagement.claimed", time=NOW, project="p1", pseq=1, prev=None, sd=made.sd)
    data = encode_leaf(leaf)
    signer = NoteSigner(ORIGIN, bytes(32))
    head = Checkpoint(ORIGIN, 1, merkle.leaf_hash(data))
    proof = TlogProof(0, (), sign_checkpoint(checkpoint=head, signers=[signer])).text()
    entry = BundleEntry(index=0, leaf=data, names=tuple(names), disclosures=tuple(strings), proof=proof)
    bundle = build_bundle(origin=ORIGIN, vkey=signer.verifier.vkey, title="One entry", entries=[entry])
    return {
        "commit to 24 fields": (lambda: commit(fields=FIELDS, salt=lambda: next(numbers).to_bytes(32)), 200),
        "open 24 fields": (lambda: open_fields(names=names, sd=made.sd, disclosures=strings), 200),
        "encode a leaf of 24 digests": (lambda: encode_leaf(leaf), 500),
        "parse a leaf of 24 digests": (lambda: parse_leaf(data), 500),
        "verify a bundle of one entry with 24 fields": (lambda: verify_bundle(bundle, vkey=None, now=NOW), 100),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

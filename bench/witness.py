# SPDX-License-Identifier: Apache-2.0
"""A witness at work: how fast it cosigns, against bare disk flushes in the same run, and what memory it takes.

    python -m bench.witness [--requests 200] [--folder FOLDER]

Makes a witness in a temporary folder, starts it as its operator does, and asks it over one connection. Prints one
JSON object.
"""

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tallystick.core.ledger import merkle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.witness import request

SIGNER = NoteSigner("log.northshire.example", bytes(32))
_COMMAND = [sys.executable, "-m", "tallystick", "witness"]


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.witness")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--folder", help="where to make the temporary folder")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        print(json.dumps(measure(Path(folder), count=options.requests), indent=2))
    return 0


def measure(folder: Path, *, count: int) -> dict[str, float]:
    """Return the figures for ``count`` steps of a log."""
    bodies = requests(count)
    flush = flushing(folder, count=count)
    config = folder / "witness.toml"
    limits = "[limits]\nper_log_per_minute = 100000\nper_address_per_minute = 100000\n"
    log = f'[[log]]\nvkeys = ["{SIGNER.verifier.vkey}"]\n'
    config.write_text(f'name = "witness.harbour-trust.example"\nlisten = "127.0.0.1:0"\n{limits}{log}', "utf-8")
    subprocess.run([*_COMMAND, "init", "--config", str(config)], check=True, stdout=subprocess.DEVNULL)
    command = [*_COMMAND, "serve", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split()[-1])
        idle = memory(process.pid)
        times = asking(port, bodies)
        busy = memory(process.pid)
        process.send_signal(signal.SIGTERM)
        process.communicate()
    files = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != "flushed")
    return {
        "cosigned, each with Ed25519 and ML-DSA-44": count,
        "per second": round(count / sum(times)),
        "median, milliseconds": round(statistics.median(times) * 1000, 1),
        "95th percentile, milliseconds": round(statistics.quantiles(times, n=20)[-1] * 1000, 1),
        "bare flush of 4 KiB to disk, median, milliseconds": round(statistics.median(flush) * 1000, 1),
        "memory when started, MiB": round(idle / 1024),
        "memory at the end, MiB": round(busy / 1024),
        "its files on disk, KiB": round(files / 1024),
    }


def requests(count: int) -> list[bytes]:
    """Return the requests of a log that grows entry by entry."""
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(count)]

    def node(level: int, index: int) -> bytes:
        return merkle.root(leaves[index << level : (index + 1) << level])

    def ask(size: int) -> bytes:
        head = Checkpoint(SIGNER.name, size, merkle.root(leaves[:size]))
        proof = merkle.consistency_proof(size1=size - 1, size2=size, node=node)
        checkpoint = sign_checkpoint(checkpoint=head, signers=[SIGNER])
        return request(old_size=size - 1, proof=proof, checkpoint=checkpoint)

    return [ask(size) for size in range(1, count + 1)]


def asking(port: int, bodies: list[bytes]) -> list[float]:
    """Return the seconds that each answer took."""
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for body in bodies:
        start = perf_counter()
        connection.request("POST", "/add-checkpoint", body)
        answer = connection.getresponse()
        answer.read()
        times.append(perf_counter() - start)
        assert answer.status == 200, answer.status
    connection.close()
    return times


def flushing(folder: Path, *, count: int) -> list[float]:
    """Return the seconds that appending 4 KiB and flushing them took, each time."""
    times = []
    with (folder / "flushed").open("wb") as file:
        for _ in range(count):
            start = perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append(perf_counter() - start)
    return times


def memory(process: int) -> int:
    """Return the resident memory of a process in KiB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

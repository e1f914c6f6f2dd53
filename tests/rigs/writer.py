# SPDX-License-Identifier: Apache-2.0
"""One of several processes that write the same record: ``python -m tests.rigs.writer append|publish|hold ...``.

Works on the instance that ``TALLYSTICK_DIR`` names and prints a line for everything that was acknowledged to it.
"""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from tallystick.cli import instance
from tests.rigs.tools import wait_until


def main() -> int:
    """Do what the words say."""
    parser = argparse.ArgumentParser(prog="writer")
    parser.add_argument("what", choices=["append", "publish", "hold"])
    parser.add_argument("--count", type=int, default=1, help="how often")
    parser.add_argument("--stream", default="p1")
    parser.add_argument("--until", type=Path, help="publish until this file is there; hold until it is there")
    parser.add_argument("--start", type=Path, help="append: say {} when ready, and begin when this file is there")
    parser.add_argument("--inside", type=Path, help="hold: the file that says that the head is about to be pinned")
    words = parser.parse_args()
    instance.set_up(must_exist=True)
    {"append": _append, "publish": _publish, "hold": _hold}[words.what](words)
    return 0


def _append(words: argparse.Namespace) -> None:
    from tallystick.apps.journal.append import append
    from tallystick.core.facts.project import ProjectPublished

    if words.start is not None:
        print("{}", flush=True)
        wait_until(words.start.exists, what="somebody says start", seconds=60)
    fact = ProjectPublished(project=words.stream, by_role="dpo", by="ada@northshire.example")
    for _ in range(words.count):
        recorded = append(fact=fact, project=words.stream, now=dt.datetime.now(dt.UTC))
        print(json.dumps({"entry": recorded.entry}), flush=True)


def _publish(words: argparse.Namespace) -> None:
    last = False
    while not last:
        # The file is looked for first: what was appended before it came is then covered by the last round.
        last = words.until is None or words.until.exists()
        _publish_once()


def _hold(words: argparse.Namespace) -> None:
    """Publish, and stand still just before the head is pinned, until somebody says go."""
    from tallystick.apps.journal import pin

    advance = pin.advance

    def held(**values: Any) -> None:
        words.inside.touch()
        wait_until(words.until.exists, what="somebody says go", seconds=60)
        advance(**values)

    pin.advance = held
    _publish_once()


def _publish_once() -> None:
    from tallystick.apps.journal.publish import publish

    row = publish(now=dt.datetime.now(dt.UTC))
    if row is not None:
        print(json.dumps({"size": row.size, "checkpoint": row.checkpoint}), flush=True)


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""A writer is killed (SIGKILL) at every step and at random moments: it loses nothing acknowledged, shows nothing false.

After each death a fresh process reads what the public would see at that moment, takes the record up again, appends,
publishes and runs fsck; see tests/rigs/crashes.py.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.rigs.processes import end, folder_in_memory, make_instance, start

#: What is tried at once: the words of ``python -m tests.rigs.crashes``, and how many deaths that takes at least.
_TRIALS = {
    "before each step": (("before", "--rounds", "1"), 30),
    "after each step": (("after",), 60),
    "while a witness is asked": (("after", "--rounds", "1", "--witness"), 40),
    "while the first tile fills": (("after", "--size", "255", "--rounds", "1"), 25),
    "at random moments": (("random", "--seed", "1", "--deaths", "12"), 12),
}


@pytest.fixture(scope="module")
def running() -> Iterator[dict[str, "subprocess.Popen[str]"]]:
    """Start every trial, each on an instance of its own, so that they share the cores."""
    with ExitStack() as stack:
        started = {}
        made = stack.enter_context(folder_in_memory()) / "instance"
        make_instance(made)
        for name, (words, _) in _TRIALS.items():
            folder = stack.enter_context(folder_in_memory()) / "instance"
            shutil.copytree(made, folder)
            started[name] = stack.enter_context(start("tests.rigs.crashes", *words, folder=folder))
        yield started


@pytest.mark.parametrize("trial", _TRIALS)
def test_a_killed_writer_loses_nothing_it_acknowledged(running: dict[str, "subprocess.Popen[str]"], trial: str) -> None:
    done = end(running[trial])
    assert done.returncode == 0, done.stderr
    lives: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [life for life in lives if life["faults"]] == [], done.stderr
    deaths = [life for life in lives if life["died"]]
    assert len(deaths) >= _TRIALS[trial][1]
    # Of the trials that try every step, the last life met no blow: there was no further step.
    assert lives[len(deaths) :] == ([] if "random" in trial else lives[-1:])
    assert lives[-1]["acks"]["entry"]
    assert lives[-1]["acks"]["published"]

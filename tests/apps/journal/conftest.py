# SPDX-License-Identifier: Apache-2.0
"""A log of its own, and three real witnesses of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.rigs.witnesses import Witness, policy, witnesses

if TYPE_CHECKING:
    from tests.apps.journal.witnessed import Now


@pytest.fixture
def own_log(settings: Settings, tmp_path: Path) -> None:
    """Give the test a log and a key of its own, and no reactions."""
    from tallystick.apps.journal import keys

    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.witnessed.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


@pytest.fixture
def clock() -> "Now":
    """Return the time of the test."""
    from tests.apps.journal.witnessed import Now

    return Now()


@pytest.fixture
def three(own_log: None, clock: "Now", tmp_path: Path) -> Iterator[tuple[Witness, ...]]:
    """Run three witnesses, of which the policy of the log asks for two."""
    from tests.apps.journal.witnessed import NAMES, log_key, set_policy

    with witnesses(*NAMES, folder=tmp_path, log=log_key(), clock=clock.posix) as made:
        set_policy(policy(log_key(), made, quorum=2))
        yield made

# SPDX-License-Identifier: Apache-2.0
"""Every test of the public pages has a log of its own, and an empty memory of computed standings."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    from django.core.cache import cache

    from tallystick.apps.journal import keys

    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)
    cache.clear()

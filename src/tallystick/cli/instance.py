# SPDX-License-Identifier: Apache-2.0
"""Open an instance for a command: its folder, its settings, Django."""

import os
from pathlib import Path

import django

from tallystick.core.errors import Refused


def folder() -> Path:
    """Return the folder of the instance that the command works on."""
    return Path(os.environ.get("TALLYSTICK_DIR", "instance")).resolve()


def set_up(*, must_exist: bool) -> None:
    """Set Django up for the instance.

    Raises:
        Refused: there is no instance in the folder.
    """
    if must_exist and not (folder() / "keys" / "secret.key").is_file():
        raise Refused(
            f"There is no instance in {folder()}.",
            rule="A command works on the instance that --dir names.",
            next_step="Make one with: tallystick init --dir DIR --url https://…, or try: tallystick demo",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.web.settings")
    django.setup()

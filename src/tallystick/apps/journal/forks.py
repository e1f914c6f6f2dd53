# SPDX-License-Identifier: Apache-2.0
"""What proves that this log's key signed two histories, kept in the folder ``forks`` of the instance."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import disk

FORK = "fork.json"


def folder() -> Path:
    """Return where proofs of forks are kept."""
    return Path(settings.LOG_DIR).parent / "forks"


def keep(*, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder of their own, named after their bytes, and return it. The same files are kept once."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(files[name]).digest() for name in sorted(files)))
    kept = folder() / digest.hexdigest()[:16]
    for name, content in files.items():
        disk.replace(kept / name, content)
    return kept

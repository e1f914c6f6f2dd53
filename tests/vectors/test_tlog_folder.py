# SPDX-License-Identifier: Apache-2.0
"""Where the public transparency-log test data lie, and that they are there."""

import os
from pathlib import Path

import pytest

# Beside the repository, not in it: each set keeps its own licence (see the README there).
_FOLDER = Path(__file__).parents[3] / "shared" / "vectors" / "tlog"


def folder() -> Path:
    """Return the folder of the vectors. Where it is absent: skip the calling module, or fail if CI=true."""
    if not _FOLDER.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the public test data are missing from {_FOLDER}")
        pytest.skip(f"the public test data are not here: {_FOLDER}", allow_module_level=True)
    return _FOLDER


@pytest.mark.parametrize(
    "name", ["merkle-transparency-dev", "tessera-testdata", "serverless-log", "rekor2", "cctv-ed25519vectors.json"]
)
def test_the_vectors_are_here(name: str) -> None:
    assert (folder() / name).exists()

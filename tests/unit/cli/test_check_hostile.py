# SPDX-License-Identifier: Apache-2.0
"""Hostile dossiers: each gives a clear error with line and path, within fixed limits of memory and processor time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.core.facts.hostile import HOSTILE

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from tallystick.cli.main import main
sys.exit(main(["check", sys.argv[1]]))
"""


@pytest.mark.parametrize("wrong", HOSTILE)
def test_a_hostile_file_is_refused_within_limits(wrong: str, tmp_path: Path):
    content, said = HOSTILE[wrong]
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    done = subprocess.run([sys.executable, "-c", _LIMITED, path], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{path}{said}" in done.stderr or (said[0] != ":" and said in done.stderr), done.stderr[:500]
    assert done.stderr.splitlines()[1].startswith("Rule: ")
    assert len(done.stderr) < 2_000

# SPDX-License-Identifier: Apache-2.0
"""``python -m bench [NAME ...]``: run the named measurements, or all of them, each in a process of its own."""

import subprocess
import sys
from pathlib import Path

#: In this order: short ones first.
MEASUREMENTS = ("merkle", "verifier", "mails", "appends", "witness", "replay", "fsck", "dossiers", "pages")


def main(words: list[str]) -> int:
    """Run the measurements and return 1 if one of them failed."""
    unknown = sorted(set(words) - set(MEASUREMENTS))
    if unknown:
        print(f"there is no measurement {unknown[0]!r}; there are: {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    failed = False
    for name in words or MEASUREMENTS:
        print(f"\n== {name} ==", flush=True)
        command = [sys.executable, "-m", f"bench.{name}"]
        failed |= subprocess.run(command, check=False, cwd=Path(__file__).parent.parent).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

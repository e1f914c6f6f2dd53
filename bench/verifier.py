# SPDX-License-Identifier: Apache-2.0
"""Time that the verifier page takes for the bundle of a claim, in Chromium and in Firefox, beside the command's.

    python -m bench.verifier [--runs 20] [FILE]

Without a file it is the claim's bundle of the demo, built in the same run. The page is opened from disk, as a reader
opens it; the time is that of reading and checking the file, not of showing the result. The first run of each is left
out: it is slower (engines compile) and is given apart. A browser that is not installed is reported as absent.
"""

import argparse
import base64
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tallystick.core.claims.verify import verify
from tests.unit.verifier.firefox import firefox
from tests.unit.verifier.seal import PAGE

_TIMED = """async (packed, runs) => {
  const data = Uint8Array.from(atob(packed), sign => sign.charCodeAt(0)), times = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now(), seen = await verify(data);
    times.push(performance.now() - begun);
    if (seen.failed) throw new Error(seen.failed.said);
  }
  return times;
}"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time of the verifier page for a claim's bundle.")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tallystick-bench-") as name:
        folder = Path(name)
        data = (chosen.file or _demo(folder / "demo")).read_bytes()
        print(json.dumps(measure(data, runs=chosen.runs + 1, folder=folder), indent=2))
    return 0


def measure(data: bytes, *, runs: int, folder: Path) -> dict[str, object]:
    """Return the milliseconds of each engine."""
    return {
        "page, bytes": PAGE.stat().st_size,
        "bundle, bytes": len(data),
        "bundle, entries": len(json.loads(data)["entries"]),
        "command (without starting Python)": _summary(_command(data, runs)),
        "Chromium": _summary(_chromium(data, runs)),
        "Firefox": _summary(_firefox(data, runs, folder)),
    }


def _summary(times: list[float] | None) -> dict[str, object] | str:
    if times is None:
        return "not installed"
    first, *rest = times
    return {"median ms": round(median(rest), 1), "best ms": round(min(rest), 1), "first ms": round(first, 1)}


def _demo(folder: Path) -> Path:
    command = [sys.executable, "-m", "tallystick", "demo", "--no-serve", "--json", "--dir", str(folder)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "TALLYSTICK_"))}
    done = subprocess.run(command, check=True, capture_output=True, env=clean)
    return Path(json.loads(done.stdout)["bundles"][0])


def _command(data: bytes, runs: int) -> list[float]:
    now = dt.datetime.now(dt.UTC)
    return [_milliseconds(lambda: verify(data, vkey=None, now=now)) for _ in range(runs)]


def _milliseconds(work: Callable[[], Any]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _chromium(data: bytes, runs: int) -> list[float] | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (starts a program of its own)

    path = shutil.which("chromium")
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(PAGE.as_uri())
        times: list[float] = page.evaluate(f"([packed, runs]) => ({_TIMED})(packed, runs)", [_packed(data), runs])
        browser.close()
    return times


def _firefox(data: bytes, runs: int, folder: Path) -> list[float] | None:
    if shutil.which("firefox-esr") is None:
        return None
    with firefox(folder) as browser:
        browser.open(PAGE.as_uri())
        script = _TIMED.replace("Uint8Array.from(atob(packed), sign", "window.Uint8Array.from(atob(packed), sign")
        times: list[float] = browser.run(f"return ({script})(...arguments)", _packed(data), runs)
    return times


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


if __name__ == "__main__":
    sys.exit(main())

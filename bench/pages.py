# SPDX-License-Identifier: Apache-2.0
"""List, project and claim pages with 1,000 projects and 100,000 facts: what they cost, live and as a static copy.

    python -m bench.pages [--json] [--projects 1000] [--facts 100] [--seconds 5] [--rebuild]

The instance is built once by the one door and kept in bench/out. In one process: questions to the database and CPU time
of each page, cold (nothing remembered of it) and warm. Then in the same run, with 16 connections on this machine: two
waitress processes behind nginx, and the static copy behind the same nginx; requests per second, median and 95th
percentile, and what the workers' memory comes to. Last, the time from nothing to the first page of a new instance.
"""

import argparse
import datetime as dt
import hashlib
import io
import json
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import pages_served  # noqa: E402 (needs the repository on the path)

OUT = Path(__file__).parent / "out"
#: How many different pages of a kind are asked for.
SAMPLE = 200
#: The most questions and CPU-milliseconds, and the highest 95th percentile in milliseconds.
GOALS: Mapping[str, tuple[int, float]] = {
    "list": (6, 15.0),
    # The same list, found by a word: never remembered as a whole, as after each new fact.
    "search": (6, 15.0),
    "project": (8, 10.0),
    "claim": (8, 10.0),
}
MOST_P95 = 100.0


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = _parser().parse_args(words)
    folder = instance(projects=arguments.projects, facts=arguments.facts, rebuild=arguments.rebuild)
    paths = sample()
    found: dict[str, Any] = {
        "instance": {"projects": arguments.projects, "facts": count_of_facts(), "build seconds": built_in(folder)},
        "in one process": {kind: in_process(paths[kind]) for kind in GOALS},
        "served": serve_both(folder, paths, seconds=arguments.seconds),
        "new instance to first page, seconds": pages_served.fresh_start(),
    }
    found["goals"] = {kind: goals(kind, found) for kind in GOALS}
    print(json.dumps(found, indent=2) if arguments.json else text_of(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--projects", type=int, default=1000)
    parser.add_argument("--facts", type=int, default=100, help="facts of each project")
    parser.add_argument("--seconds", type=int, default=5, help="how long each load lasts")
    parser.add_argument("--rebuild", action="store_true", help="build the instance anew")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def instance(*, projects: int, facts: int, rebuild: bool) -> Path:
    """Set Django up on an instance of this size, built where there is none, and return its folder."""
    folder = OUT / f"pages-{projects}x{facts}-{_digest()}"
    if rebuild:
        shutil.rmtree(folder, ignore_errors=True)
    if not (folder / "built").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _build(folder, projects=projects, facts=facts)
        return folder
    os.environ["TALLYSTICK_DIR"] = str(folder)
    from tallystick.cli.instance import set_up  # noqa: PLC0415 (only now is the folder known)

    set_up(must_exist=True)
    return folder


def _build(folder: Path, *, projects: int, facts: int) -> None:
    from tallystick.cli.init import make  # noqa: PLC0415 (sets Django up)

    OUT.mkdir(exist_ok=True)
    print(f"Building {projects:,} projects of about {facts} facts each…", file=sys.stderr, flush=True)
    started = time.monotonic()
    values = {"TALLYSTICK_URL": "http://localhost:8000", "TALLYSTICK_OPERATOR": "The bench"}
    now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    make(folder=folder, values=values, now=now)
    from tallystick.apps.journal.publish import publish  # noqa: PLC0415 (needs Django)
    from tests.apps.crowd import crowd  # noqa: PLC0415

    crowd(projects=projects, facts=facts)
    publish(now=dt.datetime.now(dt.UTC))
    (folder / "built").write_text(f"{time.monotonic() - started:.0f}\n")


def _digest() -> str:
    """Return what tells instances apart that were built by different code."""
    files = [*sorted((ROOT / "src/tallystick/apps").glob("*/migrations/*.py")), ROOT / "tests/apps/crowd.py"]
    files += sorted((ROOT / "src/tallystick/core/facts").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def built_in(folder: Path) -> int:
    """Return how many seconds the building of the instance took, when it was built."""
    return int((folder / "built").read_text())


def count_of_facts() -> int:
    """Return how many facts the instance holds."""
    from tallystick.apps.journal.models import IndexedFact  # noqa: PLC0415 (needs Django)

    return IndexedFact.objects.count()


def sample() -> dict[str, list[str]]:
    """Return addresses of pages by kind: every page of the list, and as many projects and claims, the same ones."""
    from tallystick.apps.consultations.models import Claim  # noqa: PLC0415 (needs Django)
    from tallystick.apps.projects.models import Project  # noqa: PLC0415

    slugs = dict(Project.objects.values_list("pk", "slug"))
    claims = list(Claim.objects.order_by("pk").values_list("pk", "project_id"))
    chosen = random.Random(1).sample(claims, min(SAMPLE, len(claims)))  # noqa: S311 (the same pages in every run)
    pages = range(1, -(-len(slugs) // 25) + 1)
    return {
        "list": [f"/projects/page/{number}/" for number in pages],
        "search": [f"/projects/?q=council&page={number}" for number in pages],
        "project": [f"/projects/{slugs[project]}/" for _, project in chosen],
        "claim": [f"/projects/{slugs[project]}/claims/{claim}/" for claim, project in chosen],
    }


def in_process(paths: Sequence[str]) -> dict[str, float]:
    """Return what pages of one kind cost: each is asked for once cold, then warm three times in turn."""
    from django.core.cache import cache  # noqa: PLC0415 (needs Django)

    answer(paths[0])
    cache.clear()
    cold = [answer(path) for path in paths]
    warm = [answer(path) for _ in range(3) for path in paths]
    cache.clear()
    return {
        "questions cold": questions(paths[0]),
        "questions warm": questions(paths[0]),
        "CPU-ms cold": round(statistics.median(cold), 1),
        "CPU-ms warm": round(statistics.median(warm), 1),
    }


def answer(path: str) -> float:
    """Let the service answer, and return the CPU-milliseconds that took."""
    from django.core.handlers.wsgi import WSGIRequest  # noqa: PLC0415 (needs Django)

    address, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SERVER_NAME": "localhost"}
    environ |= {
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    started = time.process_time()
    response = _handler().get_response(WSGIRequest(environ))
    spent = time.process_time() - started
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}")
    return spent * 1000


_HANDLER: list[Any] = []


def _handler() -> Any:
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 (needs Django)

    if not _HANDLER:
        _HANDLER.append(WSGIHandler())
    return _HANDLER[0]


def questions(path: str) -> int:
    """Return how many questions to the database a page asks."""
    from django.db import connection  # noqa: PLC0415 (needs Django)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        answer(path)
    return len(asked)


def serve_both(folder: Path, paths: Mapping[str, Sequence[str]], *, seconds: int) -> dict[str, Any]:
    """Export the same pages, then load the live service and the copy in turn."""
    from django.db import connections  # noqa: PLC0415 (needs Django)

    from tallystick.cli.export import copy_assets, export  # noqa: PLC0415

    site = folder / "static-copy"
    started = time.monotonic()
    wanted = [path for kind in paths.values() for path in kind if "?" not in path]
    done = export(out=site, addresses=wanted, jobs=os.cpu_count() or 1, say=lambda _: None)
    exporting = time.monotonic() - started
    if done.failed:
        raise SystemExit(f"not exported: {done.failed[:3]}")
    copy_assets(out=site)
    connections.close_all()
    found = pages_served.load(instance=folder, site=site, paths=paths, seconds=seconds)
    return {"exported pages per second": round(len(wanted) / exporting), **found}


def goals(kind: str, found: Mapping[str, Any]) -> dict[str, str]:
    """Return each goal of a page with what was measured, for the eye."""
    cost, live = found["in one process"][kind], found["served"].get(kind, {}).get("live")  # none without nginx
    most_questions, most_cpu = GOALS[kind]
    told = {
        "questions": f"{cost['questions cold']} of at most {most_questions}",
        "CPU-ms": f"{cost['CPU-ms warm']} of at most {most_cpu:g} (cold {cost['CPU-ms cold']})",
    }
    return told | ({"p95 ms": f"{live['p95 ms']} of at most {MOST_P95:g}"} if live else {})


def text_of(found: Mapping[str, Any], indent: int = 0) -> str:
    """Return the figures as indented lines."""
    lines = []
    for name, value in found.items():
        if isinstance(value, Mapping):
            lines += [f"{' ' * indent}{name}", text_of(value, indent + 2)]
        else:
            lines.append(f"{' ' * indent}{name}: {value}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

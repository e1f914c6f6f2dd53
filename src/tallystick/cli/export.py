# SPDX-License-Identifier: Apache-2.0
"""``tallystick export``: write the public site as static files, page by page through the real views.

A web server that serves the folder needs nothing but directory indexes. What only the live service can do is left out
(searching) or leads there (disputing). Running it again writes only what has changed, each file in one step.
"""

import argparse
import dataclasses
import datetime as dt
import io
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections
from django.http import HttpResponse
from django.urls import reverse

from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import witness
from tallystick.apps.register.queries import entries, log, openness, organisations, projects, standings
from tallystick.apps.register.queries.facts import PER_PAGE as FACTS_PER_PAGE
from tallystick.apps.register.views.numbering import STATIC_KEY
from tallystick.cli.export_dossier import export_dossier
from tallystick.cli.stamping import stamp_or_say
from tallystick.cli.web_client import WebClient
from tallystick.core.errors import Refused, Unavailable

Say = Callable[[str], None]

_CHUNK = 50
_SECONDS_BETWEEN_LINES = 2.0
_NOT_FOUND = "/404.html"
_CHECKPOINTS = ("/log/checkpoint.pending", "/log/checkpoint")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of some addresses: how many files were written, how many were as they should be, what failed."""

    written: int
    unchanged: int
    failed: tuple[str, ...]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser(
        "export", help="write the public site as static files, or a project as a dossier", description=__doc__
    )
    parser.add_argument("project", nargs="?", metavar="PROJECT", help="a project, by its address name")
    parser.add_argument("--static", type=Path, metavar="OUT", help="write the site to this folder")
    parser.add_argument("--as", choices=["dossier"], dest="form", help="write PROJECT in this form")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write PROJECT to this file (default: print it)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="pages made at the same time (default: one per processor)"
    )
    parser.set_defaults(func=run, needs_django=True)


def run(arguments: argparse.Namespace) -> int:
    """Write the site and say how far it is, or write one project; return 1 where a page could not be made."""
    if arguments.project and arguments.form and not arguments.static:
        return export_dossier(slug=arguments.project, out=arguments.out)
    if arguments.project or arguments.form or not arguments.static:
        raise Refused(
            "Say what to write.", rule="The site or one project.", next_step="--static OUT, or PROJECT --as dossier"
        )
    now = dt.datetime.now(dt.UTC)
    publish(now=now)
    witness(now=now, web=WebClient())
    stamp_or_say(now=now, web=WebClient())
    wanted = [*addresses(), *log_addresses()]
    done = export(out=arguments.static, addresses=wanted, jobs=arguments.jobs, say=lambda text: print(text, flush=True))
    done_assets = copy_assets(out=arguments.static)
    print(f"Written: {done.written + done_assets:,} files. Unchanged: {done.unchanged:,}.")
    for failure in done.failed:
        print(f"Not written: {failure}")
    return 1 if done.failed else 0


def export(*, out: Path, addresses: Sequence[str], jobs: int, say: Say) -> Outcome:
    """Write the pages at these addresses as files below a folder, the log's checkpoint after everything else.

    Raises:
        Unavailable: the folder cannot be written to.
    """
    first = [address for address in addresses if not address.endswith(_CHECKPOINTS)]
    last = [address for address in addresses if address.endswith(_CHECKPOINTS)]
    pieces = [(out, first[start : start + _CHUNK]) for start in range(0, len(first), _CHUNK)]
    outcomes: list[Outcome] = []
    shown = time.monotonic()
    for outcome in _each(pieces, jobs=jobs):
        outcomes.append(outcome)
        if time.monotonic() - shown > _SECONDS_BETWEEN_LINES:
            shown = time.monotonic()
            say(f"{min(len(outcomes) * _CHUNK, len(first)):,} of {len(addresses):,} pages")
    outcomes.append(_write_pages((out, last)))
    say(f"{len(addresses):,} of {len(addresses):,} pages")
    return Outcome(
        written=sum(outcome.written for outcome in outcomes),
        unchanged=sum(outcome.unchanged for outcome in outcomes),
        failed=tuple(failure for outcome in outcomes for failure in outcome.failed),
    )


def addresses() -> Iterator[str]:
    """Yield the address of every public page and download, the log's own files aside."""
    for name in (
        "home",
        "reading",
        "checking",
        "verifier",
        "limits",
        "accessibility",
        "licence",
        "robots",
        "vkey",
        "projects_csv",
        "claims_json",
    ):
        yield reverse(f"register:{name}")
    if log.policy() is not None:
        yield reverse("register:policy")
    yield _NOT_FOUND
    yield from _project_addresses()
    yield from _organisation_addresses()
    yield from _entry_addresses()


def log_addresses() -> Iterator[str]:
    """Yield the address of every published file of the log, the checkpoint last."""
    for path in log.log_paths():
        yield reverse("register:log_file", args=[path])


def copy_assets(*, out: Path) -> int:
    """Copy style sheet, scripts and icon, and return how many files were written."""
    return sum(
        _write(out / "static" / path, _content(storage, path))
        for finder in get_finders()
        for path, storage in finder.list([])
        if path.startswith("tallystick/")
    )


def _project_addresses() -> Iterator[str]:
    lines = projects.everything_published()
    yield from _numbered("projects", count=len(lines), per_page=projects.PER_PAGE)
    for body, slug in sorted(projects.body_slugs(ids={line.project.body_id for line in lines}).items()):
        count = sum(line.project.body_id == body for line in lines)
        yield from _numbered("body", count=count, per_page=projects.PER_PAGE, slug=slug)
    for start in range(0, len(lines), projects.PER_PAGE):
        views = [line.project for line in lines[start : start + projects.PER_PAGE]]
        records = standings.records(projects=views)
        for view in views:
            yield from _pages_of_project(view.slug, records[view.id])


def _pages_of_project(slug: str, record: standings.ProjectRecord) -> Iterator[str]:
    yield reverse("register:project", args=[slug])
    yield reverse("register:project_feed", args=[slug])
    yield from _numbered("project_facts", count=record.facts, per_page=FACTS_PER_PAGE, slug=slug)
    for claim in record.claims:
        yield reverse("register:claim", args=[slug, claim.fact.claim])
        yield reverse("register:claim_bundle", args=[slug, claim.fact.claim])


def _organisation_addresses() -> Iterator[str]:
    found = organisations.everything_spoken_of()
    yield from _numbered("organisations", count=len(found), per_page=organisations.PER_PAGE)
    for organisation in found:
        slug = organisation.slug
        yield from _numbered("organisation", count=organisation.projects, per_page=organisations.PER_PAGE, slug=slug)
        yield reverse("register:organisation_feed", args=[slug])


def _entry_addresses() -> Iterator[str]:
    yield from _numbered("entries", count=entries.count(kind=""), per_page=entries.PER_PAGE)
    for kind in entries.kinds():
        yield from _numbered("entries_kind", count=entries.count(kind=kind), per_page=entries.PER_PAGE, kind=kind)
    size = journal.published_size()
    for index, is_open in openness.openness_of_all():
        yield reverse("register:entry", args=[index])
        if index >= size:  # it waits for witnesses, and has no proof yet
            continue
        yield reverse("register:entry_proof", args=[index])
        if is_open:
            yield reverse("register:entry_bundle", args=[index])


def _numbered(name: str, *, count: int, per_page: int, **names: str) -> Iterator[str]:
    yield reverse(f"register:{name}", kwargs=names)
    last = max(1, -(-count // per_page))
    pages = {"project_facts": "project_facts_page", "entries_kind": "entries_kind_page"}.get(name, f"{name}_page")
    yield from (reverse(f"register:{pages}", kwargs={**names, "number": number}) for number in range(1, last + 1))


def _each(pieces: Collection[tuple[Path, Sequence[str]]], *, jobs: int) -> Iterator[Outcome]:
    if jobs < 2 or len(pieces) < 2:
        yield from map(_write_pages, pieces)
        return
    # A forked child must not use its parent's connection to the database.
    connections.close_all()
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("fork")) as pool:
        yield from pool.map(_write_pages, pieces)


def _write_pages(piece: tuple[Path, Iterable[str]]) -> Outcome:
    out, wanted = piece
    written, unchanged, failed = 0, 0, []
    for address in wanted:
        status, content = _page(address)
        if status != (404 if address == _NOT_FOUND else 200):
            failed.append(f"{address} (status {status})")
        elif _write(out / _file(address), content):
            written += 1
        else:
            unchanged += 1
    return Outcome(written=written, unchanged=unchanged, failed=tuple(failed))


def _page(address: str) -> tuple[int, bytes]:
    status, content = _answer(address)
    if status == 503:  # something was recorded while we wrote, and has no proof yet
        publish(now=dt.datetime.now(dt.UTC))
        status, content = _answer(address)
    return status, content


def _answer(address: str) -> tuple[int, bytes]:
    public = urlsplit(settings.PUBLIC_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SERVER_NAME": public.hostname or "localhost",
        "SERVER_PORT": str(public.port or (443 if public.scheme == "https" else 80)),
        "HTTP_HOST": public.netloc,
        "wsgi.url_scheme": public.scheme,
        "wsgi.input": io.BytesIO(),
        STATIC_KEY: True,
    }
    response = cast(HttpResponse, _handler().get_response(WSGIRequest(environ)))
    return response.status_code, response.content


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _file(address: str) -> str:
    path = address.lstrip("/")
    return f"{path}index.html" if address.endswith("/") else path


def _content(storage: Storage, path: str) -> bytes:
    with storage.open(path) as file:
        content: bytes = file.read()
        return content


def _write(target: Path, content: bytes) -> bool:
    """Write a file in one step, and return whether that was needed."""
    try:
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        raise Unavailable(
            f"{target} cannot be written: {error.strerror}", next_step="Name another folder, or mend its permissions."
        ) from error
    return True

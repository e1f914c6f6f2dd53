# SPDX-License-Identifier: Apache-2.0
"""The static copy holds every public page as the live service shows it; all its links lead to files."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from pytest_django import Settings

from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.cli import export
from tallystick.cli.main import command_parser
from tallystick.core.claims.verify import verify
from tests.apps.builders import NOW, Case, northshire
from tests.apps.crowd import crowd
from tests.apps.reading import shown

pytestmark = pytest.mark.django_db
_HTML = "{http://www.w3.org/1999/xhtml}"


def _export(out: Path) -> export.Outcome:
    wanted = [*export.addresses(), *export.log_addresses()]
    export.copy_assets(out=out)
    return export.export(out=out, addresses=wanted, jobs=1, say=lambda _: None)


def _file(out: Path, address: str) -> Path:
    path = out / address.lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def _links(page: Path, address: str) -> Iterator[str]:
    tree = html5lib.parse(page.read_bytes(), transport_encoding="utf-8")
    for found in tree.iter():
        for name in ("href", "src", "action"):
            if found.get(name) and found.tag.startswith(_HTML):
                yield urljoin(address, found.get(name))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = northshire(folder=tmp_path)
    publish(now=NOW)
    return made


def test_every_link_of_the_copy_leads_to_a_file_or_to_the_live_service(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert _export(out).failed == ()
    pages = sorted(out.rglob("*.html"))
    assert len(pages) > Entry.objects.count()
    for page in pages:
        address = "/" + page.relative_to(out).as_posix().removesuffix("index.html")
        for link in _links(page, address):
            parts = urlsplit(link)
            if parts.netloc:
                assert not link.startswith("http://localhost:8000/") or parts.path.startswith("/dispute/"), (
                    f"{address}: {link}"
                )
            else:
                assert _file(out, parts.path).is_file(), f"{address} leads to {link}"


def test_the_copy_is_what_the_live_service_shows(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "site"
    _export(out)
    for address in ("/organisations/harbour-trust/feed.xml", "/entries/5/bundle.json", "/log/vkey", "/how-to-read/"):
        assert _file(out, address).read_bytes() == shown(address).content
    for address in (f"/projects/{case.project.slug}/", f"/projects/{case.project.slug}/claims/{case.claim.id}/"):
        live = shown(address).content.replace(b'href="/dispute/', b'href="http://localhost:8000/dispute/')
        assert _file(out, address).read_bytes() == live
    bundle = _file(out, f"/projects/{case.project.slug}/claims/{case.claim.id}/bundle.json").read_bytes()
    assert verify(bundle, vkey=None, now=NOW).standing is not None


def test_the_copy_explains_that_searching_needs_the_live_service(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "site"
    _export(out)
    for address in ("/", "/projects/", "/organisations/"):
        text = _file(out, address).read_text("utf-8")
        assert "<form" not in text
        assert "Searching needs the live service" in text


def test_the_copy_has_the_log_the_assets_and_a_page_for_what_is_missing(
    case: Case, tmp_path: Path, settings: Settings
) -> None:
    out = tmp_path / "site"
    _export(out)
    assert (out / "log/checkpoint").read_bytes() == (settings.LOG_DIR / "checkpoint").read_bytes()
    assert [path for path in (out / "log/tile").rglob("*") if path.is_file()]
    assert "Page not found" in (out / "404.html").read_text("utf-8")
    for name in ("app.css", "init.js", "icon.svg"):
        assert (out / "static/tallystick" / name).stat().st_size


def test_a_second_run_changes_nothing_and_a_third_only_what_is_new(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = _export(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    second = _export(out)
    assert (second.written, second.unchanged) == (0, first.written)
    assert {path: path.stat().st_mtime_ns for path in times} == times
    northshire(answers=(), project="School Streets", body="Fairhaven Council")
    publish(now=NOW)
    third = _export(out)
    assert third.failed == ()
    assert third.written > 0
    assert "School Streets" in (out / "index.html").read_text("utf-8")
    # What explains the record did not change.
    assert (out / "about/index.html").stat().st_mtime_ns == times[out / "about/index.html"]
    assert not list(out.rglob(".*")), "no drafts are left"


def test_nothing_of_an_unpublished_project_is_in_the_copy(tmp_path: Path) -> None:
    northshire(answers=("",), project="School Streets", body="Fairhaven Council")
    hidden = northshire(
        folder=tmp_path, answers=("DISPUTE",), names=("Quiet Meadow Trust",), project="Hidden Lantern", published=False
    )
    publish(now=NOW)
    out = tmp_path / "site"
    assert _export(out).failed == ()
    for path in out.rglob("*"):
        assert not re.search(r"hidden-lantern|quiet-meadow", path.as_posix())
        if path.is_file():
            content = path.read_bytes()
            for secret in (b"Hidden Lantern", b"Quiet Meadow", b"quietmeadow", hidden.claim.id.encode()):
                assert secret not in content, path


def test_long_lists_come_in_files_of_their_own(tmp_path: Path) -> None:
    crowd(projects=27, facts=15, organisations=1)
    publish(now=NOW)
    out = tmp_path / "site"
    wanted = [address for address in export.addresses() if not re.match(r"/entries/\d", address)]
    assert export.export(out=out, addresses=wanted, jobs=1, say=lambda _: None).failed == ()
    for address in (
        *("/projects/page/2/", "/organisations/charity-number-0/page/2/", "/bodies/fairhaven-council/page/2/"),
        *("/entries/page/2/", "/entries/kind/request.sent/", "/projects/project-number-3-of-the-council/facts/page/2/"),
    ):
        assert _file(out, address).is_file(), address


def test_progress_is_said_and_what_fails_is_named(case: Case, tmp_path: Path) -> None:
    said: list[str] = []
    done = export.export(out=tmp_path / "site", addresses=["/", "/no-such-page/"], jobs=1, say=said.append)
    assert said == ["2 of 2 pages"]
    assert done.failed == ("/no-such-page/ (status 404)",)
    assert done.written == 1


def test_the_command_writes_the_site_and_publishes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    northshire(answers=("",))
    out = tmp_path / "site"
    arguments = command_parser("export").parse_args(["export", "--static", str(out), "--jobs", "1"])
    assert arguments.func(arguments) == 0
    printed = capsys.readouterr().out
    assert re.search(r"([\d,]+) of \1 pages\nWritten: [\d,]+ files\. Unchanged: 0\.\n$", printed), printed
    assert (out / "entries/3/bundle.json").is_file()


def test_a_folder_that_cannot_be_written_is_refused_in_words(case: Case, tmp_path: Path) -> None:
    from tallystick.core.errors import Unavailable

    (tmp_path / "site").write_text("a file, not a folder")
    with pytest.raises(Unavailable, match="cannot be written"):
        export.export(out=tmp_path / "site", addresses=["/"], jobs=1, say=lambda _: None)

# SPDX-License-Identifier: Apache-2.0
"""Nothing about a project shows anywhere before its body publishes it, not even that it exists."""

import json
from pathlib import Path

import pytest

from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import publish_project
from tallystick.core.facts.base import REGISTER
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import Page, read, shown

pytestmark = pytest.mark.django_db

NAMES = ("Quiet Meadow Trust", "Silent Pier Association")
SECRETS = (
    "Operation Hidden Lantern",
    "hidden-lantern",
    "to watch the allotments unseen",
    "Quiet Meadow",
    "quiet-meadow",
    "quietmeadow",
    "Silent Pier",
    "silentpier",
    "We asked them quietly.",
    "We were never asked.",
    "they should not do this",
)


@pytest.fixture
def hidden(tmp_path: Path) -> Case:
    """A project that is not published, with answers by mail and an unasked dispute, beside one that is."""
    northshire(answers=("",), project="School Streets", body="Fairhaven Council")
    case = northshire(
        folder=tmp_path,
        answers=("DISPUTE", ""),
        names=NAMES,
        project="Operation Hidden Lantern",
        purpose="to watch the allotments unseen",
        claim_text="We asked them quietly.",
        published=False,
    )
    raise_dispute(engagement=case.engagements[1], words="they should not do this", contact="", now=NOW)
    publish(now=NOW)
    return case


def _everything(case: Case) -> list[Page]:
    """Fetch whatever somebody could reach by following links, and all that they could guess from the log."""
    claim = case.claim
    assert claim is not None
    waiting = ["/", "/organisations/", "/entries/", "/projects.csv", "/robots.txt", "/healthz", "/log/checkpoint"]
    waiting += ["/projects/?q=hidden", "/organisations/?q=meadow", "/bodies/northshire-police/"]
    for slug in (case.project.slug, case.project.id):
        waiting += [f"/projects/{slug}/{rest}" for rest in ("", "facts/", "feed.xml")]
        waiting += [f"/projects/{slug}/claims/{claim.id}/{rest}" for rest in ("", "bundle.json")]
    for one in case.organisations:
        waiting += [f"/organisations/{one.slug}/{rest}" for rest in ("", "feed.xml", "page/1/")]
    for index in range(Entry.objects.count()):
        waiting += [f"/entries/{index}/{rest}" for rest in ("", "bundle.json", "entry.tlog-proof")]
    seen: dict[str, Page] = {}
    while waiting:
        url = waiting.pop()
        if url in seen or url.startswith(("/static/", "/staff/", "/accounts/", "/dispute/")):
            continue
        seen[url] = read(url)
        if seen[url].headers.get("Content-Type", "").startswith("text/html"):
            waiting += seen[url].links()
    return list(seen.values())


def test_no_page_names_anything_of_an_unpublished_project(hidden: Case) -> None:
    pages = _everything(hidden)
    assert len(pages) > 100
    for page in pages:
        said = page.content.decode().replace(page.url, "")  # what was asked for may be repeated
        found = [secret for secret in (*SECRETS, hidden.claim.id, hidden.engagements[0].id) if secret in said]
        assert not found, f"{page.url} shows {found}"


def test_an_unpublished_project_is_not_found_in_the_same_words_as_one_that_never_was(hidden: Case) -> None:
    claim = hidden.claim.id
    for url in ("/projects/{}/", "/projects/{}/facts/", "/projects/{}/feed.xml", f"/projects/{{}}/claims/{claim}/"):
        there, never = read(url.format(hidden.project.slug)), read(url.format("no-such-project"))
        assert (there.status, never.status) == (404, 404)
        assert there.content.replace(hidden.project.slug.encode(), b"") == never.content.replace(
            b"no-such-project", b""
        )
    assert read(f"/organisations/{hidden.organisations[0].slug}/").status == 404


def test_its_entries_show_their_clear_parts_only(hidden: Case) -> None:
    row = Entry.objects.filter(project=hidden.project.id, kind="engagement.claimed")[0]
    page = shown(f"/entries/{row.index}/")
    assert "What this entry says is withheld" in page.text
    assert "organisation_name Withheld: not published." in page.text
    assert f"a project that is not published ({hidden.project.id})" in page.text
    assert bytes(row.leaf).decode() in page.text
    assert f"/entries/{row.index}/entry.tlog-proof" in set(page.links())
    assert f"/entries/{row.index}/bundle.json" not in set(page.links())
    assert read(f"/entries/{row.index}/bundle.json").status == 404
    assert shown(f"/entries/{row.index}/entry.tlog-proof").content.startswith(b"c2sp.org/tlog-proof@v1")


def test_organisations_and_keys_open_with_the_first_published_project_that_rests_on_them(hidden: Case) -> None:
    register = journal.facts(project=REGISTER)
    pin = next(one.entry for one in register if getattr(one.fact, "name", "") == NAMES[0])
    key = next(one.entry for one in register if one.fact.kind == "key.observed")
    for index in (pin, key):
        assert "What this entry says is withheld" in shown(f"/entries/{index}/").text
        assert read(f"/entries/{index}/bundle.json").status == 404
    publish_project(by=hidden.ada, project=Project.objects.get(pk=hidden.project.id), now=NOW)
    publish(now=NOW)
    assert NAMES[0] in shown(f"/entries/{pin}/").text
    assert "_domainkey.quietmeadowtrust.example" in shown(f"/entries/{key}/").text
    assert json.loads(shown(f"/entries/{key}/bundle.json").content)["entries"]


def test_publishing_opens_past_and_future(hidden: Case) -> None:
    publish_project(by=hidden.ada, project=Project.objects.get(pk=hidden.project.id), now=NOW)
    publish(now=NOW)
    page = shown(f"/projects/{hidden.project.slug}/")
    assert "one disputes it" not in page.text
    assert "both dispute it" in page.text
    assert "We asked them quietly." in page.text
    assert "they should not do this" in shown(f"/organisations/{hidden.organisations[1].slug}/").text
    assert "Operation Hidden Lantern" in shown("/").text

# SPDX-License-Identifier: Apache-2.0
"""A reader leaves no trace and is asked for nothing: no cookie, no sign-in, no script, no other machine."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick.apps.journal.publish import publish
from tallystick.apps.register.queries import rulebook
from tallystick.core.claims.reference import render_claims
from tallystick.core.evidence.levels import LADDER
from tests.apps.builders import NOW, northshire
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db

PLAIN = ("/how-to-read/", "/check/", "/about/", "/accessibility/", "/licence/")


@pytest.fixture
def addresses(tmp_path: Path) -> list[str]:
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    project = f"/projects/{case.project.slug}/"
    return [
        *("/", "/projects/", "/organisations/", "/organisations/harbour-trust/", "/bodies/northshire-police/"),
        *(project, f"{project}facts/", f"{project}feed.xml", f"{project}claims/{case.claim.id}/"),
        *("/entries/", "/entries/5/", "/entries/5/bundle.json", "/entries/kind/claim.made/", *PLAIN),
        *("/projects.csv", "/robots.txt", "/healthz", "/log/checkpoint", "/log/vkey"),
    ]


def test_no_page_sets_or_reads_a_cookie(addresses: list[str]) -> None:
    from django.db import connection

    for url in addresses:
        client = Client()
        client.cookies["sessionid"] = "somebody"
        with CaptureQueriesContext(connection) as asked:
            response = client.get(url)
        assert response.status_code == 200, url
        assert "Set-Cookie" not in response.headers, url
        assert "Cookie" not in response.headers.get("Vary", ""), url
        assert not [query for query in asked if "session" in query["sql"] or "accounts_user" in query["sql"]], url


def test_every_page_is_whole_without_scripts_and_asks_no_other_machine(addresses: list[str]) -> None:
    for url in addresses:
        page = shown(url)
        if not page.headers["Content-Type"].startswith("text/html"):
            continue
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(rb"<script(?![^>]*\bsrc=\"/static/)", page.content), url
        assert not re.search(rb"\sstyle=|\son[a-z]+=", page.content), url
        assert not re.search(rb"<(?:img|iframe|form)[^>]*(?:src|action)=\"(?:https?:)?//", page.content), url


def test_every_page_has_one_heading_a_title_of_its_own_and_a_language(addresses: list[str]) -> None:
    titles = {}
    for url in addresses:
        page = shown(url)
        if page.headers["Content-Type"].startswith("text/html"):
            assert len(page.headings(1)) == 1, url
            assert b'<html lang="en' in page.content
            titles.setdefault(page.title, []).append(url)
    assert [urls for urls in titles.values() if len(urls) > 1] == [["/", "/projects/"]]


def test_every_link_leads_somewhere(addresses: list[str]) -> None:
    wanted = {link for url in addresses for link in shown(url).links() if not link.startswith(("/static/", "/feed"))}
    missing = {link for link in wanted if read(link).status not in (200, 302)}
    assert missing == set()


def test_the_page_on_reading_prints_every_level_and_every_rule_of_core() -> None:
    text = shown("/how-to-read/").text
    for level in LADDER:
        assert level.public_name in text
        assert level.could_be_faked in text
    printed = " ".join(render_claims().split())
    assert len(rulebook.rules()) > 10
    for rule in rulebook.rules():
        assert " ".join(rule.text.split()) in text
        assert f"| `{rule.id}` | {rule.about} | {rule.text} |" in printed


def test_no_public_page_says_that_anything_is_lawful(addresses: list[str]) -> None:
    for url in addresses:
        page = shown(url)
        if page.headers["Content-Type"].startswith("text/html"):
            for sentence in re.split(r"(?<=[.:])\s", page.text):
                if re.search(r"\b(lawful|compliant|agreed)\b", sentence):
                    assert re.search(r"\b(never|not|nothing|whether)\b", sentence, re.IGNORECASE), f"{url}: {sentence}"


def test_search_engines_are_welcome_on_public_pages_only() -> None:
    text = shown("/robots.txt").content.decode()
    assert "Disallow: /staff/" in text
    assert "Disallow: /accounts/" in text
    assert not [line for line in text.splitlines() if line in {"Disallow: /", "Disallow: /projects/"}]


def test_a_page_that_is_not_there_is_styled_and_says_nothing_of_the_path() -> None:
    page = read("/no/such/page-of-mine/")
    assert page.status == 404
    assert page.headings(1) == ["Page not found"]
    assert "page-of-mine" not in page.text

# SPDX-License-Identifier: Apache-2.0
"""The page that checks a proof is served, exported and pointed to, the same bytes everywhere, with its SHA-256."""

import re
from html import unescape
from pathlib import Path

import pytest

from tallystick import verifier
from tallystick.apps.journal.publish import publish
from tallystick.cli import export
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import shown

pytestmark = pytest.mark.django_db
GROUPED = " ".join(verifier.sha256_in_groups())


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = northshire(folder=tmp_path)
    publish(now=NOW)
    return made


def _directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_it_is_served_byte_for_byte() -> None:
    page = shown("/verify.html")
    assert page.content == verifier.page()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in page.headers


def test_its_policy_in_the_header_is_its_own_and_what_only_a_header_can_say() -> None:
    page = shown("/verify.html")
    [own] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page.content.decode())
    sent = _directives(page.headers["Content-Security-Policy"])
    assert sent == _directives(unescape(own)) | {"base-uri": "'none'", "frame-ancestors": "'none'"}
    assert sent["default-src"] == "'none'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_other_pages_keep_their_own_policy() -> None:
    assert "'sha256-" not in shown("/check/").headers["Content-Security-Policy"]


def test_the_page_that_offers_it_prints_its_sha256_in_groups() -> None:
    page = shown("/check/")
    assert GROUPED in page.text
    assert GROUPED.replace(" ", "") == verifier.sha256()
    assert "/verify.html" in set(page.links())


def test_pages_of_claims_entries_and_projects_lead_to_it(case: Case) -> None:
    assert case.claim is not None
    slug = case.project.slug
    for address in (f"/projects/{slug}/", f"/projects/{slug}/claims/{case.claim.id}/", "/entries/0/"):
        page = shown(address)
        assert "Check this yourself, offline" in page.text, address
        assert 'href="/check/#page"' in page.content.decode(), address


def test_the_static_copy_holds_it(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert "/verify.html" in set(export.addresses())
    export.export(out=out, addresses=["/verify.html"], jobs=1, say=lambda _: None)
    assert (out / "verify.html").read_bytes() == verifier.page()

# SPDX-License-Identifier: Apache-2.0
"""The verifier page as the site serves it: under its header's policy it still checks, and asks for nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import public_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_checks_a_proof_of_the_site_under_the_policy_of_its_header(
    page: Page, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.LOG_DIR, settings.KEY_DIR = tmp_path / "log", tmp_path / "keys"
    case = public_site.build(tmp_path)
    base = live_server.url.replace("127.0.0.1", "localhost")
    assert case.claim is not None
    proof = page.request.get(f"{base}/projects/{case.project.slug}/claims/{case.claim.id}/bundle.json").body()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    response = page.goto(f"{base}/verify.html")
    assert response is not None
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    page.set_input_files("#file", {"name": "claim.json", "mimeType": "application/json", "buffer": proof})
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("status").filter(has_text="✓").wait_for()
    assert page.get_by_role("heading", name="What is proved", exact=True).is_visible()
    assert [url for url in asked if not url.endswith("/verify.html")] == []
    assert faults == []

# SPDX-License-Identifier: Apache-2.0
"""The HTML report of ``tallystick check``, opened from disk: accessible, reflowing, without script, on paper too."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tallystick.cli import check
from tallystick.cli.check_html import render
from tallystick.cli.dossier_files import load
from tallystick.core.facts.dates import read
from tests.rigs.browser import axe, reflows
from tests.unit.cli import checked

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(check, "checks", lambda: checked.CHECKS)
    path = tmp_path / "record.yaml"
    path.write_text(checked.DOSSIER, "utf-8")
    file = load(path)
    found = check.examined(file, as_of=read("2021-01-01").last)
    report = tmp_path / "report.html"
    report.write_text(render(found, file=file, everything=True), "utf-8")
    return report.as_uri()


def test_axe_finds_nothing(page: "Page", address: str) -> None:
    page.goto(address)
    assert axe(page) == []


def test_it_reflows_and_its_style_is_not_refused(page: "Page", address: str) -> None:
    page.goto(address)
    assert reflows(page) == []
    assert page.evaluate("getComputedStyle(document.querySelector('article')).borderTopStyle") == "solid"


def test_the_keyboard_skips_to_the_report(page_without_javascript: "Page", address: str) -> None:
    page_without_javascript.goto(address)
    page_without_javascript.keyboard.press("Tab")
    page_without_javascript.keyboard.press("Enter")
    assert page_without_javascript.url.endswith("#main")


def test_it_prints_on_a4(page: "Page", address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"

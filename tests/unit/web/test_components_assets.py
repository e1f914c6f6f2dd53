# SPDX-License-Identifier: Apache-2.0
"""What is compiled: no government font, crest or crown; nothing that a strict policy would stop; no foreign address."""

import json
import re

import pytest

from tests.rigs.tools import in_ci
from tests.unit.web.engine import ROOT, STATIC, TEMPLATES

FRONTEND = ROOT / "frontend"
COMPILED = STATIC / "tallystick"


@pytest.fixture(scope="module")
def styles() -> str:
    if not (COMPILED / "app.css").exists():
        message = "The style sheet is not compiled here; sh setup/frontend.sh compiles it"
        pytest.fail(message, pytrace=False) if in_ci() else pytest.skip(message)
    return (COMPILED / "app.css").read_text("utf-8")


@pytest.mark.parametrize("word", ["@font-face", "gds transport", "url(", "@import", ".svg", ".woff"])
def test_style_sheet_loads_nothing(styles, word):
    assert word not in styles.lower()


def test_style_sheet_can_be_recoloured(styles):
    assert "--govuk-brand-colour" in styles
    assert "var(--govuk-brand-colour" in styles


def test_style_sheet_has_every_class_of_our_own_that_templates_use(styles):
    used = {
        name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"\bts-[a-z_-]+", path.read_text("utf-8"))
    }
    named = set(re.findall(r"\.(ts-[a-z_-]+)", styles))
    without_style = {
        name for name in used if name.rstrip("-_") not in named and not any(n.startswith(name) for n in named)
    }
    assert without_style == set()


def test_licence_of_govuk_frontend_goes_with_it(styles):
    text = (COMPILED / "GOVUK-FRONTEND-LICENCE.txt").read_text("utf-8")
    version = json.loads((FRONTEND / "package.json").read_text("utf-8"))["dependencies"]["govuk-frontend"]
    assert f"GOV.UK Frontend {version}" in text
    assert "The MIT License" in text


def test_script_names_no_source_map(styles):
    assert "sourceMappingURL" not in (COMPILED / "govuk-frontend.min.js").read_text("utf-8")


def test_packages_are_pinned_exactly():
    package = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = package["dependencies"] | package["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in entry for name, entry in lock.items() if name)


def test_lock_file_names_no_place_to_fetch_from():
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text("utf-8")

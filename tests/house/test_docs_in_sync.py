# SPDX-License-Identifier: Apache-2.0
"""Docs are made or compared, not remembered."""

import re
from pathlib import Path

import pytest

from tests.house import generate
from tests.house.tree import ROOT, SOURCE


@pytest.mark.parametrize("path", generate.PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_generated_page_is_what_the_code_prints(path: Path):
    if path.name == "cli.md" and not generate.HELP_LAYOUT:
        pytest.skip("argparse lays its help out differently from Python 3.13 on; compared under 3.11 and 3.12")
    assert path.exists(), f"make docs writes {path.relative_to(ROOT)}"
    assert path.read_text("utf-8") == generate.PAGES[path](), f"make docs writes {path.relative_to(ROOT)} anew"


def test_every_setting_is_read_through_a_reader_that_documents_it():
    page = generate.settings_page()
    named = set()
    for source in SOURCE.rglob("*.py"):
        named |= set(re.findall(r"[\"'](TALLYSTICK_[A-Z_]+)[\"']", source.read_text("utf-8")))
    assert named
    assert {name for name in named if f"| `{name}` |" not in page} == set()


def test_every_command_is_on_the_page():
    from tallystick.cli.main import COMMANDS

    page = generate.commands_page()
    assert COMMANDS
    for name in COMMANDS:
        section = page.split(f"\n## tallystick {name}\n")[1].split("\n## ")[0]
        assert f"usage: tallystick {name} " in section


def test_makefile_explains_every_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    assert targets == set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))

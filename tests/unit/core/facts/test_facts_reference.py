# SPDX-License-Identifier: Apache-2.0
"""The printed page of fact kinds is what the code prints, and leaves out no kind and no field."""

from pathlib import Path

from tallystick.core.claims.reference import render_facts
from tallystick.core.facts.base import KINDS, field_names


def test_printed_page_is_what_the_code_prints():
    page = Path(__file__).parents[4] / "docs" / "reference" / "facts.md"
    assert page.read_text("utf-8") == render_facts()


def test_every_kind_and_field_is_printed_in_schema_order():
    sections = {text.split("\n", 1)[0]: text for text in render_facts().split("\n## ")[1:]}
    assert set(sections) == {name for name, kind in KINDS.items() if kind.__module__.startswith("tallystick.")}
    for kind, text in sections.items():
        printed = [line.split("`")[1] for line in text.splitlines() if line[:3].strip("| ").isdigit()]
        assert tuple(printed) == field_names(kind)

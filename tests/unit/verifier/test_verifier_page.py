# SPDX-License-Identifier: Apache-2.0
"""The verifier page as a file: small, sealed, alone, and in step with the command whose checks it repeats."""

import dataclasses
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import get_args

import pytest

from tallystick import verifier
from tallystick.core.claims.verify import STEPS
from tallystick.core.evidence.freemail import FREEMAIL_DOMAINS, TENANT_SUFFIXES
from tallystick.core.evidence.levels import LADDER, Level
from tallystick.core.facts import consultation
from tallystick.core.facts.base import KINDS, Erasure, Visibility, rules
from tallystick.core.ledger.bundle import FORMAT
from tests.unit.verifier.seal import PAGE, sealed

HTML = verifier.page().decode("utf-8")
#: What a script could reach out with, or take data for code with.
FORBIDDEN = (
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "setTimeout"),
    *("fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "importScripts", "Worker"),
    *(
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "window.open",
        "location",
        "http://",
        "https://",
    ),
)


class _Reader(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def _elements() -> list[tuple[str, dict[str, str | None]]]:
    reader = _Reader()
    reader.feed(HTML)
    return reader.elements


def _policy() -> dict[str, str]:
    (content,) = [found["content"] for tag, found in _elements() if tag == "meta" and "http-equiv" in found]
    return dict(part.strip().split(" ", 1) for part in (content or "").split(";"))


def test_it_is_under_40_000_bytes_and_readable():
    data = verifier.page()
    assert len(data) < 40_000
    assert data.endswith(b"\n")
    assert b"\r" not in data
    lines = HTML.splitlines()
    assert max(map(len, lines)) <= 260
    assert len(lines) > 500


def test_the_sha256_is_that_of_the_bytes():
    assert verifier.sha256() == hashlib.sha256(PAGE.read_bytes()).hexdigest()
    assert re.fullmatch("[0-9a-f]{64}", verifier.sha256())


def test_the_policy_allows_its_own_script_and_style_and_nothing_else():
    assert sealed(HTML) == HTML, "run: python -m tests.unit.verifier.seal"
    policy = _policy()
    assert set(policy) == {"default-src", "script-src", "style-src", "form-action"}
    assert policy["default-src"] == policy["form-action"] == "'none'"
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", policy[name])


def test_the_seal_changes_with_the_script_and_the_style():
    policy = re.search("<meta http-equiv.*?>", HTML)
    for changed in (HTML.replace('"use strict";', '"use strict"; '), HTML.replace("<style>\n", "<style>\n\n")):
        assert sealed(changed) != changed
        assert re.search("<meta http-equiv.*?>", sealed(changed))[0] != policy[0]


def test_the_policy_stands_before_anything_that_it_governs():
    tags = [tag for tag, found in _elements() if tag in ("style", "script", "link", "img") or "http-equiv" in found]
    assert tags == ["meta", "style", "script"]


def test_nothing_is_loaded_and_no_attribute_runs():
    for tag, attributes in _elements():
        assert not {"src", "href", "style", "action", "srcset", "data"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag


@pytest.mark.parametrize("word", FORBIDDEN)
def test_the_script_neither_reaches_out_nor_takes_data_for_code(word):
    assert word not in HTML


def test_every_field_has_a_label():
    elements = _elements()
    labelled = {found["for"] for tag, found in elements if tag == "label"}
    assert labelled == {found["id"] for tag, found in elements if tag in ("input", "textarea")}


def test_the_package_imports_nothing_of_tallystick():
    script = (
        "import sys, tallystick.verifier as v; v.sha256(); print([n for n in sys.modules if n.startswith('tally')])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['tallystick', 'tallystick.verifier']"


# In step with the command


def test_the_steps_have_the_numbers_and_titles_of_the_command():
    found = re.findall(r'^\t\[(\d+), "(.*?)", \w+\],$', HTML, re.MULTILINE)
    assert [(int(number), title) for number, title in found] == [(step.number, step.title) for step in STEPS]


def test_it_reads_the_format_that_the_service_writes():
    assert FORMAT.replace(".", r"\.").replace("/", r"\/") in HTML


def _written(kind: str) -> str:
    """Return the fields of a kind of fact as the page writes them."""
    types = {field.name: field.type for field in dataclasses.fields(KINDS[kind])}
    marks = []
    for rule in rules(kind):
        optional = type(None) in get_args(types[rule.name])
        kinds = [one for one in get_args(types[rule.name]) if one is not type(None)] if optional else [types[rule.name]]
        mark = {str: "", int: "#", bool: "!"}.get(kinds[0], "*")
        if rule.visibility is not Visibility.PUBLIC:
            mark += "-"
        else:
            mark += ("?" if optional else "") + ("" if rule.erasure is Erasure.KEPT else "~")
        marks.append(rule.name + mark)
    return " ".join(marks)


def _kinds_of_page() -> dict[str, str]:
    return dict(re.findall(r'^\t"([a-z_.]+)": "(.*)",$', HTML, re.MULTILINE))


def test_the_kinds_of_facts_are_declared_as_in_the_command():
    assert _kinds_of_page() == {kind: _written(kind) for kind in _kinds_of_page()}


def test_the_page_knows_the_kinds_on_which_answers_and_claims_rest():
    needed = (
        *(consultation.OrganisationPinned, consultation.EngagementClaimed, consultation.StatementFixed),
        *(consultation.KeyObserved, consultation.AnswerReceived, consultation.DisputeRaised),
        *(consultation.ClaimMade, consultation.ReportPublished),
    )
    assert {fact.kind for fact in needed} <= set(_kinds_of_page())


def test_the_ladder_and_its_names_are_those_of_the_command():
    (ladder,) = re.findall(r'const LADDER = "(.*?)"', HTML)
    assert ladder.split(" ") == [level.value for level in LADDER]
    assert re.search(r"LINK = (\d), MAILBOX = (\d), DOMAIN = (\d);", HTML).groups() == tuple(
        str(level.rank) for level in (Level.LINK, Level.MAILBOX, Level.DOMAIN)
    )
    (names,) = re.findall(r"const LEVELS = \{(.*?)\};", HTML)
    assert dict(re.findall(r'([a-z]+): "(.*?)"', names)) == {
        level.value: level.public_name for level in (Level.LINK, Level.MAILBOX, Level.DOMAIN)
    }


def test_the_mail_providers_are_among_those_of_the_command():
    (tenants,) = re.findall(r"TENANT = /\(\^\|\\\.\)\((.*?)\)\\\.com\$/", HTML)
    assert {f"{name}.com" for name in tenants.split("|")} == TENANT_SUFFIXES
    (free,) = re.findall(r"FREE = /\(\^\|\\\.\)\(\((.*?)\)\\\.com\|proton\\\.me\)\$/", HTML)
    assert {f"{name}.com" for name in free.split("|")} | {"proton.me"} <= FREEMAIL_DOMAINS

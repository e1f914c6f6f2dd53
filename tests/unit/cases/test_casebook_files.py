# SPDX-License-Identifier: Apache-2.0
"""A file of findings that is not as it should be is refused, with the place in it."""

import json
from pathlib import Path

import pytest

from tallystick.cli.casebook_files import case_of, read_all
from tallystick.core.facts.plain import Unreadable, spell
from tests.unit.cases import tiny_case

FAULTS = {
    "no mark": (lambda case: case.pop("tallystick-findings"), "tallystick-findings"),
    "unknown key": (lambda case: case.update(mood="good"), "mood"),
    "no title": (lambda case: case.pop("title"), "title"),
    "findings that are no list": (lambda case: case.update(findings={}, must_not={"a": 1}), "must_not"),
    "alarms that are no number": (lambda case: case.update(alarms="many"), "alarms"),
    "a day that is a month": (lambda case: case.update(as_of="2021-08"), "as_of"),
    "a finding twice": (lambda case: case["findings"].append(case["findings"][0]), "findings"),
    "a finding that is a text": (lambda case: case["findings"].append("late"), "findings[3]"),
    "an unknown key in a finding": (lambda case: first(case).update(cause="haste"), "findings[0].cause"),
    "no source": (lambda case: first(case).pop("source"), "findings[0]"),
    "a source that is not listed": (lambda case: first(case).update(source=["S9"]), "findings[0].source"),
    "no day and not derived": (lambda case: first(case).pop("found_on"), "findings[0]"),
    "an unreadable day": (lambda case: first(case).update(found_on="2021-13"), "findings[0].found_on"),
    "an unknown mode": (lambda case: first(case).update(mode="X"), "findings[0].mode"),
    "an unknown kind": (lambda case: first(case).update(kinds=["LUCK"]), "findings[0].kinds"),
    "an unknown check": (lambda case: first(case).update(raises=["is-it-nice:record"]), "findings[0].raises"),
    "an unknown need": (lambda case: first(case).update(needs="patience"), "findings[0].needs"),
    "documents that need data": (lambda case: first(case).update(needs="processing-data"), "findings[0]"),
    "raised without a twin": (lambda case: first(case).pop("twin"), "findings[0]"),
    "nothing raised, nothing needed": (lambda case: case["findings"][2].pop("needs"), "findings[2]"),
    "a twin of two facts": (
        lambda case: first(case).update(twin={"remove": ["begin", "paper"]}),
        "findings[0].twin",
    ),
    "a twin of two ways": (
        lambda case: first(case).update(twin={"remove": ["begin"], "add": [{}]}),
        "findings[0].twin",
    ),
    "a twin that is no change": (lambda case: first(case).update(twin=["begin"]), "findings[0].twin"),
    "an unknown check that must not be": (lambda case: case.update(must_not=["is-it-nice"]), "must_not"),
}


def first(case):
    return case["findings"][0]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_refused_at_its_place(name):
    spoil, place = FAULTS[name]
    case = tiny_case.findings()
    spoil(case)
    with pytest.raises(Unreadable) as refusal:
        case_of(name="cameras", value=case, facts=tiny_case.dossier())
    assert spell(refusal.value.path) == place


def test_a_source_may_be_listed_beside_the_findings():
    case = tiny_case.findings()
    case["sources"] = {"S9": {"title": "Notice", "url": "https://regulator.example/notice"}}
    first(case)["source"] = ["S9"]
    assert case_of(name="cameras", value=case, facts=tiny_case.dossier()).findings[0].sources == ("S9",)


def test_a_source_without_https_is_refused():
    case = tiny_case.findings()
    case["sources"] = {"S9": {"title": "Notice", "url": "http://regulator.example/notice"}}
    first(case)["source"] = ["S9"]
    with pytest.raises(Unreadable, match="https"):
        case_of(name="cameras", value=case, facts=tiny_case.dossier())


def test_the_file_and_the_line_are_named(tmp_path: Path):
    case = tiny_case.findings()
    first(case)["mode"] = "X"
    folder = tiny_case.write(tmp_path / "cases", "cameras", dossier=tiny_case.dossier(), findings=case)
    with pytest.raises(Unreadable, match=r"cameras\.findings\.yaml, line .*findings\[0\]\.mode"):
        read_all(folder)


def test_a_dossier_that_cannot_be_read_is_named_too(tmp_path: Path):
    value = tiny_case.dossier()
    value["facts"][2]["on"] = "soon"
    folder = tiny_case.write(tmp_path / "cases", "cameras", dossier=value, findings=tiny_case.findings())
    with pytest.raises(Unreadable, match=r"cameras\.yaml, line .*facts\[2\]\.on"):
        read_all(folder)


def test_a_dossier_without_findings_is_refused(tmp_path: Path):
    (tmp_path / "alone.yaml").write_text(json.dumps(tiny_case.dossier()), "utf-8")
    with pytest.raises(Unreadable, match="alone"):
        read_all(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path):
    with pytest.raises(Unreadable, match="any case"):
        read_all(tmp_path)

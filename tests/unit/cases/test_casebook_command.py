# SPDX-License-Identifier: Apache-2.0
"""The casebook command says, and fails, where a finding is missed, a twin is dirty or too much is raised."""

import json
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli import casebook_table
from tallystick.cli.casebook import judged
from tallystick.cli.casebook_files import read_all
from tallystick.cli.main import main
from tests.unit.cases import tiny_case


def test_a_case_that_holds_passes_and_says_how_early(folder, capsys):
    assert run(folder) == 0
    printed = capsys.readouterr().out
    # The assessment is known from 10 September, the finding is of 1 December.
    assert row(printed, "T1/late") == ["T1/late", "D", "DPIA_TIMING", "yes", "clean", "2021-09-10", "82"]
    assert row(printed, "T1/ground")[-3:] == ["clean", "2021-03-31", "245"]
    assert "needs processing data" in printed
    assert "Findings that documents alone show (mode D), raised: 2 of 2" in printed
    assert "What does not hold" not in printed


def test_a_missed_finding_fails_and_is_named(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(raises=["dpo-advice-in-time:record"]))
    assert run(folder) == 1
    printed = capsys.readouterr().out
    assert "T1/late: missed: dpo-advice-in-time:record" in printed
    assert "raised: 1 of 2" in printed


def test_a_part_of_a_finding_that_another_fact_repairs_must_be_raised_too(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(also=["breach-notified:nothing"]))
    assert run(folder) == 1
    assert "T1/late: missed: breach-notified:nothing" in capsys.readouterr().out


def test_a_twin_that_repairs_nothing_fails_and_says_so(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(twin={"replace": {"paper": {"on": "2021-10-10"}}}))
    assert run(folder) == 1
    assert "T1/late: the twin is not clean of dpia-before-start:record" in capsys.readouterr().out


def test_a_twin_that_repairs_too_much_fails_and_says_what(folder, capsys):
    late = {"known_on": "2021-04-01", "notified_on": "2021-05-01", "investigated_on": "2021-08-01"}
    breach = {"kind": "incident.happened", "ref": "breach", "on": "2021-04-01", "said_by": "press", "what": "A mail."}
    rewrite(folder, lambda case: case["facts"].append({**breach, **late}), part="cameras.yaml")
    told = {"notified_on": "2021-04-02", "investigated_on": "2021-04-02"}
    both = {"raises": ["breach-notified:breach"], "twin": {"replace": {"breach": told}}}
    rewrite(folder, lambda case: case["findings"][0].update(both))
    rewrite(folder, lambda case: case.update(must_not=[]))
    assert run(folder) == 1
    assert "T1/late: the twin changes another finding: breach-investigated:breach" in capsys.readouterr().out


def test_a_twin_that_brings_a_new_finding_fails_and_says_which(folder, capsys):
    second = {"kind": "basis.declared", "ref": "second", "on": "2021-03", "said_by": "body", "basis": "consent"}
    rewrite(folder, lambda case: case["findings"][0].update(twin={"add": [{**second, "consent_form": "opt-out"}]}))
    assert run(folder) == 1
    assert "T1/late: the twin changes another finding: consent-is-a-choice:opt-out" in capsys.readouterr().out


def test_what_was_not_upheld_must_not_be_raised(folder, capsys):
    rewrite(folder, lambda case: case.update(must_not=["legal-basis-in-the-law"]))
    assert run(folder) == 1
    assert "T1: legal-basis-in-the-law:direct-care is raised, and this was not upheld" in capsys.readouterr().out


def test_a_false_alarm_on_good_practice_fails_and_is_named(folder, capsys):
    good = tiny_case.good_dossier()
    tiny_case.write(folder, "tills", dossier=good, findings=tiny_case.GOOD)
    assert run(folder) == 0
    good["facts"][3]["basis"] = "direct-care"
    tiny_case.write(folder, "tills", dossier=good, findings=tiny_case.GOOD)
    assert run(folder) == 1
    assert "G1: 1 false alarms (at most 0): legal-basis-in-the-law:direct-care" in capsys.readouterr().out


def test_as_of_publication_leaves_out_what_came_to_light_later(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(found_on="2021-08-01"))
    assert run(folder) == 0
    assert row(capsys.readouterr().out, "T1/late")[-2:] == ["-", "-"]
    assert run(folder, "--as-of-publication") == 1
    assert "T1/late: missed: dpia-before-start:record" in capsys.readouterr().out


def test_a_finding_that_the_record_mended_later_is_judged_on_its_own_day(folder, capsys):
    def mended(case: dict[str, Any]) -> None:
        case["facts"].append({"kind": "correction.made", "ref": "later", "on": "2022-02-01", "said_by": "body"})
        case["facts"][-1]["corrects"] = "ground"

    rewrite(folder, mended, part="cameras.yaml")
    rewrite(folder, lambda case: case["findings"][0].update(as_of="2021-08-01"))
    assert run(folder) == 1
    assert "T1/late: missed" in capsys.readouterr().out
    rewrite(folder, lambda case: case["findings"][0].update(as_of="2021-09-10"))
    assert run(folder) == 0


def test_a_finding_that_nobody_published_has_no_days(folder, capsys):
    def derived(case: dict[str, Any]) -> None:
        for finding in case["findings"]:
            finding.update(derived=True, found_on=None)

    rewrite(folder, derived)
    assert run(folder) == 0
    printed = capsys.readouterr().out
    assert row(printed, "T1/late")[-3:] == ["clean", "-", "-"]
    assert "Days before the real finding" not in printed


def test_only_one_kind_is_shown_and_judged(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(raises=["dpo-advice-in-time:record"]))
    assert run(folder, "--only", "LEGAL_BASIS") == 0
    printed = capsys.readouterr().out
    assert "T1/ground" in printed
    assert "T1/late" not in printed


def test_the_page_says_the_same(folder):
    cases = read_all(folder)
    printed = casebook_table.page(judged(cases), published=judged(cases, as_of_publication=True))
    line = next(line for line in printed.splitlines() if line.startswith("| T1/late (D) |"))
    assert "| Bea of oversight, 1 December 2021 | `dpia-before-start:record` | yes | clean | 2021-09-10 | 82 |" in line
    assert "| T1/kept (P) | Pictures were kept on a shelf. |" in printed
    assert printed.count("Twins clean of exactly their finding: 2 of 2") == 2


def test_json_says_the_same(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(raises=["dpo-advice-in-time:record"]))
    assert run(folder, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["holds"] is False
    late = next(finding for finding in said["findings"] if finding["id"] == "T1/late")
    assert late["missed"] == ["dpo-advice-in-time:record"]
    assert any(fault.startswith("T1/late: missed") for fault in said["faults"])
    ground = next(finding for finding in said["findings"] if finding["id"] == "T1/ground")
    assert (ground["first_day"], ground["days_before"], ground["holds"]) == ("2021-03-31", 245, True)


@pytest.mark.parametrize("seed", ["1", "2", "three"])
def test_a_disguised_case_gives_the_same(folder, capsys, seed):
    assert run(folder, "--disguise", seed) == 0
    assert "T1/late" in capsys.readouterr().out


def test_a_twin_that_names_no_fact_is_refused(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(twin={"remove": ["nobody"]}))
    assert run(folder) == 2
    assert "cameras: the dossier has no fact 'nobody'" in capsys.readouterr().err


def test_a_repaired_fact_that_cannot_be_read_is_refused(folder, capsys):
    rewrite(folder, lambda case: case["findings"][0].update(twin={"replace": {"paper": {"on": "soon"}}}))
    assert run(folder) == 2
    assert "cameras: 'soon' is no date" in capsys.readouterr().err


def test_a_record_without_any_date_needs_a_day_to_be_judged_on(folder, capsys):
    undated = tiny_case.dossier()
    for fact in undated["facts"]:
        fact.pop("on", None)
    tiny_case.write(folder, "tills", dossier=undated, findings=tiny_case.GOOD)
    assert run(folder) == 2
    assert "no fact of the dossier has a date" in capsys.readouterr().err
    tiny_case.write(folder, "tills", dossier=undated, findings={**tiny_case.GOOD, "as_of": "2022-01-01", "alarms": 1})
    assert run(folder) == 0


def test_what_else_a_failed_record_raises_is_counted_and_no_alarm(folder, capsys):
    rewrite(folder, lambda case: case["findings"].pop(1))
    assert run(folder) == 0
    assert row(capsys.readouterr().out, "T1").pop() == "1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_case.write(tmp_path / "cases", "cameras", dossier=tiny_case.dossier(), findings=tiny_case.findings())


def run(folder: Path, *words: str) -> int:
    return main(["casebook", "--cases", str(folder), *words])


def rewrite(folder: Path, change: Any, *, part: str = "cameras.findings.yaml") -> None:
    path = folder / part
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value), "utf-8")


def row(printed: str, finding: str) -> list[str]:
    return next(line for line in printed.splitlines() if line.startswith(f"{finding} ")).split()

# SPDX-License-Identifier: Apache-2.0
"""The real casebook: complete, sourced, and found as it must be, plain and disguised."""

from pathlib import Path

import pytest

from tallystick.cli.casebook_files import read_all
from tallystick.cli.casebook_judge import judge
from tallystick.cli.main import main
from tallystick.core.facts import dossier
from tallystick.core.facts.sourced import Sourced
from tallystick.core.law.kinds import Kind

CASES = Path(__file__).parents[3] / "cases"
ALL = {case.name: case for case in read_all(CASES)} if CASES.is_dir() else {}
#: The documented cases of which the project has a dossier.
DOCUMENTED = {"C01", "C02", "C03", "C05", "C06", "C07", "C08", "C09", "C11", "C13", "C19", "C20", "C22"}
GOOD = {"GP1", "GP2", "GP3", "GP4", "GP5"}
#: Who says that a record is complete where no source does: the comment at the fact says why.
SET_UP = "casebook set-up"


def test_every_case_is_there():
    assert {case.case for case in ALL.values() if not case.good_practice} == DOCUMENTED
    assert {case.case for case in ALL.values() if case.good_practice} == GOOD


def test_every_kind_of_check_that_documents_can_show_is_asked_for():
    kinds = {kind for case in ALL.values() for finding in case.findings for kind in finding.kinds}
    assert kinds == set(Kind)


@pytest.mark.parametrize("name", ALL)
def test_every_fact_has_a_listed_source_or_is_the_stated_set_up(name):
    listed = {source["url"] for source in ALL[name].dossier["sources"].values()}
    assert all(url.startswith("https://") for url in listed)
    for fact in dossier.of(dict(ALL[name].dossier)).facts:
        if isinstance(fact, Sourced):
            assert fact.source_url in listed, fact.ref
        else:
            assert getattr(fact, "source_url", None) in {None, *listed}
        assert getattr(fact, "by", None) is None
        assert getattr(fact, "by_role", None) in {None, SET_UP}


@pytest.mark.parametrize("name", ALL)
def test_what_the_record_is_complete_for_is_explained_at_the_fact(name):
    lines = (CASES / f"{name}.yaml").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if "kind: record.searched" in line:
            assert lines[number - 1].startswith("#"), f"{name}.yaml, line {number + 1}"


@pytest.mark.parametrize("name", ALL)
def test_each_file_says_that_it_names_no_private_individual(name):
    for end in (".yaml", ".findings.yaml"):
        head = "".join((CASES / f"{name}{end}").read_text("utf-8").splitlines(keepends=True)[:5])
        assert "SPDX-License-Identifier: Apache-2.0" in head
        assert "rivate individual" in head.replace("\n# ", " ")


def test_two_marks_of_one_version_are_information_and_no_alarm():
    outcome = judge(ALL["gp3"])
    assert outcome.infos == ("version-marks-agree:lge-dpia V15",)


@pytest.mark.parametrize("words", [(), ("--as-of-publication",)], ids=["whole-record", "as-of-publication"])
def test_the_casebook_holds(words, capsys):
    status = main(["casebook", "--cases", str(CASES), *words])
    printed = capsys.readouterr().out
    assert status == 0, printed[printed.find("What does not hold") :]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_disguised_casebook_gives_the_same(seed, capsys):
    status = main(["casebook", "--cases", str(CASES), "--disguise", seed])
    printed = capsys.readouterr().out
    assert status == 0, printed[printed.find("What does not hold") :]

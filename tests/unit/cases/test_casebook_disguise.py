# SPDX-License-Identifier: Apache-2.0
"""A disguise renames everything that has a name, moves every date within its era, and changes nothing else."""

import dataclasses
import json

import pytest

from tallystick.cli import casebook_record
from tallystick.cli.casebook import differences
from tallystick.cli.casebook_disguise import Disguise
from tallystick.cli.casebook_files import case_of
from tallystick.cli.casebook_shift import choose, moved
from tallystick.core.errors import Invalid
from tallystick.core.facts.dates import read
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.law.check import Result
from tallystick.core.law.checks import checks
from tests.unit.cases import tiny_case


def case():
    return case_of(name="cameras", value=tiny_case.findings(), facts=tiny_case.dossier())


def test_no_name_is_left_anywhere():
    changed = json.dumps(Disguise(case(), seed="1").case().dossier)
    for name in ("northshire", "Northshire", "canteen", "Canteen Cameras", "camera-paper", "Gazette", '"begin"'):
        assert name not in changed


def test_names_in_free_text_are_replaced_and_words_stay():
    value = tiny_case.dossier()
    value["facts"][2]["what"] = "Northshire Police starts with the begin of term."
    plain = case_of(name="cameras", value=tiny_case.findings(), facts=value)
    said = Disguise(plain, seed="1").case().dossier["facts"][2]["what"]
    assert "Northshire" not in said
    assert said.endswith("starts with the begin of term.")


def test_ids_and_twins_follow_the_names():
    disguise = Disguise(case(), seed="1")
    late = disguise.case().findings[0]
    assert late.raises == ("dpia-before-start:record",)
    assert late.twin.ref == disguise.names["paper"]
    assert disguise.id("approved-version-final:paper") == f"approved-version-final:{disguise.names['paper']}"
    assert (
        late.found_on.first - case().findings[0].found_on.first
        == read(moved("2021-01-01", days=disguise.days)).first - read("2021-01-01").first
    )


def test_a_name_that_is_a_word_of_the_format_stays():
    value = tiny_case.dossier()
    value["facts"][4]["assessment"] = "dpia"
    plain = case_of(name="cameras", value=tiny_case.findings(), facts=value)
    assert Disguise(plain, seed="1").case().dossier["facts"][4]["assessment"] == "dpia"


def test_no_two_names_become_one(monkeypatch):
    monkeypatch.setattr(Disguise, "_like", lambda _self, _name, number: f"nobody-{number}")
    names = Disguise(case(), seed="1").names
    assert len(names) > 5
    assert len(set(names.values())) == len(names)


def test_seeds_differ_and_one_seed_gives_one_disguise():
    one, same, other = (Disguise(case(), seed=seed) for seed in ("1", "1", "2"))
    assert one.case() == same.case()
    assert one.names != other.names


def knows_the_body(given):
    named = any(note.fact.body == "northshire" for note in given.notes_of(ProjectRegistered))
    yield Result(holds=not named, about="record", says="The body is known to this check.")


def knows_the_year(given):
    yield Result(holds=given.started.first.year != 2021, about="record", says="The year is known to this check.")


@pytest.mark.parametrize("answer", [knows_the_body, knows_the_year])
def test_a_check_that_knows_the_case_is_caught(monkeypatch, answer):
    plain = case()
    # A move that takes the start into another year.
    disguise = next(one for seed in "123456789" if (one := Disguise(plain, seed=seed)).days > 300)
    assert list(differences(plain, disguise)) == []
    knowing = dataclasses.replace(checks()["dpia-before-start"], answer=answer, eras=_without_answers())
    monkeypatch.setattr(casebook_record, "checks", lambda: {"knowing": knowing})
    fault = next(differences(plain, disguise))
    assert fault.startswith("T1: knowing:record is True with other names and dates")
    assert fault.endswith("and was False")


def _without_answers():
    return tuple(dataclasses.replace(era, answer=None) for era in checks()["dpia-before-start"].eras)


@pytest.mark.parametrize(
    ("text", "days", "there"),
    [
        ("2021-03-10", 30, "2021-04-09"),
        ("2021-03", 30, "2021-04"),
        ("2021-03", 365, "2022-03"),
        ("2021", 365, "2022"),
        ("2021", 20, "2021"),
        ("2021-03-10T08:00:00Z", 1, "2021-03-11T08:00:00Z"),
    ],
)
def test_a_date_stays_as_exactly_known_as_it_was(text, days, there):
    assert moved(text, days=days) == there


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_no_date_leaves_its_era_or_changes_its_order(seed):
    texts = ["2018-05-10", "2018-03", "2017", "2018-05-20"]
    days = choose(texts, regimes=["uk-gdpr"], seed=seed)
    assert days != 0
    there = [read(moved(text, days=days)) for text in texts]
    assert all(str(when.last) < "2018-05-25" for when in there)
    assert there[0].before(there[3]) is True
    assert there[1].before(there[0]) is True


def test_no_date_moves_out_of_the_years_that_dates_may_have():
    days = choose(["1903-05-10", "2196-05-10"], regimes=[], seed="1")
    assert abs(days) < 365


def test_dates_that_leave_no_room_are_refused():
    with pytest.raises(Invalid, match="no move"):
        choose(["2018-05-24", "2018-05-25", "2018-05", "2018"], regimes=["uk-gdpr"], seed="1")

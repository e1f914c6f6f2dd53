# SPDX-License-Identifier: Apache-2.0
"""What was known when: partial dates count from their last day, undated facts from the next dated one."""

import datetime as dt

from tallystick.cli.casebook_record import Record
from tests.unit.cases import tiny_case

FOUND = dt.date(2021, 12, 1)


def test_a_month_is_known_on_its_last_day_and_an_undated_fact_with_the_next():
    known = Record(tiny_case.dossier()).known(FOUND)
    assert known == [dt.date(2021, 3, 31)] * 4 + [dt.date(2021, 9, 10)]


def test_a_month_that_is_not_over_is_known_on_the_day_of_the_finding():
    assert Record(tiny_case.dossier()).known(dt.date(2021, 3, 10))[2] == dt.date(2021, 3, 10)


def test_what_happens_later_is_not_known():
    assert Record(tiny_case.dossier()).known(dt.date(2021, 8, 1))[4] is None


def test_an_undated_fact_at_the_end_is_known_with_the_finding():
    dossier = tiny_case.dossier()
    dossier["facts"][4].pop("on")
    assert Record(dossier).known(FOUND)[4] == FOUND


def test_an_undated_fact_before_one_that_comes_later_is_not_known():
    dossier = tiny_case.dossier()
    dossier["facts"].insert(4, {"kind": "policy.adopted", "ref": "rules", "said_by": "body", "policy": "retention"})
    assert Record(dossier).known(dt.date(2021, 8, 1))[4] is None


def test_the_day_after_something_was_due_is_tried():
    dossier = tiny_case.dossier()
    dossier["facts"][4]["review_due"] = "2021-11"
    assert dt.date(2021, 12, 1) in Record(dossier).days(dt.date(2022, 1, 1))
    assert dt.date(2021, 12, 1) not in Record(tiny_case.dossier()).days(dt.date(2022, 1, 1))


def test_the_end_is_the_last_possible_day():
    assert Record(tiny_case.dossier()).end == dt.date(2021, 9, 10)

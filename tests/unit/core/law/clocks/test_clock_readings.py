# SPDX-License-Identifier: Apache-2.0
"""Where the law is contested both dates are there, with who holds which; what waits has no date; what moved says so."""

import datetime as dt

import pytest

from tallystick.core.law.clocks.deadline import compute
from tallystick.core.law.clocks.events import parse
from tallystick.core.law.clocks.nonworking import SCOTLAND, NonWorking, Standing
from tallystick.core.law.clocks.plain import as_object, sources

D = dt.date


def found(regime, received, *events, **options):
    given = [parse(event) for event in events]
    return compute(regime=regime, received=D.fromisoformat(received), events=given, **options)


def dates(deadline):
    return [reading.due.isoformat() for reading in deadline.readings]


@pytest.mark.parametrize("regime", ["foia", "eir"])
def test_holiday_proclaimed_while_the_request_ran_gives_two_dates(regime):
    deadline = found(regime, "2022-09-09")
    assert dates(deadline) == ["2022-10-07", "2022-10-10"]
    strict, lenient = deadline.readings
    assert "2022/09/23" in strict.sides[0].who
    assert "s.10(6)" in lenient.sides[0].who
    assert next(step for step in strict.steps if step.day == D(2022, 9, 19)).number
    assert next(step for step in lenient.steps if step.day == D(2022, 9, 19)).number is None
    assert (deadline.moved.was, deadline.moved.now) == (D(2022, 10, 7), D(2022, 10, 10))
    assert {one.day for one in deadline.moved.because} == {D(2022, 9, 19)}


@pytest.mark.parametrize(
    ("regime", "received"), [("foia", "2022-09-10"), ("foia", "2022-09-20"), ("foisa", "2022-09-09")]
)
def test_nobody_differs_once_it_was_proclaimed_nor_in_scotland(regime, received):
    assert len(found(regime, received).readings) == 1


def test_scottish_date_moved_and_says_so():
    deadline = found("foisa", "2022-09-09")
    assert dates(deadline) == ["2022-10-10"]
    assert (deadline.moved.was, deadline.moved.now) == (D(2022, 10, 7), D(2022, 10, 10))
    assert [one.known_from for one in deadline.moved.because] == [D(2022, 9, 10)]


def test_as_of_knows_what_was_known_then():
    before = found("foisa", "2022-08-30", as_of=D(2022, 9, 9))
    assert (dates(before), before.moved) == (["2022-09-27"], None)
    after = found("foisa", "2022-08-30", as_of=D(2022, 9, 10))
    assert (dates(after), after.moved.was) == (["2022-09-28"], D(2022, 9, 27))


def test_holiday_proclaimed_after_this_program_moves_a_running_request():
    holiday = NonWorking(
        jurisdiction=SCOTLAND,
        day=D(2026, 12, 7),
        name="Harbour Day",
        instrument="a proclamation",
        url="https://law.example/harbour",
        standing=Standing.APPOINTED,
        known_from=D(2026, 11, 25),
    )
    assert dates(found("foisa", "2026-11-20")) == ["2026-12-21"]
    moved = found("foisa", "2026-11-20", also=[holiday])
    assert (dates(moved), moved.moved.because) == (["2026-12-22"], (holiday,))
    assert dates(found("foia", "2026-11-20", also=[holiday])) == ["2026-12-21", "2026-12-22"]
    assert dates(found("uk-gdpr", "2026-11-07", also=[holiday])) == ["2026-12-07", "2026-12-08"]


@pytest.mark.parametrize(
    ("regime", "received", "event", "expected"),
    [
        ("uk-gdpr", "2026-02-04", "clarification:2026-02-05:2026-02-10", ["2026-03-04", "2026-03-10"]),
        ("uk-gdpr", "2026-02-05", "clarification:2026-02-05:2026-02-10", ["2026-03-10"]),
        ("uk-gdpr", "2026-02-04", "identity:2026-02-05:2026-02-10", ["2026-03-04", "2026-03-10"]),
        ("uk-gdpr", "2026-02-04", "fee:2026-02-05:2026-02-10", ["2026-03-04", "2026-03-10"]),
        ("dpa-part3", "2026-02-04", "identity:2026-02-05:2026-02-10", ["2026-03-10"]),
        ("eu-1049", "2021-09-06", "clarification:2021-09-08:2021-09-10", ["2021-09-27", "2021-10-01"]),
        # A last day that is a holiday in one part only: St Andrew's Day, Fronleichnam.
        ("uk-gdpr", "2026-10-30", None, ["2026-11-30", "2026-12-01"]),
        ("de-ifg", "2026-05-04", None, ["2026-06-04", "2026-06-05"]),
        # A question that came after the time was over.
        ("foia", "2026-03-02", "clarification:2026-04-01:2026-04-08", ["2026-03-31", "2026-05-07"]),
        ("eir", "2026-03-02", "clarification:2026-03-31:2026-04-08", ["2026-05-07"]),
    ],
)
def test_two_dates_where_views_differ(regime, received, event, expected):
    deadline = found(regime, received, *([event] if event else []))
    assert dates(deadline) == expected
    for reading in deadline.readings:
        assert len(reading.sides) == (1 if len(expected) > 1 else 0)
        assert all(side.holds and side.who for side in reading.sides)


def test_several_open_points_give_every_date():
    deadline = found("uk-gdpr", "2025-10-30", "identity:2025-11-01:2025-11-01", "clarification:2025-11-03:2025-11-03")
    assert deadline.due == D(2025, 12, 1)
    assert len(deadline.readings) > 1
    assert deadline.readings[-1].due == deadline.latest


def test_between_the_dates_nobody_can_tell():
    for day, expected in (
        (D(2022, 10, 7), True),
        (D(2022, 10, 8), None),
        (D(2022, 10, 10), None),
        (D(2022, 10, 11), False),
    ):
        assert found("foia", "2022-09-09", as_of=day).in_time is expected
        assert found("foia", "2022-09-09", f"answered:{day}").in_time is expected
    assert found("foia", "2022-09-09").in_time is None


def test_open_question_has_no_date_and_is_never_late():
    deadline = found("foia", "2026-03-02", "clarification:2026-03-05", as_of=D(2026, 11, 22))
    assert (deadline.due, deadline.latest, deadline.readings, deadline.days_left) == (None, None, (), None)
    assert deadline.waiting.on == D(2026, 3, 5)
    assert deadline.in_time is True
    assert deadline.lapses_after is None
    assert [step.number for step in deadline.so_far] == [None, 1, 2, None]
    assert all(stage.due is None for stage in deadline.stages)
    assert deadline.expected == ()


def test_unpaid_fee_says_when_the_request_lapses():
    assert found("foia", "2026-03-02", "fee:2026-03-09").lapses_after == D(2026, 6, 8)
    assert found("eir", "2026-03-02", "fee:2026-03-09").lapses_after == D(2026, 6, 8)
    assert found("ie-foi", "2026-03-02", "fee:2026-03-09").lapses_after is None


def test_open_question_whose_effect_is_contested_has_a_date_on_one_reading():
    deadline = found("uk-gdpr", "2025-03-03", "clarification:2025-03-05", as_of=D(2025, 4, 3))
    assert (dates(deadline), deadline.latest, deadline.in_time) == (["2025-04-03"], None, True)
    assert found("uk-gdpr", "2025-03-03", "clarification:2025-03-05", as_of=D(2025, 4, 4)).in_time is None
    assert as_object(deadline)["contested"] is True


def test_late_question_that_is_open_keeps_the_missed_date():
    deadline = found("foia", "2026-03-02", "clarification:2026-04-01", as_of=D(2026, 4, 2))
    assert (dates(deadline), deadline.waiting.kind, deadline.in_time) == (["2026-03-31"], "clarification", None)


def test_extension_keeps_the_day_by_which_notice_was_due():
    deadline = found("foia", "2026-03-02", "extension:2026-03-31")
    assert (deadline.due, deadline.ordinary) == (D(2026, 4, 30), D(2026, 3, 31))
    assert found("foia", "2026-03-02").ordinary is None
    assert "FOIA 2000 s.10(3); ICO guidance" in [basis.provision for basis in sources(deadline)]


def test_fee_and_question_together():
    events = ("fee:2026-03-04:2026-03-06", "clarification:2026-03-05:2026-03-12")
    assert dates(found("foia", "2026-03-02", *events)) == ["2026-04-14"]
    events = ("clarification:2026-03-03:2026-03-05", "fee:2026-03-09:2026-03-20")
    assert dates(found("foia", "2026-03-02", *events)) == ["2026-04-20"]
    assert dates(found("foia", "2026-03-02", *reversed(events))) == ["2026-04-20"]


def test_review_in_scotland_counts_from_the_end_of_the_time_or_a_later_answer():
    early, late = (
        found("foisa", "2026-03-02", "answered:2026-03-05"),
        found("foisa", "2026-03-02", "answered:2026-04-20"),
    )
    assert early.stages[0].counted_from == early.due
    assert late.stages[0].counted_from == D(2026, 4, 20)
    assert found("foisa", "2026-03-02").stages[0].assumed
    assert [stage.name for stage in late.stages] == [
        "requirement for review",
        "review",
        "application to the Scottish Information Commissioner",
    ]


def test_what_happened_counts_in_later_windows():
    deadline = found("foia", "2026-03-02", "answered:2026-03-20", "review:2026-04-01", "reviewed:2026-04-20")
    complaint = deadline.stages[-1]
    assert (complaint.counted_from, complaint.assumed, complaint.due) == (D(2026, 4, 20), False, D(2026, 6, 1))


def test_window_after_the_table_takes_no_deadline_away():
    deadline = found("eu-1049", "2034-03-01")
    assert deadline.due
    assert next(stage for stage in deadline.stages if "Ombudsman" in stage.name).due is None


def test_action_in_germany_opens_and_ombudsman_has_years():
    opens = [stage for stage in found("de-ifg", "2026-03-02").stages if stage.opens]
    assert [stage.due for stage in opens] == [D(2026, 6, 2)]
    ombudsman = found("eu-1049", "2021-09-06").stages[-1]
    assert ombudsman.due.year == ombudsman.counted_from.year + 2


def test_customary_days_are_named_where_they_were_used():
    deadline = found("foia", "2029-06-25")
    assert [one.name for one in deadline.expected] == ["Battle of the Boyne"]
    assert found("foia", "2026-06-25").expected == ()


def test_object_for_json_is_whole():
    deadline = found("foisa", "2022-09-01", "fee:2022-09-02:2022-09-05", "answered:2022-09-30", as_of=D(2022, 10, 1))
    plain = as_object(deadline)
    assert (plain["due"], plain["in_time"], plain["contested"]) == ("2022-10-04", True, False)
    assert plain["moved"]["because"][0]["known_from"] == "2022-09-10"
    assert plain["events"][0] == {"kind": "fee", "on": "2022-09-02", "ended": "2022-09-05"}
    assert plain["readings"][0]["working"][0]["why"].startswith("received")
    assert plain["sources"][0]["words"]
    assert as_object(found("foia", "2026-03-02"))["moved"] is None


def test_source_is_the_law_of_the_day_of_receipt():
    assert sources(found("uk-gdpr", "2026-02-04"))[0].provision == "UK GDPR Art 12(3)"
    assert sources(found("uk-gdpr", "2026-02-05"))[0].provision == "UK GDPR Art 12(3), 12A(1)"

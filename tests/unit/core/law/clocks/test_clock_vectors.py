# SPDX-License-Identifier: Apache-2.0
"""Deadlines that others published or that were computed from independent calendars, and the wrong answers near them."""

import datetime as dt

import holidays
import pytest

from tallystick.core.law.clocks import count
from tallystick.core.law.clocks.calendars import UNITED_KINGDOM
from tallystick.core.law.clocks.deadline import compute
from tallystick.core.law.clocks.events import parse

#: Regime, received, events, due, a wrong answer that is known from practice.
VECTORS = [
    # Published with the tests of Alaveteli.
    ("foia", "2008-10-01", (), "2008-10-29", None),
    ("foia", "2009-03-12", (), "2009-04-14", "2009-04-09"),
    ("foia", "2009-03-13", (), "2009-04-15", "2009-04-14"),
    ("foia", "2009-03-14", (), "2009-04-15", "2009-04-14"),
    ("foia", "2009-03-15", (), "2009-04-15", "2009-04-14"),
    # Holidays of one part of the Kingdom only.
    ("foia", "2021-12-06", (), "2022-01-07", "2022-01-06"),
    ("foia", "2022-06-16", (), "2022-07-15", "2022-07-14"),
    ("foisa", "2022-06-16", (), "2022-07-14", "2022-07-15"),
    ("foia", "2023-03-13", (), "2023-04-13", "2023-04-11"),
    ("foisa", "2023-03-13", (), "2023-04-11", "2023-04-13"),
    ("foia", "2024-02-29", (), "2024-04-02", "2024-03-28"),
    ("foisa", "2024-02-29", (), "2024-03-28", "2024-04-02"),
    ("foia", "2026-05-18", (), "2026-06-17", "2026-06-16"),
    ("foisa", "2026-05-18", (), "2026-06-17", "2026-06-16"),
    # A fee pauses, a question starts anew.
    ("foia", "2026-03-02", ("fee:2026-03-09:2026-03-20",), "2026-04-15", "2026-03-31"),
    ("foia", "2026-03-02", ("clarification:2026-03-05:2026-03-12",), "2026-04-14", "2026-04-10"),
    ("eir", "2025-11-24", (), "2025-12-23", None),
    ("eir", "2025-11-24", ("extension:2025-12-10",), "2026-01-26", "2025-12-23"),
    # The ICO counted these as late, and the tribunal and a blog did not: 14 July and 4 August 2014, 17 March 2014.
    ("foia", "2014-03-16", (), "2014-04-14", "2014-04-11"),
    ("foia", "2014-07-08", (), "2014-08-07", "2014-08-05"),
    # Letters of the Commission and the Council that name the day of registration and the last day.
    ("eu-1049", "2019-10-25", (), "2019-11-18", "2019-11-15"),
    ("eu-1049", "2019-10-25", ("extension:2019-11-18",), "2019-12-09", "2019-12-06"),
    ("eu-1049", "2021-09-06", ("extension:2021-09-27",), "2021-10-18", None),
    # A decision of the Irish Information Commissioner: requested on 6 March, extended on the last day.
    ("ie-foi", "2025-03-06", (), "2025-04-04", "2025-04-03"),
    # The Information Commissioner's rule: the same day of the next month, its last day, then the next working day.
    ("uk-gdpr", "2025-09-03", (), "2025-10-03", "2025-10-02"),
    ("uk-gdpr", "2026-03-31", (), "2026-04-30", "2026-05-01"),
    ("uk-gdpr", "2026-01-31", (), "2026-03-02", "2026-02-28"),
    ("uk-gdpr", "2026-11-25", (), "2026-12-29", "2026-12-25"),
    ("dpa-part3", "2026-03-02", ("clarification:2026-03-05:2026-03-12",), "2026-04-10", "2026-04-13"),
    ("dpa-part3", "2026-03-02", ("identity:2026-03-03:2026-03-10",), "2026-04-10", "2026-04-02"),
    ("dpa-part3", "2026-03-02", ("fee:2026-03-03:2026-03-10",), "2026-04-10", "2026-04-02"),
    ("uk-gdpr", "2026-03-02", ("extension:2026-03-20",), "2026-06-02", "2026-05-02"),
    ("de-ifg", "2026-01-31", (), "2026-03-02", "2026-02-28"),
    ("de-ifg", "2026-09-03", (), "2026-10-05", "2026-10-03"),
    ("eisr", "2026-05-18", ("extension:2026-06-17",), "2026-07-15", "2026-06-17"),
]


@pytest.mark.parametrize(("regime", "received", "events", "due", "wrong"), VECTORS)
def test_due_date(regime, received, events, due, wrong):
    found = compute(regime=regime, received=dt.date.fromisoformat(received), events=[parse(event) for event in events])
    assert [reading.due.isoformat() for reading in found.readings] == [due]
    assert found.due == found.latest == dt.date.fromisoformat(due)
    assert wrong != due


@pytest.mark.parametrize(("regime", "received", "events", "due", "wrong"), VECTORS)
def test_answer_on_the_last_day_is_in_time_and_one_day_later_is_late(regime, received, events, due, wrong):
    last = dt.date.fromisoformat(due)
    given = [parse(event) for event in events]
    for day, in_time in ((last, True), (last + dt.timedelta(days=1), False)):
        answered = parse(f"answered:{day}")
        found = compute(regime=regime, received=dt.date.fromisoformat(received), events=[*given, answered])
        assert (found.in_time, found.due) == (in_time, last)


def test_internal_review_takes_twenty_working_days_and_forty_at_most():
    events = [parse("answered:2026-03-30"), parse("review:2026-04-20")]
    found = compute(regime="foia", received=dt.date(2026, 3, 2), events=events)
    review = next(stage for stage in found.stages if stage.name == "internal review")
    assert (review.due, review.at_most) == (dt.date(2026, 5, 19), dt.date(2026, 6, 18))
    assert (review.counted_from, review.assumed) == (dt.date(2026, 4, 20), False)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        *(("2008-10-01", "2008-10-21"), ("2008-10-04", "2008-10-24"), ("2008-10-05", "2008-10-27")),
        *(("2008-10-06", "2008-10-27"), ("2008-10-07", "2008-10-27"), ("2008-12-04", "2008-12-24")),
        *(("2008-12-05", "2008-12-29"), ("2009-03-17", "2009-04-06")),
    ],
)
def test_twenty_calendar_days_move_on_from_a_day_off(start, due):
    def off(day):
        found = UNITED_KINGDOM.off(day)
        return found.why if found else None

    tally = count.calendar_days(start=dt.date.fromisoformat(start), number=20, off=off)
    assert tally.due == tally.steps[-1].day == dt.date.fromisoformat(due)


def test_thirty_federal_business_days():
    federal = holidays.country_holidays("US", years=[2010])

    def off(day):
        return "weekend" if day.weekday() > 4 else federal.get(day)

    tally = count.working_days(start=dt.date(2010, 11, 1), number=30, off=off)
    assert tally.due == dt.date(2010, 12, 15)
    assert sum(step.number is not None for step in tally.steps) == 30

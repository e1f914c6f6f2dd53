# SPDX-License-Identifier: Apache-2.0
"""What holds for every request: later is never earlier, a holiday never shortens, the working leads to the date."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.core.law.clocks.deadline import compute
from tallystick.core.law.clocks.events import Event
from tallystick.core.law.clocks.nonworking import NonWorking, Standing
from tallystick.core.law.clocks.regimes import REGIMES
from tallystick.core.law.clocks.rules import Unit

regimes = st.sampled_from(sorted(REGIMES))
days = st.dates(min_value=dt.date(2018, 6, 1), max_value=dt.date(2034, 12, 31))
quick = settings(max_examples=60, deadline=None)


@given(regime=regimes, received=days, later=st.integers(min_value=0, max_value=40))
@quick
def test_a_later_receipt_is_never_due_earlier(regime, received, later):
    one = compute(regime=regime, received=received)
    two = compute(regime=regime, received=received + dt.timedelta(days=later))
    assert one.due <= two.due
    assert one.latest <= two.latest


@given(regime=regimes, received=days, after=st.integers(min_value=0, max_value=60), part=st.integers(0, 2))
@quick
def test_one_more_holiday_never_makes_it_earlier(regime, received, after, part):
    parts = REGIMES[regime].calendar.parts
    holiday = NonWorking(
        jurisdiction=parts[part % len(parts)],
        day=received + dt.timedelta(days=after),
        name="Harbour Day",
        instrument="a proclamation",
        url="https://law.example/harbour",
        standing=Standing.APPOINTED,
    )
    before, now = compute(regime=regime, received=received), compute(regime=regime, received=received, also=[holiday])
    assert before.due <= now.due
    assert before.latest <= now.latest


@given(regime=regimes, received=days)
@quick
def test_working_leads_day_by_day_to_the_date(regime, received):
    found = compute(regime=regime, received=received)
    for reading in found.readings:
        assert [step.day for step in reading.steps] == [
            received + dt.timedelta(days=number) for number in range((reading.due - received).days + 1)
        ]
        numbers = [step.number for step in reading.steps if step.number is not None]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all((step.number is None) <= bool(step.why) for step in reading.steps)
        if REGIMES[regime].limit.unit is Unit.WORKING_DAYS:
            assert len(numbers) == REGIMES[regime].limit.number
            assert reading.steps[-1].number == len(numbers)


@given(received=days, asked=st.integers(0, 10), took=st.integers(0, 30))
@quick
def test_a_question_starts_anew_and_a_fee_adds_what_it_took(received, asked, took):
    on, ended = received + dt.timedelta(days=asked), received + dt.timedelta(days=asked + took)
    plain = compute(regime="foisa", received=received)
    question = compute(regime="foisa", received=received, events=[Event(kind="clarification", on=on, ended=ended)])
    fee = compute(regime="foisa", received=received, events=[Event(kind="fee", on=on, ended=ended)])
    assert question.due == compute(regime="foisa", received=ended).due
    assert plain.due <= fee.due
    numbered = {step.day for step in fee.readings[0].steps if step.number is not None}
    assert not {day for day in numbered if on <= day <= ended}
    assert len(numbered) == 20


@given(regime=regimes, received=days, as_of=st.integers(0, 400))
@quick
def test_three_answers_to_whether_it_is_in_time(regime, received, as_of):
    found = compute(regime=regime, received=received, as_of=received + dt.timedelta(days=as_of))
    expected = True if found.as_of <= found.due else (False if found.as_of > found.latest else None)
    assert found.in_time is expected
    assert found.days_left == (found.due - found.as_of).days


def test_deadlines_do_not_change():
    found = compute(regime="foia", received=dt.date(2026, 3, 2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.received = dt.date(2026, 3, 3)

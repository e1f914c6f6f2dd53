# SPDX-License-Identifier: Apache-2.0
"""What cannot be, or what a law does not know, is refused with the rule and what to do."""

import datetime as dt

import pytest

from tallystick.core.errors import Invalid, Refused
from tallystick.core.law.clocks.deadline import compute
from tallystick.core.law.clocks.events import Event, exact_day, parse


def due(regime, received, *events):
    return compute(regime=regime, received=dt.date.fromisoformat(received), events=[parse(event) for event in events])


#: What is wrong, in the order in which somebody might get it wrong, and a word of the refusal.
IMPOSSIBLE = [
    ("answered before it was asked", ("clarification:2026-03-12:2026-03-05",), "answered before it was asked"),
    ("paid before its notice", ("fee:2026-03-20:2026-03-09",), "paid before it was notified"),
    ("before the request", ("clarification:2026-03-01:2026-03-05",), "before the request was received on 2 March 2026"),
    ("answered twice", ("answered:2026-03-10", "answered:2026-03-11"), "2 events 'answered'"),
    ("extended twice", ("extension:2026-03-10", "extension:2026-03-11"), "2 events 'extension'"),
    (
        "questions side by side",
        ("clarification:2026-03-05:2026-03-12", "clarification:2026-03-10:2026-03-20"),
        "had ended",
    ),
    ("a question while one is open", ("clarification:2026-03-05", "clarification:2026-03-10"), "had ended"),
    ("asked after the answer", ("answered:2026-03-10", "clarification:2026-03-11"), "after the answer of 10 March"),
    ("told after the answer", ("answered:2026-03-10", "clarification:2026-03-09:2026-03-11"), "after the answer"),
    ("a review nobody asked for", ("answered:2026-03-10", "reviewed:2026-04-01"), "none was asked for"),
    (
        "reviewed before asked",
        ("answered:2026-03-10", "review:2026-04-10", "reviewed:2026-04-01"),
        "before one was asked for",
    ),
]


@pytest.mark.parametrize(("events", "says"), [row[1:] for row in IMPOSSIBLE], ids=[row[0] for row in IMPOSSIBLE])
def test_impossible_order(events, says):
    with pytest.raises(Invalid) as refused:
        due("foia", "2026-03-02", *events)
    assert says in refused.value.what
    assert refused.value.rule
    assert refused.value.next_step


NOT_ADMITTED = [
    ("no such regime", "foi", "2026-03-02", (), "no regime"),
    ("before the Act", "foia", "2004-12-31", (), "before Freedom of Information Act 2000 applied"),
    ("before the table", "eu-1049", "1999-12-31", (), "before Regulation (EC) No 1049/2001"),
    ("after the table", "foia", "2035-12-31", (), "after the end of the table"),
    ("runs over the table", "foia", "2035-12-20", (), "runs beyond 31 December 2035"),
    ("runs over the table in months", "uk-gdpr", "2035-12-10", (), "runs beyond 31 December 2035"),
    ("the far future", "foia", "2199-01-01", (), "after the end of the table"),
    ("identity under FOIA", "foia", "2026-03-02", ("identity:2026-03-03:2026-03-04",), "no effect on the clock"),
    ("a question in Germany", "de-ifg", "2026-03-02", ("clarification:2026-03-03:2026-03-04",), "no effect"),
    ("extension in Scotland", "foisa", "2026-03-02", ("extension:2026-03-10",), "has no extension"),
    ("extension in Germany", "de-ifg", "2026-03-02", ("extension:2026-03-10",), "has no extension"),
    ("extension too late", "eir", "2025-11-24", ("extension:2025-12-24",), "already over on 23 December 2025"),
    ("extension under the old Part 3", "dpa-part3", "2026-02-04", ("extension:2026-02-10",), "4 February 2026"),
    ("fee notice too late", "foia", "2026-03-02", ("fee:2026-04-10:2026-04-12",), "already over on 31 March 2026"),
    ("a pause too late", "uk-gdpr", "2026-03-02", ("clarification:2026-04-10:2026-04-12",), "already over"),
    ("paid after it lapsed", "foia", "2026-03-02", ("fee:2026-03-09:2026-06-09",), "was 8 June 2026"),
    ("paid too late for EIR", "eir", "2026-03-02", ("fee:2026-03-09:2026-07-01",), "the last day for that was"),
    ("review of nothing", "foia", "2026-03-02", ("review:2026-03-31",), "neither an answer nor a missed date"),
    (
        "review before the answer",
        "foia",
        "2026-03-02",
        ("answered:2026-04-10", "review:2026-04-09"),
        "neither an answer nor a missed date",
    ),
    (
        "review while the clock waits",
        "foisa",
        "2026-03-02",
        ("clarification:2026-03-09", "review:2026-12-31"),
        "neither an answer nor a missed date",
    ),
]


@pytest.mark.parametrize(
    ("regime", "received", "events", "says"), [row[1:] for row in NOT_ADMITTED], ids=[row[0] for row in NOT_ADMITTED]
)
def test_not_admitted(regime, received, events, says):
    with pytest.raises(Refused) as refused:
        due(regime, received, *events)
    assert says in refused.value.what
    assert refused.value.rule
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("regime", "received", "events"),
    [
        ("foia", "2005-01-01", ()),
        ("foia", "2035-11-20", ()),
        ("eir", "2025-11-24", ("extension:2025-12-23",)),
        ("dpa-part3", "2026-02-05", ("extension:2026-03-05",)),
        ("foia", "2026-03-02", ("fee:2026-03-31:2026-06-30",)),
        ("foia", "2026-03-02", ("fee:2026-03-09:2026-06-08",)),
        ("foia", "2026-03-02", ("fee:2026-03-30:2026-06-29",)),
        ("foia", "2026-03-02", ("extension:2026-03-31", "fee:2026-04-30:2026-05-05")),
        ("foia", "2026-03-02", ("review:2026-04-01",)),
        ("foia", "2026-03-02", ("clarification:2026-03-05:2026-03-05", "clarification:2026-03-05:2026-03-09")),
        ("foia", "2026-03-02", ("clarification:2026-03-02:2026-03-02",)),
    ],
)
def test_the_last_possible_day_is_admitted(regime, received, events):
    assert due(regime, received, *events).due


@pytest.mark.parametrize(
    "text",
    [
        "",
        "clarification",
        "fee:",
        "holiday:2026-03-02",
        "answered:2026-03-02:2026-03-03",
        "fee:2026-03-02:2026-03-03:2026-03-04",
        "fee:2026-03:2026-04",
        "extension:soon",
        "answered:2026-02-30",
        "answered:9999-01-01",
        "clarification:2026-03-02:",
        "Answered:2026-03-02",
    ],
)
def test_unreadable_event(text):
    with pytest.raises(Invalid) as refused:
        parse(text)
    assert refused.value.next_step


def test_a_month_is_no_day():
    with pytest.raises(Invalid, match="names no single day"):
        exact_day("2026-03")
    assert exact_day("2026-03-02") == dt.date(2026, 3, 2)


def test_more_events_than_a_case_has():
    events = [Event(kind="answered", on=dt.date(2026, 3, 3))] * 51
    with pytest.raises(Invalid, match="51 events, more than 50"):
        compute(regime="foia", received=dt.date(2026, 3, 2), events=events)


def test_many_questions_one_after_the_other_are_counted_quickly():
    first = dt.date(2026, 3, 2)
    events = [
        Event(kind="clarification", on=first + dt.timedelta(days=n), ended=first + dt.timedelta(days=n))
        for n in range(50)
    ]
    found = compute(regime="foia", received=first, events=events)
    assert found.due == compute(regime="foia", received=events[-1].ended).due

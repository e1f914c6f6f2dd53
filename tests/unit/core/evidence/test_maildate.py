# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence.maildate import read_date

DATES = {
    "Mon, 02 Nov 2026 09:30:00 +0000": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    "2 Nov 2026 09:30 +0000": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    "Mon,2 Nov 2026 09:30:00 -0530": datetime(2026, 11, 2, 15, 0, tzinfo=UTC),
    "Mon, 2 Nov 2026 09:30:00 +0100 (CET)": datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
    "Mon, 2 Nov 2026 09:30:00 GMT": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    "Mon, 2 Nov 2026 09:30:00 UT": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    "Sat, 31 Dec 2016 23:59:60 +0000": datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC),
}


@pytest.mark.parametrize(("text", "time"), DATES.items())
def test_dates(text: str, time: datetime) -> None:
    assert read_date(text) == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-11-02T09:30:00Z",
        "Mon, 31 Feb 2026 09:30:00 +0000",
        "Mon, 2 Nov 2026 24:00:00 +0000",
        "Mon, 2 Nov 2026 09:30:61 +0000",
        "Mon, 2 Nov 0000 09:30:00 +0000",
        "Mon, 1 Jan 0001 00:00:00 +0100",
        "Fri, 31 Dec 9999 23:59:00 -0100",
        "Mon, 2 Nov 2026 09:30:00 +2400",
        "Mon, 2 Nov 2026 09:30:00 +0060",
        "Mon, 2 Nov 2026 09:30:00 PST",
        "Mon, 2 Nov 2026 09:30:00",
        "Mon, 2 Nov 2026 09:30:00 +0000 (a) (b)",
        "Mon, \u0662 Nov 2026 09:30:00 +0000",
    ],
)
def test_no_dates(text: str) -> None:
    with pytest.raises(Invalid):
        read_date(text)


@given(st.from_regex(r"\A[0-9]{1,2} (Jan|Feb) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}\Z"))
def test_any_numbers_are_a_date_or_refused(text: str) -> None:
    try:
        time = read_date(text)
    except Invalid:
        return
    assert time.tzinfo is UTC

# SPDX-License-Identifier: Apache-2.0
"""An end of a choice that is no date, as a log may hold it, ends nothing."""

import datetime as dt

from tallystick.core.facts.base import decode
from tallystick.core.facts.dates import read
from tallystick.core.law.checks.notice_time import CHECK
from tallystick.core.law.given import Given, Noted


def test_an_end_that_is_no_date_is_passed_over() -> None:
    notice = decode(kind="notice.published", values={"ref": "notice", "audience": "public", "on": "2021-05-12"})
    choice = decode(kind="right.offered", values={"ref": "choice", "right": "opt-out", "until": "soon"})
    notes = (Noted(ref="notice", fact=notice, when=read("2021-05-12")), Noted(ref="choice", fact=choice, when=None))
    assert list(CHECK.answer(Given(as_of=dt.date(2021, 6, 1), notes=notes))) == []

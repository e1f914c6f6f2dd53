# SPDX-License-Identifier: Apache-2.0
"""Days that somebody enters for what has happened."""

import datetime as dt

from django.utils import timezone

from tallystick.core.errors import Refused


def check_past(on: dt.date, *, now: dt.datetime, rule: str) -> None:
    """Raise ``Refused`` with this rule for a day that has not come yet where the instance is."""
    if on > timezone.localdate(now):
        raise Refused(f"{on.day} {on:%B %Y} has not come yet.", rule=rule, next_step="Enter it on or after that day.")

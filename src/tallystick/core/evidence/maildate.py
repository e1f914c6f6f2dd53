# SPDX-License-Identifier: Apache-2.0
"""The Date field: what the sender's clock said (RFC 5322, https://www.rfc-editor.org/rfc/rfc5322#section-3.3)."""

import re
from datetime import UTC, datetime, timedelta

from tallystick.core.errors import Invalid

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ?)?([0-9]{1,2}) (" + "|".join(_MONTHS) + r") ([0-9]{4}) "
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? (?:([+-])([01][0-9]|2[0-3])([0-5][0-9])|GMT|UTC?)(?: \([^()]*\))?"
)


def read_date(text: str) -> datetime:
    """Return the time in an unfolded, single-spaced Date value as UTC; raise ``Invalid`` when it is none.

    Obsolete zones other than GMT and UT are refused: they do not say a time. A leap second is read as second 59.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise Invalid("The Date field does not hold a date.", rule="RFC 5322 section 3.3.")
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes = found.groups()
    offset = timedelta(hours=int(zone_hours or 0), minutes=int(zone_minutes or 0))
    try:
        clock = (int(hour), int(minute), 59 if second == "60" else int(second or 0))
        local = datetime(int(year), _MONTHS[month], int(day), *clock, tzinfo=UTC)
        return local + offset if sign == "-" else local - offset
    except (ValueError, OverflowError):
        raise Invalid("The Date field holds a day or time that does not exist.", rule="RFC 5322 section 3.3.") from None

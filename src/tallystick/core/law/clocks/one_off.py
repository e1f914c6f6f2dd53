# SPDX-License-Identifier: Apache-2.0
"""Bank holidays of the United Kingdom that were proclaimed for one year only, and since when each was known.

A new one is a new entry here: cases that run are then computed anew, and say so. ``known_from`` is the earliest day on
which a source that was read reports it; ``None``: none was read, and the day counts as known throughout.
"""

import dataclasses
import datetime as dt

from tallystick.core.law.clocks.nonworking import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND

_ALL = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)


@dataclasses.dataclass(frozen=True, kw_only=True)
class OneOff:
    """A bank holiday of one year: added (section 1(3) of the 1971 Act) or put in place of another (section 1(2))."""

    day: dt.date
    name: str
    url: str
    known_from: dt.date | None
    replaces: dt.date | None = None
    parts: tuple[str, ...] = _ALL


ONE_OFF = (
    OneOff(
        day=dt.date(2002, 6, 3),
        name="Golden Jubilee",
        url="https://www.legislation.gov.uk/ukpga/1971/80/section/1",
        known_from=None,
    ),
    OneOff(
        day=dt.date(2002, 6, 4),
        name="Spring bank holiday (moved)",
        url="https://www.legislation.gov.uk/ukpga/1971/80/section/1",
        known_from=None,
        replaces=dt.date(2002, 5, 27),
    ),
    OneOff(
        day=dt.date(2011, 4, 29),
        name="Royal wedding",
        url="https://www.theguardian.com/uk/2010/nov/23/royal-wedding-april-bank-holiday",
        known_from=dt.date(2010, 11, 23),
    ),
    OneOff(
        day=dt.date(2012, 6, 4),
        name="Spring bank holiday (moved)",
        url="https://www.legislation.gov.uk/ukpga/1971/80/section/1",
        known_from=None,
        replaces=dt.date(2012, 5, 28),
    ),
    OneOff(
        day=dt.date(2012, 6, 5),
        name="Diamond Jubilee",
        url="https://www.legislation.gov.uk/ukpga/1971/80/section/1",
        known_from=None,
    ),
    OneOff(
        day=dt.date(2020, 5, 8),
        name="Early May bank holiday (moved to Victory in Europe Day)",
        url="https://www.thegazette.co.uk/notice/3326938",
        known_from=dt.date(2019, 6, 8),
        replaces=dt.date(2020, 5, 4),
    ),
    OneOff(
        day=dt.date(2022, 6, 2),
        name="Spring bank holiday (moved)",
        url="https://www.deeside.com/extra-bank-holiday-to-mark-the-queens-platinum-jubilee-in-2022/",
        known_from=dt.date(2020, 11, 12),
        replaces=dt.date(2022, 5, 30),
    ),
    OneOff(
        day=dt.date(2022, 6, 3),
        name="Platinum Jubilee",
        url="https://www.deeside.com/extra-bank-holiday-to-mark-the-queens-platinum-jubilee-in-2022/",
        known_from=dt.date(2020, 11, 12),
    ),
    OneOff(
        day=dt.date(2022, 9, 19),
        name="State funeral of Queen Elizabeth II",
        url="https://www.thegazette.co.uk/notice/4158896",
        known_from=dt.date(2022, 9, 10),
    ),
    OneOff(
        day=dt.date(2023, 5, 8),
        name="Coronation of King Charles III",
        url="https://www.gov.uk/government/news/"
        "bank-holiday-proclaimed-in-honour-of-the-coronation-of-his-majesty-king-charles-iii",
        known_from=dt.date(2022, 11, 6),
    ),
    OneOff(
        day=dt.date(2026, 6, 15),
        name="Scotland in the World Cup",
        url="https://www.independent.co.uk/news/uk/home-news/scotland-bank-holiday-june-world-cup-b2914436.html",
        known_from=dt.date(2026, 2, 4),
        parts=(SCOTLAND,),
    ),
)

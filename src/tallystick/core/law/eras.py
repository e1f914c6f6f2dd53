# SPDX-License-Identifier: Apache-2.0
"""The eras of a question, from the provision of each regime that asks it; ``regime_eras`` holds the days."""

import dataclasses
import datetime as dt

from tallystick.core.facts.course import ProcessingEnded
from tallystick.core.law.check import Answer, Era
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.given import Given

#: From when the GDPR and DPA 2018 Part 3 were the law.
REFORM = dt.date(2018, 5, 25)
_LAST_OF_OLD_LAW = dt.date(2018, 5, 24)
_LED = dt.date(2018, 5, 6)
_DPA_1998 = dt.date(2000, 3, 1)
_DIRECTIVE = dt.date(1998, 10, 24)
#: The UK GDPR took over at 23:00 on 31 December 2020.
_LAST_OF_EU_TEXT = dt.date(2020, 12, 31)
_UK_GDPR = dt.date(2021, 1, 1)
#: Most of Part 5 of the Data (Use and Access) Act 2025 (SI 2026/82), and the last day of the words before it.
DUAA = dt.date(2026, 2, 5)
LAST_BEFORE_DUAA = dt.date(2026, 2, 4)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Law:
    """The provision of one regime that asks the question, and how it is answered there where that differs."""

    citation: Citation
    answer: Answer | None = None
    note: str = ""


def eras(
    *,
    uk_gdpr: Law | None = None,
    eu_gdpr: Law | None = None,
    part3: Law | None = None,
    led: Law | None = None,
    act_1998: Law | None = None,
    directive: Law | None = None,
    uk_gdpr_until: dt.date | None = None,
    part3_until: dt.date | None = None,
) -> tuple[Era, ...]:
    """Return the eras of a question; a regime without a provision has none.

    ``uk_gdpr_until`` and ``part3_until`` are the last days of those provisions, where others took their place.
    """
    return (
        *_era(eu_gdpr if uk_gdpr else None, "uk-gdpr", since=REFORM, until=_LAST_OF_EU_TEXT),
        *_era(uk_gdpr, "uk-gdpr", since=_UK_GDPR, until=uk_gdpr_until),
        *_era(eu_gdpr, "eu-gdpr", since=REFORM),
        *_era(part3, "dpa2018-part3", since=REFORM, until=part3_until),
        *_era(led, "led", since=_LED),
        *_era(act_1998, "uk-gdpr", "dpa2018-part3", since=_DPA_1998, until=_LAST_OF_OLD_LAW),
        *_era(directive, "eu-gdpr", since=_DIRECTIVE, until=_LAST_OF_OLD_LAW),
    )


def _era(law: Law | None, *regimes: str, since: dt.date, until: dt.date | None = None) -> tuple[Era, ...]:
    if law is None:
        return ()
    return (Era(regimes=regimes, since=since, until=until, citation=law.citation, answer=law.answer, note=law.note),)


def since_2025_act(*, uk_gdpr: Law | None = None, part3: Law | None = None, since: dt.date = DUAA) -> tuple[Era, ...]:
    """Return the eras of what the Data (Use and Access) Act 2025 put in the place of earlier words."""
    return (*_era(uk_gdpr, "uk-gdpr", since=since), *_era(part3, "dpa2018-part3", since=since))


def while_running(given: Given) -> dt.date:
    """Judge by the day of the check, or by the last day of the processing where it ended before and did not go on."""
    ended = max((note.when.last for note in given.notes_of(ProcessingEnded) if note.when), default=given.as_of)
    goes_on = any(note.when and note.when.first > ended for note in given.starts)
    return given.as_of if goes_on else min(given.as_of, ended)

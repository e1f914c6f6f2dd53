# SPDX-License-Identifier: Apache-2.0
"""From when to when the texts of the regimes were the law, so that each check names only its provisions.

Days: DPA 1998 in force 1 March 2000; Directive 95/46/EC to be transposed by 24 October 1998; GDPR and DPA 2018 Part 3
from 25 May 2018; LED to be transposed by 6 May 2018. The UK GDPR took over at 23:00 on 31 December 2020: the text of
the EU GDPR is quoted up to and with that day.
"""

import datetime as dt

from tallystick.core.law.check import Answer, Era
from tallystick.core.law.citations.base import Citation

_DPA_1998 = dt.date(2000, 3, 1)
_DIRECTIVE = dt.date(1998, 10, 24)
_LAST_OF_OLD_LAW = dt.date(2018, 5, 24)
_GDPR = dt.date(2018, 5, 25)
_LED = dt.date(2018, 5, 6)
_LAST_OF_EU_TEXT = dt.date(2020, 12, 31)
_UK_GDPR = dt.date(2021, 1, 1)
#: What is said where a check asks of old projects what no statute asked of them.
OLD_LAW = (
    "Before 25 May 2018 no provision asked for an impact assessment. This is good practice for keeping the duty quoted,"
    " and no duty of its own."
)


def gdpr(*, uk: Citation, eu: Citation, note: str = "", answer: Answer | None = None) -> tuple[Era, ...]:
    """Return the eras of the UK and EU GDPR: until the end of 2020 the EU text was the law in both."""
    return (
        Era(regimes=("uk-gdpr",), since=_GDPR, until=_LAST_OF_EU_TEXT, citation=eu, note=note, answer=answer),
        Era(regimes=("uk-gdpr",), since=_UK_GDPR, citation=uk, note=note, answer=answer),
        Era(regimes=("eu-gdpr",), since=_GDPR, citation=eu, note=note, answer=answer),
    )


def police(*, part3: Citation, led: Citation, note: str = "", answer: Answer | None = None) -> tuple[Era, ...]:
    """Return the eras of DPA 2018 Part 3 and of the Law Enforcement Directive."""
    return (
        Era(regimes=("dpa2018-part3",), since=_GDPR, citation=part3, note=note, answer=answer),
        Era(regimes=("led",), since=_LED, citation=led, note=note, answer=answer),
    )


def old_uk(*, citation: Citation, note: str = OLD_LAW, regimes: tuple[str, ...] = ("uk-gdpr", "dpa2018-part3")) -> Era:
    """Return the era of the Data Protection Act 1998, which held for the police and for everybody else."""
    return Era(regimes=regimes, since=_DPA_1998, until=_LAST_OF_OLD_LAW, citation=citation, note=note)


def old_eu(*, citation: Citation, note: str = OLD_LAW) -> Era:
    """Return the era of Directive 95/46/EC, which left criminal law out (Article 3(2))."""
    return Era(regimes=("eu-gdpr",), since=_DIRECTIVE, until=_LAST_OF_OLD_LAW, citation=citation, note=note)

# SPDX-License-Identifier: Apache-2.0
"""The clocks of Ireland, of the institutions of the European Union and of the German federation."""

import datetime as dt

from tallystick.core.law.clocks import quotes
from tallystick.core.law.clocks.calendars import EUROPEAN, GERMAN, IRISH
from tallystick.core.law.clocks.rules import (
    After,
    Basis,
    Doubt,
    Effect,
    EventRule,
    Extension,
    Regime,
    Span,
    StageRule,
    Unit,
)

_ACT = "https://revisedacts.lawreform.ie/eli/2014/act/30/section/{}/revised/en/html"
_REGULATION = "https://eur-lex.europa.eu/eli/reg/2001/1049/oj"
_VWGO = "https://www.gesetze-im-internet.de/vwgo/__{}.html"


def _basis(provision: str, says: str, url: str) -> Basis:
    return Basis(provision=provision, says=says, url=url)


def _days(number: int) -> Span:
    return Span(number=number, unit=Unit.WORKING_DAYS)


def _months(number: int) -> Span:
    return Span(number=number, unit=Unit.MONTHS)


IRELAND = Regime(
    key="ie-foi",
    name="Freedom of Information Act 2014 (Ireland)",
    calendar=IRISH,
    since=dt.date(2014, 10, 14),
    limit=_days(20),
    basis=_basis(
        "FOI Act 2014 (IE) s.13(1)", "as soon as may be, and not later than 4 weeks after receipt", _ACT.format(13)
    ),
    days=Basis(
        provision="FOI Act 2014 (IE) s.2",
        says="a week is 5 weekdays without Saturdays and public holidays, so that 4 weeks are 20 working days",
        citation=quotes.IE_WEEK,
    ),
    starts="the day of receipt; the first working day after it is day 1",
    events={
        "fee": EventRule(
            effect=Effect.PAUSE,
            basis=_basis(
                "FOI Act 2014 (IE) s.27",
                "days from the request for a deposit to its payment do not count",
                _ACT.format(27),
            ),
        ),
    },
    extension=Extension(
        total=_days(40),
        reason="many records, or other requests for the same records",
        basis=_basis("FOI Act 2014 (IE) s.14", "up to 4 further weeks, by notice within the first 4", _ACT.format(14)),
    ),
    stages=(
        StageRule(
            name="acknowledgement",
            after=After.RECEIVED,
            span=_days(10),
            whose="authority",
            basis=_basis("FOI Act 2014 (IE) s.12", "within 2 weeks of receipt", _ACT.format(12)),
        ),
        StageRule(
            name="asking for an internal review",
            after=After.ANSWER,
            span=_days(20),
            whose="requester",
            basis=_basis("FOI Act 2014 (IE) s.21", "within 4 weeks of the decision", _ACT.format(21)),
        ),
        StageRule(
            name="internal review",
            after=After.REVIEW,
            span=_days(15),
            whose="authority",
            basis=_basis("FOI Act 2014 (IE) s.21", "not later than 3 weeks after the application", _ACT.format(21)),
        ),
        StageRule(
            name="application to the Information Commissioner",
            after=After.REVIEWED,
            span=_months(6),
            whose="requester",
            basis=_basis("FOI Act 2014 (IE) s.22", "within 6 months of the decision on review", _ACT.format(22)),
        ),
    ),
)

_UNCLEAR = Doubt(
    about="an application that is not precise enough",
    strict="the period runs from registration: Article 6(2) only asks the institution to help",
    strict_who="the words of Regulation (EC) No 1049/2001, Articles 6(2) and 7(1)",
    lenient="the period runs from the day on which the applicant has made it precise",
    lenient_who="the practice of institutions that register or handle an application only once it is clear",
)

EUROPEAN_UNION = Regime(
    key="eu-1049",
    name="Regulation (EC) No 1049/2001: documents of the European Parliament, Council and Commission",
    calendar=EUROPEAN,
    since=dt.date(2001, 12, 3),
    limit=_days(15),
    basis=_basis("Reg 1049/2001 Art 7(1)", "within 15 working days from registration of the application", _REGULATION),
    days=_basis(
        "Reg 1182/71 Arts 2, 3",
        "the day of registration is not counted; days on the institution's published list of holidays do not count",
        "https://eur-lex.europa.eu/eli/reg/1971/1182/oj",
    ),
    starts="the day of registration, which the acknowledgement names; give that day as the day of receipt",
    events={
        "clarification": EventRule(
            effect=Effect.RESTART,
            doubt=_UNCLEAR,
            basis=_basis(
                "Reg 1049/2001 Art 6(2)", "the institution asks the applicant to be more precise", _REGULATION
            ),
        ),
    },
    extension=Extension(
        total=_days(30),
        reason="exceptionally, such as a very long document or very many",
        basis=_basis(
            "Reg 1049/2001 Art 7(3)", "15 further working days, notified in advance with detailed reasons", _REGULATION
        ),
    ),
    stages=(
        StageRule(
            name="confirmatory application",
            after=After.ANSWER,
            span=_days(15),
            whose="requester",
            basis=_basis(
                "Reg 1049/2001 Art 7(2), (4)", "within 15 working days of the reply, or of its time", _REGULATION
            ),
        ),
        StageRule(
            name="reply to the confirmatory application",
            after=After.REVIEW,
            span=_days(15),
            at_most=_days(30),
            whose="authority",
            basis=_basis(
                "Reg 1049/2001 Art 8(1), (2)", "15 working days from registration, 30 exceptionally", _REGULATION
            ),
        ),
        StageRule(
            name="action before the General Court",
            after=After.REVIEWED,
            span=_months(2),
            whose="requester",
            basis=_basis(
                "TFEU Art 263, sixth paragraph",
                "two months from notification; the Court's rules add ten days for distance, which are not counted here",
                "https://eur-lex.europa.eu/eli/treaty/tfeu_2012/art_263/oj",
            ),
        ),
        StageRule(
            name="complaint to the European Ombudsman",
            after=After.REVIEWED,
            span=Span(number=2, unit=Unit.YEARS),
            whose="requester",
            basis=_basis(
                "Statute of the European Ombudsman, Art 2",
                "within two years of the facts becoming known",
                "https://eur-lex.europa.eu/eli/reg/2021/1163/oj",
            ),
        ),
    ),
    notes=("The days on which institutions close are those usual in Brussels; compare them with the published list.",),
)

GERMANY = Regime(
    key="de-ifg",
    name="Informationsfreiheitsgesetz (German federation)",
    calendar=GERMAN,
    since=dt.date(2006, 1, 1),
    limit=_months(1),
    basis=Basis(
        provision="IFG § 7(5)",
        says="without delay; access should (soll) be given within one month, and a refusal is due within it (§ 9(1))",
        citation=quotes.IFG_7_5,
    ),
    days=Basis(
        provision="BGB §§ 187(1), 188(2) and (3), 193; VwVfG § 31",
        says="the day of receipt is not counted; the month ends with the same day of the next one; a last day that is "
        "a Saturday, Sunday or holiday at the authority's seat moves on",
        citation=quotes.BGB_188,
    ),
    starts="the day of receipt; it is not counted itself",
    events={},
    extension=None,
    no_extension="The month is a rule with exceptions (soll) that needs no extension; where third parties "
    "are heard (§ 8) it may be exceeded.",
    stages=(
        StageRule(
            name="objection (Widerspruch)",
            after=After.ANSWER,
            span=_months(1),
            whose="requester",
            basis=Basis(
                provision="IFG § 9(4); VwGO § 70",
                says="within one month of notification; one year where the decision does not say so (VwGO § 58(2))",
                citation=quotes.IFG_9_4,
            ),
        ),
        StageRule(
            name="action for failure to act (Untätigkeitsklage)",
            after=After.RECEIVED,
            opens=True,
            span=_months(3),
            whose="requester",
            basis=_basis("VwGO § 75", "as a rule not before three months after the application", _VWGO.format(75)),
        ),
    ),
    notes=(
        "The month is a duty in ordinary cases (Sollvorschrift), not an absolute limit.",
        "The Federal Commissioner for Freedom of Information may be called upon at any time (IFG § 12).",
    ),
)

# SPDX-License-Identifier: Apache-2.0
"""The clocks of the four information laws of the United Kingdom: FOIA, EIR, FOISA and EI(S)R."""

import datetime as dt

from tallystick.core.law.citations import foia2000
from tallystick.core.law.clocks import quotes
from tallystick.core.law.clocks.calendars import SCOTTISH, UNITED_KINGDOM
from tallystick.core.law.clocks.rules import (
    After,
    Basis,
    Doubt,
    Effect,
    EventRule,
    Extension,
    Force,
    Regime,
    Span,
    StageRule,
    Unit,
)

TWENTY = Span(number=20, unit=Unit.WORKING_DAYS)
FORTY = Span(number=40, unit=Unit.WORKING_DAYS)
_SIXTY = Span(number=60, unit=Unit.WORKING_DAYS)
_SIX_MONTHS = Span(number=6, unit=Unit.MONTHS)
_COMMENCED = dt.date(2005, 1, 1)
_EIR = "https://www.legislation.gov.uk/uksi/2004/3391/regulation/"
_EISR = "https://www.legislation.gov.uk/ssi/2004/520/regulation/"
_FOISA = "https://www.legislation.gov.uk/asp/2002/13/section/"
_RECEIPT = "the day of receipt, working day or not; the first working day after it is day 1, whatever the hour"

LATE_HOLIDAY = Doubt(
    about="a holiday proclaimed while the request ran",
    strict="the day counts: the request keeps the calendar of the day on which it was received",
    strict_who="an argument from the presumption against retrospective effect: "
    "https://informationrightsandwrongs.com/2022/09/23/was-the-queens-funeral-day-a-foia-working-day/, "
    "which finds the question open",
    lenient="the day does not count: the Act excludes every bank holiday",
    lenient_who="the words of FOIA 2000 s.10(6); the Scottish Commissioner for FOISA; WhatDoTheyKnow, which moved "
    "running requests in September 2022",
)


def _basis(provision: str, says: str, url: str) -> Basis:
    return Basis(provision=provision, says=says, url=url)


_ICO_COMPLAINT = StageRule(
    name="complaint to the Information Commissioner",
    after=After.REVIEWED,
    span=Span(number=6, unit=Unit.WEEKS),
    whose="requester",
    basis=Basis(
        provision="ICO guidance; FOIA 2000 s.50(2)(b)",
        says="the Commissioner asks for complaints within six weeks and may decline one made with undue delay",
        force=Force.GUIDANCE,
        citation=quotes.ICO_SIX_WEEKS,
    ),
)

FOIA = Regime(
    key="foia",
    name="Freedom of Information Act 2000",
    calendar=UNITED_KINGDOM,
    since=_COMMENCED,
    limit=TWENTY,
    basis=Basis(
        provision="FOIA 2000 s.10(1)",
        says="promptly, and not later than the twentieth working day following the date of receipt",
        citation=foia2000.S10_1,
    ),
    days=Basis(
        provision="FOIA 2000 s.10(6)",
        says="a bank holiday in any part of the United Kingdom is no working day; so are Christmas Day and Good Friday",
        citation=foia2000.S10_6,
    ),
    starts=_RECEIPT,
    late_holiday=LATE_HOLIDAY,
    events={
        "clarification": EventRule(
            effect=Effect.RESTART,
            basis=Basis(
                provision="FOIA 2000 ss.1(3), 10(6)",
                says="the date of receipt becomes the day on which the further information arrives: the clock starts "
                "anew",
                citation=foia2000.S10_6,
            ),
        ),
        "fee": EventRule(
            effect=Effect.PAUSE,
            within=Span(number=3, unit=Unit.MONTHS),
            basis=Basis(
                provision="FOIA 2000 ss.9(2), 10(2)",
                says="working days from the fees notice to the payment, both included, are disregarded",
                citation=quotes.FOIA_10_2,
            ),
        ),
    },
    extension=Extension(
        total=FORTY,
        reason="the public interest in a qualified exemption is still being weighed",
        basis=Basis(
            provision="FOIA 2000 s.10(3); ICO guidance",
            says="the Act says only a reasonable time; the Commissioner's view is 40 working days in all. The refusal "
            "notice under s.17(1) stays due after 20",
            force=Force.GUIDANCE,
            citation=foia2000.S10_3,
        ),
    ),
    stages=(
        StageRule(
            name="asking for an internal review",
            after=After.ANSWER,
            span=FORTY,
            whose="requester",
            basis=Basis(
                provision="FOIA 2000 s.45 Code of Practice; ICO guidance",
                says="the authority may refuse a review asked for later",
                force=Force.GUIDANCE,
                citation=quotes.ICO_ASK_REVIEW,
            ),
        ),
        StageRule(
            name="internal review",
            after=After.REVIEW,
            span=TWENTY,
            at_most=FORTY,
            whose="authority",
            basis=Basis(
                provision="FOIA 2000 s.45 Code of Practice; ICO guidance",
                says="20 working days, 40 in exceptional cases; the Act sets no time",
                force=Force.GUIDANCE,
                citation=quotes.ICO_REVIEW,
            ),
        ),
        _ICO_COMPLAINT,
    ),
    notes=("Schools, transferred public records, the armed forces and information overseas have other limits.",),
)

EIR = Regime(
    key="eir",
    name="Environmental Information Regulations 2004",
    calendar=UNITED_KINGDOM,
    since=_COMMENCED,
    limit=TWENTY,
    basis=Basis(
        provision="EIR 2004 reg 5(2)",
        says="as soon as possible, and no later than 20 working days after the date of receipt",
        citation=quotes.EIR_5_2,
    ),
    days=_basis("EIR 2004 reg 2(1)", "a working day is what it is under FOIA 2000 s.10(6)", _EIR + "2"),
    starts=_RECEIPT,
    late_holiday=LATE_HOLIDAY,
    events={
        "clarification": EventRule(
            effect=Effect.RESTART,
            basis=Basis(
                provision="EIR 2004 reg 9(4)",
                says="the 20 working days are counted from the day on which the further particulars arrive",
                citation=quotes.EIR_9_4,
            ),
        ),
        "fee": EventRule(
            effect=Effect.PAUSE,
            within=_SIXTY,
            basis=_basis(
                "EIR 2004 reg 8(5), (6)",
                "days from the notice of an advance payment to the payment, both included, are disregarded",
                _EIR + "8",
            ),
        ),
    },
    extension=Extension(
        total=FORTY,
        reason="the information is complex and voluminous",
        basis=_basis(
            "EIR 2004 reg 7(1), (3)",
            "20 working days may become 40 for complexity and volume, by notice within the first 20",
            _EIR + "7",
        ),
    ),
    stages=(
        StageRule(
            name="asking for reconsideration",
            after=After.ANSWER,
            span=FORTY,
            whose="requester",
            basis=Basis(
                provision="EIR 2004 reg 11(2)",
                says="representations within 40 working days after the alleged failure",
                citation=quotes.ICO_EIR_REVIEW,
            ),
        ),
        StageRule(
            name="reconsideration",
            after=After.REVIEW,
            span=FORTY,
            whose="authority",
            basis=Basis(
                provision="EIR 2004 reg 11(4)",
                says="as soon as possible, and no later than 40 working days after the representations arrive",
                citation=quotes.ICO_EIR_DECISION,
            ),
        ),
        _ICO_COMPLAINT,
    ),
)

_COMMISSIONER = StageRule(
    name="application to the Scottish Information Commissioner",
    after=After.REVIEWED,
    span=_SIX_MONTHS,
    whose="requester",
    basis=_basis(
        "FOISA 2002 s.47(4)", "six months after the notice on review, or after its time is over", _FOISA + "47"
    ),
)
_SCOTTISH_DAYS = _basis(
    "FOISA 2002 s.73",
    "not a Saturday, a Sunday, Christmas Day or a bank holiday in Scotland; Easter Monday is a working day",
    _FOISA + "73",
)

FOISA = Regime(
    key="foisa",
    name="Freedom of Information (Scotland) Act 2002",
    calendar=SCOTTISH,
    since=_COMMENCED,
    limit=TWENTY,
    basis=Basis(
        provision="FOISA 2002 s.10(1)",
        says="promptly, and not later than the twentieth working day after receipt",
        citation=quotes.FOISA_10,
    ),
    days=_SCOTTISH_DAYS,
    starts=_RECEIPT,
    events={
        "clarification": EventRule(
            effect=Effect.RESTART,
            basis=Basis(
                provision="FOISA 2002 ss.1(3), 10(1)(b)",
                says="the twenty working days run from the day on which the further information arrives",
                citation=quotes.FOISA_10,
            ),
        ),
        "fee": EventRule(
            effect=Effect.PAUSE,
            within=Span(number=3, unit=Unit.MONTHS),
            basis=Basis(
                provision="FOISA 2002 ss.9(4), 10(2)",
                says="days from the fees notice to the payment, both included, are disregarded",
                citation=quotes.FOISA_10_FEE,
            ),
        ),
    },
    extension=None,
    no_extension="The Act gives no further time for weighing the public interest.",
    stages=(
        StageRule(
            name="requirement for review",
            after=After.TIME_OVER,
            span=FORTY,
            whose="requester",
            basis=_basis(
                "FOISA 2002 s.20(5)",
                "not later than the fortieth working day after the time for answering, or after a later answer",
                _FOISA + "20",
            ),
        ),
        StageRule(
            name="review",
            after=After.REVIEW,
            span=TWENTY,
            whose="authority",
            basis=Basis(
                provision="FOISA 2002 s.21(1)",
                says="not later than the twentieth working day after the requirement arrives",
                citation=quotes.FOISA_21_1,
            ),
        ),
        _COMMISSIONER,
    ),
    notes=(
        "The Keeper of the Records of Scotland has 30 working days for transferred records.",
        "A holiday proclaimed while a request runs is no working day: the Scottish Commissioner said so of "
        "19 September 2022.",
    ),
)

EISR = Regime(
    key="eisr",
    name="Environmental Information (Scotland) Regulations 2004",
    calendar=SCOTTISH,
    since=_COMMENCED,
    limit=TWENTY,
    basis=_basis(
        "EI(S)R 2004 reg 5(2)(a)",
        "as soon as possible, and no later than 20 working days after the date of receipt",
        _EISR + "5",
    ),
    days=_basis("EI(S)R 2004 reg 2(1)", "a working day is what it is under FOISA 2002 s.73", _EISR + "2"),
    starts=_RECEIPT,
    events={
        "clarification": EventRule(
            effect=Effect.RESTART,
            basis=_basis(
                "EI(S)R 2004 reg 9(4)", "the period is counted from the arrival of the further particulars", _EISR + "9"
            ),
        ),
        "fee": EventRule(
            effect=Effect.PAUSE,
            within=_SIXTY,
            basis=_basis(
                "EI(S)R 2004 reg 8(7)",
                "days from the notice of an advance payment to the payment do not count",
                _EISR + "8",
            ),
        ),
    },
    extension=Extension(
        total=FORTY,
        reason="the volume and complexity of the information",
        basis=_basis(
            "EI(S)R 2004 reg 7(1), (2)", "up to a further 20 working days, by notice within the first 20", _EISR + "7"
        ),
    ),
    stages=(
        StageRule(
            name="representations for review",
            after=After.ANSWER,
            span=FORTY,
            whose="requester",
            basis=_basis(
                "EI(S)R 2004 reg 16(2)", "no later than 40 working days after the answer or its time", _EISR + "16"
            ),
        ),
        StageRule(
            name="review",
            after=After.REVIEW,
            span=TWENTY,
            whose="authority",
            basis=_basis("EI(S)R 2004 reg 16(4)", "no later than 20 working days after receipt", _EISR + "16"),
        ),
        _COMMISSIONER,
    ),
)

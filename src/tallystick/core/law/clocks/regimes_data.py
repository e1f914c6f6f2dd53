# SPDX-License-Identifier: Apache-2.0
"""The clocks of subject access in the United Kingdom: the UK GDPR, and Part 3 of the Data Protection Act 2018."""

import datetime as dt

from tallystick.core.law.citations import uk_gdpr
from tallystick.core.law.citations.duaa2025_uk_gdpr import UK_GDPR_12A_1
from tallystick.core.law.clocks import quotes
from tallystick.core.law.clocks.calendars import UNITED_KINGDOM_LAST_DAY
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

#: Since when section 76 of the Data (Use and Access) Act 2025 is in force: SI 2026/82, regulation 2.
STOP_CLOCK_SINCE = dt.date(2026, 2, 5)
_COMMENCED = dt.date(2018, 5, 25)
_SECTION_76 = "https://www.legislation.gov.uk/ukpga/2025/18/section/76"
_MONTH = Span(number=1, unit=Unit.MONTHS)
_THREE_MONTHS = Span(number=3, unit=Unit.MONTHS)
_COUNTING = Basis(
    provision="ICO guidance, which follows DPA 2018 s.205(2) and Regulation (EEC, Euratom) No 1182/71 Art 3",
    says="the day of receipt is not counted, the period ends with the same day of the next month or that month's last "
    "day, and a last day that is a Saturday, Sunday or public holiday moves to the next working day",
    force=Force.GUIDANCE,
    citation=quotes.ICO_MONTH,
)
_BEFORE = "for requests received before section 76 of the Data (Use and Access) Act 2025 was in force"
_PAUSE_DOUBT = Doubt(
    about="a question that narrows the request",
    strict=f"the clock runs on: the words then gave one month from receipt ({_BEFORE})",
    strict_who="the words of UK GDPR Art 12(3) and of DPA 2018 s.54 before their amendment",
    lenient="the clock stands from the question to its answer",
    lenient_who="the Information Commissioner's guidance at the time, which the Act of 2025 took up",
)
_IDENTITY_DOUBT = Doubt(
    about="information to confirm the identity",
    strict=f"the clock runs from receipt: the words then named nothing else ({_BEFORE})",
    strict_who="the words of UK GDPR Art 12(3) before its amendment",
    lenient="the clock starts when the information arrives",
    lenient_who="the Information Commissioner's guidance at the time, which the Act of 2025 took up",
)
_FEE_DOUBT = Doubt(
    about="a fee for a manifestly unfounded or excessive request",
    strict=f"the clock runs from receipt: the words then named nothing else ({_BEFORE})",
    strict_who="the words of UK GDPR Art 12(3) before its amendment",
    lenient="the clock starts when the fee is paid",
    lenient_who="the Information Commissioner's guidance at the time, which the Act of 2025 took up",
)
_COMPLAINT = StageRule(
    name="complaint to the Information Commissioner",
    after=After.ANSWER,
    span=_THREE_MONTHS,
    whose="requester",
    basis=Basis(
        provision="DPA 2018 s.165; ICO guidance",
        says="the Commissioner asks for complaints within three months of the last meaningful contact",
        force=Force.GUIDANCE,
        url="https://ico.org.uk/make-a-complaint/data-protection-complaints/",
    ),
)
_START = "the day of receipt, working day or not; it is not counted itself"
_NOTE = "A last day that is a holiday in one part of the United Kingdom only moves on there, and not elsewhere."

UK_GDPR = Regime(
    key="uk-gdpr",
    name="UK GDPR, Article 15: subject access",
    calendar=UNITED_KINGDOM_LAST_DAY,
    since=_COMMENCED,
    limit=_MONTH,
    basis=Basis(
        provision="UK GDPR Art 12(3), 12A(1)",
        says="without undue delay, and in any event within one month of the relevant time",
        citation=UK_GDPR_12A_1,
    ),
    before=(
        STOP_CLOCK_SINCE,
        Basis(
            provision="UK GDPR Art 12(3)",
            says="without undue delay, and in any event within one month of receipt",
            citation=uk_gdpr.ART_12_3,
        ),
    ),
    days=_COUNTING,
    starts=_START,
    events={
        "clarification": EventRule(
            effect=Effect.PAUSE,
            doubt=_PAUSE_DOUBT,
            settled_since=STOP_CLOCK_SINCE,
            basis=Basis(
                provision="UK GDPR Art 12A",
                says="where further information is reasonably required, days from the question to the answer, both "
                "included, do not count",
                url=_SECTION_76,
            ),
        ),
        "identity": EventRule(
            effect=Effect.RESTART,
            doubt=_IDENTITY_DOUBT,
            settled_since=STOP_CLOCK_SINCE,
            basis=Basis(
                provision="UK GDPR Art 12(6), 12A",
                says="the relevant time is the latest of request, information on identity and fee",
                url=_SECTION_76,
            ),
        ),
        "fee": EventRule(
            effect=Effect.RESTART,
            doubt=_FEE_DOUBT,
            settled_since=STOP_CLOCK_SINCE,
            basis=Basis(
                provision="UK GDPR Art 12(5), 12A",
                says="the relevant time is the latest of request, information on identity and fee",
                url=_SECTION_76,
            ),
        ),
    },
    extension=Extension(
        total=_THREE_MONTHS,
        reason="the complexity or number of the requests",
        basis=Basis(
            provision="UK GDPR Art 12(3)",
            says="two further months, by notice with reasons within the first month",
            citation=uk_gdpr.ART_12_3,
        ),
    ),
    stages=(_COMPLAINT,),
    notes=(_NOTE,),
)

LAW_ENFORCEMENT = Regime(
    key="dpa-part3",
    name="Data Protection Act 2018, Part 3, section 45: subject access in law enforcement",
    calendar=UNITED_KINGDOM_LAST_DAY,
    since=_COMMENCED,
    limit=_MONTH,
    basis=Basis(
        provision="DPA 2018 ss.45(3), 54(2)",
        says="without undue delay, and before the end of one month beginning with the relevant time",
        citation=quotes.DPA_54_2,
    ),
    before=(
        STOP_CLOCK_SINCE,
        Basis(
            provision="DPA 2018 ss.45(3), 54(2) before the Data (Use and Access) Act 2025",
            says="without undue delay, and before the end of one month beginning with the relevant time, or of a "
            "longer period set by regulations",
            url="https://www.legislation.gov.uk/ukpga/2018/12/section/54/2018-05-25",
        ),
    ),
    days=_COUNTING,
    starts=_START,
    events={
        "clarification": EventRule(
            effect=Effect.PAUSE,
            doubt=_PAUSE_DOUBT,
            settled_since=STOP_CLOCK_SINCE,
            basis=Basis(
                provision="DPA 2018 s.54(3C)",
                says="days from the question to the answer, both included, do not count",
                citation=quotes.DPA_54_3C,
            ),
        ),
        "identity": EventRule(
            effect=Effect.RESTART,
            basis=Basis(
                provision="DPA 2018 s.54(3)(b)",
                says="the clock starts when information asked for under s.52(4) arrives",
                citation=quotes.DPA_54_3,
            ),
        ),
        "fee": EventRule(
            effect=Effect.RESTART,
            basis=Basis(
                provision="DPA 2018 s.54(3)(c)",
                says="the clock starts when a fee charged under s.53 is paid",
                citation=quotes.DPA_54_3,
            ),
        ),
    },
    extension=Extension(
        total=_THREE_MONTHS,
        reason="the complexity or number of the requests",
        since=STOP_CLOCK_SINCE,
        basis=Basis(
            provision="DPA 2018 s.54(3A), (3B)",
            says="two further months, by notice with reasons within the first month",
            citation=quotes.DPA_54_3A,
        ),
    ),
    stages=(_COMPLAINT,),
    notes=(_NOTE,),
)

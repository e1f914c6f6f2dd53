# SPDX-License-Identifier: Apache-2.0
"""The words of the provisions that only clocks rest on, as read; beside those of ``core.law.citations``.

Printed as in that package. A provision whose words could not be read is not here: its rule says so.
"""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)

FOIA_10_2 = _cite(
    instrument="Freedom of Information Act 2000",
    provision="section 10(2)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/10",
    version="the revised text, without known outstanding effects on this section when it was read",
    quote=(
        "Where the authority has given a fees notice to the applicant and the fee is paid in accordance with "
        "section 9(2), the working days in the period beginning with the day on which the fees notice is given to "
        "the applicant and ending with the day on which the fee is received by the authority are to be disregarded "
        "in calculating for the purposes of subsection (1) the twentieth working day following the date of receipt."
    ),
    sha256="09339a2183bec952a90f854eeb467a57a0e98f80eb763ef738d7ce0897135c0a",
)
ICO_REVIEW = _cite(
    instrument="Information Commissioner's guidance",
    provision="internal reviews under FOIA",
    url="https://ico.org.uk/for-organisations/foi/guide-to-managing-an-foi-request/complaints-internal-reviews/",
    version="the stored copy of the page that was read",
    quote="ensure the review takes no longer than 20 working days in most cases, or 40 in exceptional circumstances.",
    sha256="0f87b0f71c54677c81907e8e6ad8ba8657e232dea7cc3e46b347a9eca38affd4",
)
ICO_ASK_REVIEW = _cite(
    instrument="Information Commissioner's guidance",
    provision="what to do if you are dissatisfied",
    url="https://ico.org.uk/for-the-public/official-information/what-to-do-if-you-are-dissatisfied-with-the-response",
    version="the stored copy of the page that was read",
    quote=(
        "Don’t wait too long to request the review – a public authority could refuse to deal with it if you wait "
        "longer than 40 working days."
    ),
    sha256="7a6b48699a8aa1cf86eb9ef83e9f63af5e1177895545ca7c0858bf4296b1fb05",
)
ICO_SIX_WEEKS = _cite(
    instrument="Information Commissioner's guidance",
    provision="FOI and EIR complaints",
    url="https://ico.org.uk/make-a-complaint/foi-and-eir-complaints/foi-and-eir-complaints/",
    version="the stored copy of the page that was read",
    quote=(
        "If you want to raise a complaint with us about a public authority’s handling of your request for "
        "information, then we ask that you do so within six weeks of receiving your final response or last "
        "substantive contact with the public authority."
    ),
    sha256="a0feb08bd76105646d74190f43df95cb8c08ea1a0b653d4bfd34f5146be57bb8",
)
EIR_5_2 = _cite(
    instrument="Environmental Information Regulations 2004",
    provision="regulation 5(2)",
    url=(
        "https://ico.org.uk/for-organisations/foi/"
        "freedom-of-information-and-environmental-information-regulations/time-limits-for-compliance-under-the-eir"
    ),
    version=(
        "as given in the Information Commissioner's guidance of 10 February 2023; the regulation itself was not read"
    ),
    quote="as soon as possible, and no later than 20 working days after the date of receipt of the request.",
    sha256="3f6116b688a6039815b7a81703eeba6772edb19d1672713250b7844657626ed6",
)
EIR_9_4 = _cite(
    instrument="Environmental Information Regulations 2004",
    provision="regulation 9(4)",
    url=(
        "https://ico.org.uk/for-organisations/foi/"
        "freedom-of-information-and-environmental-information-regulations/regulation-9-advice-and-assistance"
    ),
    version="as given in the Information Commissioner's guidance; the regulation itself was not read",
    quote=(
        "Where paragraph (2) applies, in respect of the provisions in paragraph (5), the date on which the further "
        "particulars are received by the public authority shall be treated as the date after which the period of 20 "
        "working days referred to in those provisions shall be calculated."
    ),
    sha256="bedb7a272e9c6947018d8455417bef7a0514278cc7df2b661cb417aa2553d56f",
)
ICO_EIR_REVIEW = _cite(
    instrument="Information Commissioner's guidance",
    provision="internal reviews under the EIR",
    url=(
        "https://ico.org.uk/for-organisations/foi/"
        "freedom-of-information-and-environmental-information-regulations/internal-reviews-under-the-environmental-information-regulations-eir"
    ),
    version="the stored copy of the page that was read",
    quote=(
        "To request an internal review, the requester must contact you in writing within 40 working days after the "
        "date on which they believe you did not comply with the EIR."
    ),
    sha256="f3f42ab0e8aa6d700a4c942c48cc699d1564a8c608a4073392756ce26185142c",
)
ICO_EIR_DECISION = _cite(
    instrument="Information Commissioner's guidance",
    provision="what to do if you are dissatisfied, on the EIR",
    url="https://ico.org.uk/for-the-public/official-information/what-to-do-if-you-are-dissatisfied-with-the-response",
    version="the stored copy of the page that was read",
    quote=(
        "Under Environmental Information Regulations there is a legal requirement that internal reviews must be "
        "carried out as soon as possible and within 40 working days."
    ),
    sha256="298b9d88560b4eb4e3e5fd7d8e1b1ce7b255dcdde1b81b79d64c0786f7b17fc0",
)
FOISA_21_1 = _cite(
    instrument="Freedom of Information (Scotland) Act 2002",
    provision="section 21(1)",
    url="https://www.legislation.gov.uk/asp/2002/13/section/21/2005-01-01",
    version="as in force on 1 January 2005",
    quote=(
        "Subject to subsection (2), a Scottish public authority receiving a requirement for review must (unless "
        "that requirement is withdrawn or is as mentioned in subsection (8)) comply promptly; and in any event by "
        "not later than the twentieth working day after receipt by it of the requirement."
    ),
    sha256="e0d75013534a4c3cbb599492863cbebfc20168664f351325c4c42222d438bceb",
)
FOISA_10 = _cite(
    instrument="Freedom of Information (Scotland) Act 2002",
    provision="section 10, explanatory note 45",
    url="https://www.legislation.gov.uk/asp/2002/13/notes/division/3/1/10",
    version="the explanatory note of the Scottish Government; the section itself was not read",
    quote=(
        "In any event, it must respond no later than the twentieth working day from the date of receipt of the "
        "original request, or from the date of receipt of any additional information requested by the authority."
    ),
    sha256="026b9a3fc57f8d1ac0cf5532b4081b9389ab73b54343f189a997c9b8742cf7c6",
)
FOISA_10_FEE = _cite(
    instrument="Freedom of Information (Scotland) Act 2002",
    provision="section 10, explanatory note 47",
    url="https://www.legislation.gov.uk/asp/2002/13/notes/division/3/1/10",
    version="the explanatory note of the Scottish Government; the section itself was not read",
    quote=(
        "In instances when the authority requests a fee from an applicant, the period from the date of issue of the "
        "fee request to the date the fee is received is disregarded from the 20 working day timescale (or as the "
        "case may be 30 working days)."
    ),
    sha256="e1a9a7602ab71cac6f6495c394ae759d1e193c219052f8a695ff4fc5c5622a81",
)
DPA_54_2 = _cite(
    instrument="Data Protection Act 2018",
    provision="section 54(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/54",
    version=(
        "as amended by the Data (Use and Access) Act 2025, section 76; read on legislation.gov.uk without its "
        "editorial marks"
    ),
    quote=(
        "“The applicable time period” means the period of one month beginning with the relevant time, subject to "
        "subsection (3A)."
    ),
    sha256="d97ed64a323f9cd308f5e3865945fdfa6871c3d97d8d3d4694096a9ec86e0b72",
)
DPA_54_3 = _cite(
    instrument="Data Protection Act 2018",
    provision="section 54(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/54",
    version=(
        "as amended by the Data (Use and Access) Act 2025, section 76; read on legislation.gov.uk without its "
        "editorial marks"
    ),
    quote=(
        "“The relevant time” means the latest of the following— (a) when the controller receives the request in "
        "question; (b) when the controller receives the information (if any) requested in connection with a request "
        "under section 52(4); (c) when the fee (if any) charged in connection with the request under section 53 is "
        "paid."
    ),
    sha256="2731c78fc0d74cb38fc050a64c1b8f64f642b9dfa1145da7ee277a99eb4e97eb",
)
DPA_54_3A = _cite(
    instrument="Data Protection Act 2018",
    provision="section 54(3A)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/54",
    version=(
        "as amended by the Data (Use and Access) Act 2025, section 76; read on legislation.gov.uk without its "
        "editorial marks"
    ),
    quote=(
        "The controller may, by giving notice to the data subject, extend the applicable time period by two further "
        "months where that is necessary by reason of— (a) the complexity of requests made by the data subject, or "
        "(b) the number of such requests."
    ),
    sha256="b2fb2ba8d307283b0d1ed8b997e6d9fcb0aa8abec19108933380d796a1d2a458",
)
DPA_54_3C = _cite(
    instrument="Data Protection Act 2018",
    provision="section 54(3C)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/54",
    version=(
        "as amended by the Data (Use and Access) Act 2025, section 76; read on legislation.gov.uk without its "
        "editorial marks"
    ),
    quote=(
        "Where the controller reasonably requires further information in order to identify the information or "
        "processing activities to which a request under section 45(1) relates— (a) the controller may ask the data "
        "subject to provide the further information, and (b) the period beginning with the day on which the "
        "controller makes the request and ending with the day on which the controller receives the information does "
        "not count towards— (i) the applicable time period, or (ii) the period described in subsection (3B)(a)."
    ),
    sha256="9ead8cfbb7b423b7d4883bd84729ef7cc5796b0458fcd25351181788f8a6f4a9",
)
IE_WEEK = _cite(
    instrument="Freedom of Information Act 2014 (Ireland)",
    provision="section 2, “week”",
    url="https://foi.gov.ie/letter-2-acknowledgement-of-foi-request",
    version=(
        "as given in the model letter of the Irish government's Central Policy Unit, written under the Acts of 1997 "
        "and 2003; section 2 itself was not read"
    ),
    quote=(
        "A week is defined in the Act to mean 5 consecutive weekdays, excluding Saturdays and public holidays "
        "(Sundays are also excluded, as they are not weekdays)."
    ),
    sha256="2383732977f77b339bf97a0af30500064cf348c138c277d695e804df52910dd1",
)
IFG_7_5 = _cite(
    instrument="Informationsfreiheitsgesetz (Germany)",
    provision="section 7(5)",
    url="https://lexetius.com/IFG/7/antrag-und-verfahren",
    version="as in force since 1 January 2006",
    quote=(
        "Die Information ist dem Antragsteller unter Berücksichtigung seiner Belange unverzüglich zugänglich zu "
        "machen. Der Informationszugang soll innerhalb eines Monats erfolgen."
    ),
    sha256="b1ad9b9b5a4f07658b8d69839e5fc60a872e50d54f56550188f82ca9c8307294",
)
IFG_9_4 = _cite(
    instrument="Informationsfreiheitsgesetz (Germany)",
    provision="section 9(4)",
    url="https://lexetius.com/IFG/9/ablehnung-des-antrags-rechtsweg",
    version="as in force since 1 January 2006",
    quote="Gegen die ablehnende Entscheidung sind Widerspruch und Verpflichtungsklage zulässig.",
    sha256="a4d0ddc292ee92a3b2383fe15737d9289bd71cc9d0a9468f3b4627108b7187fc",
)
ICO_MONTH = _cite(
    instrument="Information Commissioner's guidance",
    provision="subject access, the time limit",
    url="https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar",
    version="the stored copy of the page that was read",
    quote=(
        "You should calculate the time limit from the day you receive the request (whether it is a working day or "
        "not) until the corresponding calendar date in the next month. […] If the corresponding date falls on a "
        "weekend or a public holiday, you have until the next working day to respond."
    ),
    sha256="a73aae43be1993e6e3afe3c7eb4941a0762bd530c204533c6fe74fb562af55bb",
)
BGB_188 = _cite(
    instrument="Bürgerliches Gesetzbuch (Germany)",
    provision="section 188(2), (3)",
    url="https://lexcada.com/akn/de/act/1896-08-18/BGB/deu/!para_188",
    version="the stored copy of the page that was read",
    quote=(
        "Eine Frist, die nach Wochen, nach Monaten oder nach einem mehrere Monate umfassenden Zeitraum […] bestimmt "
        "ist, endigt im Falle des § 187 Abs. 1 mit dem Ablauf desjenigen Tages der letzten Woche oder des letzten "
        "Monats, welcher durch seine Benennung oder seine Zahl dem Tage entspricht, in den das Ereignis oder der "
        "Zeitpunkt fällt, […] (3) Fehlt bei einer nach Monaten bestimmten Frist in dem letzten Monat der für ihren "
        "Ablauf maßgebende Tag, so endigt die Frist mit dem Ablauf des letzten Tages dieses Monats."
    ),
    sha256="6ecd6dbb31d07cbce64586cf1dee907ffaa968e5ccaa7bcc594838629e7d47d4",
)

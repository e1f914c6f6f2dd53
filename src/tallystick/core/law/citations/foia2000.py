# SPDX-License-Identifier: Apache-2.0
"""Freedom of Information Act 2000 (c. 36): requests, the clock, refusals, and the exemptions of sections 31 and 40."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Freedom of Information Act 2000"
_VERSION = "as in force on 10 June 2008 (the copy that was read; later amendments to this provision were not read)"
_VERSION_2 = (
    "as in force on 10 June 2008, before the Data Protection Act 2018 rewrote subsections (2) to (5) on 25 May 2018"
)
_VERSION_3 = (
    "as substituted by the Data Protection Act 2018, Schedule 19, paragraph 58; read there, before the EU-exit "
    "amendments"
)
_VERSION_4 = "as substituted by the Data Protection Act 2018, Schedule 19, paragraph 56; read there"

S1_1 = _cite(
    instrument=_ACT,
    provision="section 1(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/1/2008-06-10",
    version=_VERSION,
    quote=(
        "Any person making a request for information to a public authority is entitled— (a) to be informed in "
        "writing by the public authority whether it holds information of the description specified in the request, "
        "and (b) if that is the case, to have that information communicated to him."
    ),
    sha256="c6a28ae6639e6a1c3e0385d367d444eb0225ef1080b928a8ddbf5c6a247629e9",
)
S1_3 = _cite(
    instrument=_ACT,
    provision="section 1(3)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/1/2008-06-10",
    version=_VERSION,
    quote=(
        "Where a public authority— (a) reasonably requires further information in order to identify and locate the "
        "information requested, and (b) has informed the applicant of that requirement, the authority is not obliged "
        "to comply with subsection (1) unless it is supplied with that further information."
    ),
    sha256="7256df267e305782590b45bb0b76861d4c1183f7222d36ae23cadc28e82b6ea6",
)
S1_4 = _cite(
    instrument=_ACT,
    provision="section 1(4)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/1/2008-06-10",
    version=_VERSION,
    quote=(
        "The information— (a) in respect of which the applicant is to be informed under subsection (1)(a), or (b) "
        "which is to be communicated under subsection (1)(b), is the information in question held at the time when "
        "the request is received, except that account may be taken of any amendment or deletion made between that "
        "time and the time when the information is to be communicated under subsection (1)(b), being an amendment or "
        "deletion that would have been made regardless of the receipt of the request."
    ),
    sha256="07742e137d8322d406792326412347698e551b55c3826541e8258816c4f95bb0",
)
S2_2 = _cite(
    instrument=_ACT,
    provision="section 2(2)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/2/2008-06-10",
    version=_VERSION,
    quote=(
        "In respect of any information which is exempt information by virtue of any provision of Part II, section "
        "1(1)(b) does not apply if or to the extent that— (a) the information is exempt information by virtue of a "
        "provision conferring absolute exemption, or (b) in all the circumstances of the case, the public interest "
        "in maintaining the exemption outweighs the public interest in disclosing the information."
    ),
    sha256="d55e234813d96f65c01ec248b40a38cb56e9dbbcc65c7686c61427dee8822853",
)
S2_3_F = _cite(
    instrument=_ACT,
    provision="section 2(3)(f), (fa)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/19/part/1/crossheading/freedom-of-information-act-2000-c-36",
    version=_VERSION_4,
    quote=(
        "(f) section 40(1), (fa) section 40(2) so far as relating to cases where the first condition referred to in "
        "that subsection is satisfied,"
    ),
    sha256="0fb6add1b2185099be6c54b0fd8e9cbd01cb28eeb982f668c3a85501bcf16448",
)
S8_1 = _cite(
    instrument=_ACT,
    provision="section 8(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/8/2008-06-10",
    version=_VERSION,
    quote=(
        "In this Act any reference to a “request for information” is a reference to such a request which— (a) is in "
        "writing, (b) states the name of the applicant and an address for correspondence, and (c) describes the "
        "information requested."
    ),
    sha256="01247192959043ae341cacb51e026813523dd2b6a7894aa01596fa836c89f369",
)
S10_1 = _cite(
    instrument=_ACT,
    provision="section 10(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/10/2008-06-10",
    version=_VERSION,
    quote=(
        "Subject to subsections (2) and (3), a public authority must comply with section 1(1) promptly and in any "
        "event not later than the twentieth working day following the date of receipt."
    ),
    sha256="188c76e0f8088beadb26fb90c10335eec6dba6c58ff131702d38d3ecbec26e66",
)
S10_3 = _cite(
    instrument=_ACT,
    provision="section 10(3)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/10/2008-06-10",
    version=_VERSION,
    quote=(
        "If, and to the extent that— (a) section 1(1)(a) would not apply if the condition in section 2(1)(b) were "
        "satisfied, or (b) section 1(1)(b) would not apply if the condition in section 2(2)(b) were satisfied, the "
        "public authority need not comply with section 1(1)(a) or (b) until such time as is reasonable in the "
        "circumstances; but this subsection does not affect the time by which any notice under section 17(1) must be "
        "given."
    ),
    sha256="a04e4382a7030d807ad36f331c7d0878ad4a5987d4ce268f792ef3d8fad8d6b6",
)
S10_6 = _cite(
    instrument=_ACT,
    provision="section 10(6)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/10/2008-06-10",
    version=_VERSION,
    quote=(
        "In this section— “the date of receipt” means— the day on which the public authority receives the request "
        "for information, or if later, the day on which it receives the information referred to in section 1(3); "
        "“working day” means any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a day which is a "
        "bank holiday under the Banking and Financial Dealings Act 1971 in any part of the United Kingdom."
    ),
    sha256="22e0facddb9d3a32b9208e4318f6fd37272daa10d50100d92f2eca29385d2453",
)
S12_1 = _cite(
    instrument=_ACT,
    provision="section 12(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/12/2008-06-10",
    version=_VERSION,
    quote=(
        "Section 1(1) does not oblige a public authority to comply with a request for information if the authority "
        "estimates that the cost of complying with the request would exceed the appropriate limit."
    ),
    sha256="c4c4eb1cfbe5af7c25c711fcd9be62ec582da2c30b6cd00ea64b030a3c26cf0e",
)
S14_1 = _cite(
    instrument=_ACT,
    provision="section 14(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/14/2008-06-10",
    version=_VERSION,
    quote=(
        "Section 1(1) does not oblige a public authority to comply with a request for information if the request is "
        "vexatious."
    ),
    sha256="e28383920c4869c4bd9aa88a3837c15447b8a1ec6ca4bfa0a59e9b0a85c8fe70",
)
S14_2 = _cite(
    instrument=_ACT,
    provision="section 14(2)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/14/2008-06-10",
    version=_VERSION,
    quote=(
        "Where a public authority has previously complied with a request for information which was made by any "
        "person, it is not obliged to comply with a subsequent identical or substantially similar request from that "
        "person unless a reasonable interval has elapsed between compliance with the previous request and the making "
        "of the current request."
    ),
    sha256="1d60ce58f9032c17d5b0e6feafb9d31b33b8fa9197931fbc1ee5ab376d98bf6d",
)
S16_1 = _cite(
    instrument=_ACT,
    provision="section 16(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/16/2008-06-10",
    version=_VERSION,
    quote=(
        "It shall be the duty of a public authority to provide advice and assistance, so far as it would be "
        "reasonable to expect the authority to do so, to persons who propose to make, or have made, requests for "
        "information to it."
    ),
    sha256="ade59b21fd6dc4198d59c9d4955f2bd1d6dae63cd4ca0925899d1d8c22791850",
)
S17_1 = _cite(
    instrument=_ACT,
    provision="section 17(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/17/2008-06-10",
    version=_VERSION,
    quote=(
        "A public authority which, in relation to any request for information, is to any extent relying on a claim "
        "that any provision of Part II relating to the duty to confirm or deny is relevant to the request or on a "
        "claim that information is exempt information must, within the time for complying with section 1(1), give "
        "the applicant a notice which— (a) states that fact, (b) specifies the exemption in question, and (c) states "
        "(if that would not otherwise be apparent) why the exemption applies."
    ),
    sha256="b959b78fe17935a862e029ad2c0ed5af995cdb32770cf62115d5c503ce0eaeb2",
)
S17_2 = _cite(
    instrument=_ACT,
    provision="section 17(2)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/17/2008-06-10",
    version=_VERSION,
    quote=(
        "Where— […] the notice under subsection (1) must indicate that no decision as to the application of that "
        "provision has yet been reached and must contain an estimate of the date by which the authority expects that "
        "such a decision will have been reached."
    ),
    sha256="3d9f72b40df71dd13e4df712c3b54b6839a39620e8c4ea26d87988c5967547a3",
)
S17_3 = _cite(
    instrument=_ACT,
    provision="section 17(3)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/17/2008-06-10",
    version=_VERSION,
    quote=(
        "A public authority which, in relation to any request for information, is to any extent relying on a claim "
        "that subsection (1)(b) or (2)(b) of section 2 applies must, either in the notice under subsection (1) or in "
        "a separate notice given within such time as is reasonable in the circumstances, state the reasons for "
        "claiming— (a) that, in all the circumstances of the case, the public interest in maintaining the exclusion "
        "of the duty to confirm or deny outweighs the public interest in disclosing whether the authority holds the "
        "information, or (b) that, in all the circumstances of the case, the public interest in maintaining the "
        "exemption outweighs the public interest in disclosing the information."
    ),
    sha256="ceecd3c9c8c26e61bc7ea6faf9e82141df861dd4d81daf73017c623d91e063cb",
)
S17_5 = _cite(
    instrument=_ACT,
    provision="section 17(5)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/17/2008-06-10",
    version=_VERSION,
    quote=(
        "A public authority which, in relation to any request for information, is relying on a claim that section 12 "
        "or 14 applies must, within the time for complying with section 1(1), give the applicant a notice stating "
        "that fact."
    ),
    sha256="fa1fc851da54bc10007f142851ec833c77966f8d48ab7b943bf9913f0130db09",
)
S17_7 = _cite(
    instrument=_ACT,
    provision="section 17(7)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/17/2008-06-10",
    version=_VERSION,
    quote=(
        "A notice under subsection (1), (3) or (5) must— (a) contain particulars of any procedure provided by the "
        "public authority for dealing with complaints about the handling of requests for information or state that "
        "the authority does not provide such a procedure, and (b) contain particulars of the right conferred by "
        "section 50."
    ),
    sha256="fc62cd29969ba710e74521fbfbd0e8a0dbebb1db9de03dfb50fb77ea8c1dc805",
)
S31_1 = _cite(
    instrument=_ACT,
    provision="section 31(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/31/2008-06-10",
    version=_VERSION,
    quote=(
        "Information which is not exempt information by virtue of section 30 is exempt information if its disclosure "
        "under this Act would, or would be likely to, prejudice— (a) the prevention or detection of crime, (b) the "
        "apprehension or prosecution of offenders, […]"
    ),
    sha256="d1f924e365b44d3e41d3b169d2360f5b6215be7d3b51ebeecc139ad2ce7914fa",
)
S40_1 = _cite(
    instrument=_ACT,
    provision="section 40(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/40/2008-06-10",
    version=_VERSION,
    quote=(
        "Any information to which a request for information relates is exempt information if it constitutes personal "
        "data of which the applicant is the data subject."
    ),
    sha256="d11ee3831b99366ef08ef9981d096076105f4df8c237bb0b6ef85d5066d5a50e",
)
S40_2_BEFORE_2018 = _cite(
    instrument=_ACT,
    provision="section 40(2)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/40/2008-06-10",
    version=_VERSION_2,
    quote=(
        "Any information to which a request for information relates is also exempt information if— (a) it "
        "constitutes personal data which do not fall within subsection (1), and (b) either the first or the second "
        "condition below is satisfied."
    ),
    sha256="d8c4f2df77b23f72f4c962a4836c1d2e07cecd689f61c37991bfa5b85aac9a1b",
)
S40_3A = _cite(
    instrument=_ACT,
    provision="section 40(3A)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/19/part/1/crossheading/freedom-of-information-act-2000-c-36",
    version=_VERSION_3,
    quote=(
        "The first condition is that the disclosure of the information to a member of the public otherwise than "
        "under this Act— (a) would contravene any of the data protection principles, or (b) would do so if the "
        "exemptions in section 24(1) of the Data Protection Act 2018 (manual unstructured data held by public "
        "authorities) were disregarded."
    ),
    sha256="db0c47eb99f0a9c94df8e58c782b411144558fe005f1808336cd8465955d4a9f",
)
S50_1 = _cite(
    instrument=_ACT,
    provision="section 50(1)",
    url="https://www.legislation.gov.uk/ukpga/2000/36/section/50/2008-06-10",
    version=_VERSION,
    quote=(
        "Any person (in this section referred to as “the complainant”) may apply to the Commissioner for a decision "
        "whether, in any specified respect, a request for information made by the complainant to a public authority "
        "has been dealt with in accordance with the requirements of Part I."
    ),
    sha256="5659895ee0a08acb115918517019d755d1a2d0d7b87dfbfc16c54c9abd95d9ce",
)

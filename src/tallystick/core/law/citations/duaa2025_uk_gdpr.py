# SPDX-License-Identifier: Apache-2.0
"""UK GDPR: what the Data (Use and Access) Act 2025 puts into it, and since when."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "UK GDPR (Regulation (EU) 2016/679)"
_VERSION = (
    "as inserted by the Data (Use and Access) Act 2025, section 80; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_1 = (
    "as inserted by the Data (Use and Access) Act 2025, section 81; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_2 = (
    "as amended by the Data (Use and Access) Act 2025, section 71, from 5 February 2026 (SI 2026/82, regulation 2); "
    "put together from the text of 31 December 2020 and that section"
)
_VERSION_3 = (
    "as inserted by the Data (Use and Access) Act 2025, section 71; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_4 = (
    "as inserted by the Data (Use and Access) Act 2025, section 77; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_5 = (
    "as inserted by the Data (Use and Access) Act 2025, section 76; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_6 = (
    "as inserted by the Data (Use and Access) Act 2025, section 78; treated as in force from 1 January 2024 (section "
    "78(5))"
)
_VERSION_7 = (
    "as amended by the Data (Use and Access) Act 2025, section 70, in force from 5 February 2026 (SI 2026/82, "
    "regulation 2); read on legislation.gov.uk without its editorial brackets"
)

UK_GDPR_6_1_E = _cite(
    instrument=_ACT,
    provision="Article 6(1)(e)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/6",
    version=_VERSION_7,
    quote=(
        "Processing shall be lawful only if and to the extent that at least one of the following applies: […] (e) "
        "processing is necessary for the performance of a task of the controller carried out in the public interest "
        "or a task carried out in the exercise of official authority vested in the controller;"
    ),
    sha256="59b1a35040832f90d7c3ffeffad12c138367f242efdff3d92df6d8234a694203",
)
UK_GDPR_6_1_EA = _cite(
    instrument=_ACT,
    provision="Article 6(1)(ea)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/6",
    version=_VERSION_7,
    quote=(
        "Processing shall be lawful only if and to the extent that at least one of the following applies: […] (ea) "
        "processing is necessary for the purposes of a recognised legitimate interest;"
    ),
    sha256="34d1babd9b938c7f97df84e63b6107ff47993b968601735e89b2f7f9d5d49130",
)
UK_GDPR_12A_1 = _cite(
    instrument=_ACT,
    provision="Article 12A(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/76/2025-08-19",
    version=_VERSION_5,
    quote=(
        "In Article 12, “the applicable time period” means the period of one month beginning with the relevant time, "
        "subject to paragraph 3."
    ),
    sha256="01cec9751fa946c43e9015891ca060ec35a18e2d1380ae764491bd32ea4c2a30",
)
UK_GDPR_15_1A = _cite(
    instrument=_ACT,
    provision="Article 15(1A)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/78/2025-08-19",
    version=_VERSION_6,
    quote=(
        "Under paragraph 1, the data subject is only entitled to such confirmation, personal data and other "
        "information as the controller is able to provide based on a reasonable and proportionate search for the "
        "personal data and other information described in that paragraph."
    ),
    sha256="2066af7039c3b49fae48161f03f12c34477bbf4fc71017799389712d71f652ec",
)
UK_GDPR_22A_1 = _cite(
    instrument=_ACT,
    provision="Article 22A(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "For the purposes of Articles 22B and 22C— (a) a decision is based solely on automated processing if there "
        "is no meaningful human involvement in the taking of the decision, and (b) a decision is a significant "
        "decision, in relation to a data subject, if— (i) it produces a legal effect for the data subject, or (ii) "
        "it has a similarly significant effect for the data subject."
    ),
    sha256="beb9057e39844daca7489711290f447b5d2b25909e34108fc624be7b99766417",
)
UK_GDPR_22A_2 = _cite(
    instrument=_ACT,
    provision="Article 22A(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "When considering whether there is meaningful human involvement in the taking of a decision, a person must "
        "consider, among other things, the extent to which the decision is reached by means of profiling."
    ),
    sha256="b879b2b9e9738d4f1e8f57ea266be96329a4b99e37186a4f5df7f9800c9af16d",
)
UK_GDPR_22B_1 = _cite(
    instrument=_ACT,
    provision="Article 22B(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "A significant decision based entirely or partly on processing described in Article 9(1) (processing of "
        "special categories of personal data) may not be taken based solely on automated processing, unless one of "
        "the following conditions is met."
    ),
    sha256="9d580b35179f05aa5e35ca7b121dd795345f627a340c1cbce15a15c18647f953",
)
UK_GDPR_22C_1 = _cite(
    instrument=_ACT,
    provision="Article 22C(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "Where a significant decision taken by or on behalf of a controller in relation to a data subject is— (a) "
        "based entirely or partly on personal data, and (b) based solely on automated processing, the controller "
        "must ensure that safeguards for the data subject’s rights, freedoms and legitimate interests are in place "
        "which comply with paragraph 2 and any regulations under Article 22D(3)."
    ),
    sha256="a2df0175e89762202776bd434f1707ba1587d5569e9eeb3da237df3fe0279416",
)
UK_GDPR_22C_2 = _cite(
    instrument=_ACT,
    provision="Article 22C(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "The safeguards must consist of or include measures which— (a) provide the data subject with information "
        "about decisions described in paragraph 1 taken in relation to the data subject; (b) enable the data subject "
        "to make representations about such decisions; (c) enable the data subject to obtain human intervention on "
        "the part of the controller in relation to such decisions; (d) enable the data subject to contest such "
        "decisions."
    ),
    sha256="a65dba4550387953dbcc4e6156cc12090c7b8d387f75576851ba9658fd4e391a",
)
UK_GDPR_22D_1 = _cite(
    instrument=_ACT,
    provision="Article 22D(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "The Secretary of State may by regulations provide that, for the purposes of Article 22A(1)(a), there is, or "
        "is not, to be taken to be meaningful human involvement in the taking of a decision in cases described in "
        "the regulations."
    ),
    sha256="1987895923fb7362e9c26c52affbf57f5d2ea35b31ba67b748f2e476b3d9ae11",
)
UK_GDPR_25_1A = _cite(
    instrument=_ACT,
    provision="Article 25(1A)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/81/2025-08-19",
    version=_VERSION_1,
    quote=(
        "In the case of processing carried out in the course of providing information society services which are "
        "likely to be accessed by children, when assessing what are appropriate technical and organisational "
        "measures in accordance with paragraph 1, the controller must take into account the children’s higher "
        "protection matters."
    ),
    sha256="69fe9f652c5b691eeaf596f22b9657398ed174f609dd813ed471f783fc2d65d4",
)
UK_GDPR_25_1B = _cite(
    instrument=_ACT,
    provision="Article 25(1B)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/81/2025-08-19",
    version=_VERSION_1,
    quote=(
        "The children’s higher protection matters are— (a) how children can best be protected and supported when "
        "using the services, and (b) the fact that children— (i) merit specific protection with regard to their "
        "personal data because they may be less aware of the risks and consequences associated with processing of "
        "personal data and of their rights in relation to such processing, and (ii) have different needs at "
        "different ages and at different stages of development."
    ),
    sha256="1d550104dbf0658058df4c26827092caf9b95ef056430b85b6f3e1af04e768a7",
)
UK_GDPR_25_4 = _cite(
    instrument=_ACT,
    provision="Article 25(4)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/81/2025-08-19",
    version=_VERSION_1,
    quote=(
        "Paragraphs 1A and 1B are not to be read as implying anything about the matters that may be relevant to the "
        "assessment of what are appropriate technical and organisational measures for the purposes of paragraph 1 in "
        "cases other than those described in paragraph 1A."
    ),
    sha256="d896335249f6a0d522f6b1edcc99b183325fc73ea4cd71a8fb82beef3b4aef7a",
)
UK_GDPR_5_1_B = _cite(
    instrument=_ACT,
    provision="Article 5(1)(b)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/71/2025-08-19",
    version=_VERSION_2,
    quote=(
        "Personal data shall be: […] (b) collected (whether from the data subject or otherwise) for specified, "
        "explicit and legitimate purposes and not further processed by or on behalf of a controller in a manner that "
        "is incompatible with the purposes for which the controller collected the data (‘purpose limitation’);"
    ),
    sha256="405481bb23a230725027bad992d56f2bc8a5daaa047e2d375aaa25760fc56495",
)
UK_GDPR_5_3 = _cite(
    instrument=_ACT,
    provision="Article 5(3)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/71/2025-08-19",
    version=_VERSION_3,
    quote=(
        "For the avoidance of doubt, processing is not lawful by virtue only of being processing in a manner that is "
        "compatible with the purposes for which the personal data was collected."
    ),
    sha256="bc5437329ace76aada484b0b76bb9b5543d4cd471f268386485e785a337179f9",
)
UK_GDPR_8A_2 = _cite(
    instrument=_ACT,
    provision="Article 8A(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/71/2025-08-19",
    version=_VERSION_3,
    quote=(
        "In making the determination, a person must take into account, among other things— (a) any link between the "
        "original purpose and the new purpose; (b) the context in which the personal data was collected, including "
        "the relationship between the data subject and the controller; (c) the nature of the processing, including "
        "whether it is processing described in Article 9(1) (processing of special categories of personal data) or "
        "Article 10(1) (processing of personal data relating to criminal convictions etc); (d) the possible "
        "consequences of the intended processing for data subjects; (e) the existence of appropriate safeguards (for "
        "example, encryption or pseudonymisation)."
    ),
    sha256="baed1957414a33dca2a3ecb0795cd1fcfe41e6276f259448e31aef060fd9f605",
)
UK_GDPR_8A_4 = _cite(
    instrument=_ACT,
    provision="Article 8A(4)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/71/2025-08-19",
    version=_VERSION_3,
    quote=(
        "Where the controller collected the personal data based on Article 6(1)(a) (data subject’s consent), "
        "processing for a new purpose is only processing in a manner compatible with the original purpose if— (a) it "
        "falls within paragraph 3(a) or (c), or (b) it falls within paragraph 3(d) or (e) and the controller cannot "
        "reasonably be expected to obtain the data subject’s consent."
    ),
    sha256="c4681a2053d98478ead02ca36b7ce9daeae15cd7692610717546cb4acc542f6e",
)
UK_GDPR_14_7 = _cite(
    instrument=_ACT,
    provision="Article 14(7)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/77/2025-08-19",
    version=_VERSION_4,
    quote=(
        "A controller relying on paragraph 5(e) or (f) must take appropriate measures to protect the data subject’s "
        "rights, freedoms and legitimate interests, including by making the information available publicly."
    ),
    sha256="f75dbde7934ab380e4946f5e83fc508210ba31df817fa2853e4dc50216c1f9c1",
)

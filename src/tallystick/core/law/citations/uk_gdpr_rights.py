# SPDX-License-Identifier: Apache-2.0
"""UK GDPR, Articles 12-22: information and rights; from 31 December 2020, before the 2025 Act."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "UK GDPR (Regulation (EU) 2016/679)"
_VERSION = (
    "as adopted on 27 April 2016, words which SI 2019/419, Schedule 1, carried into UK law unchanged on 31 December "
    "2020; before the Data (Use and Access) Act 2025; put together from the EUR-Lex text and that Schedule"
)
_VERSION_2 = (
    "as adopted on 27 April 2016, amended by SI 2019/419, Schedule 1, on 31 December 2020; before the Data (Use and "
    "Access) Act 2025; put together from the EUR-Lex text and that Schedule"
)

ART_12_1 = _cite(
    instrument=_ACT,
    provision="Article 12(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/12/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall take appropriate measures to provide any information referred to in Articles 13 and 14 "
        "and any communication under Articles 15 to 22 and 34 relating to processing to the data subject in a "
        "concise, transparent, intelligible and easily accessible form, using clear and plain language, in "
        "particular for any information addressed specifically to a child."
    ),
    sha256="500f6efd9ed15a529b5974002e0f8feab77783a04918f16b1865f5687abec54c",
)
ART_12_2 = _cite(
    instrument=_ACT,
    provision="Article 12(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/12/2020-12-31",
    version=_VERSION,
    quote="The controller shall facilitate the exercise of data subject rights under Articles 15 to 22.",
    sha256="0ed3c5e47529ce22b8fbd058334b871d57ab95210707f366fda25979b58c00af",
)
ART_12_3 = _cite(
    instrument=_ACT,
    provision="Article 12(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/12/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall provide information on action taken on a request under Articles 15 to 22 to the data "
        "subject without undue delay and in any event within one month of receipt of the request. That period may be "
        "extended by two further months where necessary, taking into account the complexity and number of the "
        "requests. The controller shall inform the data subject of any such extension within one month of receipt of "
        "the request, together with the reasons for the delay."
    ),
    sha256="15c36a16c2966bb471a3b6f4354f60764956e9d0f1be74d6912f61d12bdc368f",
)
ART_13_1 = _cite(
    instrument=_ACT,
    provision="Article 13(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/13/2020-12-31",
    version=_VERSION,
    quote=(
        "Where personal data relating to a data subject are collected from the data subject, the controller shall, "
        "at the time when personal data are obtained, provide the data subject with all of the following "
        "information: (a) the identity and the contact details of the controller and, where applicable, of the "
        "controller's representative; (b) the contact details of the data protection officer, where applicable; (c) "
        "the purposes of the processing for which the personal data are intended as well as the legal basis for the "
        "processing; (d) where the processing is based on point (f) of Article 6(1), the legitimate interests "
        "pursued by the controller or by a third party; (e) the recipients or categories of recipients of the "
        "personal data, if any; […]"
    ),
    sha256="73717d9aa88c501b08b4a96dc0c1ef0564235ceb6b0aa7ccac3da2c9ad981f59",
)
ART_13_2 = _cite(
    instrument=_ACT,
    provision="Article 13(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/13/2020-12-31",
    version=_VERSION_2,
    quote=(
        "In addition to the information referred to in paragraph 1, the controller shall, at the time when personal "
        "data are obtained, provide the data subject with the following further information necessary to ensure fair "
        "and transparent processing: (a) the period for which the personal data will be stored, or if that is not "
        "possible, the criteria used to determine that period; (b) the existence of the right to request from the "
        "controller access to and rectification or erasure of personal data or restriction of processing concerning "
        "the data subject or to object to processing as well as the right to data portability; (c) where the "
        "processing is based on point (a) of Article 6(1) or point (a) of Article 9(2), the existence of the right "
        "to withdraw consent at any time, without affecting the lawfulness of processing based on consent before its "
        "withdrawal; (d) the right to lodge a complaint with the Commissioner; […]"
    ),
    sha256="648dae596a7adf65013665feae8dfdd7bf7c2e0957f354d706f9c4f0477570b6",
)
ART_13_3 = _cite(
    instrument=_ACT,
    provision="Article 13(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/13/2020-12-31",
    version=_VERSION,
    quote=(
        "Where the controller intends to further process the personal data for a purpose other than that for which "
        "the personal data were collected, the controller shall provide the data subject prior to that further "
        "processing with information on that other purpose and with any relevant further information as referred to "
        "in paragraph 2."
    ),
    sha256="3d437c14818da102a6a199178f4cdc5e4cf770a6a05f81cd110683a2ee795bfa",
)
ART_14_1 = _cite(
    instrument=_ACT,
    provision="Article 14(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/14/2020-12-31",
    version=_VERSION,
    quote=(
        "Where personal data have not been obtained from the data subject, the controller shall provide the data "
        "subject with the following information: (a) the identity and the contact details of the controller and, "
        "where applicable, of the controller's representative; (b) the contact details of the data protection "
        "officer, where applicable; (c) the purposes of the processing for which the personal data are intended as "
        "well as the legal basis for the processing; (d) the categories of personal data concerned; (e) the "
        "recipients or categories of recipients of the personal data, if any; […]"
    ),
    sha256="45030f492e97077e8e71da596b6aa03098f82cbf243cd14608d5a57fda8d3101",
)
ART_14_2_F = _cite(
    instrument=_ACT,
    provision="Article 14(2)(f)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/14/2020-12-31",
    version=_VERSION,
    quote=(
        "In addition to the information referred to in paragraph 1, the controller shall provide the data subject "
        "with the following information necessary to ensure fair and transparent processing in respect of the data "
        "subject: […] (f) from which source the personal data originate, and if applicable, whether it came from "
        "publicly accessible sources;"
    ),
    sha256="202c24ac3fe1c1c9cc91cb531a07e5a3155e5158b6548bb4ceaec2d1149ee3df",
)
ART_14_3 = _cite(
    instrument=_ACT,
    provision="Article 14(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/14/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall provide the information referred to in paragraphs 1 and 2: (a) within a reasonable "
        "period after obtaining the personal data, but at the latest within one month, having regard to the specific "
        "circumstances in which the personal data are processed; (b) if the personal data are to be used for "
        "communication with the data subject, at the latest at the time of the first communication to that data "
        "subject; or (c) if a disclosure to another recipient is envisaged, at the latest when the personal data are "
        "first disclosed."
    ),
    sha256="fc90319c1f4bce3f131140d2a55f4b03aedf70ec264404a7b6bd4febcc940a96",
)
ART_14_5_B = _cite(
    instrument=_ACT,
    provision="Article 14(5)(b)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/14/2020-12-31",
    version=_VERSION,
    quote=(
        "Paragraphs 1 to 4 shall not apply where and insofar as: […] (b) the provision of such information proves "
        "impossible or would involve a disproportionate effort […]. In such cases the controller shall take "
        "appropriate measures to protect the data subject's rights and freedoms and legitimate interests, including "
        "making the information publicly available;"
    ),
    sha256="0846bfb241cfbde4ca14f20710e8fa2b7000577b404a552cd02baa40d4598ddc",
)
ART_15_1 = _cite(
    instrument=_ACT,
    provision="Article 15(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/15/2020-12-31",
    version=_VERSION,
    quote=(
        "The data subject shall have the right to obtain from the controller confirmation as to whether or not "
        "personal data concerning him or her are being processed, and, where that is the case, access to the "
        "personal data and the following information: […]"
    ),
    sha256="3c1fc184fc1062bd7349ffc4b65d97fa252add26bf481251cdf26f3acc2e62f9",
)
ART_17_1 = _cite(
    instrument=_ACT,
    provision="Article 17(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/17/2020-12-31",
    version=_VERSION,
    quote=(
        "The data subject shall have the right to obtain from the controller the erasure of personal data concerning "
        "him or her without undue delay and the controller shall have the obligation to erase personal data without "
        "undue delay where one of the following grounds applies: (a) the personal data are no longer necessary in "
        "relation to the purposes for which they were collected or otherwise processed; (b) the data subject "
        "withdraws consent on which the processing is based according to point (a) of Article 6(1), or point (a) of "
        "Article 9(2), and where there is no other legal ground for the processing; (c) the data subject objects to "
        "the processing pursuant to Article 21(1) and there are no overriding legitimate grounds for the processing, "
        "or the data subject objects to the processing pursuant to Article 21(2); (d) the personal data have been "
        "unlawfully processed; […]"
    ),
    sha256="0c32ba1b9c4cbceb236ef6f1e14a5af13c2401b4752d3b67cd5741c44ee35db0",
)
ART_19 = _cite(
    instrument=_ACT,
    provision="Article 19",
    url="https://www.legislation.gov.uk/eur/2016/679/article/19/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall communicate any rectification or erasure of personal data or restriction of processing "
        "carried out in accordance with Article 16, Article 17(1) and Article 18 to each recipient to whom the "
        "personal data have been disclosed, unless this proves impossible or involves disproportionate effort. The "
        "controller shall inform the data subject about those recipients if the data subject requests it."
    ),
    sha256="7883cd9cbf5445cc214a17c540682d9b6b76b1f7ac8b11455f7310c0df91619c",
)
ART_21_1 = _cite(
    instrument=_ACT,
    provision="Article 21(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/21/2020-12-31",
    version=_VERSION,
    quote=(
        "The data subject shall have the right to object, on grounds relating to his or her particular situation, at "
        "any time to processing of personal data concerning him or her which is based on point (e) or (f) of Article "
        "6(1), including profiling based on those provisions. The controller shall no longer process the personal "
        "data unless the controller demonstrates compelling legitimate grounds for the processing which override the "
        "interests, rights and freedoms of the data subject or for the establishment, exercise or defence of legal "
        "claims."
    ),
    sha256="33c784c5e225b1861e52a0f19c7941c3a423eb710872b7a76b1c8ef25be55d0f",
)
ART_21_4 = _cite(
    instrument=_ACT,
    provision="Article 21(4)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/21/2020-12-31",
    version=_VERSION,
    quote=(
        "At the latest at the time of the first communication with the data subject, the right referred to in "
        "paragraphs 1 and 2 shall be explicitly brought to the attention of the data subject and shall be presented "
        "clearly and separately from any other information."
    ),
    sha256="3e258a3fc0728b355a40e5b12912364ff3b494d477510cb0393382138e1b8ceb",
)
ART_22_1 = _cite(
    instrument=_ACT,
    provision="Article 22(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/22/2020-12-31",
    version=_VERSION,
    quote=(
        "The data subject shall have the right not to be subject to a decision based solely on automated processing, "
        "including profiling, which produces legal effects concerning him or her or similarly significantly affects "
        "him or her."
    ),
    sha256="bb790f71f3fb93814ca7fe7d01f304eaa82acadc867dbfc8bfd724fe1cb04e1e",
)
ART_22_2 = _cite(
    instrument=_ACT,
    provision="Article 22(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/22/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Paragraph 1 shall not apply if the decision: (a) is necessary for entering into, or performance of, a "
        "contract between the data subject and a data controller; (b) is required or authorised by domestic law "
        "which also lays down suitable measures to safeguard the data subject's rights and freedoms and legitimate "
        "interests; or (c) is based on the data subject's explicit consent."
    ),
    sha256="8bed76c9e2c2860f55f6b8ac905bc00d4594ebdd8383aacb9e9c4e16125e0461",
)
ART_22_3 = _cite(
    instrument=_ACT,
    provision="Article 22(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/22/2020-12-31",
    version=_VERSION,
    quote=(
        "In the cases referred to in points (a) and (c) of paragraph 2, the data controller shall implement suitable "
        "measures to safeguard the data subject's rights and freedoms and legitimate interests, at least the right "
        "to obtain human intervention on the part of the controller, to express his or her point of view and to "
        "contest the decision."
    ),
    sha256="f25a5cb8dee62cb457f918220a4ccc93bfabd88e42b4f46911c297d1637e3e5a",
)

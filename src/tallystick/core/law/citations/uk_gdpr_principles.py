# SPDX-License-Identifier: Apache-2.0
"""UK GDPR, Articles 4-10: definitions, principles, legal bases; from 31 December 2020, before the 2025 Act."""

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

ART_4_4 = _cite(
    instrument=_ACT,
    provision="Article 4(4)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/4/2020-12-31",
    version=_VERSION,
    quote=(
        "‘profiling’ means any form of automated processing of personal data consisting of the use of personal data "
        "to evaluate certain personal aspects relating to a natural person, in particular to analyse or predict "
        "aspects concerning that natural person's performance at work, economic situation, health, personal "
        "preferences, interests, reliability, behaviour, location or movements;"
    ),
    sha256="c0976bba8b4bbc346b4a5c61cd48982d9d1e1bfdb1f1e1051fe6e1d45abb2bd7",
)
ART_4_11 = _cite(
    instrument=_ACT,
    provision="Article 4(11)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/4/2020-12-31",
    version=_VERSION,
    quote=(
        "‘consent’ of the data subject means any freely given, specific, informed and unambiguous indication of the "
        "data subject's wishes by which he or she, by a statement or by a clear affirmative action, signifies "
        "agreement to the processing of personal data relating to him or her;"
    ),
    sha256="a858921e7c4fe52b7649996b0c627d51934530a2a80a23c1b89a8ac5838af9cb",
)
ART_5_1_A = _cite(
    instrument=_ACT,
    provision="Article 5(1)(a)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: (a) processed lawfully, fairly and in a transparent manner in relation to the data "
        "subject (‘lawfulness, fairness and transparency’);"
    ),
    sha256="6d39d240fda0d62cf881d964e5300c9a8de9609820036ca1f6e65fd2c1261141",
)
ART_5_1_B = _cite(
    instrument=_ACT,
    provision="Article 5(1)(b)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: […] (b) collected for specified, explicit and legitimate purposes and not further "
        "processed in a manner that is incompatible with those purposes; further processing for archiving purposes "
        "in the public interest, scientific or historical research purposes or statistical purposes shall, in "
        "accordance with Article 89(1), not be considered to be incompatible with the initial purposes (‘purpose "
        "limitation’);"
    ),
    sha256="cbab0819a7680e6b2d626ed7589a693f873c0ee8463db761a221d106ec5c1d5f",
)
ART_5_1_C = _cite(
    instrument=_ACT,
    provision="Article 5(1)(c)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: […] (c) adequate, relevant and limited to what is necessary in relation to the "
        "purposes for which they are processed (‘data minimisation’);"
    ),
    sha256="b980bcbea383266bfb8c47d5525e6f61cf25f8608898db2e2f57f36a1b278a4e",
)
ART_5_1_D = _cite(
    instrument=_ACT,
    provision="Article 5(1)(d)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: […] (d) accurate and, where necessary, kept up to date; every reasonable step must "
        "be taken to ensure that personal data that are inaccurate, having regard to the purposes for which they are "
        "processed, are erased or rectified without delay (‘accuracy’);"
    ),
    sha256="c3c9a98657f5a16fca41797d3464f2bdb200a3dd8e9703155fdee2a548659e02",
)
ART_5_1_E = _cite(
    instrument=_ACT,
    provision="Article 5(1)(e)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: […] (e) kept in a form which permits identification of data subjects for no longer "
        "than is necessary for the purposes for which the personal data are processed; personal data may be stored "
        "for longer periods insofar as the personal data will be processed solely for archiving purposes in the "
        "public interest, scientific or historical research purposes or statistical purposes in accordance with "
        "Article 89(1) subject to implementation of the appropriate technical and organisational measures required "
        "by this Regulation in order to safeguard the rights and freedoms of the data subject (‘storage limitation’);"
    ),
    sha256="abb1578361d3e416a508e5f5a4bc85823fbe69caf2559daec34e24eddec2c19d",
)
ART_5_1_F = _cite(
    instrument=_ACT,
    provision="Article 5(1)(f)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "Personal data shall be: […] (f) processed in a manner that ensures appropriate security of the personal "
        "data, including protection against unauthorised or unlawful processing and against accidental loss, "
        "destruction or damage, using appropriate technical or organisational measures (‘integrity and "
        "confidentiality’)."
    ),
    sha256="243f26d13aab285191b6bf13e942966cf4d518f7bea6127ef0649bd1bca817d6",
)
ART_5_2 = _cite(
    instrument=_ACT,
    provision="Article 5(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/5/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall be responsible for, and be able to demonstrate compliance with, paragraph 1 "
        "(‘accountability’)."
    ),
    sha256="bd6df694e6d82197e5180b1929c99b842d4d2743e53463167cf781e4398b8ee9",
)
ART_6_1 = _cite(
    instrument=_ACT,
    provision="Article 6(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/6/2020-12-31",
    version=_VERSION,
    quote=(
        "Processing shall be lawful only if and to the extent that at least one of the following applies: (a) the "
        "data subject has given consent to the processing of his or her personal data for one or more specific "
        "purposes; (b) processing is necessary for the performance of a contract to which the data subject is party "
        "or in order to take steps at the request of the data subject prior to entering into a contract; (c) "
        "processing is necessary for compliance with a legal obligation to which the controller is subject; (d) "
        "processing is necessary in order to protect the vital interests of the data subject or of another natural "
        "person; (e) processing is necessary for the performance of a task carried out in the public interest or in "
        "the exercise of official authority vested in the controller; (f) processing is necessary for the purposes "
        "of the legitimate interests pursued by the controller or by a third party, except where such interests are "
        "overridden by the interests or fundamental rights and freedoms of the data subject which require protection "
        "of personal data, in particular where the data subject is a child. Point (f) of the first subparagraph "
        "shall not apply to processing carried out by public authorities in the performance of their tasks."
    ),
    sha256="5893d514e53781812a7a7c2100adbcfd074b1321d4ec8c78494f423513ad9c04",
)
ART_6_1_A = _cite(
    instrument=_ACT,
    provision="Article 6(1)(a)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/6/2020-12-31",
    version=_VERSION,
    quote=(
        "Processing shall be lawful only if and to the extent that at least one of the following applies: (a) the "
        "data subject has given consent to the processing of his or her personal data for one or more specific "
        "purposes;"
    ),
    sha256="cd7d2c6a6c67813a37f14001e46054cc7242521a4872c1bcd9914d8d51b5a1bd",
)
ART_6_3 = _cite(
    instrument=_ACT,
    provision="Article 6(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/6/2020-12-31",
    version=_VERSION_2,
    quote=(
        "The basis for the processing referred to in point (c) and (e) of paragraph 1 shall be laid down by domestic "
        "law."
    ),
    sha256="0537f681915708b1315a57c25a874b4728b8e0bbd96a7ca2c44d18e204fa5199",
)
ART_7_1 = _cite(
    instrument=_ACT,
    provision="Article 7(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/7/2020-12-31",
    version=_VERSION,
    quote=(
        "Where processing is based on consent, the controller shall be able to demonstrate that the data subject has "
        "consented to processing of his or her personal data."
    ),
    sha256="e00763881eb6ffcb71cd7f3dfda726448d24731fa06d9b217e2dce6dd00bce87",
)
ART_7_3 = _cite(
    instrument=_ACT,
    provision="Article 7(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/7/2020-12-31",
    version=_VERSION,
    quote=(
        "The data subject shall have the right to withdraw his or her consent at any time. The withdrawal of consent "
        "shall not affect the lawfulness of processing based on consent before its withdrawal. Prior to giving "
        "consent, the data subject shall be informed thereof. It shall be as easy to withdraw as to give consent."
    ),
    sha256="2c66304e2318eba1e6bce78f16a25ad15f4787470d6f6b4e5dce17945b9130ea",
)
ART_7_4 = _cite(
    instrument=_ACT,
    provision="Article 7(4)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/7/2020-12-31",
    version=_VERSION,
    quote=(
        "When assessing whether consent is freely given, utmost account shall be taken of whether, inter alia, the "
        "performance of a contract, including the provision of a service, is conditional on consent to the "
        "processing of personal data that is not necessary for the performance of that contract."
    ),
    sha256="7a5c82e05e06aed5e174c23dbbcea4a8e7b9916f0cae5695f6f5f43daad20619",
)
ART_8_1 = _cite(
    instrument=_ACT,
    provision="Article 8(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/8/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Where point (a) of Article 6(1) applies, in relation to the offer of information society services directly "
        "to a child, the processing of the personal data of a child shall be lawful where the child is at least 13 "
        "years old. Where the child is below the age of 13 years, such processing shall be lawful only if and to the "
        "extent that consent is given or authorised by the holder of parental responsibility over the child."
    ),
    sha256="6da843d3514d10e61501fcd3ea3855ffc07e91f0afd6ab5100eaca4397aa9b58",
)
ART_9_1 = _cite(
    instrument=_ACT,
    provision="Article 9(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/9/2020-12-31",
    version=_VERSION,
    quote=(
        "Processing of personal data revealing racial or ethnic origin, political opinions, religious or "
        "philosophical beliefs, or trade union membership, and the processing of genetic data, biometric data for "
        "the purpose of uniquely identifying a natural person, data concerning health or data concerning a natural "
        "person's sex life or sexual orientation shall be prohibited."
    ),
    sha256="a972ae920fbf0d1de9d2fde4c70c1eb96623f7b19af208b4d22310f47f5ab8ef",
)
ART_9_2_A = _cite(
    instrument=_ACT,
    provision="Article 9(2)(a)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/9/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Paragraph 1 shall not apply if one of the following applies: (a) the data subject has given explicit "
        "consent to the processing of those personal data for one or more specified purposes, except where domestic "
        "law provides that the prohibition referred to in paragraph 1 may not be lifted by the data subject;"
    ),
    sha256="9618b63c514e4958e13bc494df2c1eafc9d7a071065d8904143a3fa4450c0d52",
)
ART_9_2_G = _cite(
    instrument=_ACT,
    provision="Article 9(2)(g)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/9/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Paragraph 1 shall not apply if one of the following applies: […] (g) processing is necessary for reasons of "
        "substantial public interest, on the basis of domestic law which shall be proportionate to the aim pursued, "
        "respect the essence of the right to data protection and provide for suitable and specific measures to "
        "safeguard the fundamental rights and the interests of the data subject;"
    ),
    sha256="cc427327d5873782d6239c04fd7f2a2079dd8e27d43288f18e20914d4ea61e88",
)
ART_10_1 = _cite(
    instrument=_ACT,
    provision="Article 10(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/10/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Processing of personal data relating to criminal convictions and offences or related security measures "
        "based on Article 6(1) shall be carried out only under the control of official authority or when the "
        "processing is authorised by domestic law providing for appropriate safeguards for the rights and freedoms "
        "of data subjects. Any comprehensive register of criminal convictions shall be kept only under the control "
        "of official authority."
    ),
    sha256="bc75ef6e0c7b86e187e1b2667392376eaecad47f982581ae0d8325d90154189e",
)

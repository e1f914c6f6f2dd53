# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 2018, Part 3: what the Data (Use and Access) Act 2025 puts into it, and since when."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data (Use and Access) Act 2025"
_ACT_2 = "Data Protection Act 2018"
_VERSION = (
    "as inserted by the Data (Use and Access) Act 2025, section 80; in force from 5 February 2026 (SI 2026/82, "
    "regulation 2)"
)
_VERSION_3 = "as enacted on 19 June 2025; in force two months later, from 19 August 2025 (section 142(3)(b))"
_VERSION_9 = (
    "as amended by the Data (Use and Access) Act 2025, section 82, from 19 August 2025 (section 142(3)(b)); put "
    "together from the text of 15 December 2021 and that section, whose deletion is marked"
)
_VERSION_8 = "as enacted on 19 June 2025, in force from that day (section 142(2)(g))"
_VERSION_4 = (
    "as inserted by the Data (Use and Access) Act 2025, section 84; in force from 20 August 2025 (SI 2025/904, "
    "regulation 2)"
)
_VERSION_6 = (
    "as inserted by the Data (Use and Access) Act 2025, section 78; treated as in force from 1 January 2024 (section "
    "78(5))"
)
_VERSION_5 = "as inserted by the Data (Use and Access) Act 2025, section 69, from 19 August 2025 (section 142(3)(a))"
_VERSION_7 = (
    "as amended by the Data (Use and Access) Act 2025, section 71, from 5 February 2026 (SI 2026/82, regulation 2); "
    "put together from the text of 15 December 2021 and that section"
)

DPA2018_45_2A = _cite(
    instrument=_ACT_2,
    provision="section 45(2A)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/78/2025-08-19",
    version=_VERSION_6,
    quote=(
        "Under subsection (1), the data subject is only entitled to such confirmation, personal data and other "
        "information as the controller is able to provide based on a reasonable and proportionate search for the "
        "personal data and other information described in that subsection."
    ),
    sha256="ec0d103a5e315e5c8392602061783dbb22858002ff0b5dd768a8208151c6d64b",
)
DPA2018_50A_1 = _cite(
    instrument=_ACT_2,
    provision="section 50A(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "For the purposes of sections 50B and 50C— (a) a decision is based solely on automated processing if there "
        "is no meaningful human involvement in the taking of the decision, and (b) a decision is a significant "
        "decision, in relation to a data subject, if— (i) it produces an adverse legal effect for the data subject, "
        "or (ii) it has a similarly significant adverse effect for the data subject."
    ),
    sha256="c3e3faa995db9e7a9b3f97ef87c2b3dd4f9f838634da7f8a5eeb5fdc727b45cd",
)
DPA2018_50A_2 = _cite(
    instrument=_ACT_2,
    provision="section 50A(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "When considering whether there is meaningful human involvement in the taking of a decision, a person must "
        "consider, among other things, the extent to which the decision is reached by means of profiling."
    ),
    sha256="b879b2b9e9738d4f1e8f57ea266be96329a4b99e37186a4f5df7f9800c9af16d",
)
DPA2018_50B = _cite(
    instrument=_ACT_2,
    provision="section 50B",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "(1) A significant decision based entirely or partly on sensitive processing may not be taken based solely "
        "on automated processing, unless one of the following conditions is met. (2) The first condition is that the "
        "decision is based entirely on processing of personal data to which the data subject has given explicit "
        "consent. (3) The second condition is that the decision is required or authorised by law."
    ),
    sha256="d9cbc7efc86ab457c15bb7d54482609e1dd55d54f8ab42090e2b3327340c812e",
)
DPA2018_50C_1 = _cite(
    instrument=_ACT_2,
    provision="section 50C(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "Subject to subsection (3), where a significant decision taken by or on behalf of a controller in relation "
        "to a data subject is— (a) based entirely or partly on personal data, and (b) based solely on automated "
        "processing, the controller must ensure that safeguards for the data subject’s rights, freedoms and "
        "legitimate interests are in place which comply with subsection (2) and any regulations under section 50D(4)."
    ),
    sha256="302fa9fd253057ffb1bdc9b352d6fb80f7b861795304ce8ca99abb753ea47751",
)
DPA2018_50C_2 = _cite(
    instrument=_ACT_2,
    provision="section 50C(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "The safeguards must consist of or include measures which— (a) provide the data subject with information "
        "about decisions described in subsection (1) taken in relation to the data subject; (b) enable the data "
        "subject to make representations about such decisions; (c) enable the data subject to obtain human "
        "intervention on the part of the controller in relation to such decisions; (d) enable the data subject to "
        "contest such decisions."
    ),
    sha256="b2365276582dd3de083829940b0534e384896842c034e189de02d8029f2c4224",
)
DPA2018_50C_3 = _cite(
    instrument=_ACT_2,
    provision="section 50C(3)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/80/2025-08-19",
    version=_VERSION,
    quote=(
        "Subsections (1) and (2) do not apply in relation to a significant decision if— (a) exemption from those "
        "provisions is required for a reason listed in subsection (4), (b) the controller reconsiders the decision "
        "as soon as reasonably practicable, and (c) there is meaningful human involvement in the reconsideration of "
        "the decision."
    ),
    sha256="f6d87b34cd606eaa4aef4c472ba1295da27894bde31fa1c6cfec2f38f350a582",
)
S82 = _cite(
    instrument=_ACT,
    provision="section 82",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/82/2025-08-19",
    version=_VERSION_3,
    quote=(
        "In section 62 of the 2018 Act (logging of law enforcement processing)— (a) in subsection (2)(a), omit "
        "“justification for, and”, and (b) in subsection (3)(a), omit “justification for, and”."
    ),
    sha256="51b2c45d64f2a9d8dbdca589e1ab62af6f1f0f0697270c1a8c4b87278a511376",
)
DPA2018_56_4 = _cite(
    instrument=_ACT_2,
    provision="section 56(4)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/84/2025-08-19",
    version=_VERSION_4,
    quote=(
        "Adherence to a code of conduct approved under section 71A may be used by a controller as a means of "
        "demonstrating compliance with the requirements of this Part."
    ),
    sha256="3aba61c5a4420d8fd2a8032ebbdc58c0c89245fb82afcdea41e5a0eccf2287bb",
)
DPA2018_71A_1 = _cite(
    instrument=_ACT_2,
    provision="section 71A(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/84/2025-08-19",
    version=_VERSION_4,
    quote=(
        "The Commissioner must encourage expert public bodies to produce codes of conduct intended to contribute to "
        "compliance with this Part."
    ),
    sha256="aa67805e39105c2a456baffaed3eee5bac24fff0a2ab7f227aabec5a839896a0",
)
S142_3 = _cite(
    instrument=_ACT,
    provision="section 142(3)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/142/2025-08-19",
    version=_VERSION_8,
    quote=(
        "The following provisions come into force at the end of the period of two months beginning with the day on "
        "which this Act is passed— (a) section 69 (consent to law enforcement processing); (b) section 82 (logging "
        "of law enforcement processing); […]"
    ),
    sha256="d71d3ed5d08024c4dd54c649db43005ff5677816fbf2386f3fa14c1aec6ada75",
)
DPA2018_62_2 = _cite(
    instrument=_ACT_2,
    provision="section 62(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/82/2025-08-19",
    version=_VERSION_9,
    quote=(
        "The logs of consultation must make it possible to establish— (a) the […] date and time of, the "
        "consultation, and (b) so far as possible, the identity of the person who consulted the data."
    ),
    sha256="cded4e86bbce405d0c2d2193d61d6e471991d95978e062e364dfb47ac77c594b",
)
DPA2018_62_3 = _cite(
    instrument=_ACT_2,
    provision="section 62(3)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/82/2025-08-19",
    version=_VERSION_9,
    quote=(
        "The logs of disclosure must make it possible to establish— (a) the […] date and time of, the disclosure, "
        "and (b) so far as possible— (i) the identity of the person who disclosed the data, and (ii) the identity of "
        "the recipients of the data."
    ),
    sha256="1acbc96e64ee99991fbfaeaa7a2d46b835e8448a5ecf9fc55980f26b8a87c2d3",
)
DPA2018_33_1A = _cite(
    instrument=_ACT_2,
    provision="section 33(1A)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/69/2025-08-19",
    version=_VERSION_5,
    quote=(
        "“Consent” of the data subject to the processing of personal data means a freely given, specific, informed "
        "and unambiguous indication of the data subject’s wishes by which the data subject, by a statement or by a "
        "clear affirmative action, signifies agreement to the processing of the personal data (and see section 40A)."
    ),
    sha256="2e17e154bf4ba11b2f42862fd605d899fe1f5de2dc831a4d29c10f2fc1c85411",
)
DPA2018_36_1 = _cite(
    instrument=_ACT_2,
    provision="section 36(1)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/71/2025-08-19",
    version=_VERSION_7,
    quote=(
        "The second data protection principle is that— (a) the law enforcement purpose for which personal data is "
        "collected (whether from the data subject or otherwise) must be specified, explicit and legitimate, and (b) "
        "personal data so collected must not be processed by or on behalf of a controller in a manner that is "
        "incompatible with the purpose for which the controller collected it."
    ),
    sha256="ad91af96cd63dbc06589df2b7a9c69e4739288a2a6381775a8015a2595e790f3",
)
DPA2018_40A_2 = _cite(
    instrument=_ACT_2,
    provision="section 40A(2)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/69/2025-08-19",
    version=_VERSION_5,
    quote="The controller must be able to demonstrate that the data subject consented to the processing.",
    sha256="f7a3599c037ee0b54233a2605112873970383e83bb6b287c669864de86ca5150",
)
DPA2018_40A_5 = _cite(
    instrument=_ACT_2,
    provision="section 40A(5)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/69/2025-08-19",
    version=_VERSION_5,
    quote=(
        "The data subject may withdraw the consent at any time (but the withdrawal of consent does not affect the "
        "lawfulness of processing in reliance on the consent before its withdrawal)."
    ),
    sha256="277a8f685a2e45cccc2b0dde6777e7025a04078f39f81647f196a06644dc7142",
)
DPA2018_40A_6 = _cite(
    instrument=_ACT_2,
    provision="section 40A(6)",
    url="https://www.legislation.gov.uk/ukpga/2025/18/section/69/2025-08-19",
    version=_VERSION_5,
    quote=(
        "Processing may only be carried out in reliance on consent if— (a) before the consent is given, the "
        "controller or processor informs the data subject of the right to withdraw it, and (b) it is as easy for the "
        "data subject to withdraw the consent as to give it."
    ),
    sha256="8ba11872703d66b543f1353295749dbbb5d60e04fffb8e8c8258042c66a41e94",
)

# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 2018, Part 3, sections 65-75: prior consultation, security, breaches, officers, transfers."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Act 2018"
_VERSION = (
    "as in force on 15 December 2021: after the EU-exit amendments (SI 2019/419, 31 December 2020), before the Data "
    "(Use and Access) Act 2025"
)

S65_1 = _cite(
    instrument=_ACT,
    provision="section 65(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "This section applies where a controller intends to create a filing system and process personal data forming "
        "part of it."
    ),
    sha256="46733c5ddd1e792de9057cf10addc4b7ab2f3bd086ab670726d3e863f811e64d",
)
S65_2 = _cite(
    instrument=_ACT,
    provision="section 65(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must consult the Commissioner prior to the processing if a data protection impact assessment "
        "prepared under section 64 indicates that the processing of the data would result in a high risk to the "
        "rights and freedoms of individuals (in the absence of measures to mitigate the risk)."
    ),
    sha256="37158595fc709ffc1f8fd190c9241cef8bf592d7423be63e8699b38d3855f989",
)
S65_3 = _cite(
    instrument=_ACT,
    provision="section 65(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "Where the controller is required to consult the Commissioner under subsection (2), the controller must give "
        "the Commissioner— (a) the data protection impact assessment prepared under section 64, and (b) any other "
        "information requested by the Commissioner to enable the Commissioner to make an assessment of the "
        "compliance of the processing with the requirements of this Part."
    ),
    sha256="790ab9ac4eb863628e070688d4795dc8fa417fa48a33b7ce9267d8778c94fb23",
)
S65_5 = _cite(
    instrument=_ACT,
    provision="section 65(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "The written advice must be provided before the end of the period of 6 weeks beginning with receipt of the "
        "request for consultation by the controller or the processor."
    ),
    sha256="7892a62926c3a57238ffe70cd1baa1316669040aa57d7847855d4e7d65d2683f",
)
S65_6 = _cite(
    instrument=_ACT,
    provision="section 65(6)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "The Commissioner may extend the period of 6 weeks by a further period of 1 month, taking into account the "
        "complexity of the intended processing."
    ),
    sha256="f36a7e4a53b99a5abba0044b1be6638ea6a8d39f21d2872d2c91e8522db804a9",
)
S65_7 = _cite(
    instrument=_ACT,
    provision="section 65(7)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/65/2021-12-15",
    version=_VERSION,
    quote=(
        "If the Commissioner extends the period of 6 weeks, the Commissioner must— (a) inform the controller and, "
        "where applicable, the processor of any such extension before the end of the period of 1 month beginning "
        "with receipt of the request for consultation, and (b) provide reasons for the delay."
    ),
    sha256="160710155ac4cdf50c041a284df4a84464b7e760aabab1ea39b9c0a1723f94df",
)
S66_1 = _cite(
    instrument=_ACT,
    provision="section 66(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/66/2021-12-15",
    version=_VERSION,
    quote=(
        "Each controller and each processor must implement appropriate technical and organisational measures to "
        "ensure a level of security appropriate to the risks arising from the processing of personal data."
    ),
    sha256="84f3b96829d97037160a50c274b8e97471b44558cde5d038174401b5163d9132",
)
S66_2 = _cite(
    instrument=_ACT,
    provision="section 66(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/66/2021-12-15",
    version=_VERSION,
    quote=(
        "In the case of automated processing, each controller and each processor must, following an evaluation of "
        "the risks, implement measures designed to— (a) prevent unauthorised processing or unauthorised interference "
        "with the systems used in connection with it, (b) ensure that it is possible to establish the precise "
        "details of any processing that takes place, (c) ensure that any systems used in connection with the "
        "processing function properly and may, in the case of interruption, be restored, and (d) ensure that stored "
        "personal data cannot be corrupted if a system used in connection with the processing malfunctions."
    ),
    sha256="a05f5aacd417fa1e0c23c30f602fe5bc0267c309974ce5e9bb9dd686919a35b3",
)
S67_1 = _cite(
    instrument=_ACT,
    provision="section 67(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/67/2021-12-15",
    version=_VERSION,
    quote=(
        "If a controller becomes aware of a personal data breach in relation to personal data for which the "
        "controller is responsible, the controller must notify the breach to the Commissioner— (a) without undue "
        "delay, and (b) where feasible, not later than 72 hours after becoming aware of it."
    ),
    sha256="06beaa02263283d295fef46ce4988fabe5f7e49e94216552e735959a4b0c553f",
)
S67_2 = _cite(
    instrument=_ACT,
    provision="section 67(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/67/2021-12-15",
    version=_VERSION,
    quote=(
        "Subsection (1) does not apply if the personal data breach is unlikely to result in a risk to the rights and "
        "freedoms of individuals."
    ),
    sha256="0a0ee9641c179a5c35555b64e5a9febb9e4a919a4623ed106bb2e1f4cc64e204",
)
S67_3 = _cite(
    instrument=_ACT,
    provision="section 67(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/67/2021-12-15",
    version=_VERSION,
    quote=(
        "Where the notification to the Commissioner is not made within 72 hours, the notification must be "
        "accompanied by reasons for the delay."
    ),
    sha256="179f58d3659eeb275833839e2869a4a3a2711b235ed8dff923fe8d15bd3538fa",
)
S67_6 = _cite(
    instrument=_ACT,
    provision="section 67(6)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/67/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must record the following information in relation to a personal data breach— (a) the facts "
        "relating to the breach, (b) its effects, and (c) the remedial action taken."
    ),
    sha256="d220601a696a62ded21a5d8b63a75dab4cb3f8f99dc55e20dc8febb67a541958",
)
S68_1 = _cite(
    instrument=_ACT,
    provision="section 68(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/68/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a personal data breach is likely to result in a high risk to the rights and freedoms of individuals, "
        "the controller must inform the data subject of the breach without undue delay."
    ),
    sha256="6ec3e9891ea0fb0793b178447e7097073ebe8d5f63ca45e11cf83f30ecd88511",
)
S69_1 = _cite(
    instrument=_ACT,
    provision="section 69(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/69/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must designate a data protection officer, unless the controller is a court, or other "
        "judicial authority, acting in its judicial capacity."
    ),
    sha256="949be97e8535557f14d5c42f0627bb30a4555b736772fa2e7c8531b85f1e9aa6",
)
S69_4 = _cite(
    instrument=_ACT,
    provision="section 69(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/69/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must publish the contact details of the data protection officer and communicate these to the "
        "Commissioner."
    ),
    sha256="bf37fbd6b1e0e409c6b4d3ededeb3e12167e232ecd13bbac875dd12dac95abda",
)
S70_1 = _cite(
    instrument=_ACT,
    provision="section 70(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/70/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must ensure that the data protection officer is involved, properly and in a timely manner, "
        "in all issues which relate to the protection of personal data."
    ),
    sha256="14c5c1bf2e3c60182f7e1e5edda8230434e047363dc65697b9ebcf67d7769404",
)
S70_3 = _cite(
    instrument=_ACT,
    provision="section 70(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/70/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller— (a) must ensure that the data protection officer does not receive any instructions "
        "regarding the performance of the tasks mentioned in section 71; (b) must ensure that the data protection "
        "officer does not perform a task or fulfil a duty other than those mentioned in this Part where such task or "
        "duty would result in a conflict of interests; (c) must not dismiss or penalise the data protection officer "
        "for performing the tasks mentioned in section 71."
    ),
    sha256="71fdcf003a8614bdf01c419f469fa5611f67437215f933432fb7402b79006d01",
)
S70_5 = _cite(
    instrument=_ACT,
    provision="section 70(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/70/2021-12-15",
    version=_VERSION,
    quote=(
        "The data protection officer, in the performance of this role, must report to the highest management level "
        "of the controller."
    ),
    sha256="c43f08ffac785dd6d8e3bcd6bb452fbc3413431a9c6cfc2fc29ea1bb70698e83",
)
S71_1_B = _cite(
    instrument=_ACT,
    provision="section 71(1)(b)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/71/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must entrust the data protection officer with at least the following tasks— […] (b) "
        "providing advice on the carrying out of a data protection impact assessment under section 64 and monitoring "
        "compliance with that section,"
    ),
    sha256="5e89fcca881e706ca7bd64950b9cb229338acf3d38876f030926979c64056669",
)
S73_1 = _cite(
    instrument=_ACT,
    provision="section 73(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/73/2021-12-15",
    version=_VERSION,
    quote=(
        "A controller may not transfer personal data to a third country or to an international organisation unless— "
        "(a) the three conditions set out in subsections (2) to (4) are met, and (b) in a case where the personal "
        "data was originally transmitted or otherwise made available to the controller or another competent "
        "authority by a member State […], that member State, or any person based in that member State which is a "
        "competent authority for the purposes of the Law Enforcement Directive, has authorised the transfer in "
        "accordance with the law of the member State."
    ),
    sha256="1bd9b438016e04d7fdede99cef6222faa432612cc87441e2158294c8170fa6c4",
)
S73_3 = _cite(
    instrument=_ACT,
    provision="section 73(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/73/2021-12-15",
    version=_VERSION,
    quote=(
        "Condition 2 is that the transfer— (a) is based on adequacy regulations (see section 74A), (b) if not based "
        "on adequacy regulations, is based on there being appropriate safeguards (see section 75), or (c) if not "
        "based on adequacy regulations or on there being appropriate safeguards, is based on special circumstances "
        "(see section 76)."
    ),
    sha256="d47acda8a1961ef4262d4aa3d5fe9fb208ffe72cc1d5e587d1c2c063e80e1f8b",
)
S75_3 = _cite(
    instrument=_ACT,
    provision="section 75(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/75/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a transfer of data takes place in reliance on subsection (1)— (a) the transfer must be documented, "
        "(b) the documentation must be provided to the Commissioner on request, and (c) the documentation must "
        "include, in particular— (i) the date and time of the transfer, (ii) the name of and any other pertinent "
        "information about the recipient, (iii) the justification for the transfer, and (iv) a description of the "
        "personal data transferred."
    ),
    sha256="095d026658289c8a3075e0142bc429a53cd68dfa0f7ef5da5eaef93d48e248c7",
)

# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 2018 (c. 12), Part 3 Chapter 3: rights of the data subject, sections 43-50."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Act 2018"
_VERSION = (
    "as in force on 15 December 2021: after the EU-exit amendments (SI 2019/419, 31 December 2020), before the Data "
    "(Use and Access) Act 2025"
)

S43_3 = _cite(
    instrument=_ACT,
    provision="section 43(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/43/2021-12-15",
    version=_VERSION,
    quote=(
        "But sections 44 to 48 do not apply in relation to the processing of relevant personal data in the course of "
        "a criminal investigation or criminal proceedings, including proceedings for the purpose of executing a "
        "criminal penalty."
    ),
    sha256="3d6276c7497168e687ae10d026cc9b0da60af10cf3d3521c13ad318df42b057c",
)
S44_1 = _cite(
    instrument=_ACT,
    provision="section 44(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must make available to data subjects the following information (whether by making the "
        "information generally available to the public or in any other way)— (a) the identity and the contact "
        "details of the controller; (b) where applicable, the contact details of the data protection officer (see "
        "sections 69 to 71); (c) the purposes for which the controller processes personal data; (d) the existence of "
        "the rights of data subjects to request from the controller— (i) access to personal data (see section 45), "
        "(ii) rectification of personal data (see section 46), and (iii) erasure of personal data or the restriction "
        "of its processing (see section 47); (e) the existence of the right to lodge a complaint with the "
        "Commissioner and the contact details of the Commissioner."
    ),
    sha256="944a5aa458aca2ab49b35a1d6bc81554e0054846a47b2e1584bf44cc752abaf7",
)
S44_2 = _cite(
    instrument=_ACT,
    provision="section 44(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must also, in specific cases for the purpose of enabling the exercise of a data subject's "
        "rights under this Part, give the data subject the following— (a) information about the legal basis for the "
        "processing; (b) information about the period for which the personal data will be stored or, where that is "
        "not possible, about the criteria used to determine that period; (c) where applicable, information about the "
        "categories of recipients of the personal data (including recipients in third countries or international "
        "organisations); (d) such further information as is necessary to enable the exercise of the data subject's "
        "rights under this Part."
    ),
    sha256="1469181cefbbdc3c8f00626b2e274142b747abe23b7d5f1470c56a845a024600",
)
S44_3 = _cite(
    instrument=_ACT,
    provision="section 44(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "An example of where further information may be necessary as mentioned in subsection (2)(d) is where the "
        "personal data being processed was collected without the knowledge of the data subject."
    ),
    sha256="25974facdefa4bcd053decbae9809d253b8501f632b86ef106bca0381bf7ae00",
)
S44_4 = _cite(
    instrument=_ACT,
    provision="section 44(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller may restrict, wholly or partly, the provision of information to the data subject under "
        "subsection (2) to the extent that and for so long as the restriction is, having regard to the fundamental "
        "rights and legitimate interests of the data subject, a necessary and proportionate measure to— (a) avoid "
        "obstructing an official or legal inquiry, investigation or procedure; (b) avoid prejudicing the prevention, "
        "detection, investigation or prosecution of criminal offences or the execution of criminal penalties; (c) "
        "protect public security; (d) protect national security; (e) protect the rights and freedoms of others."
    ),
    sha256="edd8a98e5a6da478bbc784218881f8f1b5e8068ca2fb2f59321edee75e7a4f90",
)
S44_5 = _cite(
    instrument=_ACT,
    provision="section 44(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "Where the provision of information to a data subject under subsection (2) is restricted, wholly or partly, "
        "the controller must inform the data subject in writing without undue delay— (a) that the provision of "
        "information has been restricted, (b) of the reasons for the restriction, (c) of the data subject's right to "
        "make a request to the Commissioner under section 51, (d) of the data subject's right to lodge a complaint "
        "with the Commissioner, and (e) of the data subject's right to apply to a court under section 167."
    ),
    sha256="ae412c01e93a81c2faf6f504a717ca566ab3ceab7a0ca3c0295f5110ebd268de",
)
S44_7 = _cite(
    instrument=_ACT,
    provision="section 44(7)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/44/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must— (a) record the reasons for a decision to restrict (whether wholly or partly) the "
        "provision of information to a data subject under subsection (2), and (b) if requested to do so by the "
        "Commissioner, make the record available to the Commissioner."
    ),
    sha256="dbf8e6b8245a40825559ea5940b4c7cf0b047fd84ad611adf42bb560b6402fc1",
)
S45_1 = _cite(
    instrument=_ACT,
    provision="section 45(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/45/2021-12-15",
    version=_VERSION,
    quote=(
        "A data subject is entitled to obtain from the controller— (a) confirmation as to whether or not personal "
        "data concerning him or her is being processed, and (b) where that is the case, access to the personal data "
        "and the information set out in subsection (2)."
    ),
    sha256="9dfb18d084708cc0ff27205659bfd318d59f23abec48913d8a86bde1486f2b49",
)
S45_3 = _cite(
    instrument=_ACT,
    provision="section 45(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/45/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a data subject makes a request under subsection (1), the information to which the data subject is "
        "entitled must be provided in writing — (a) without undue delay, and (b) in any event, before the end of the "
        "applicable time period (as to which see section 54)."
    ),
    sha256="aa650c67352f336d61df7e900f517d584120efbb4ff041bf8198c39ae083eb52",
)
S45_4 = _cite(
    instrument=_ACT,
    provision="section 45(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/45/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller may restrict, wholly or partly, the rights conferred by subsection (1) to the extent that "
        "and for so long as the restriction is, having regard to the fundamental rights and legitimate interests of "
        "the data subject, a necessary and proportionate measure to— (a) avoid obstructing an official or legal "
        "inquiry, investigation or procedure; (b) avoid prejudicing the prevention, detection, investigation or "
        "prosecution of criminal offences or the execution of criminal penalties; (c) protect public security; (d) "
        "protect national security; (e) protect the rights and freedoms of others."
    ),
    sha256="bb41811b2ed5ca5651f4b41298ac602cfbd0d1a19128a4f107bff0a22414b637",
)
S45_5 = _cite(
    instrument=_ACT,
    provision="section 45(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/45/2021-12-15",
    version=_VERSION,
    quote=(
        "Where the rights of a data subject under subsection (1) are restricted, wholly or partly, the controller "
        "must inform the data subject in writing without undue delay— (a) that the rights of the data subject have "
        "been restricted, (b) of the reasons for the restriction, (c) of the data subject's right to make a request "
        "to the Commissioner under section 51, (d) of the data subject's right to lodge a complaint with the "
        "Commissioner, and (e) of the data subject's right to apply to a court under section 167."
    ),
    sha256="b3046fc0268d84d285ffda054eb26ac061a4b8bcccdbc148ad77807b00628edb",
)
S45_7 = _cite(
    instrument=_ACT,
    provision="section 45(7)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/45/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must— (a) record the reasons for a decision to restrict (whether wholly or partly) the "
        "rights of a data subject under subsection (1), and (b) if requested to do so by the Commissioner, make the "
        "record available to the Commissioner."
    ),
    sha256="ae056d486659cd5c259b619d0d89ef6968aedc6967b464acf1262bf28ade6ec5",
)
S46_1 = _cite(
    instrument=_ACT,
    provision="section 46(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/46/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must, if so requested by a data subject, rectify without undue delay inaccurate personal "
        "data relating to the data subject."
    ),
    sha256="8ed9dd93dc88f04884533c47f6580d674fb7451a9ea42c6bd0b490a6f680e7d1",
)
S47_1 = _cite(
    instrument=_ACT,
    provision="section 47(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/47/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller must erase personal data without undue delay where— (a) the processing of the personal data "
        "would infringe section 35, 36(1) to (3), 37, 38(1), 39(1), 40, 41 or 42, or (b) the controller has a legal "
        "obligation to erase the data."
    ),
    sha256="90f42fb4e6a0812c280bcb13f82b7bd7e84a03c7086424f54b5636ab941210d9",
)
S47_4 = _cite(
    instrument=_ACT,
    provision="section 47(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/47/2021-12-15",
    version=_VERSION,
    quote=(
        "A data subject may request the controller to erase personal data or to restrict its processing (but the "
        "duties of the controller under this section apply whether or not such a request is made)."
    ),
    sha256="e85c3cb47373b9d280f10f9562859575bf351d38c849c8e00239be2f99ba18fd",
)
S48_1 = _cite(
    instrument=_ACT,
    provision="section 48(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/48/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a data subject requests the rectification or erasure of personal data or the restriction of its "
        "processing, the controller must inform the data subject in writing— (a) whether the request has been "
        "granted, and (b) if it has been refused— (i) of the reasons for the refusal, (ii) of the data subject's "
        "right to make a request to the Commissioner under section 51, (iii) of the data subject's right to lodge a "
        "complaint with the Commissioner, and (iv) of the data subject's right to apply to a court under section 167."
    ),
    sha256="7435e449cf1533d508bfe559316a0b94ac6d5fff3688d14ff8784593e61f9251",
)
S48_9 = _cite(
    instrument=_ACT,
    provision="section 48(9)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/48/2021-12-15",
    version=_VERSION,
    quote=(
        "Where the controller rectifies, erases or restricts the processing of personal data which has been "
        "disclosed by the controller— (a) the controller must notify the recipients, and (b) the recipients must "
        "similarly rectify, erase or restrict the processing of the personal data (so far as they retain "
        "responsibility for it)."
    ),
    sha256="bb5732fa2a21ca2c9fb3a75d5dcc3beeb690c25c33d35bc55ea7a1dc5896c110",
)
S49_1 = _cite(
    instrument=_ACT,
    provision="section 49(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/49/2021-12-15",
    version=_VERSION,
    quote=(
        "A controller may not take a significant decision based solely on automated processing unless that decision "
        "is required or authorised by law."
    ),
    sha256="176b740f46c4a4d9c1308ecd911190186ace541756a25fe573327e103ef20786",
)
S49_2 = _cite(
    instrument=_ACT,
    provision="section 49(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/49/2021-12-15",
    version=_VERSION,
    quote=(
        "A decision is a “significant decision” for the purpose of this section if, in relation to a data subject, "
        "it— (a) produces an adverse legal effect concerning the data subject, or (b) significantly affects the data "
        "subject."
    ),
    sha256="e83efe14d29f882b5798a372089443f2e99b094ae01cca722592fb6471586740",
)
S50_2 = _cite(
    instrument=_ACT,
    provision="section 50(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/50/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a controller takes a qualifying significant decision in relation to a data subject based solely on "
        "automated processing— (a) the controller must, as soon as reasonably practicable, notify the data subject "
        "in writing that a decision has been taken based solely on automated processing, and (b) the data subject "
        "may, before the end of the period of 1 month beginning with receipt of the notification, request the "
        "controller to— (i) reconsider the decision, or (ii) take a new decision that is not based solely on "
        "automated processing."
    ),
    sha256="013348965c59a8fcc21c11c2334af92457e849735b5f24bf45ffdc733e093242",
)

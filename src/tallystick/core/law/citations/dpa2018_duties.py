# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 2018 (c. 12), Part 3 Chapters 4 and 5: duties of controllers and transfers, sections 56-64."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Act 2018"
_VERSION = (
    "as in force on 15 December 2021: after the EU-exit amendments (SI 2019/419, 31 December 2020), before the Data "
    "(Use and Access) Act 2025"
)

S56_1 = _cite(
    instrument=_ACT,
    provision="section 56(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/56/2021-12-15",
    version=_VERSION,
    quote=(
        "Each controller must implement appropriate technical and organisational measures to ensure, and to be able "
        "to demonstrate, that the processing of personal data complies with the requirements of this Part."
    ),
    sha256="765efb1aa4156fb2bd2ee2dc62a13a30c9f1f0799ab91ad3e5f1804ae389d7ee",
)
S56_2 = _cite(
    instrument=_ACT,
    provision="section 56(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/56/2021-12-15",
    version=_VERSION,
    quote=(
        "Where proportionate in relation to the processing, the measures implemented to comply with the duty under "
        "subsection (1) must include appropriate data protection policies."
    ),
    sha256="d294085ab65b31e8b256f4a20e2679e7fbb3444242aaedc5fdde6b1446e1e9e5",
)
S56_3 = _cite(
    instrument=_ACT,
    provision="section 56(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/56/2021-12-15",
    version=_VERSION,
    quote=(
        "The technical and organisational measures implemented under subsection (1) must be reviewed and updated "
        "where necessary."
    ),
    sha256="536f6deee90cbe8c43275d96b5a36a1e41b6308adae5ee932b29306e9a89d4a0",
)
S57_1 = _cite(
    instrument=_ACT,
    provision="section 57(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/57/2021-12-15",
    version=_VERSION,
    quote=(
        "Each controller must implement appropriate technical and organisational measures which are designed— (a) to "
        "implement the data protection principles in an effective manner, and (b) to integrate into the processing "
        "itself the safeguards necessary for that purpose."
    ),
    sha256="734843015c475ae7f00d14b38c4d24939ff1c8ffb63ea3d6c3b626af45bc00b5",
)
S57_2 = _cite(
    instrument=_ACT,
    provision="section 57(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/57/2021-12-15",
    version=_VERSION,
    quote=(
        "The duty under subsection (1) applies both at the time of the determination of the means of processing the "
        "data and at the time of the processing itself."
    ),
    sha256="404eae876134065fd6592552f7e94836260f132ab83fd6b3ca5ea878b3e9973a",
)
S57_3 = _cite(
    instrument=_ACT,
    provision="section 57(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/57/2021-12-15",
    version=_VERSION,
    quote=(
        "Each controller must implement appropriate technical and organisational measures for ensuring that, by "
        "default, only personal data which is necessary for each specific purpose of the processing is processed."
    ),
    sha256="34d59061b7f97d5115dbe4be420213cbc04183d7b55ef1b4eacd4f54b46369c1",
)
S57_4 = _cite(
    instrument=_ACT,
    provision="section 57(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/57/2021-12-15",
    version=_VERSION,
    quote=(
        "The duty under subsection (3) applies to— (a) the amount of personal data collected, (b) the extent of its "
        "processing, (c) the period of its storage, and (d) its accessibility."
    ),
    sha256="7528c8f595484614daf8f6490b3f7842fc118803d5499cfdddd96a1b102fa5db",
)
S58_1 = _cite(
    instrument=_ACT,
    provision="section 58(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/58/2021-12-15",
    version=_VERSION,
    quote=(
        "Where two or more competent authorities jointly determine the purposes and means of processing personal "
        "data, they are joint controllers for the purposes of this Part."
    ),
    sha256="eda0c0d7c1c3f46cf964e17656a187692c140acd40fcefd8f5b9e91eedc9c969",
)
S58_2 = _cite(
    instrument=_ACT,
    provision="section 58(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/58/2021-12-15",
    version=_VERSION,
    quote=(
        "Joint controllers must, in a transparent manner, determine their respective responsibilities for compliance "
        "with this Part by means of an arrangement between them, except to the extent that those responsibilities "
        "are determined under or by virtue of an enactment."
    ),
    sha256="79745ad558cd1b20e78b4fbbb09331e2b8866160a60a7ece7430e0e5af51556a",
)
S59_2 = _cite(
    instrument=_ACT,
    provision="section 59(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/59/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller may use only a processor who provides guarantees to implement appropriate technical and "
        "organisational measures that are sufficient to secure that the processing will— (a) meet the requirements "
        "of this Part, and (b) ensure the protection of the rights of the data subject."
    ),
    sha256="1e2eff841b22c6f485111bf838d706d6674d12a09862424019e3b322beb20dc8",
)
S59_5 = _cite(
    instrument=_ACT,
    provision="section 59(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/59/2021-12-15",
    version=_VERSION,
    quote=(
        "The processing by the processor must be governed by a contract in writing between the controller and the "
        "processor setting out the following— (a) the subject-matter and duration of the processing; (b) the nature "
        "and purpose of the processing; (c) the type of personal data and categories of data subjects involved; (d) "
        "the obligations and rights of the controller and processor."
    ),
    sha256="5a2764fea00e2d45a99b5c18fdfcd1801a8b5191fe994eae4b0d736eac06d3ee",
)
S59_6 = _cite(
    instrument=_ACT,
    provision="section 59(6)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/59/2021-12-15",
    version=_VERSION,
    quote=(
        "The contract must, in particular, provide that the processor must— (a) act only on instructions from the "
        "controller, (b) ensure that the persons authorised to process personal data are subject to an appropriate "
        "duty of confidentiality, (c) assist the controller by any appropriate means to ensure compliance with the "
        "rights of the data subject under this Part, (d) at the end of the provision of services by the processor to "
        "the controller— (i) either delete or return to the controller (at the choice of the controller) the "
        "personal data to which the services relate, and (ii) delete copies of the personal data unless subject to a "
        "legal obligation to store the copies, (e) make available to the controller all information necessary to "
        "demonstrate compliance with this section, and (f) comply with the requirements of this section for engaging "
        "sub-processors."
    ),
    sha256="321f199d1b2a1d3175fdcd4d48ebe64fcc22ca27f48d4fcddebf0b414d29103c",
)
S59_7 = _cite(
    instrument=_ACT,
    provision="section 59(7)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/59/2021-12-15",
    version=_VERSION,
    quote=(
        "The terms included in the contract in accordance with subsection (6)(a) must provide that the processor may "
        "transfer personal data to a third country or international organisation only if instructed by the "
        "controller to make the particular transfer."
    ),
    sha256="5c5fe0c28001ac3131de389b3d18218a6892359d1083ccde23775fb160b496df",
)
S61_1 = _cite(
    instrument=_ACT,
    provision="section 61(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/61/2021-12-15",
    version=_VERSION,
    quote=(
        "Each controller must maintain a record of all categories of processing activities for which the controller "
        "is responsible."
    ),
    sha256="6c0c487b95b803f82744820cc4757142fa353c8fe1e0b4b05c8d4db4b6069fd0",
)
S61_2 = _cite(
    instrument=_ACT,
    provision="section 61(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/61/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller's record must contain the following information— (a) the name and contact details of the "
        "controller; (b) where applicable, the name and contact details of the joint controller; (c) where "
        "applicable, the name and contact details of the data protection officer; (d) the purposes of the "
        "processing; (e) the categories of recipients to whom personal data has been or will be disclosed (including "
        "recipients in third countries or international organisations); (f) a description of the categories of— (i) "
        "data subject, and (ii) personal data; (g) where applicable, details of the use of profiling; (h) where "
        "applicable, the categories of transfers of personal data to a third country or an international "
        "organisation; (i) an indication of the legal basis for the processing operations, including transfers, for "
        "which the personal data is intended; (j) where possible, the envisaged time limits for erasure of the "
        "different categories of personal data; (k) where possible, a general description of the technical and "
        "organisational security measures referred to in section 66."
    ),
    sha256="75237cc6d9525dc24bbd056c2b0cb1c18529535e4b0a91bacb2851d8856d3c6f",
)
S61_2_E = _cite(
    instrument=_ACT,
    provision="section 61(2)(e)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/61/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller's record must contain the following information— […] (e) the categories of recipients to "
        "whom personal data has been or will be disclosed (including recipients in third countries or international "
        "organisations);"
    ),
    sha256="4ebef02fedea839b9135f5790926dcd57d8ea56b81dfcf9da2865a5477294b91",
)
S61_2_G = _cite(
    instrument=_ACT,
    provision="section 61(2)(g)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/61/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller's record must contain the following information— […] (g) where applicable, details of the "
        "use of profiling;"
    ),
    sha256="e61c0a7a36dd6eca3761a19c7b938d55a8994138a17c5eee9bcdd3160cb69eb6",
)
S61_2_J = _cite(
    instrument=_ACT,
    provision="section 61(2)(j)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/61/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller's record must contain the following information— […] (j) where possible, the envisaged time "
        "limits for erasure of the different categories of personal data;"
    ),
    sha256="9466d29af2ab3902c484a3e913b23b991fd114da64a243c4d6e6932b53beab23",
)
S62_1 = _cite(
    instrument=_ACT,
    provision="section 62(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/62/2021-12-15",
    version=_VERSION,
    quote=(
        "A controller (or, where personal data is processed on behalf of the controller by a processor, the "
        "processor) must keep logs for at least the following processing operations in automated processing systems— "
        "(a) collection; (b) alteration; (c) consultation; (d) disclosure (including transfers); (e) combination; "
        "(f) erasure."
    ),
    sha256="5c83b030ddf454866a271c99c97d26313b31eb6dbfc3627a403e635c0b4ea541",
)
S62_2 = _cite(
    instrument=_ACT,
    provision="section 62(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/62/2021-12-15",
    version=_VERSION,
    quote=(
        "The logs of consultation must make it possible to establish— (a) the justification for, and date and time "
        "of, the consultation, and (b) so far as possible, the identity of the person who consulted the data."
    ),
    sha256="48bb67057d042a0ed5fd5be05fb9135a9253fa9f36d35002d4083589ea3056b5",
)
S62_3 = _cite(
    instrument=_ACT,
    provision="section 62(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/62/2021-12-15",
    version=_VERSION,
    quote=(
        "The logs of disclosure must make it possible to establish— (a) the justification for, and date and time of, "
        "the disclosure, and (b) so far as possible— (i) the identity of the person who disclosed the data, and (ii) "
        "the identity of the recipients of the data."
    ),
    sha256="cffb07353934261e8a8e4757bfa10dbf1bbbd4c999aa519a564566964940ba28",
)
S62_4 = _cite(
    instrument=_ACT,
    provision="section 62(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/62/2021-12-15",
    version=_VERSION,
    quote=(
        "The logs kept under subsection (1) may be used only for one or more of the following purposes— (a) to "
        "verify the lawfulness of processing; (b) to assist with self-monitoring by the controller or (as the case "
        "may be) the processor, including the conduct of internal disciplinary proceedings; (c) to ensure the "
        "integrity and security of personal data; (d) the purposes of criminal proceedings."
    ),
    sha256="82013901216f77cd502fbdb460ae699fd8dc1b8dc47daded81d0ee38820c51ef",
)
S62_5 = _cite(
    instrument=_ACT,
    provision="section 62(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/62/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller or (as the case may be) the processor must make the logs available to the Commissioner on "
        "request."
    ),
    sha256="5d9acb85730a8f4f37af1569a4f41daf0e3a575235e21055075b6e9460acce39",
)
S64_1 = _cite(
    instrument=_ACT,
    provision="section 64(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/64/2021-12-15",
    version=_VERSION,
    quote=(
        "Where a type of processing is likely to result in a high risk to the rights and freedoms of individuals, "
        "the controller must, prior to the processing, carry out a data protection impact assessment."
    ),
    sha256="bf0c513647199aa22409e283d7fb345ce77a942e54d4518503b9a0d1dba6ec9c",
)
S64_2 = _cite(
    instrument=_ACT,
    provision="section 64(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/64/2021-12-15",
    version=_VERSION,
    quote=(
        "A data protection impact assessment is an assessment of the impact of the envisaged processing operations "
        "on the protection of personal data."
    ),
    sha256="6da6b2230bc99912f862e6ab3419e2de567d28d6d267fe8eeac209b94a57dc63",
)
S64_3 = _cite(
    instrument=_ACT,
    provision="section 64(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/64/2021-12-15",
    version=_VERSION,
    quote=(
        "A data protection impact assessment must include the following— (a) a general description of the envisaged "
        "processing operations; (b) an assessment of the risks to the rights and freedoms of data subjects; (c) the "
        "measures envisaged to address those risks; (d) safeguards, security measures and mechanisms to ensure the "
        "protection of personal data and to demonstrate compliance with this Part, taking into account the rights "
        "and legitimate interests of the data subjects and other persons concerned."
    ),
    sha256="d90d7616ab2a71e12703e59669a502929a2078e9c31299c03242697e273d9bb3",
)
S64_4 = _cite(
    instrument=_ACT,
    provision="section 64(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/64/2021-12-15",
    version=_VERSION,
    quote=(
        "In deciding whether a type of processing is likely to result in a high risk to the rights and freedoms of "
        "individuals, the controller must take into account the nature, scope, context and purposes of the "
        "processing."
    ),
    sha256="da41e2ab7862be25a7b4600e0ef2af49def5fc87bc1f2dda9013755438d15bc3",
)

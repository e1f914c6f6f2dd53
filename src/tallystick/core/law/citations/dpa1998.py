# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 1998 (c. 29): the law of the United Kingdom from 1 March 2000 to 24 May 2018."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Act 1998"
_VERSION = "as in force on 1 June 2004 (the copy that was read; later amendments to this provision were not read)"

S4_4 = _cite(
    instrument=_ACT,
    provision="section 4(4)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/4/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to section 27(1), it shall be the duty of a data controller to comply with the data protection "
        "principles in relation to all personal data with respect to which he is the data controller."
    ),
    sha256="064c1be68594c64ae2de58312a3649648b43e556a77a41c83701920bce6fc460",
)
S7_1 = _cite(
    instrument=_ACT,
    provision="section 7(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/7/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to the following provisions of this section and to sections 8, 9 and 9A, an individual is entitled— "
        "(a) to be informed by any data controller whether personal data of which that individual is the data "
        "subject are being processed by or on behalf of that data controller, (b) if that is the case, to be given "
        "by the data controller a description of— (i) the personal data of which that individual is the data "
        "subject, (ii) the purposes for which they are being or are to be processed, and (iii) the recipients or "
        "classes of recipients to whom they are or may be disclosed, (c) to have communicated to him in an "
        "intelligible form— (i) the information constituting any personal data of which that individual is the data "
        "subject, and (ii) any information available to the data controller as to the source of those data, […]"
    ),
    sha256="9a15260f51d3e4416fabf001aa40fa6fc997ddb28d2f01ee9bc4fae433a63f8a",
)
S7_8 = _cite(
    instrument=_ACT,
    provision="section 7(8)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/7/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to subsection (4), a data controller shall comply with a request under this section promptly and in "
        "any event before the end of the prescribed period beginning with the relevant day."
    ),
    sha256="d27a6196b7af0c91f246094f7b69b4281ebfbeb921b4ab80b1b20c882919b7a0",
)
S10_1 = _cite(
    instrument=_ACT,
    provision="section 10(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/10/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to subsection (2), an individual is entitled at any time by notice in writing to a data controller "
        "to require the data controller at the end of such period as is reasonable in the circumstances to cease, or "
        "not to begin, processing, or processing for a specified purpose or in a specified manner, any personal data "
        "in respect of which he is the data subject, on the ground that, for specified reasons— (a) the processing "
        "of those data or their processing for that purpose or in that manner is causing or is likely to cause "
        "substantial damage or substantial distress to him or to another, and (b) that damage or distress is or "
        "would be unwarranted."
    ),
    sha256="647d4907cb9f8e781442b672c143b7d49c11de06331c566f4f8d0f93d094d90f",
)
S10_3 = _cite(
    instrument=_ACT,
    provision="section 10(3)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/10/2004-06-01",
    version=_VERSION,
    quote=(
        "The data controller must within twenty-one days of receiving a notice under subsection (1) (“the data "
        "subject notice”) give the individual who gave it a written notice— (a) stating that he has complied or "
        "intends to comply with the data subject notice, or (b) stating his reasons for regarding the data subject "
        "notice as to any extent unjustified and the extent (if any) to which he has complied or intends to comply "
        "with it."
    ),
    sha256="94475557231fb61342bd7eb7b92effefe61c77495f08a2e51b13185708d52885",
)
S17_1 = _cite(
    instrument=_ACT,
    provision="section 17(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/section/17/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to the following provisions of this section, personal data must not be processed unless an entry in "
        "respect of the data controller is included in the register maintained by the Commissioner under section 19 "
        "(or is treated by notification regulations made by virtue of section 19(3) as being so included)."
    ),
    sha256="f0d105d60ff838a843de8be8fd1d81b669c45ad12fa8019525fc5b503b5829a2",
)
PRINCIPLE_1 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 1",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/1/2004-06-01",
    version=_VERSION,
    quote=(
        "Personal data shall be processed fairly and lawfully and, in particular, shall not be processed unless— (a) "
        "at least one of the conditions in Schedule 2 is met, and (b) in the case of sensitive personal data, at "
        "least one of the conditions in Schedule 3 is also met."
    ),
    sha256="22d999b70d114c001aefbcce9192bd724444f0671132681bd22d734d57346500",
)
PRINCIPLE_2 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 2",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/2/2004-06-01",
    version=_VERSION,
    quote=(
        "Personal data shall be obtained only for one or more specified and lawful purposes, and shall not be "
        "further processed in any manner incompatible with that purpose or those purposes."
    ),
    sha256="4e2eff5e8e83f97584ee379ac252d8ccac366b8aa6f226e92a6b3cd588142269",
)
PRINCIPLE_3 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 3",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/3/2004-06-01",
    version=_VERSION,
    quote=(
        "Personal data shall be adequate, relevant and not excessive in relation to the purpose or purposes for "
        "which they are processed."
    ),
    sha256="4bca02f81133fb280cb25231bf37b35f3763a8991153ff7b2d5a3808226ce1d5",
)
PRINCIPLE_4 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 4",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/4/2004-06-01",
    version=_VERSION,
    quote="Personal data shall be accurate and, where necessary, kept up to date.",
    sha256="383636f6b4b8fbf26b24cbf80d7209460a4458f0278dc8045b72bada21fb4d05",
)
PRINCIPLE_5 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 5",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/5/2004-06-01",
    version=_VERSION,
    quote=(
        "Personal data processed for any purpose or purposes shall not be kept for longer than is necessary for that "
        "purpose or those purposes."
    ),
    sha256="248b32601dc8fc7a5252cc487b6baae7e498d009ba6fe220db0ea0b38ea2a131",
)
PRINCIPLE_6 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 6",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/6/2004-06-01",
    version=_VERSION,
    quote="Personal data shall be processed in accordance with the rights of data subjects under this Act.",
    sha256="35548b4be2c13a38ec296fe28997d4d80826877680963212397ef2aa99c4612e",
)
PRINCIPLE_7 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 7",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/7/2004-06-01",
    version=_VERSION,
    quote=(
        "Appropriate technical and organisational measures shall be taken against unauthorised or unlawful "
        "processing of personal data and against accidental loss or destruction of, or damage to, personal data."
    ),
    sha256="f6c30ac8f06f4d12f113af9e428e33383e3d12429f7b616b08d1173ae0eda9fa",
)
PRINCIPLE_8 = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part I paragraph 8",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/I/paragraph/8/2004-06-01",
    version=_VERSION,
    quote=(
        "Personal data shall not be transferred to a country or territory outside the European Economic Area unless "
        "that country or territory ensures an adequate level of protection for the rights and freedoms of data "
        "subjects in relation to the processing of personal data."
    ),
    sha256="0788030bc0704718a2c53f1ce33620f60c805fe715d07259637609bb00e3bffe",
)
FAIRNESS_NOTICE = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part II paragraph 2(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/II/paragraph/2/2004-06-01",
    version=_VERSION,
    quote=(
        "Subject to paragraph 3, for the purposes of the first principle personal data are not to be treated as "
        "processed fairly unless— (a) in the case of data obtained from the data subject, the data controller "
        "ensures so far as practicable that the data subject has, is provided with, or has made readily available to "
        "him, the information specified in sub-paragraph (3), and (b) in any other case, the data controller ensures "
        "so far as practicable that, before the relevant time or as soon as practicable after that time, the data "
        "subject has, is provided with, or has made readily available to him, the information specified in "
        "sub-paragraph (3)."
    ),
    sha256="3e4754c730b1d2419b270f281d368b1e20639006d7137243f11d017f3c67a8b7",
)
PROCESSOR_CHOICE = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part II paragraph 11",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/II/paragraph/11/2004-06-01",
    version=_VERSION,
    quote=(
        "Where processing of personal data is carried out by a data processor on behalf of a data controller, the "
        "data controller must in order to comply with the seventh principle— (a) choose a data processor providing "
        "sufficient guarantees in respect of the technical and organisational security measures governing the "
        "processing to be carried out, and (b) take reasonable steps to ensure compliance with those measures."
    ),
    sha256="5ac8bfae52e8284156b7e9be060e3886c6a1ddd8815b2a147964147cade6bcae",
)
PROCESSOR_CONTRACT = _cite(
    instrument=_ACT,
    provision="Schedule 1 Part II paragraph 12",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/1/part/II/paragraph/12/2004-06-01",
    version=_VERSION,
    quote=(
        "Where processing of personal data is carried out by a data processor on behalf of a data controller, the "
        "data controller is not to be regarded as complying with the seventh principle unless— (a) the processing is "
        "carried out under a contract— (i) which is made or evidenced in writing, and (ii) under which the data "
        "processor is to act only on instructions from the data controller, and (b) the contract requires the data "
        "processor to comply with obligations equivalent to those imposed on a data controller by the seventh "
        "principle."
    ),
    sha256="03a63ca63abbb50c55397293613cdd4b69977e2b8061b460c8b4293f7ff033d5",
)
SCH2_P1 = _cite(
    instrument=_ACT,
    provision="Schedule 2 paragraph 1",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/2/paragraph/1/2004-06-01",
    version=_VERSION,
    quote="The data subject has given his consent to the processing.",
    sha256="583315fe41baf732f9b645c7beb225e51031beb0fa7b533be57a220d68092984",
)
SCH2_P3 = _cite(
    instrument=_ACT,
    provision="Schedule 2 paragraph 3",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/2/paragraph/3/2004-06-01",
    version=_VERSION,
    quote=(
        "The processing is necessary for compliance with any legal obligation to which the data controller is "
        "subject, other than an obligation imposed by contract."
    ),
    sha256="fd8a88ff73c50f0ef2905f57bc26f06010e1a32587c84a36a5d484619be85629",
)
SCH2_P5 = _cite(
    instrument=_ACT,
    provision="Schedule 2 paragraph 5",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/2/paragraph/5/2004-06-01",
    version=_VERSION,
    quote=(
        "The processing is necessary— (a) for the administration of justice, (b) for the exercise of any functions "
        "conferred on any person by or under any enactment, (c) for the exercise of any functions of the Crown, a "
        "Minister of the Crown or a government department, or (d) for the exercise of any other functions of a "
        "public nature exercised in the public interest by any person."
    ),
    sha256="6436e0a2cdffee205d97b93d38c9df4b331d90a180fff68ef83628fec9026ffe",
)
SCH2_P6 = _cite(
    instrument=_ACT,
    provision="Schedule 2 paragraph 6(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/2/paragraph/6/2004-06-01",
    version=_VERSION,
    quote=(
        "The processing is necessary for the purposes of legitimate interests pursued by the data controller or by "
        "the third party or parties to whom the data are disclosed, except where the processing is unwarranted in "
        "any particular case by reason of prejudice to the rights and freedoms or legitimate interests of the data "
        "subject."
    ),
    sha256="1e88ba6384098554b4fbe4c72a22c578a2310b5edb7e2cdc310ad90de718c106",
)
SCH3_P1 = _cite(
    instrument=_ACT,
    provision="Schedule 3 paragraph 1",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/3/paragraph/1/2004-06-01",
    version=_VERSION,
    quote="The data subject has given his explicit consent to the processing of the personal data.",
    sha256="edb3fee2320f8839cc8c22f20d3c74cb9e5878ece484bf6766fc58eb95cdf2f2",
)
SCH3_P7 = _cite(
    instrument=_ACT,
    provision="Schedule 3 paragraph 7(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/3/paragraph/7/2004-06-01",
    version=_VERSION,
    quote=(
        "The processing is necessary— (a) for the administration of justice, (b) for the exercise of any functions "
        "conferred on any person by or under an enactment, or (c) for the exercise of any functions of the Crown, a "
        "Minister of the Crown or a government department."
    ),
    sha256="0918e9ae54e6454aff613f5b2f124ff8f2664efeea5c6e6e61a4149ffd12f038",
)
SCH3_P8 = _cite(
    instrument=_ACT,
    provision="Schedule 3 paragraph 8(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/29/schedule/3/paragraph/8/2004-06-01",
    version=_VERSION,
    quote=(
        "The processing is necessary for medical purposes and is undertaken by— (a) a health professional, or (b) a "
        "person who in the circumstances owes a duty of confidentiality which is equivalent to that which would "
        "arise if that person were a health professional."
    ),
    sha256="bd5510aa2df936c8b89c2063374bbefe5571da893b672ba5f62e64891b8f3248",
)

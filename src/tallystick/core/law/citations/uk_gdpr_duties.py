# SPDX-License-Identifier: Apache-2.0
"""UK GDPR, Articles 24-46: duties, transfers; from 31 December 2020, before the 2025 Act."""

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

ART_24_1 = _cite(
    instrument=_ACT,
    provision="Article 24(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/24/2020-12-31",
    version=_VERSION,
    quote=(
        "Taking into account the nature, scope, context and purposes of processing as well as the risks of varying "
        "likelihood and severity for the rights and freedoms of natural persons, the controller shall implement "
        "appropriate technical and organisational measures to ensure and to be able to demonstrate that processing "
        "is performed in accordance with this Regulation. Those measures shall be reviewed and updated where "
        "necessary."
    ),
    sha256="4ab0b5c456120cbbc85a045342d7eb9d850db264e4e747af4f882b8fa7513c9d",
)
ART_25_1 = _cite(
    instrument=_ACT,
    provision="Article 25(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/25/2020-12-31",
    version=_VERSION,
    quote=(
        "Taking into account the state of the art, the cost of implementation and the nature, scope, context and "
        "purposes of processing as well as the risks of varying likelihood and severity for rights and freedoms of "
        "natural persons posed by the processing, the controller shall, both at the time of the determination of the "
        "means for processing and at the time of the processing itself, implement appropriate technical and "
        "organisational measures, such as pseudonymisation, which are designed to implement data-protection "
        "principles, such as data minimisation, in an effective manner and to integrate the necessary safeguards "
        "into the processing in order to meet the requirements of this Regulation and protect the rights of data "
        "subjects."
    ),
    sha256="e6fa8bd9e008b448d4904925e75fb86d9aa6ebecc87394c917f6967d2d03979f",
)
ART_25_2 = _cite(
    instrument=_ACT,
    provision="Article 25(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/25/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall implement appropriate technical and organisational measures for ensuring that, by "
        "default, only personal data which are necessary for each specific purpose of the processing are processed. "
        "That obligation applies to the amount of personal data collected, the extent of their processing, the "
        "period of their storage and their accessibility. In particular, such measures shall ensure that by default "
        "personal data are not made accessible without the individual's intervention to an indefinite number of "
        "natural persons."
    ),
    sha256="12c47261bb24c90d60d0d0176b65a176b96527bdc68d4f7c0fafff18413ea854",
)
ART_26_1 = _cite(
    instrument=_ACT,
    provision="Article 26(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/26/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Where two or more controllers jointly determine the purposes and means of processing, they shall be joint "
        "controllers. They shall in a transparent manner determine their respective responsibilities for compliance "
        "with the obligations under this Regulation, in particular as regards the exercising of the rights of the "
        "data subject and their respective duties to provide the information referred to in Articles 13 and 14, by "
        "means of an arrangement between them unless, and in so far as, the respective responsibilities of the "
        "controllers are determined by domestic law."
    ),
    sha256="a769a73ddba6d61b8ac36231121501cd8d141b7c259e04807d1c03570938b233",
)
ART_26_2 = _cite(
    instrument=_ACT,
    provision="Article 26(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/26/2020-12-31",
    version=_VERSION,
    quote=(
        "The arrangement referred to in paragraph 1 shall duly reflect the respective roles and relationships of the "
        "joint controllers vis-à-vis the data subjects. The essence of the arrangement shall be made available to "
        "the data subject."
    ),
    sha256="b3e3a8d67e9778f9fdaeb18d4fe8980ce82ab2e650a3ae26f73c8a1d1e3dbcd3",
)
ART_28_1 = _cite(
    instrument=_ACT,
    provision="Article 28(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/28/2020-12-31",
    version=_VERSION,
    quote=(
        "Where processing is to be carried out on behalf of a controller, the controller shall use only processors "
        "providing sufficient guarantees to implement appropriate technical and organisational measures in such a "
        "manner that processing will meet the requirements of this Regulation and ensure the protection of the "
        "rights of the data subject."
    ),
    sha256="d73d3a7ad4f880acf5c13543bbf2b6f5d823733d87b3982803ec63547671b9cb",
)
ART_28_3 = _cite(
    instrument=_ACT,
    provision="Article 28(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/28/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Processing by a processor shall be governed by a contract or other legal act under domestic law, that is "
        "binding on the processor with regard to the controller and that sets out the subject-matter and duration of "
        "the processing, the nature and purpose of the processing, the type of personal data and categories of data "
        "subjects and the obligations and rights of the controller. […]"
    ),
    sha256="d07c53bc018e314075684cd5578c94d055de1c482c8919ab04ff74b328e59045",
)
ART_28_9 = _cite(
    instrument=_ACT,
    provision="Article 28(9)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/28/2020-12-31",
    version=_VERSION,
    quote=(
        "The contract or the other legal act referred to in paragraphs 3 and 4 shall be in writing, including in "
        "electronic form."
    ),
    sha256="0bf546ca08948921745e4e56331aeef6cfaa342d74c6483b012f1b68ae3f43ca",
)
ART_30_1 = _cite(
    instrument=_ACT,
    provision="Article 30(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/30/2020-12-31",
    version=_VERSION,
    quote=(
        "Each controller and, where applicable, the controller's representative, shall maintain a record of "
        "processing activities under its responsibility. That record shall contain all of the following information: "
        "(a) the name and contact details of the controller and, where applicable, the joint controller, the "
        "controller's representative and the data protection officer; (b) the purposes of the processing; (c) a "
        "description of the categories of data subjects and of the categories of personal data; (d) the categories "
        "of recipients to whom the personal data have been or will be disclosed including recipients in third "
        "countries or international organisations; (e) where applicable, transfers of personal data to a third "
        "country or an international organisation, including the identification of that third country or "
        "international organisation and, in the case of transfers referred to in the second subparagraph of Article "
        "49(1), the documentation of suitable safeguards; (f) where possible, the envisaged time limits for erasure "
        "of the different categories of data; […]"
    ),
    sha256="662ddbc830f402c18d38710e562f22cff05a56ce708cf05092229564c3c12855",
)
ART_32_1 = _cite(
    instrument=_ACT,
    provision="Article 32(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/32/2020-12-31",
    version=_VERSION,
    quote=(
        "Taking into account the state of the art, the costs of implementation and the nature, scope, context and "
        "purposes of processing as well as the risk of varying likelihood and severity for the rights and freedoms "
        "of natural persons, the controller and the processor shall implement appropriate technical and "
        "organisational measures to ensure a level of security appropriate to the risk, including inter alia as "
        "appropriate: […]"
    ),
    sha256="ce97081f3338d26080373940c6e815823ec12476a541f67bc8975c75efaacd2d",
)
ART_33_1 = _cite(
    instrument=_ACT,
    provision="Article 33(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/33/2020-12-31",
    version=_VERSION_2,
    quote=(
        "In the case of a personal data breach, the controller shall without undue delay and, where feasible, not "
        "later than 72 hours after having become aware of it, notify the personal data breach to the Commissioner, "
        "unless the personal data breach is unlikely to result in a risk to the rights and freedoms of natural "
        "persons. Where the notification under this paragraph is not made within 72 hours, it shall be accompanied "
        "by reasons for the delay."
    ),
    sha256="e3ff7a148f5aa041bc9ad042e4da8a95ebdef3e328da5228926409440e11d44e",
)
ART_33_5 = _cite(
    instrument=_ACT,
    provision="Article 33(5)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/33/2020-12-31",
    version=_VERSION_2,
    quote=(
        "The controller shall document any personal data breaches, comprising the facts relating to the personal "
        "data breach, its effects and the remedial action taken. That documentation shall enable the Commissioner to "
        "verify compliance with this Article."
    ),
    sha256="f24be18b10fafa75931d29dbd9f71644217ee40b85ae6c92a3586480b70fd5d8",
)
ART_34_1 = _cite(
    instrument=_ACT,
    provision="Article 34(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/34/2020-12-31",
    version=_VERSION,
    quote=(
        "When the personal data breach is likely to result in a high risk to the rights and freedoms of natural "
        "persons, the controller shall communicate the personal data breach to the data subject without undue delay."
    ),
    sha256="15fe84681e44264818adbcb9f11162c02d9696a581f77b0e8dff56b3eb09e5a5",
)
ART_35_1 = _cite(
    instrument=_ACT,
    provision="Article 35(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "Where a type of processing in particular using new technologies, and taking into account the nature, scope, "
        "context and purposes of the processing, is likely to result in a high risk to the rights and freedoms of "
        "natural persons, the controller shall, prior to the processing, carry out an assessment of the impact of "
        "the envisaged processing operations on the protection of personal data. A single assessment may address a "
        "set of similar processing operations that present similar high risks."
    ),
    sha256="8bf5d2d1042a9e2b3d061189fe1ae63795027c4a4c099eaee60f6942d41fb74f",
)
ART_35_2 = _cite(
    instrument=_ACT,
    provision="Article 35(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller shall seek the advice of the data protection officer, where designated, when carrying out a "
        "data protection impact assessment."
    ),
    sha256="d65f391cfe4f4159883a211594774f386c105d08deac35b43f2e0b777fddc47b",
)
ART_35_3 = _cite(
    instrument=_ACT,
    provision="Article 35(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "A data protection impact assessment referred to in paragraph 1 shall in particular be required in the case "
        "of: (a) a systematic and extensive evaluation of personal aspects relating to natural persons which is "
        "based on automated processing, including profiling, and on which decisions are based that produce legal "
        "effects concerning the natural person or similarly significantly affect the natural person; (b) processing "
        "on a large scale of special categories of data referred to in Article 9(1), or of personal data relating to "
        "criminal convictions and offences referred to in Article 10; or (c) a systematic monitoring of a publicly "
        "accessible area on a large scale."
    ),
    sha256="2b10c4e4a0c2a9d91fd4577fb641d7a794a45865b11a7f422693052493f5c249",
)
ART_35_7 = _cite(
    instrument=_ACT,
    provision="Article 35(7)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "The assessment shall contain at least: (a) a systematic description of the envisaged processing operations "
        "and the purposes of the processing, including, where applicable, the legitimate interest pursued by the "
        "controller; (b) an assessment of the necessity and proportionality of the processing operations in relation "
        "to the purposes; (c) an assessment of the risks to the rights and freedoms of data subjects referred to in "
        "paragraph 1; and (d) the measures envisaged to address the risks, including safeguards, security measures "
        "and mechanisms to ensure the protection of personal data and to demonstrate compliance with this Regulation "
        "taking into account the rights and legitimate interests of data subjects and other persons concerned."
    ),
    sha256="95a648decc4c6f23bfbe6e677c43929e8ab2604307c053b09210fc20ba671f84",
)
ART_35_9 = _cite(
    instrument=_ACT,
    provision="Article 35(9)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "Where appropriate, the controller shall seek the views of data subjects or their representatives on the "
        "intended processing, without prejudice to the protection of commercial or public interests or the security "
        "of processing operations."
    ),
    sha256="dfbc48c5f0729dc31ce006f0a8b8d958ba1df825b086851435c703e2e67a86ea",
)
ART_35_11 = _cite(
    instrument=_ACT,
    provision="Article 35(11)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/35/2020-12-31",
    version=_VERSION,
    quote=(
        "Where necessary, the controller shall carry out a review to assess if processing is performed in accordance "
        "with the data protection impact assessment at least when there is a change of the risk represented by "
        "processing operations."
    ),
    sha256="cf1e4c40ef5083d35242f540be5c68b5565145d1ea970540d76a684c3657850c",
)
ART_36_1 = _cite(
    instrument=_ACT,
    provision="Article 36(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/36/2020-12-31",
    version=_VERSION_2,
    quote=(
        "The controller shall consult the Commissioner prior to processing where a data protection impact assessment "
        "under Article 35 indicates that the processing would result in a high risk in the absence of measures taken "
        "by the controller to mitigate the risk."
    ),
    sha256="296490f5eb89d87fc64da232151a6d88a3ddaae049cdda16338dfafcdf60a649",
)
ART_36_2 = _cite(
    instrument=_ACT,
    provision="Article 36(2)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/36/2020-12-31",
    version=_VERSION_2,
    quote=(
        "Where the Commissioner is of the opinion that the intended processing referred to in paragraph 1 would "
        "infringe this Regulation, in particular where the controller has insufficiently identified or mitigated the "
        "risk, the Commissioner shall, within period of up to eight weeks of receipt of the request for "
        "consultation, provide written advice to the controller and, where applicable to the processor, and may use "
        "any of its powers referred to in Article 58. That period may be extended by six weeks, taking into account "
        "the complexity of the intended processing. […]"
    ),
    sha256="93d3a64eca65b073367b87a6eb5cb49c4078b3439a540f233933336ff6821a9e",
)
ART_37_1_A = _cite(
    instrument=_ACT,
    provision="Article 37(1)(a)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/37/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller and the processor shall designate a data protection officer in any case where: (a) the "
        "processing is carried out by a public authority or body, except for courts acting in their judicial "
        "capacity;"
    ),
    sha256="1d0115ee98224ae7e1c117cc8f2d3fd3970412b1405b273925919f284f24bb20",
)
ART_38_1 = _cite(
    instrument=_ACT,
    provision="Article 38(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/38/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller and the processor shall ensure that the data protection officer is involved, properly and in "
        "a timely manner, in all issues which relate to the protection of personal data."
    ),
    sha256="c920d679d12dd8ff48650c743e87ebf2b6d269a188f40779061e5213001b03da",
)
ART_38_3 = _cite(
    instrument=_ACT,
    provision="Article 38(3)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/38/2020-12-31",
    version=_VERSION,
    quote=(
        "The controller and processor shall ensure that the data protection officer does not receive any "
        "instructions regarding the exercise of those tasks. He or she shall not be dismissed or penalised by the "
        "controller or the processor for performing his tasks. The data protection officer shall directly report to "
        "the highest management level of the controller or the processor."
    ),
    sha256="148af12b378c478585af9cfe26305b902fc1c64fc611d2a89d10079778e8b7a7",
)
ART_39_1_C = _cite(
    instrument=_ACT,
    provision="Article 39(1)(c)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/39/2020-12-31",
    version=_VERSION,
    quote=(
        "The data protection officer shall have at least the following tasks: […] (c) to provide advice where "
        "requested as regards the data protection impact assessment and monitor its performance pursuant to Article "
        "35;"
    ),
    sha256="2373ba92bf2986350c60c26debf2505814471c7c9eb141a2c748ce28eb70af85",
)
ART_44 = _cite(
    instrument=_ACT,
    provision="Article 44",
    url="https://www.legislation.gov.uk/eur/2016/679/article/44/2020-12-31",
    version=_VERSION,
    quote=(
        "Any transfer of personal data which are undergoing processing or are intended for processing after transfer "
        "to a third country or to an international organisation shall take place only if, subject to the other "
        "provisions of this Regulation, the conditions laid down in this Chapter are complied with by the controller "
        "and processor, including for onward transfers of personal data from the third country or an international "
        "organisation to another third country or to another international organisation. […]"
    ),
    sha256="2b278c685d7c2b92c5e5428317beb70075f36d0d98cdab057c78691ee3c065d0",
)
ART_46_1 = _cite(
    instrument=_ACT,
    provision="Article 46(1)",
    url="https://www.legislation.gov.uk/eur/2016/679/article/46/2020-12-31",
    version=_VERSION_2,
    quote=(
        "In the absence of adequacy regulations under section 17A of the 2018 Act, a controller or processor may "
        "transfer personal data to a third country or an international organisation only if the controller or "
        "processor has provided appropriate safeguards, and on condition that enforceable data subject rights and "
        "effective legal remedies for data subjects are available."
    ),
    sha256="990ea1b9f24f6fecc2d453359111308ef807135a09887cebb934642c97abee89",
)

# SPDX-License-Identifier: Apache-2.0
"""Law Enforcement Directive (EU) 2016/680, Articles 19-35: what Member States must ask of controllers."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Law Enforcement Directive (EU) 2016/680"
_VERSION = (
    "as adopted on 27 April 2016 (OJ L 119, 4.5.2016, p. 89), to be transposed by 6 May 2018; read in a stored copy "
    "of the EUR-Lex text"
)

ART_19_1 = _cite(
    instrument=_ACT,
    provision="Article 19(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_19",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller, taking into account the nature, scope, context and purposes "
        "of processing as well as the risks of varying likelihood and severity for the rights and freedoms of "
        "natural persons, to implement appropriate technical and organisational measures to ensure and to be able to "
        "demonstrate that processing is performed in accordance with this Directive. Those measures shall be "
        "reviewed and updated where necessary."
    ),
    sha256="f1f5f015211b0533722bd0b5036e55e337c3f6f3015407c15f7e5b59ed4606cf",
)
ART_20_1 = _cite(
    instrument=_ACT,
    provision="Article 20(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_20",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller, taking into account the state of the art, the cost of "
        "implementation and the nature, scope, context and purposes of processing, as well as the risks of varying "
        "likelihood and severity for rights and freedoms of natural persons posed by the processing, both at the "
        "time of the determination of the means for processing and at the time of the processing itself, to "
        "implement appropriate technical and organisational measures, such as pseudonymisation, which are designed "
        "to implement data protection principles, such as data minimisation, in an effective manner and to integrate "
        "the necessary safeguards into the processing, in order to meet the requirements of this Directive and "
        "protect the rights of data subjects."
    ),
    sha256="6467f3c0a4b3c59ee2dc978302240369dc14e845ca1fe837358244825133ab09",
)
ART_20_2 = _cite(
    instrument=_ACT,
    provision="Article 20(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_20",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to implement appropriate technical and organisational "
        "measures ensuring that, by default, only personal data which are necessary for each specific purpose of the "
        "processing are processed. That obligation applies to the amount of personal data collected, the extent of "
        "their processing, the period of their storage and their accessibility. […]"
    ),
    sha256="77ab94ac4b52b833fa96352915ff07217f1ee4711a27e1212c254051573d4d84",
)
ART_21_1 = _cite(
    instrument=_ACT,
    provision="Article 21(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_21",
    version=_VERSION,
    quote=(
        "Member States shall, where two or more controllers jointly determine the purposes and means of processing, "
        "provide for them to be joint controllers. They shall, in a transparent manner, determine their respective "
        "responsibilities for compliance with this Directive, in particular as regards the exercise of the rights of "
        "the data subject and their respective duties to provide the information referred to in Article 13, by means "
        "of an arrangement between them unless, and in so far as, the respective responsibilities of the controllers "
        "are determined by Union or Member State law to which the controllers are subject. […]"
    ),
    sha256="06d3429941d855479a5065c3187b0afd757874811106dea8ff67085eef4fb798",
)
ART_22_1 = _cite(
    instrument=_ACT,
    provision="Article 22(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_22",
    version=_VERSION,
    quote=(
        "Member States shall, where processing is to be carried out on behalf of a controller, provide for the "
        "controller to use only processors providing sufficient guarantees to implement appropriate technical and "
        "organisational measures in such a manner that the processing will meet the requirements of this Directive "
        "and ensure the protection of the rights of the data subject."
    ),
    sha256="77f78a33ec0d743ba55443bdd5277a7f879665348fb0c6f2d104960d14ed71cb",
)
ART_22_3 = _cite(
    instrument=_ACT,
    provision="Article 22(3)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_22",
    version=_VERSION,
    quote=(
        "Member States shall provide for the processing by a processor to be governed by a contract or other legal "
        "act under Union or Member State law, that is binding on the processor with regard to the controller and "
        "that sets out the subject-matter and duration of the processing, the nature and purpose of the processing, "
        "the type of personal data and categories of data subjects and the obligations and rights of the controller. "
        "[…]"
    ),
    sha256="69da2b1c29a6035e02264065e03994786d2a34ea8cf9dab0e25ca544bd265897",
)
ART_22_4 = _cite(
    instrument=_ACT,
    provision="Article 22(4)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_22",
    version=_VERSION,
    quote=(
        "The contract or the other legal act referred to in paragraph 3 shall be in writing, including in an "
        "electronic form."
    ),
    sha256="8bce401be63075999835ea495cf80ba59904398b7ff10df4a35c1258ab35f6ea",
)
ART_24_1 = _cite(
    instrument=_ACT,
    provision="Article 24(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_24",
    version=_VERSION,
    quote=(
        "Member States shall provide for controllers to maintain a record of all categories of processing activities "
        "under their responsibility. That record shall contain all of the following information: (a) the name and "
        "contact details of the controller and, where applicable, the joint controller and the data protection "
        "officer; (b) the purposes of the processing; (c) the categories of recipients to whom the personal data "
        "have been or will be disclosed including recipients in third countries or international organisations; (d) "
        "a description of the categories of data subject and of the categories of personal data; (e) where "
        "applicable, the use of profiling; (f) where applicable, the categories of transfers of personal data to a "
        "third country or an international organisation; (g) an indication of the legal basis for the processing "
        "operation, including transfers, for which the personal data are intended; (h) where possible, the envisaged "
        "time limits for erasure of the different categories of personal data; (i) where possible, a general "
        "description of the technical and organisational security measures referred to in Article 29(1)."
    ),
    sha256="fd2d5f611b80192e658e81477759344775e9066543b7dfed50aac831b00eb160",
)
ART_25_1 = _cite(
    instrument=_ACT,
    provision="Article 25(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_25",
    version=_VERSION,
    quote=(
        "Member States shall provide for logs to be kept for at least the following processing operations in "
        "automated processing systems: collection, alteration, consultation, disclosure including transfers, "
        "combination and erasure. The logs of consultation and disclosure shall make it possible to establish the "
        "justification, date and time of such operations and, as far as possible, the identification of the person "
        "who consulted or disclosed personal data, and the identity of the recipients of such personal data."
    ),
    sha256="8cc706a2229da4cd3b3c64dd410bf7dc70fe047efe010cfdaf3444129f5c8e8d",
)
ART_25_2 = _cite(
    instrument=_ACT,
    provision="Article 25(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_25",
    version=_VERSION,
    quote=(
        "The logs shall be used solely for verification of the lawfulness of processing, self-monitoring, ensuring "
        "the integrity and security of the personal data, and for criminal proceedings."
    ),
    sha256="3263410421d694e2e0dfe5b55e043aa65503fbb9d7c5eaccf102aa2b4134f0cc",
)
ART_27_1 = _cite(
    instrument=_ACT,
    provision="Article 27(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_27",
    version=_VERSION,
    quote=(
        "Where a type of processing, in particular, using new technologies, and taking into account the nature, "
        "scope, context and purposes of the processing is likely to result in a high risk to the rights and freedoms "
        "of natural persons, Member States shall provide for the controller to carry out, prior to the processing, "
        "an assessment of the impact of the envisaged processing operations on the protection of personal data."
    ),
    sha256="d2341b4c7a848a8890955e042306184f9571d93617086207ecb88ea2f2783c35",
)
ART_27_2 = _cite(
    instrument=_ACT,
    provision="Article 27(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_27",
    version=_VERSION,
    quote=(
        "The assessment referred to in paragraph 1 shall contain at least a general description of the envisaged "
        "processing operations, an assessment of the risks to the rights and freedoms of data subjects, the measures "
        "envisaged to address those risks, safeguards, security measures and mechanisms to ensure the protection of "
        "personal data and to demonstrate compliance with this Directive, taking into account the rights and "
        "legitimate interests of the data subjects and other persons concerned."
    ),
    sha256="ecf0c7371fadb587cef509429ebc5210308f6e42e1dcb267fc028c69b471ef8f",
)
ART_28_1 = _cite(
    instrument=_ACT,
    provision="Article 28(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_28",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller or processor to consult the supervisory authority prior to "
        "processing which will form part of a new filing system to be created, where: (a) a data protection impact "
        "assessment as provided for in Article 27 indicates that the processing would result in a high risk in the "
        "absence of measures taken by the controller to mitigate the risk; or (b) the type of processing, in "
        "particular, where using new technologies, mechanisms or procedures, involves a high risk to the rights and "
        "freedoms of data subjects."
    ),
    sha256="51545b4c292764fd61335a40523bf4ff9e8d592efa02fce26f6ee8b8231f398a",
)
ART_28_5 = _cite(
    instrument=_ACT,
    provision="Article 28(5)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_28",
    version=_VERSION,
    quote=(
        "Member States shall, where the supervisory authority is of the opinion that the intended processing "
        "referred to in paragraph 1 of this Article would infringe the provisions adopted pursuant to this "
        "Directive, in particular where the controller has insufficiently identified or mitigated the risk, provide "
        "for the supervisory authority to provide, within a period of up to six weeks of receipt of the request for "
        "consultation, written advice to the controller and, where applicable, to the processor, and may use any of "
        "its powers referred to in Article 47. That period may be extended by a month, taking into account the "
        "complexity of the intended processing. […]"
    ),
    sha256="c882658f800682f145f5888365a4f34dab8c16ab518d80788d6d71c3db338f1f",
)
ART_29_1 = _cite(
    instrument=_ACT,
    provision="Article 29(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_29",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller and the processor, taking into account the state of the art, "
        "the costs of implementation and the nature, scope, context and purposes of the processing as well as the "
        "risk of varying likelihood and severity for the rights and freedoms of natural persons, to implement "
        "appropriate technical and organisational measures to ensure a level of security appropriate to the risk, in "
        "particular as regards the processing of special categories of personal data referred to in Article 10."
    ),
    sha256="191b658b66d0d28ef6562cf07e14e85d58b26766610443af73fc2bbb7424b959",
)
ART_30_1 = _cite(
    instrument=_ACT,
    provision="Article 30(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_30",
    version=_VERSION,
    quote=(
        "Member States shall, in the case of a personal data breach, provide for the controller to notify without "
        "undue delay and, where feasible, not later than 72 hours after having become aware of it, the personal data "
        "breach to the supervisory authority, unless the personal data breach is unlikely to result in a risk to the "
        "rights and freedoms of natural persons. Where the notification to the supervisory authority is not made "
        "within 72 hours, it shall be accompanied by reasons for the delay."
    ),
    sha256="d0a9a91152a84702bfc68bb00b5afe7944d34155419584fcac598f5c8ac6b7a1",
)
ART_30_5 = _cite(
    instrument=_ACT,
    provision="Article 30(5)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_30",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to document any personal data breaches referred to in "
        "paragraph 1, comprising the facts relating to the personal data breach, its effects and the remedial action "
        "taken. That documentation shall enable the supervisory authority to verify compliance with this Article."
    ),
    sha256="1ae086f458ca99cf8c4a7290d70c961683da6fbf94c402ea07508402b74e6a3f",
)
ART_32_1 = _cite(
    instrument=_ACT,
    provision="Article 32(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_32",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to designate a data protection officer. Member States may "
        "exempt courts and other independent judicial authorities when acting in their judicial capacity from that "
        "obligation."
    ),
    sha256="3655ee13562baa4bc6fe1da476d655468035b7328fb88e722a9803de9b96bd97",
)
ART_33_1 = _cite(
    instrument=_ACT,
    provision="Article 33(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_33",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to ensure that the data protection officer is involved, "
        "properly and in a timely manner, in all issues which relate to the protection of personal data."
    ),
    sha256="96290dfb3b8ec838dfc30696c717ea1bf94bca349eeeb0bde025a0471d96ddfd",
)
ART_34_C = _cite(
    instrument=_ACT,
    provision="Article 34(c)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_34",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to entrust the data protection officer at least with the "
        "following tasks: […] (c) to provide advice where requested as regards the data protection impact assessment "
        "and monitor its performance pursuant to Article 27;"
    ),
    sha256="f25f312e669d4ce85863cf16fb1001faf27477a8a6280d472615317d4510d586",
)
ART_35_1 = _cite(
    instrument=_ACT,
    provision="Article 35(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_35",
    version=_VERSION,
    quote=(
        "Member States shall provide for any transfer by competent authorities of personal data which are undergoing "
        "processing or are intended for processing after transfer to a third country or to an international "
        "organisation including for onward transfers to another third country or international organisation to take "
        "place, subject to compliance with the national provisions adopted pursuant to other provisions of this "
        "Directive, only where the conditions laid down in this Chapter are met, namely: (a) the transfer is "
        "necessary for the purposes set out in Article 1(1); (b) the personal data are transferred to a controller "
        "in a third country or international organisation that is an authority competent for the purposes referred "
        "to in Article 1(1); […]"
    ),
    sha256="d01708ca66aa87bb7043c554cabc24223ef0d79a96e03d59e2ae6ec01947471e",
)

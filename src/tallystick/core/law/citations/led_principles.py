# SPDX-License-Identifier: Apache-2.0
"""Law Enforcement Directive (EU) 2016/680, Articles 4-16: principles, legal bases, rights."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Law Enforcement Directive (EU) 2016/680"
_VERSION = (
    "as adopted on 27 April 2016 (OJ L 119, 4.5.2016, p. 89), to be transposed by 6 May 2018; read in a stored copy "
    "of the EUR-Lex text"
)

ART_4_1_A = _cite(
    instrument=_ACT,
    provision="Article 4(1)(a)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote="Member States shall provide for personal data to be: (a) processed lawfully and fairly;",
    sha256="202867f571d12075903a32cc30494341a25167bf53f5384ad56585f972157d5f",
)
ART_4_1_B = _cite(
    instrument=_ACT,
    provision="Article 4(1)(b)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data to be: […] (b) collected for specified, explicit and "
        "legitimate purposes and not processed in a manner that is incompatible with those purposes;"
    ),
    sha256="229c7433f871d9af02e798015dbba3c12b05b37e7988ec44c1aacb06fdf0bc1f",
)
ART_4_1_C = _cite(
    instrument=_ACT,
    provision="Article 4(1)(c)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data to be: […] (c) adequate, relevant and not excessive in "
        "relation to the purposes for which they are processed;"
    ),
    sha256="3e48371574aab0edc6ff9d090b035463328ee73f785aafb5262ad25310f6052f",
)
ART_4_1_D = _cite(
    instrument=_ACT,
    provision="Article 4(1)(d)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data to be: […] (d) accurate and, where necessary, kept up to "
        "date; every reasonable step must be taken to ensure that personal data that are inaccurate, having regard "
        "to the purposes for which they are processed, are erased or rectified without delay;"
    ),
    sha256="65538b251ec66ce3ab323036d735cdc6df4bfdc4455a6393b4793dda92449c3d",
)
ART_4_1_E = _cite(
    instrument=_ACT,
    provision="Article 4(1)(e)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data to be: […] (e) kept in a form which permits identification of "
        "data subjects for no longer than is necessary for the purposes for which they are processed;"
    ),
    sha256="9e9951fde80143cfc3149889801e47dec9ed69a812a028094b81a558b410203a",
)
ART_4_1_F = _cite(
    instrument=_ACT,
    provision="Article 4(1)(f)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data to be: […] (f) processed in a manner that ensures appropriate "
        "security of the personal data, including protection against unauthorised or unlawful processing and against "
        "accidental loss, destruction or damage, using appropriate technical or organisational measures."
    ),
    sha256="259566070fa4df5c9db8dc5ca9ce9f525264f1411f6a84e5bcd2b64b96826a1e",
)
ART_4_2 = _cite(
    instrument=_ACT,
    provision="Article 4(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote=(
        "Processing by the same or another controller for any of the purposes set out in Article 1(1) other than "
        "that for which the personal data are collected shall be permitted in so far as: (a) the controller is "
        "authorised to process such personal data for such a purpose in accordance with Union or Member State law; "
        "and (b) processing is necessary and proportionate to that other purpose in accordance with Union or Member "
        "State law."
    ),
    sha256="bd01940fcf99040006da865140c48b071be95edd29ed84057055b3c9614f1c76",
)
ART_4_4 = _cite(
    instrument=_ACT,
    provision="Article 4(4)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_4",
    version=_VERSION,
    quote="The controller shall be responsible for, and be able to demonstrate compliance with, paragraphs 1, 2 and 3.",
    sha256="2e0d698526aba1aff59cab366150776fc746fadf7288614ca01fdd2bf1ccfe7a",
)
ART_5 = _cite(
    instrument=_ACT,
    provision="Article 5",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_5",
    version=_VERSION,
    quote=(
        "Member States shall provide for appropriate time limits to be established for the erasure of personal data "
        "or for a periodic review of the need for the storage of personal data. Procedural measures shall ensure "
        "that those time limits are observed."
    ),
    sha256="59fd655ad59b50be094efe2ba706a58f44e951bf92f763f09c936b44710b850d",
)
ART_6 = _cite(
    instrument=_ACT,
    provision="Article 6",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_6",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller, where applicable and as far as possible, to make a clear "
        "distinction between personal data of different categories of data subjects, such as: (a) persons with "
        "regard to whom there are serious grounds for believing that they have committed or are about to commit a "
        "criminal offence; (b) persons convicted of a criminal offence; (c) victims of a criminal offence or persons "
        "with regard to whom certain facts give rise to reasons for believing that he or she could be the victim of "
        "a criminal offence; and (d) other parties to a criminal offence, such as persons who might be called on to "
        "testify in investigations in connection with criminal offences or subsequent criminal proceedings, persons "
        "who can provide information on criminal offences, or contacts or associates of one of the persons referred "
        "to in points (a) and (b)."
    ),
    sha256="5803fef74f330a928ce5b15aee5eaf8d89ec7cf118c2b97768561b0f85e823f7",
)
ART_7_1 = _cite(
    instrument=_ACT,
    provision="Article 7(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_7",
    version=_VERSION,
    quote=(
        "Member States shall provide for personal data based on facts to be distinguished, as far as possible, from "
        "personal data based on personal assessments."
    ),
    sha256="19dd933f96d2fe700ac8d5ed978ace9bbc6b0a8a9dc4669c659dd5c4744eccd3",
)
ART_7_2 = _cite(
    instrument=_ACT,
    provision="Article 7(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_7",
    version=_VERSION,
    quote=(
        "Member States shall provide for the competent authorities to take all reasonable steps to ensure that "
        "personal data which are inaccurate, incomplete or no longer up to date are not transmitted or made "
        "available. To that end, each competent authority shall, as far as practicable, verify the quality of "
        "personal data before they are transmitted or made available. […]"
    ),
    sha256="4bb4b24ff9a85ccbd8bb0df656c801f6bd23549a669dadfd3a7f34a2eba2de64",
)
ART_8_1 = _cite(
    instrument=_ACT,
    provision="Article 8(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_8",
    version=_VERSION,
    quote=(
        "Member States shall provide for processing to be lawful only if and to the extent that processing is "
        "necessary for the performance of a task carried out by a competent authority for the purposes set out in "
        "Article 1(1) and that it is based on Union or Member State law."
    ),
    sha256="1c89025bdc282fc25d14e4e4c4f7a5a00ab60e2f03826d1515213de3cc34b5ba",
)
ART_8_2 = _cite(
    instrument=_ACT,
    provision="Article 8(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_8",
    version=_VERSION,
    quote=(
        "Member State law regulating processing within the scope of this Directive shall specify at least the "
        "objectives of processing, the personal data to be processed and the purposes of the processing."
    ),
    sha256="5c2edc5285d5659568b8f44b12e8e7d34f09b95aa484f729df8d9f5994694f30",
)
ART_9_1 = _cite(
    instrument=_ACT,
    provision="Article 9(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_9",
    version=_VERSION,
    quote=(
        "Personal data collected by competent authorities for the purposes set out in Article 1(1) shall not be "
        "processed for purposes other than those set out in Article 1(1) unless such processing is authorised by "
        "Union or Member State law. […]"
    ),
    sha256="99c45700cfc6545c532edce37eb39410e7062277ff3239695d4bb326dcdd6859",
)
ART_10 = _cite(
    instrument=_ACT,
    provision="Article 10",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_10",
    version=_VERSION,
    quote=(
        "Processing of personal data revealing racial or ethnic origin, political opinions, religious or "
        "philosophical beliefs, or trade union membership, and the processing of genetic data, biometric data for "
        "the purpose of uniquely identifying a natural person, data concerning health or data concerning a natural "
        "person's sex life or sexual orientation shall be allowed only where strictly necessary, subject to "
        "appropriate safeguards for the rights and freedoms of the data subject, and only: (a) where authorised by "
        "Union or Member State law; (b) to protect the vital interests of the data subject or of another natural "
        "person; or (c) where such processing relates to data which are manifestly made public by the data subject."
    ),
    sha256="872a4203ef90d27d63427886b99e56f897fe43c4ceade295abdd8cc889ef1471",
)
ART_11_1 = _cite(
    instrument=_ACT,
    provision="Article 11(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_11",
    version=_VERSION,
    quote=(
        "Member States shall provide for a decision based solely on automated processing, including profiling, which "
        "produces an adverse legal effect concerning the data subject or significantly affects him or her, to be "
        "prohibited unless authorised by Union or Member State law to which the controller is subject and which "
        "provides appropriate safeguards for the rights and freedoms of the data subject, at least the right to "
        "obtain human intervention on the part of the controller."
    ),
    sha256="ce66ff30bab0a1f160c7d364c42b970e29f174b3baff6deaf6c165ebab99ceca",
)
ART_11_3 = _cite(
    instrument=_ACT,
    provision="Article 11(3)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_11",
    version=_VERSION,
    quote=(
        "Profiling that results in discrimination against natural persons on the basis of special categories of "
        "personal data referred to in Article 10 shall be prohibited, in accordance with Union law."
    ),
    sha256="b07cc5a5731659e3309535a8b56d34b5c5b42c299a0b23b1504da268e106b599",
)
ART_12_1 = _cite(
    instrument=_ACT,
    provision="Article 12(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_12",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to take reasonable steps to provide any information referred "
        "to in Article 13 and make any communication with regard to Articles 11, 14 to 18 and 31 relating to "
        "processing to the data subject in a concise, intelligible and easily accessible form, using clear and plain "
        "language. […]"
    ),
    sha256="f061946075eeb8b5f9284f6577ac98bbbc77796a33b42e458c280e9b02b05804",
)
ART_13_1 = _cite(
    instrument=_ACT,
    provision="Article 13(1)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_13",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to make available to the data subject at least the following "
        "information: (a) the identity and the contact details of the controller; (b) the contact details of the "
        "data protection officer, where applicable; (c) the purposes of the processing for which the personal data "
        "are intended; (d) the right to lodge a complaint with a supervisory authority and the contact details of "
        "the supervisory authority; (e) the existence of the right to request from the controller access to and "
        "rectification or erasure of personal data and restriction of processing of the personal data concerning the "
        "data subject."
    ),
    sha256="cc3c9998f061b8a99ea9fcddb62259eb9fa902445c7297ea01d8f81d27d9aa62",
)
ART_13_2 = _cite(
    instrument=_ACT,
    provision="Article 13(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_13",
    version=_VERSION,
    quote=(
        "In addition to the information referred to in paragraph 1, Member States shall provide by law for the "
        "controller to give to the data subject, in specific cases, the following further information to enable the "
        "exercise of his or her rights: (a) the legal basis for the processing; (b) the period for which the "
        "personal data will be stored, or, where that is not possible, the criteria used to determine that period; "
        "(c) where applicable, the categories of recipients of the personal data, including in third countries or "
        "international organisations; (d) where necessary, further information, in particular where the personal "
        "data are collected without the knowledge of the data subject."
    ),
    sha256="b4296a94cb748baa7312f1122faea95ef0aacf73d1d75d023ee6a6b9a6df3af1",
)
ART_15_4 = _cite(
    instrument=_ACT,
    provision="Article 15(4)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_15",
    version=_VERSION,
    quote=(
        "Member States shall provide for the controller to document the factual or legal reasons on which the "
        "decision is based. That information shall be made available to the supervisory authorities."
    ),
    sha256="7e7f03e5c5297135b5868976d5401bdf436aeea6acb9ea54565d4ff607db43cb",
)
ART_16_2 = _cite(
    instrument=_ACT,
    provision="Article 16(2)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_16",
    version=_VERSION,
    quote=(
        "Member States shall require the controller to erase personal data without undue delay and provide for the "
        "right of the data subject to obtain from the controller the erasure of personal data concerning him or her "
        "without undue delay where processing infringes the provisions adopted pursuant to Article 4, 8 or 10, or "
        "where personal data must be erased in order to comply with a legal obligation to which the controller is "
        "subject."
    ),
    sha256="f87de442e5deae47c88126dceb7162da235a0ed032eaf7604304a646ec7e4969",
)
ART_16_6 = _cite(
    instrument=_ACT,
    provision="Article 16(6)",
    url="https://eur-lex.europa.eu/eli/dir/2016/680/oj#art_16",
    version=_VERSION,
    quote=(
        "Member States shall, where personal data has been rectified or erased or processing has been restricted "
        "pursuant to paragraphs 1, 2 and 3, provide for the controller to notify the recipients and that the "
        "recipients shall rectify or erase the personal data or restrict processing of the personal data under their "
        "responsibility."
    ),
    sha256="99ba9f2715dfade5889549c5f68d6d490d5e4967c2e413c1285c6185ca2b53ec",
)

# SPDX-License-Identifier: Apache-2.0
"""Data Protection Act 2018 (c. 12), Part 3 (law enforcement processing), sections 31-42, with Schedules 1 and 8."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Act 2018"
_VERSION = (
    "as in force on 15 December 2021: after the EU-exit amendments (SI 2019/419, 31 December 2020), before the Data "
    "(Use and Access) Act 2025"
)
_VERSION_2 = (
    "as published on 9 January 2025, before the Data (Use and Access) Act 2025; read in a mirror of the "
    "legislation.gov.uk page"
)

S31 = _cite(
    instrument=_ACT,
    provision="section 31",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/31/2021-12-15",
    version=_VERSION,
    quote=(
        "For the purposes of this Part, “the law enforcement purposes” are the purposes of the prevention, "
        "investigation, detection or prosecution of criminal offences or the execution of criminal penalties, "
        "including the safeguarding against and the prevention of threats to public security."
    ),
    sha256="a569fadc2821f0feb8e2726365c71c808627bf699919210ca23db7203489fdb6",
)
S33_4 = _cite(
    instrument=_ACT,
    provision="section 33(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/33/2021-12-15",
    version=_VERSION,
    quote=(
        "“Profiling” means any form of automated processing of personal data consisting of the use of personal data "
        "to evaluate certain personal aspects relating to an individual, in particular to analyse or predict aspects "
        "concerning that individual's performance at work, economic situation, health, personal preferences, "
        "interests, reliability, behaviour, location or movements."
    ),
    sha256="e42317a827a56ba7bc0505e9111494b9e77634ab192e17565926bc03ebf41702",
)
S33_5 = _cite(
    instrument=_ACT,
    provision="section 33(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/33/2021-12-15",
    version=_VERSION,
    quote=(
        "“Recipient”, in relation to any personal data, means any person to whom the data is disclosed, whether a "
        "third party or not, but it does not include a public authority to whom disclosure is or may be made in the "
        "framework of a particular inquiry in accordance with the law."
    ),
    sha256="3b4ebbb509188f56a2eac3c9027f0b5f57c5bc39a75ec3ec03df45b3b2956eb5",
)
S34_3 = _cite(
    instrument=_ACT,
    provision="section 34(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/34/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller in relation to personal data is responsible for, and must be able to demonstrate, compliance "
        "with this Chapter."
    ),
    sha256="fa1461af396c8e13637ad4985608826f721cfb5bc41b489a3c3a9c25a69b36c7",
)
S35_1 = _cite(
    instrument=_ACT,
    provision="section 35(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "The first data protection principle is that the processing of personal data for any of the law enforcement "
        "purposes must be lawful and fair."
    ),
    sha256="9d466ad3b1626648090795ab8d9b6febc509ff63cbb9c26c5e8cfccfb803dc95",
)
S35_2 = _cite(
    instrument=_ACT,
    provision="section 35(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "The processing of personal data for any of the law enforcement purposes is lawful only if and to the extent "
        "that it is based on law and either— (a) the data subject has given consent to the processing for that "
        "purpose, or (b) the processing is necessary for the performance of a task carried out for that purpose by a "
        "competent authority."
    ),
    sha256="2247f62d7e60d83d4f8cec0d6ab24dbfa4625db411ba73220fa2e47df71e0ff5",
)
S35_3 = _cite(
    instrument=_ACT,
    provision="section 35(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "In addition, where the processing for any of the law enforcement purposes is sensitive processing, the "
        "processing is permitted only in the two cases set out in subsections (4) and (5)."
    ),
    sha256="c1cb5933f39c1f84ee9c2b4fece77724a41fd1ff67f5d9231128d09fca89d27d",
)
S35_4 = _cite(
    instrument=_ACT,
    provision="section 35(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "The first case is where— (a) the data subject has given consent to the processing for the law enforcement "
        "purpose as mentioned in subsection (2)(a), and (b) at the time when the processing is carried out, the "
        "controller has an appropriate policy document in place (see section 42)."
    ),
    sha256="9247bcbb552753c3f3622def03e16f2dde8d82e3b51d4c1deb1e0349a56bf4fc",
)
S35_5 = _cite(
    instrument=_ACT,
    provision="section 35(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "The second case is where— (a) the processing is strictly necessary for the law enforcement purpose, (b) the "
        "processing meets at least one of the conditions in Schedule 8, and (c) at the time when the processing is "
        "carried out, the controller has an appropriate policy document in place (see section 42)."
    ),
    sha256="bf3286ad771cedc80e744051083209e46f7a7dc1fe2869a180812835d66ee480",
)
S35_8 = _cite(
    instrument=_ACT,
    provision="section 35(8)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/35/2021-12-15",
    version=_VERSION,
    quote=(
        "In this section, “sensitive processing” means— (a) the processing of personal data revealing racial or "
        "ethnic origin, political opinions, religious or philosophical beliefs or trade union membership; (b) the "
        "processing of genetic data, or of biometric data, for the purpose of uniquely identifying an individual; "
        "(c) the processing of data concerning health; (d) the processing of data concerning an individual's sex "
        "life or sexual orientation."
    ),
    sha256="53762e98ff9cb595b0cdc1c8f665280921f981dc321143ef297e1ec03c717918",
)
S36_1 = _cite(
    instrument=_ACT,
    provision="section 36(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/36/2021-12-15",
    version=_VERSION,
    quote=(
        "The second data protection principle is that— (a) the law enforcement purpose for which personal data is "
        "collected on any occasion must be specified, explicit and legitimate, and (b) personal data so collected "
        "must not be processed in a manner that is incompatible with the purpose for which it was collected."
    ),
    sha256="c47dccc0ebd1bdd99f6344da0657c5e16146b1b9737e57f96c3022837b0784be",
)
S36_3 = _cite(
    instrument=_ACT,
    provision="section 36(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/36/2021-12-15",
    version=_VERSION,
    quote=(
        "Personal data collected for a law enforcement purpose may be processed for any other law enforcement "
        "purpose (whether by the controller that collected the data or by another controller) provided that— (a) the "
        "controller is authorised by law to process the data for the other purpose, and (b) the processing is "
        "necessary and proportionate to that other purpose."
    ),
    sha256="4b83e6b0ec51608512d6fd666720dc09f2b7c8e4e611c7d45c9393f421f74652",
)
S36_4 = _cite(
    instrument=_ACT,
    provision="section 36(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/36/2021-12-15",
    version=_VERSION,
    quote=(
        "Personal data collected for any of the law enforcement purposes may not be processed for a purpose that is "
        "not a law enforcement purpose unless the processing is authorised by law."
    ),
    sha256="a1bb7112b4352f9bb276f87ff03e2d77ef2a8508c1b4ea26d6c407fb6ac3e82a",
)
S37 = _cite(
    instrument=_ACT,
    provision="section 37",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/37/2021-12-15",
    version=_VERSION,
    quote=(
        "The third data protection principle is that personal data processed for any of the law enforcement purposes "
        "must be adequate, relevant and not excessive in relation to the purpose for which it is processed."
    ),
    sha256="9091d94ceb868ab5510a80f2ac0cd22b93390872f2d58115740464e129686ce5",
)
S38_1 = _cite(
    instrument=_ACT,
    provision="section 38(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/38/2021-12-15",
    version=_VERSION,
    quote=(
        "The fourth data protection principle is that— (a) personal data processed for any of the law enforcement "
        "purposes must be accurate and, where necessary, kept up to date, and (b) every reasonable step must be "
        "taken to ensure that personal data that is inaccurate, having regard to the law enforcement purpose for "
        "which it is processed, is erased or rectified without delay."
    ),
    sha256="a65d7eda0b75e74b5cae1b9d8bb91e5d935f427601c5ad1c08afa075f39ee1ba",
)
S38_2 = _cite(
    instrument=_ACT,
    provision="section 38(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/38/2021-12-15",
    version=_VERSION,
    quote=(
        "In processing personal data for any of the law enforcement purposes, personal data based on facts must, so "
        "far as possible, be distinguished from personal data based on personal assessments."
    ),
    sha256="451f73cceb6cfcc18a194fe2b76ff76aa5e76039bc8a61cb0f383a73445bb57e",
)
S38_3 = _cite(
    instrument=_ACT,
    provision="section 38(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/38/2021-12-15",
    version=_VERSION,
    quote=(
        "In processing personal data for any of the law enforcement purposes, a clear distinction must, where "
        "relevant and as far as possible, be made between personal data relating to different categories of data "
        "subject, such as— (a) persons suspected of having committed or being about to commit a criminal offence; "
        "(b) persons convicted of a criminal offence; (c) persons who are or may be victims of a criminal offence; "
        "(d) witnesses or other persons with information about offences."
    ),
    sha256="3f260a2be1b7c571e522ca1fb9db74717c0031e70bfd4c4ce3526ff28cc8bea9",
)
S38_5 = _cite(
    instrument=_ACT,
    provision="section 38(5)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/38/2021-12-15",
    version=_VERSION,
    quote=(
        "For that purpose— (a) the quality of personal data must be verified before it is transmitted or made "
        "available, (b) in all transmissions of personal data, the necessary information enabling the recipient to "
        "assess the degree of accuracy, completeness and reliability of the data and the extent to which it is up to "
        "date must be included, and (c) if, after personal data has been transmitted, it emerges that the data was "
        "incorrect or that the transmission was unlawful, the recipient must be notified without delay."
    ),
    sha256="e084c59abd15e39acb747bd0159a4505f755cfb9076d754c0963c1cde3f6c967",
)
S39_1 = _cite(
    instrument=_ACT,
    provision="section 39(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/39/2021-12-15",
    version=_VERSION,
    quote=(
        "The fifth data protection principle is that personal data processed for any of the law enforcement purposes "
        "must be kept for no longer than is necessary for the purpose for which it is processed."
    ),
    sha256="5e10844ca0bfc3acf868973198cc9481d1450ddcb9b4abf571e8414e63d42ab8",
)
S39_2 = _cite(
    instrument=_ACT,
    provision="section 39(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/39/2021-12-15",
    version=_VERSION,
    quote=(
        "Appropriate time limits must be established for the periodic review of the need for the continued storage "
        "of personal data for any of the law enforcement purposes."
    ),
    sha256="efc9d68026c91902ac898ccca867c4c7aa3d4cefe4a1b752e18a165224ed10e4",
)
S40 = _cite(
    instrument=_ACT,
    provision="section 40",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/40/2021-12-15",
    version=_VERSION,
    quote=(
        "The sixth data protection principle is that personal data processed for any of the law enforcement purposes "
        "must be so processed in a manner that ensures appropriate security of the personal data, using appropriate "
        "technical or organisational measures (and, in this principle, “appropriate security” includes protection "
        "against unauthorised or unlawful processing and against accidental loss, destruction or damage)."
    ),
    sha256="dc5946bcd923564cb690879e0a68d6969799cddd8ff8f30bdda0520ea10939f0",
)
S42_2 = _cite(
    instrument=_ACT,
    provision="section 42(2)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/42/2021-12-15",
    version=_VERSION,
    quote=(
        "The controller has an appropriate policy document in place in relation to the sensitive processing if the "
        "controller has produced a document which— (a) explains the controller's procedures for securing compliance "
        "with the data protection principles (see section 34(1)) in connection with sensitive processing in reliance "
        "on the consent of the data subject or (as the case may be) in reliance on the condition in question, and "
        "(b) explains the controller's policies as regards the retention and erasure of personal data processed in "
        "reliance on the consent of the data subject or (as the case may be) in reliance on the condition in "
        "question, giving an indication of how long such personal data is likely to be retained."
    ),
    sha256="8d5a9a41abecc3b07f0b793d1076ec8d6a4826ec49ca92dd12c927a05da07e2e",
)
S42_3 = _cite(
    instrument=_ACT,
    provision="section 42(3)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/42/2021-12-15",
    version=_VERSION,
    quote=(
        "Where personal data is processed on the basis that an appropriate policy document is in place, the "
        "controller must during the relevant period— (a) retain the appropriate policy document, (b) review and (if "
        "appropriate) update it from time to time, and (c) make it available to the Commissioner, on request, "
        "without charge."
    ),
    sha256="10db5dd7e8f86eabe884f76175b337632de87c67e9852f1a45537fdbc4d0c667",
)
S42_4 = _cite(
    instrument=_ACT,
    provision="section 42(4)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/42/2021-12-15",
    version=_VERSION,
    quote=(
        "The record maintained by the controller under section 61(1) […] must include the following information— (a) "
        "whether the sensitive processing is carried out in reliance on the consent of the data subject or, if not, "
        "which condition in Schedule 8 is relied on, (b) how the processing satisfies section 35 (lawfulness of "
        "processing), and (c) whether the personal data is retained and erased in accordance with the policies "
        "described in subsection (2)(b) and, if it is not, the reasons for not following those policies."
    ),
    sha256="f2ee4c87884669eea1962ce172549f1b726eaaa1e5e92546d4d86418427d2d46",
)
SCH1_P5 = _cite(
    instrument=_ACT,
    provision="Schedule 1 paragraph 5(1)",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/1/part/2/crossheading/requirement-for-an-appropriate-policy-document-when-relying-on-conditions-in-this-part/2020-12-31",
    version="as in force on 31 December 2020; in force since 25 May 2018 (SI 2018/625, regulation 2(1)(b))",
    quote=(
        "Except as otherwise provided, a condition in this Part of this Schedule is met only if, when the processing "
        "is carried out, the controller has an appropriate policy document in place (see paragraph 39 in Part 4 of "
        "this Schedule)."
    ),
    sha256="6daba3357ea673535446f7c4d7b2d62d91862c6b75e33f77c78ea7a3e6b12e1b",
)
SCH8_P1 = _cite(
    instrument=_ACT,
    provision="Schedule 8 paragraph 1",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/8/2025-01-09",
    version=_VERSION_2,
    quote=(
        "This condition is met if the processing— (a) is necessary for the exercise of a function conferred on a "
        "person by an enactment or rule of law, and (b) is necessary for reasons of substantial public interest."
    ),
    sha256="91f77945616006d6aeaae58384531d46389bf7ad1dfb6880f79fa38f8e78cd29",
)
SCH8_P2 = _cite(
    instrument=_ACT,
    provision="Schedule 8 paragraph 2",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/8/2025-01-09",
    version=_VERSION_2,
    quote="This condition is met if the processing is necessary for the administration of justice.",
    sha256="ba977f7a507e674d67abb4a9aaf4e8f9b1812e89fcc768a631191db1df14a95d",
)
SCH8_P3 = _cite(
    instrument=_ACT,
    provision="Schedule 8 paragraph 3",
    url="https://www.legislation.gov.uk/ukpga/2018/12/schedule/8/2025-01-09",
    version=_VERSION_2,
    quote=(
        "This condition is met if the processing is necessary to protect the vital interests of the data subject or "
        "of another individual."
    ),
    sha256="9a8c608d129d5c0e9c5254156db76f20f3d74894bbab27f36f8bf2fef770c3c8",
)

# SPDX-License-Identifier: Apache-2.0
"""Data Protection Directive 95/46/EC: European Union law until 24 May 2018, outside criminal law activities."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Data Protection Directive 95/46/EC"
_VERSION = (
    "as adopted on 24 October 1995 (OJ L 281, 23.11.1995, p. 31), repealed on 25 May 2018; read in a stored copy of "
    "the EUR-Lex text"
)

ART_2_H = _cite(
    instrument=_ACT,
    provision="Article 2(h)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_2",
    version=_VERSION,
    quote=(
        "'the data subject's consent' shall mean any freely given specific and informed indication of his wishes by "
        "which the data subject signifies his agreement to personal data relating to him being processed."
    ),
    sha256="aec2e7173ee963524af7988ad244716c73d7a612c4880b5b923797b87ca42098",
)
ART_3_2 = _cite(
    instrument=_ACT,
    provision="Article 3(2)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_3",
    version=_VERSION,
    quote=(
        "This Directive shall not apply to the processing of personal data: - in the course of an activity which "
        "falls outside the scope of Community law, such as those provided for by Titles V and VI of the Treaty on "
        "European Union and in any case to processing operations concerning public security, defence, State security "
        "(including the economic well-being of the State when the processing operation relates to State security "
        "matters) and the activities of the State in areas of criminal law, […]"
    ),
    sha256="818021d3ec032b2fce85889034892690c3b215f9d1e7cd7db35ee8b5a6d57b2b",
)
ART_6_1_A = _cite(
    instrument=_ACT,
    provision="Article 6(1)(a)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote="Member States shall provide that personal data must be: (a) processed fairly and lawfully;",
    sha256="a11a650f93f4be107ecf8cb333251f743020736473455a6f93bc306996bf2cf5",
)
ART_6_1_B = _cite(
    instrument=_ACT,
    provision="Article 6(1)(b)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote=(
        "Member States shall provide that personal data must be: […] (b) collected for specified, explicit and "
        "legitimate purposes and not further processed in a way incompatible with those purposes. […]"
    ),
    sha256="0ebbd8855ebfcfc19807c4759553401c1e0c1694b6909a883d97ab8f53de7586",
)
ART_6_1_C = _cite(
    instrument=_ACT,
    provision="Article 6(1)(c)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote=(
        "Member States shall provide that personal data must be: […] (c) adequate, relevant and not excessive in "
        "relation to the purposes for which they are collected and/or further processed;"
    ),
    sha256="67311461e302376beb5c80aa394289b95d3ef77328d9fc7bdedc8b7a004d6d77",
)
ART_6_1_D = _cite(
    instrument=_ACT,
    provision="Article 6(1)(d)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote=(
        "Member States shall provide that personal data must be: […] (d) accurate and, where necessary, kept up to "
        "date; every reasonable step must be taken to ensure that data which are inaccurate or incomplete, having "
        "regard to the purposes for which they were collected or for which they are further processed, are erased or "
        "rectified;"
    ),
    sha256="034c2d0eb4f4de29afefc294df8be4108dc07712d4a79d7371af49f416dba4f4",
)
ART_6_1_E = _cite(
    instrument=_ACT,
    provision="Article 6(1)(e)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote=(
        "Member States shall provide that personal data must be: […] (e) kept in a form which permits identification "
        "of data subjects for no longer than is necessary for the purposes for which the data were collected or for "
        "which they are further processed. […]"
    ),
    sha256="39e15d052284bb97b0b3e07ef9d7babc8fd13690bc95586616b3396b56dfd9b7",
)
ART_6_2 = _cite(
    instrument=_ACT,
    provision="Article 6(2)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_6",
    version=_VERSION,
    quote="It shall be for the controller to ensure that paragraph 1 is complied with.",
    sha256="cc7b659ff8a8111aceb4f78f0c5f8fb973ad70752f363d8f4764b1bb628011c2",
)
ART_7 = _cite(
    instrument=_ACT,
    provision="Article 7",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_7",
    version=_VERSION,
    quote=(
        "Member States shall provide that personal data may be processed only if: (a) the data subject has "
        "unambiguously given his consent; or (b) processing is necessary for the performance of a contract to which "
        "the data subject is party or in order to take steps at the request of the data subject prior to entering "
        "into a contract; or (c) processing is necessary for compliance with a legal obligation to which the "
        "controller is subject; or (d) processing is necessary in order to protect the vital interests of the data "
        "subject; or (e) processing is necessary for the performance of a task carried out in the public interest or "
        "in the exercise of official authority vested in the controller or in a third party to whom the data are "
        "disclosed; or (f) processing is necessary for the purposes of the legitimate interests pursued by the "
        "controller or by the third party or parties to whom the data are disclosed, except where such interests are "
        "overridden by the interests for fundamental rights and freedoms of the data subject which require "
        "protection under Article 1 (1)."
    ),
    sha256="1c4870bb3cced404a099a7b82bc5e101e4edfe46d732eba1dbc8da99687b3615",
)
ART_8_1 = _cite(
    instrument=_ACT,
    provision="Article 8(1)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_8",
    version=_VERSION,
    quote=(
        "Member States shall prohibit the processing of personal data revealing racial or ethnic origin, political "
        "opinions, religious or philosophical beliefs, trade-union membership, and the processing of data concerning "
        "health or sex life."
    ),
    sha256="bf69f3604e06b913cdc546ff40cd58b6e93da610609e3b22326d7339f44f1674",
)
ART_8_4 = _cite(
    instrument=_ACT,
    provision="Article 8(4)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_8",
    version=_VERSION,
    quote=(
        "Subject to the provision of suitable safeguards, Member States may, for reasons of substantial public "
        "interest, lay down exemptions in addition to those laid down in paragraph 2 either by national law or by "
        "decision of the supervisory authority."
    ),
    sha256="9419d014ce4adcce10c610f83d6b583e5eee923047fa5d270398235eaa3d7f4a",
)
ART_10 = _cite(
    instrument=_ACT,
    provision="Article 10",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_10",
    version=_VERSION,
    quote=(
        "Member States shall provide that the controller or his representative must provide a data subject from whom "
        "data relating to himself are collected with at least the following information, except where he already has "
        "it: (a) the identity of the controller and of his representative, if any; (b) the purposes of the "
        "processing for which the data are intended; (c) any further information such as […] the recipients or "
        "categories of recipients of the data, […] in so far as such further information is necessary, having regard "
        "to the specific circumstances in which the data are collected, to guarantee fair processing in respect of "
        "the data subject."
    ),
    sha256="224698174a1903b70185838347fe9a9a89d10b4bdc1dd417e5f71ee6b20da442",
)
ART_11_1 = _cite(
    instrument=_ACT,
    provision="Article 11(1)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_11",
    version=_VERSION,
    quote=(
        "Where the data have not been obtained from the data subject, Member States shall provide that the "
        "controller or his representative must at the time of undertaking the recording of personal data or if a "
        "disclosure to a third party is envisaged, no later than the time when the data are first disclosed provide "
        "the data subject with at least the following information, except where he already has it: (a) the identity "
        "of the controller and of his representative, if any; (b) the purposes of the processing; (c) any further "
        "information […]"
    ),
    sha256="2a12e0fec0575d075f82b45d0d58a3c1bccd1bf9ad294f01e7360934cdebd957",
)
ART_14_A = _cite(
    instrument=_ACT,
    provision="Article 14(a)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_14",
    version=_VERSION,
    quote=(
        "Member States shall grant the data subject the right: (a) at least in the cases referred to in Article 7 "
        "(e) and (f), to object at any time on compelling legitimate grounds relating to his particular situation to "
        "the processing of data relating to him, save where otherwise provided by national legislation. Where there "
        "is a justified objection, the processing instigated by the controller may no longer involve those data;"
    ),
    sha256="4bae280b8c71bde0f79ab61806701faeef303c5350e90136814c5768ad755e15",
)
ART_15_1 = _cite(
    instrument=_ACT,
    provision="Article 15(1)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_15",
    version=_VERSION,
    quote=(
        "Member States shall grant the right to every person not to be subject to a decision which produces legal "
        "effects concerning him or significantly affects him and which is based solely on automated processing of "
        "data intended to evaluate certain personal aspects relating to him, such as his performance at work, "
        "creditworthiness, reliability, conduct, etc."
    ),
    sha256="7c3c19b14286636c82efa3184acddb92bed3dd9018ffcf425bbbb7a4a9548cfb",
)
ART_17_1 = _cite(
    instrument=_ACT,
    provision="Article 17(1)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_17",
    version=_VERSION,
    quote=(
        "Member States shall provide that the controller must implement appropriate technical and organizational "
        "measures to protect personal data against accidental or unlawful destruction or accidental loss, "
        "alteration, unauthorized disclosure or access, in particular where the processing involves the transmission "
        "of data over a network, and against all other unlawful forms of processing. […]"
    ),
    sha256="a3afbf13771d76cf71f13b4c4be79811dc4a93819775ea7ee3b24b58d2a72840",
)
ART_17_3 = _cite(
    instrument=_ACT,
    provision="Article 17(3)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_17",
    version=_VERSION,
    quote=(
        "The carrying out of processing by way of a processor must be governed by a contract or legal act binding "
        "the processor to the controller and stipulating in particular that: - the processor shall act only on "
        "instructions from the controller, - the obligations set out in paragraph 1, as defined by the law of the "
        "Member State in which the processor is established, shall also be incumbent on the processor."
    ),
    sha256="0f2241b29fa00ae5f5569383dc7b98611029569b4e437c66194cbd53019bcdd6",
)
ART_20_1 = _cite(
    instrument=_ACT,
    provision="Article 20(1)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_20",
    version=_VERSION,
    quote=(
        "Member States shall determine the processing operations likely to present specific risks to the rights and "
        "freedoms of data subjects and shall check that these processing operations are examined prior to the start "
        "thereof."
    ),
    sha256="b8a8e3bd674837a9839fa325103d9c866c51bb752525e9072ec3b646abc1e120",
)
ART_20_2 = _cite(
    instrument=_ACT,
    provision="Article 20(2)",
    url="https://eur-lex.europa.eu/eli/dir/1995/46/oj#art_20",
    version=_VERSION,
    quote=(
        "Such prior checks shall be carried out by the supervisory authority following receipt of a notification "
        "from the controller or by the data protection official, who, in cases of doubt, must consult the "
        "supervisory authority."
    ),
    sha256="b4468f5965b21f8cda606db48fa55d07744ae7de18b03ff197cfa5ee82d4ec3f",
)

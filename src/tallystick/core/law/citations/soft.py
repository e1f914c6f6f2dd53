# SPDX-License-Identifier: Apache-2.0
"""What is not statute: the principles of fair consultation, and guidance of regulators. Guidance binds nobody.

Every ``version`` here begins with "case law" or "guidance, not law", so that a finding can say so.
"""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Gunning principles (R v Brent London Borough Council, ex parte Gunning (1985) 84 LGR 168)"
_ACT_2 = "ICO, Conducting privacy impact assessments code of practice (25 February 2014)"
_ACT_3 = "ICO, Privacy impact assessment handbook, version 2"
_ACT_4 = "ICO guidance, Children and the UK GDPR"
_ACT_5 = "Article 29 Working Party, WP 248 rev.01, Guidelines on Data Protection Impact Assessment"
_VERSION = (
    "case law, endorsed in R (Moseley) v Haringey LBC [2014] UKSC 56; words as quoted by R. Clayton QC in Local "
    'Government Lawyer, "There is no alternative"'
)
_VERSION_2 = (
    "guidance, not law, for the time of the Data Protection Act 1998; words of the ICO's news release of 25 February "
    "2014 about the code"
)
_VERSION_3 = (
    "guidance, not law, for the time of the Data Protection Act 1998 until February 2014; part 1 of the handbook, no "
    "longer served, read in a stored copy"
)
_VERSION_4 = "guidance, not law, as stored from ico.org.uk without a date"
_VERSION_5 = "guidance, not law, adopted 4 October 2017; words as summarised by Bird & Bird on the final text"

GUNNING_1 = _cite(
    instrument=_ACT,
    provision="first principle",
    url="https://localgovernmentlawyer.co.uk/governance/314-governance-a-risk-articles/24214-there-is-no-alternative",
    version=_VERSION,
    quote="that the consultation must be at a time when proposals are still at a formative stage;",
    sha256="430094020d708ffb4c3b6a1a50b0b93fea9629fea67372496042f3f05f9bd4eb",
)
GUNNING_2 = _cite(
    instrument=_ACT,
    provision="second principle",
    url="https://localgovernmentlawyer.co.uk/governance/314-governance-a-risk-articles/24214-there-is-no-alternative",
    version=_VERSION,
    quote=(
        "that the proposer must give sufficient reasons for any proposal to permit of intelligent consideration and "
        "response;"
    ),
    sha256="d18a2de57388e107b7e14335d05b057b8802cf26ee28db9947e87faa81761f21",
)
GUNNING_3 = _cite(
    instrument=_ACT,
    provision="third principle",
    url="https://localgovernmentlawyer.co.uk/governance/314-governance-a-risk-articles/24214-there-is-no-alternative",
    version=_VERSION,
    quote="that adequate time is given for consideration and response; and",
    sha256="7407f0f4897affb82b3ea353c7171a589ed8978e3406ed767a1055deb17a5b44",
)
GUNNING_4 = _cite(
    instrument=_ACT,
    provision="fourth principle",
    url="https://localgovernmentlawyer.co.uk/governance/314-governance-a-risk-articles/24214-there-is-no-alternative",
    version=_VERSION,
    quote="that the product of consultation is conscientiously taken into account when finalising the decision.",
    sha256="9b6f9af4c31b0cd65bce076feff29323b5c50ab5d2dad6befb9d6cbfb826a4a7",
)
ICO_PIA_CODE_2014 = _cite(
    instrument=_ACT_2,
    provision="news release on the code",
    url="https://ico.org.uk/news/latest_news/2014/privacy-impact-assessments-code-published",
    version=_VERSION_2,
    quote=(
        "The code explains the privacy issues that organisations should consider when planning projects that use "
        "personal information, including the need to consult with stakeholders, identify privacy risks and address "
        "these risks in the final project plan."
    ),
    sha256="949bebbd8b9016224302344f55bd57b31f17cbc9c3be169b1e4b54c61b722805",
)
ICO_PIA_EARLY = _cite(
    instrument=_ACT_3,
    provision="part 1",
    url="https://www.ico.gov.uk/upload/documents/pia_handbook_html_v2/html/part1.html",
    version=_VERSION_3,
    quote=(
        "The nature of the PIA process means that it is best to complete it at a stage when it can genuinely affect "
        "the development of a project."
    ),
    sha256="1d6423b80951cde1d9cb0df0ee8cdc8daa2b9a7c866a6343ce7fa2d60ee561d2",
)
ICO_CHILDREN_SAME_INFORMATION = _cite(
    instrument=_ACT_4,
    provision="What information should we give to children?",
    url="https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/childrens-information/children-and-the-uk-gdpr/how-does-the-right-to-be-informed-apply-to-children",
    version=_VERSION_4,
    quote=(
        "You must provide children with the same information about what you do with their personal data as you would "
        "give to adults."
    ),
    sha256="e8fa76f5afaf718758f7f660e3bab6015b659aca3ff617a002888a2a5c127df0",
)
ICO_CHILDREN_PLAIN_NOTICE = _cite(
    instrument=_ACT_4,
    provision="How should we provide privacy information?",
    url="https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/childrens-information/children-and-the-uk-gdpr/how-does-the-right-to-be-informed-apply-to-children",
    version=_VERSION_4,
    quote=(
        "You should write in a concise, clear and plain style for any information you are directing to children in a "
        "privacy notice. It should be child-appropriate and, as far as possible addressed directly to the relevant "
        "age group."
    ),
    sha256="ad8a4331e5ce80c88c3e84240e65dd23a67e8a98645e86c29c1ecc88a85b695f",
)
WP248_TWO_CRITERIA = _cite(
    instrument=_ACT_5,
    provision="section III.B",
    url="https://twobirds.com/en/news/articles/2017/global/data-protection-impact-assessments-final-guidance-issued",
    version=_VERSION_5,
    quote=(
        "WP29 suggests that any 2 criteria are likely to trigger a need for a DPIA – but also notes that this is not "
        "necessarily the case: in some cases a controller may conclude that there still isn’t a high risk; in other "
        "cases, a DPIA may be required where only one criteria applies."
    ),
    sha256="a254687db741ec84d53bcf6d8a55db2c7675817465bc613ff11f564e64de4011",
)

#: The nine signs of high risk in WP 248 rev.01, section III.B, in our own words and its order.
WP248_CRITERIA = (
    "people are evaluated, scored, profiled or predicted",
    "decisions with legal or similar effect are made automatically",
    "people are watched systematically",
    "the data are sensitive or highly personal",
    "the processing is on a large scale",
    "data sets are matched or combined",
    "the people are vulnerable, children among them",
    "technology or organisation is used in a new way",
    "the processing can keep people from a right, a service or a contract",
)

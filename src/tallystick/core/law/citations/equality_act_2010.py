# SPDX-License-Identifier: Apache-2.0
"""Equality Act 2010 (c. 15), section 149: the public sector equality duty."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "Equality Act 2010"
_VERSION = "as in force on 21 January 2021 (the copy that was read; later amendments to this provision were not read)"

S149_1 = _cite(
    instrument=_ACT,
    provision="section 149(1)",
    url="https://www.legislation.gov.uk/ukpga/2010/15/section/149/2021-01-21",
    version=_VERSION,
    quote=(
        "A public authority must, in the exercise of its functions, have due regard to the need to— (a) eliminate "
        "discrimination, harassment, victimisation and any other conduct that is prohibited by or under this Act; "
        "(b) advance equality of opportunity between persons who share a relevant protected characteristic and "
        "persons who do not share it; (c) foster good relations between persons who share a relevant protected "
        "characteristic and persons who do not share it."
    ),
    sha256="6b62f3bfdc55b222bd338720bba50f82bf9163c8b7a809183e18191828db0ca5",
)
S149_2 = _cite(
    instrument=_ACT,
    provision="section 149(2)",
    url="https://www.legislation.gov.uk/ukpga/2010/15/section/149/2021-01-21",
    version=_VERSION,
    quote=(
        "A person who is not a public authority but who exercises public functions must, in the exercise of those "
        "functions, have due regard to the matters mentioned in subsection (1)."
    ),
    sha256="d1e02436f658c1d64cedf61b155bec1ca967eaa874b81fefeec90db21ce5982c",
)
S149_3 = _cite(
    instrument=_ACT,
    provision="section 149(3)",
    url="https://www.legislation.gov.uk/ukpga/2010/15/section/149/2021-01-21",
    version=_VERSION,
    quote=(
        "Having due regard to the need to advance equality of opportunity between persons who share a relevant "
        "protected characteristic and persons who do not share it involves having due regard, in particular, to the "
        "need to— (a) remove or minimise disadvantages suffered by persons who share a relevant protected "
        "characteristic that are connected to that characteristic; (b) take steps to meet the needs of persons who "
        "share a relevant protected characteristic that are different from the needs of persons who do not share it; "
        "(c) encourage persons who share a relevant protected characteristic to participate in public life or in any "
        "other activity in which participation by such persons is disproportionately low."
    ),
    sha256="26c50a6e69517a0df6348bdb685798991f5172b19c2c26dce794d0ef968490c2",
)
S149_7 = _cite(
    instrument=_ACT,
    provision="section 149(7)",
    url="https://www.legislation.gov.uk/ukpga/2010/15/section/149/2021-01-21",
    version=_VERSION,
    quote=(
        "The relevant protected characteristics are— age; disability; gender reassignment; pregnancy and maternity; "
        "race; religion or belief; sex; sexual orientation."
    ),
    sha256="07d96b0ee347f930f9fb8fb8d39c7cdc115f5ffb732ecf39116c3274158b5f55",
)

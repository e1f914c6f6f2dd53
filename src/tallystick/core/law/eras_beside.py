# SPDX-License-Identifier: Apache-2.0
"""From when other law governs: freedom of information, equality, consultation; and the duty to show what one says."""

import datetime as dt

from tallystick.core.facts.declaration import REGIMES
from tallystick.core.law.check import Era
from tallystick.core.law.citations import (
    dpa1998,
    dpa2018,
    equality_act_2010,
    eu_before_2018,
    eu_gdpr,
    human_rights,
    led,
    uk_gdpr,
)
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

#: The Freedom of Information Act 2000 in full.
FOIA = dt.date(2005, 1, 1)
#: The duty of the Equality Act 2010 s.149.
EQUALITY = dt.date(2011, 4, 5)
#: The principles of consultation were stated in 1985; nothing here is judged that is older than the first Act.
GUNNING = dt.date(1986, 1, 1)
_GDPR = dt.date(2018, 5, 25)
_LED = dt.date(2018, 5, 6)
_ONCE_HELD = "The common law asks this of a consultation that is held, whether or not a statute asks for one."
_NO_MANNER = "The article does not say how views are to be sought: this is good practice for keeping it."
_NO_VIEWS = "This law asks for no views of the people concerned: this is good practice where they are sought."
_REGARD = "The section asks for regard and prescribes no form: an assessment on record is how regard is shown."
_NO_ASSESSMENT = "The Convention prescribes no assessment: this asks whether anybody looked."
_UNITED_KINGDOM = ("uk-gdpr", "dpa2018-part3")
_NO_DUTY = "No statute governs what is said in public about a project: this asks whether the record bears it out."


def in_every_regime(citation: Citation, *, since: dt.date, note: str = "") -> tuple[Era, ...]:
    """Return the era of a law that holds whatever the data protection law is; the facts say whether it applies."""
    return (Era(regimes=REGIMES, since=since, citation=citation, note=note),)


def united_kingdom(citation: Citation, *, since: dt.date, note: str = "") -> tuple[Era, ...]:
    """Return the era of a law that binds bodies of the United Kingdom under either of its regimes."""
    return (Era(regimes=_UNITED_KINGDOM, since=since, citation=citation, note=note),)


def european_union(citation: Citation, *, since: dt.date, note: str = "") -> tuple[Era, ...]:
    """Return the era of a law that is quoted for bodies in the European Union under either of its regimes."""
    return (Era(regimes=("eu-gdpr", "led"), since=since, citation=citation, note=note),)


def accountability(*, note: str = _NO_DUTY) -> tuple[Era, ...]:
    """Return the eras of the duty to be able to show what one says: for tests of the truth of a statement.

    Before 25 May 2018 there was the duty to keep the principles, and none to show it.
    """
    return (
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=note),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=note),
        old_uk(citation=dpa1998.S4_4, note=note),
        old_eu(citation=eu_before_2018.ART_6_2, note=note),
    )


def fair_consultation(citation: Citation) -> tuple[Era, ...]:
    """Return the eras of a principle of fair consultation, and beside it the law of the European Union."""
    return (
        *united_kingdom(citation, since=GUNNING, note=_ONCE_HELD),
        Era(regimes=("eu-gdpr",), since=_GDPR, citation=eu_gdpr.ART_35_9, note=_NO_MANNER),
        Era(regimes=("led",), since=_LED, citation=led.ART_27_2, note=_NO_VIEWS),
    )


def equality() -> tuple[Era, ...]:
    """Return the eras of the duty to have regard to equality; elsewhere of the right to be free of discrimination."""
    return (
        *united_kingdom(equality_act_2010.S149_1, since=EQUALITY, note=_REGARD),
        *european_union(human_rights.ECHR_14, since=EQUALITY, note=_NO_ASSESSMENT),
    )

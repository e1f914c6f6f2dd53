# SPDX-License-Identifier: Apache-2.0
"""The law behind checks of a record against itself: an assessment describes, and what is said must be shown."""

from tallystick.core.law.check import Era
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police

_DESCRIBES = (
    "The provision asks for a description and an assessment of what is done. Two answers of which one must be wrong are"
    " neither; which of them is wrong is not decided here."
)
_SHOWS = "No provision governs what is said in public: this tests whether the body can show that what it says is so."
_UPDATES = (
    "The provision asks that the measures by which the body shows what it does are kept up to date; a correction that"
    " nobody can read in the document does not do that."
)


def described() -> tuple[Era, ...]:
    """Return the eras of the duty to describe the processing in an assessment."""
    return (
        *gdpr(uk=uk_gdpr.ART_35_7, eu=eu_gdpr.ART_35_7, note=_DESCRIBES),
        *police(part3=dpa2018.S64_3, led=led.ART_27_2, note=_DESCRIBES),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    )


def shown() -> tuple[Era, ...]:
    """Return the eras of the duty to be able to demonstrate compliance: for the truth of statements."""
    return (
        *gdpr(uk=uk_gdpr.ART_5_2, eu=eu_gdpr.ART_5_2, note=_SHOWS),
        *police(part3=dpa2018.S34_3, led=led.ART_4_4, note=_SHOWS),
        old_uk(citation=dpa1998.S4_4, note=_SHOWS),
        old_eu(citation=eu_before_2018.ART_6_2, note=_SHOWS),
    )


def updated() -> tuple[Era, ...]:
    """Return the eras of the duty to keep the measures of accountability up to date: for corrections."""
    return (
        *gdpr(uk=uk_gdpr.ART_24_1, eu=eu_gdpr.ART_24_1, note=_UPDATES),
        *police(part3=dpa2018.S56_3, led=led.ART_19_1, note=_UPDATES),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    )

# SPDX-License-Identifier: Apache-2.0
"""Every regime under the name by which people choose it."""

from tallystick.core.errors import Refused
from tallystick.core.law.clocks.regimes_data import LAW_ENFORCEMENT, UK_GDPR
from tallystick.core.law.clocks.regimes_elsewhere import EUROPEAN_UNION, GERMANY, IRELAND
from tallystick.core.law.clocks.regimes_uk import EIR, EISR, FOIA, FOISA
from tallystick.core.law.clocks.rules import Regime

REGIMES: dict[str, Regime] = {
    regime.key: regime
    for regime in (FOIA, EIR, FOISA, EISR, UK_GDPR, LAW_ENFORCEMENT, IRELAND, EUROPEAN_UNION, GERMANY)
}


def regime(key: str) -> Regime:
    """Return a regime.

    Raises:
        Refused: there is none of that name.
    """
    if key not in REGIMES:
        raise Refused(
            f"{key[:40]!r} is no regime that has a clock here",
            rule="A deadline is computed under one named law.",
            next_step=f"Name one of: {', '.join(REGIMES)}.",
        )
    return REGIMES[key]

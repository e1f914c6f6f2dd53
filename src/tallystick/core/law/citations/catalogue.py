# SPDX-License-Identifier: Apache-2.0
"""Every citation of the package, under the module and the name by which checks import it."""

from types import ModuleType

from tallystick.core.law.citations import (
    dpa1998,
    dpa2018,
    duaa2025,
    equality_act_2010,
    eu_before_2018,
    eu_gdpr,
    foia2000,
    human_rights,
    led,
    soft,
    uk_gdpr,
)
from tallystick.core.law.citations.base import Citation

MODULES: tuple[ModuleType, ...] = (
    dpa2018,
    uk_gdpr,
    duaa2025,
    eu_gdpr,
    led,
    dpa1998,
    eu_before_2018,
    equality_act_2010,
    foia2000,
    human_rights,
    soft,
)


def every_citation() -> dict[str, Citation]:
    """Return all citations as ``module.CONSTANT`` -> citation, by module and then by name."""
    return {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}": value
        for module in MODULES
        for name, value in sorted(vars(module).items())
        if isinstance(value, Citation)
    }

# SPDX-License-Identifier: Apache-2.0
"""The checks, one module each, with ``<name>.cases.yaml`` beside it. A module put here is found by its being here."""

import pkgutil
from collections.abc import Mapping
from functools import cache

from tallystick.core.law.check import Check


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by its id, which is the name of its module with hyphens, in the order of the ids."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): pkgutil.resolve_name(f"{__name__}.{name}:CHECK") for name in names}

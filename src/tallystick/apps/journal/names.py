# SPDX-License-Identifier: Apache-2.0
"""Address names for index rows; the same facts in the same order always give the same names."""

from collections.abc import Callable
from itertools import count

from django.utils.text import slugify


def free_slug(name: str, *, taken: Callable[[str], bool]) -> str:
    """Return an address name for a title: letters, digits and hyphens, with a number where it is taken."""
    base = slugify(name)[:70].strip("-") or "unnamed"
    return next(slug for n in count(1) if not taken(slug := base if n == 1 else f"{base}-{n}"))

# SPDX-License-Identifier: Apache-2.0
"""Pieces of pages, remembered for as long as the facts that they show stay the same.

A piece is made from the facts of a project up to its newest entry, and its key names that entry: with the next fact it
is made anew. Pieces are kept compressed, since a claim page is fifty thousand characters of much the same words.
"""

import zlib
from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tallystick import __version__
from tallystick.apps.register.queries.standings import KEEP

#: What a piece shows, and up to which entry: for example ("claim", project, claim, newest entry).
Key = tuple[str | int, ...]


def remembered(key: Key, make: Callable[[], str]) -> SafeString:
    """Return a piece of HTML, made by ``make`` where it is not known."""
    return all_remembered({key: make})[key]


def all_remembered(makers: Mapping[Key, Callable[[], str]]) -> dict[Key, SafeString]:
    """Return several pieces of HTML in the order of their keys, each made where it is not known."""
    language = get_language()
    names = {key: ":".join(map(str, ("register", __version__, "html", language, *key))) for key in makers}
    known = cache.get_many(names.values())
    fresh = {key: make() for key, make in makers.items() if names[key] not in known}
    if fresh:
        packed = {names[key]: zlib.compress(text.encode(), level=1) for key, text in fresh.items()}
        cache.set_many(packed, timeout=KEEP)
    # Every piece comes from a template, which has escaped what it shows.
    return {
        key: SafeString(fresh[key] if key in fresh else zlib.decompress(known[name]).decode())
        for key, name in names.items()
    }

# SPDX-License-Identifier: Apache-2.0
"""Mail addresses and domain names, read strictly: one plain address, or nothing.

The grammar is a small part of RFC 5322 section 3.4 (https://www.rfc-editor.org/rfc/rfc5322#section-3.4): a dot-atom
address, bare or in angle brackets after a display name. Groups, comments, routes, quoted local parts, domain literals
and lists are refused, because mail programs disagree on which address of such a field to show.
"""

import re

from tallystick.core.errors import Invalid

_LABEL = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)"
_HOST_LABEL = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_ADDRESS = rf"({_ATEXT}++(?:\.{_ATEXT}++)*+)@({_HOST_LABEL}(?:\.{_HOST_LABEL})++)"
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f-\U0010ffff]|\\[\x20-\x7e])*+"'
_PHRASE = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~. -]*+"
_BARE = re.compile(_ADDRESS)
_NAMED = re.compile(rf"(?:{_QUOTED}|{_PHRASE}) ?<{_ADDRESS}>")
MAX_DOMAIN = 253
MAX_LOCAL_PART = 64


def domain_name(text: str) -> str:
    """Return a domain name in lower case without its final dot; raise ``Invalid`` unless it has two plain ASCII labels.

    Underscores are allowed because DKIM selectors use them (RFC 6376 section 3.1).
    """
    name = text.lower().removesuffix(".")
    # The text, not the name, must be ASCII: the Kelvin sign in lower case is a k.
    if len(name) > MAX_DOMAIN or not text.isascii() or not _DOMAIN.fullmatch(name):
        raise Invalid(f"{text[:80]!a} is not a domain name.", rule="A domain name is like charity.example.")
    return name


def is_within(domain: str, parent: str) -> bool:
    """Return whether ``domain`` is ``parent`` or below it; both in the form that ``domain_name`` returns."""
    return domain == parent or domain.endswith("." + parent)


def from_address(value: str) -> tuple[str, str]:
    """Return address and its lower-case domain from the unfolded value of a From field.

    Raises ``Invalid`` unless the field holds exactly one plain address.
    """
    text = value.strip(" \t")
    found = _BARE.fullmatch(text) or _NAMED.fullmatch(text)
    if found is None or len(found[1]) > MAX_LOCAL_PART or len(found[2]) > MAX_DOMAIN:
        raise Invalid("The From field does not hold exactly one plain address.", rule="One sender, one address.")
    domain = found[2].lower()
    return f"{found[1]}@{domain}", domain


def same_address(one: str, other: str) -> bool:
    """Return whether two addresses are the same, ignoring the case of ASCII letters."""
    # The lower case of bytes leaves letters outside ASCII alone.
    return (
        one.strip().encode("utf-8", "surrogatepass").lower() == other.strip().encode("utf-8", "surrogatepass").lower()
    )

# SPDX-License-Identifier: Apache-2.0
"""Tag lists (RFC 6376 section 3.2, https://www.rfc-editor.org/rfc/rfc6376#section-3.2) and strict base64."""

import binascii
import re

from tallystick.core.errors import Invalid

# One tag, or else all that is left, as a tag without a name. Space after the last semicolon is no tag.
_TAGS = re.compile(r"[ \t]*+([A-Za-z][A-Za-z0-9_]*+)[ \t]*+=([^;]*+)(?:;[ \t]*\Z|;|\Z)|([\s\S]++)")
_RULE = "RFC 6376 section 3.2: tag=value pairs between semicolons, each tag once."


def read_tags(text: str) -> dict[str, str]:
    """Return the tags of an unfolded tag list in order, values stripped of outer white space.

    Raises ``Invalid`` for a pair without ``=``, a malformed or repeated name, an empty pair (other than after the last
    semicolon) or a character that is not printable ASCII, a space or a tab.
    """
    if not text.isascii() or not text.replace("\t", " ").isprintable():
        raise Invalid("The tag list holds a character that is not printable ASCII.", rule=_RULE)
    found = _TAGS.findall(text)
    tags = {name: value.strip() for name, value, _ in found}
    if len(tags) != len(found) or "" in tags:
        raise Invalid("The tag list is malformed or repeats a tag.", rule=_RULE)
    return tags


def read_base64(text: str) -> bytes:
    """Decode base64 in its one canonical form, inner spaces and tabs apart; raise ``Invalid`` otherwise."""
    packed = "".join(text.split())
    try:
        raw = binascii.a2b_base64(packed)
    except ValueError:
        raise Invalid("This is not base64.", rule="RFC 4648 section 4.") from None
    if binascii.b2a_base64(raw, newline=False) != packed.encode("ascii"):
        raise Invalid("This base64 is not in its canonical form.", rule="RFC 4648 section 3.5.")
    return raw

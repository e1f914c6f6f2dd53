# SPDX-License-Identifier: Apache-2.0
"""Tag lists (RFC 6376 section 3.2, https://www.rfc-editor.org/rfc/rfc6376#section-3.2) and strict base64."""

import base64
import binascii
import re

from tallystick.core.errors import Invalid

_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RULE = "RFC 6376 section 3.2: tag=value pairs between semicolons, each tag once."


def read_tags(text: str) -> dict[str, str]:
    """Return the tags of an unfolded tag list in order, values stripped of outer white space.

    Raises ``Invalid`` for a pair without ``=``, a malformed or repeated name, an empty pair (other than after the last
    semicolon) or a character that is not printable ASCII, a space or a tab.
    """
    if not text.isascii() or not text.replace("\t", " ").isprintable():
        raise Invalid("The tag list holds a character that is not printable ASCII.", rule=_RULE)
    specs = text.split(";")
    if not specs[-1].strip():
        specs.pop()
    tags: dict[str, str] = {}
    for spec in specs:
        name, equals, value = spec.partition("=")
        name = name.strip()
        if not equals or not _TAG_NAME.fullmatch(name) or name in tags:
            raise Invalid(f"The tag list is malformed or repeats a tag near {spec.strip()[:40]!r}.", rule=_RULE)
        tags[name] = value.strip()
    return tags


def read_base64(text: str) -> bytes:
    """Decode base64 in its one canonical form, inner spaces and tabs apart; raise ``Invalid`` otherwise."""
    packed = "".join(text.split())
    try:
        raw = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("This is not base64.", rule="RFC 4648 section 4.") from None
    if base64.b64encode(raw) != packed.encode("ascii"):
        raise Invalid("This base64 is not in its canonical form.", rule="RFC 4648 section 3.5.")
    return raw

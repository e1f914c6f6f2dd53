# SPDX-License-Identifier: Apache-2.0
"""Reads a mail as the exact bytes that arrived, and refuses what two programs could read differently.

Grammar: RFC 5322 section 2 (https://www.rfc-editor.org/rfc/rfc5322#section-2) without its obsolete forms. Every line
ends in CR LF, no line is longer than 998 bytes, field names are printable ASCII with no space before the colon, header
fields hold no control characters, and no fold is empty. Each step takes time linear in the bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from tallystick.core.errors import Invalid

MAX_MESSAGE_BYTES = 10 * 1024 * 1024
MAX_HEADER_BYTES = 256 * 1024
MAX_HEADER_FIELDS = 1000
MAX_LINE_BYTES = 998  # without CR LF, RFC 5322 section 2.1.1

# Fields that may stand once in a message (RFC 5322 section 3.6, RFC 2045). A second one is how a mail is made to show
# something other than what was signed.
SINGLETONS = frozenset(
    {
        b"from",
        b"sender",
        b"reply-to",
        b"to",
        b"cc",
        b"bcc",
        b"date",
        b"subject",
        b"message-id",
        b"in-reply-to",
        b"references",
        b"mime-version",
        b"content-type",
        b"content-transfer-encoding",
    }
)

# One field with its folds; whatever is none is taken in one piece to the end, so that the work stays linear. Line ends
# have been checked, so a line is what "." reaches over and its "\n".
_FIELDS = re.compile(rb"(([!-9;-~]++):.*+\n(?:[ \t]++[^\r\n].*+\n)*+)|([\s\S]++)")
_LONE_CR = re.compile(rb"\r(?!\n)")
_NOT_ENDS = bytes(byte for byte in range(256) if byte not in b"\r\n")
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\r\n")
_RULE = "Evidence is kept and checked as the exact bytes that a mail server delivered (RFC 5322, CR LF line ends)."
_NEXT = "Ask for the original message, as delivered or as saved by 'download original', not a copy or a forward."


class Field(NamedTuple):
    """One header field: its name in lower case and its exact bytes, final CR LF included."""

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        """Return the bytes between the colon and the final CR LF, folds included."""
        return self.raw[len(self.name) + 1 : -2]

    @property
    def spelling(self) -> str:
        """Return the field name as it was written."""
        return self.raw[: len(self.name)].decode("ascii")

    @property
    def flat(self) -> bytes:
        """Return the value with folds undone, runs of white space made one space, and none around it."""
        # A fold is a CR LF before white space and control characters are refused, so splitting undoes both.
        return b" ".join(self.raw[len(self.name) + 1 :].split())

    @property
    def text(self) -> str:
        """Return ``flat`` as text."""
        return as_text(self.flat)


def as_text(flat: bytes) -> str:
    """Return header bytes as text; those that are not UTF-8 appear as ``\\xNN``."""
    return flat.decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Message:
    """Header fields from top to bottom, the body bytes after the empty line, and the fields by lower-case name."""

    fields: tuple[Field, ...]
    body: bytes
    by_name: dict[bytes, list[Field]]

    @classmethod
    def of(cls, fields: Iterable[Field], body: bytes) -> "Message":
        """Return the message with these fields, top first."""
        listed = tuple(fields)
        by_name: dict[bytes, list[Field]] = {}
        for field in listed:
            by_name.setdefault(field.name, []).append(field)
        return cls(listed, body, by_name)

    def all(self, name: bytes) -> list[Field]:
        """Return the fields called ``name`` (lower case), top first."""
        return self.by_name.get(name, [])

    def only(self, name: bytes) -> Field | None:
        """Return the field called ``name`` if there is exactly one."""
        found = self.by_name.get(name, ())
        return found[0] if len(found) == 1 else None

    def duplicates(self) -> list[str]:
        """Return the names of ``SINGLETONS`` that stand more than once, in alphabetical order."""
        if len(self.by_name) == len(self.fields):
            return []
        return sorted(name.decode("ascii") for name in SINGLETONS if len(self.by_name.get(name, ())) > 1)


def _fault(what: str) -> Invalid:
    return Invalid(what, rule=_RULE, next_step=_NEXT)


def read_message(raw: bytes, *, max_bytes: int = MAX_MESSAGE_BYTES) -> Message:
    """Read one mail; ``raw`` is exactly what the mail server delivered.

    Raises ``Invalid`` for a message that is too large, holds a bare CR or LF, a NUL or an overlong line, or whose
    header is not a plain sequence of fields followed by an empty line.
    """
    if len(raw) > max_bytes:
        raise _fault(f"The message has {len(raw)} bytes; at most {max_bytes} are read.")
    _check_lines(raw)
    head, found, body = raw.partition(b"\r\n\r\n")
    if not found:
        raise _fault("The empty line that ends the header is missing.")
    return Message.of(read_fields(head + b"\r\n"), body)


def _check_lines(raw: bytes) -> None:
    if b"\x00" in raw:
        raise _fault("The message holds a NUL byte.")
    # Each CR stands before an LF, and there are as many of one as of the other: then no LF stands alone either.
    ends = raw.translate(None, _NOT_ENDS)
    if _LONE_CR.search(raw) or len(ends) != 2 * ends.count(b"\r"):
        raise _fault("A line ends in a bare LF or CR.")
    # Jumps from the last line end within reach to the next: a line that reaches no end is too long.
    start, reach = 0, MAX_LINE_BYTES + 2
    while len(raw) - start > MAX_LINE_BYTES:
        end = raw.rfind(b"\n", start, start + reach)
        if end < 0:
            raise _fault(f"A line has more than {MAX_LINE_BYTES} bytes.")
        start = end + 1


def read_fields(head: bytes) -> tuple[Field, ...]:
    """Split header bytes into fields; each line of ``head`` ends in CR LF, and no CR or LF stands elsewhere.

    Raises ``Invalid`` as ``read_message`` does.
    """
    if len(head) > MAX_HEADER_BYTES:
        raise _fault(f"The header has more than {MAX_HEADER_BYTES} bytes.")
    if len(head.translate(None, _CONTROLS)) != len(head):
        raise _fault("A header field holds a control character.")
    found = _FIELDS.findall(head)
    if not found or found[-1][2]:
        _blame(found[-1][2] if found else b"")
    if len(found) > MAX_HEADER_FIELDS:
        raise _fault(f"The header has more than {MAX_HEADER_FIELDS} fields.")
    return tuple([Field(name.lower(), raw) for raw, name, _ in found])


def _blame(rest: bytes) -> NoReturn:
    line = rest.partition(b"\r\n")[0]
    if line[:1] in (b" ", b"\t") and not line.strip():
        raise _fault("A folded line holds nothing but white space.")
    raise _fault(f"A header line has no proper field name: {line[:40]!a}.")

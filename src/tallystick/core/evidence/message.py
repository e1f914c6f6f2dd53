# SPDX-License-Identifier: Apache-2.0
"""Reads a mail as the exact bytes that arrived, and refuses what two programs could read differently.

Grammar: RFC 5322 section 2 (https://www.rfc-editor.org/rfc/rfc5322#section-2) without its obsolete forms. Every line
ends in CR LF, no line is longer than 998 bytes, field names are printable ASCII with no space before the colon, header
fields hold no control characters, and no fold is empty. Each step takes time linear in the bytes.
"""

from dataclasses import dataclass
from typing import NamedTuple

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

_NAME_BYTES = bytes(byte for byte in range(0x21, 0x7F) if byte != 0x3A)
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
        return b" ".join(self.value.split())

    @property
    def text(self) -> str:
        """Return ``flat`` as text; bytes that are not UTF-8 appear as ``\\xNN``."""
        return self.flat.decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Message:
    """Header fields from top to bottom, and the body bytes after the first empty line."""

    fields: tuple[Field, ...]
    body: bytes

    def all(self, name: bytes) -> list[Field]:
        """Return the fields called ``name`` (lower case), top first."""
        return [field for field in self.fields if field.name == name]

    def only(self, name: bytes) -> Field | None:
        """Return the field called ``name`` if there is exactly one."""
        found = self.all(name)
        return found[0] if len(found) == 1 else None

    def duplicates(self) -> list[str]:
        """Return the names of ``SINGLETONS`` that stand more than once, in order of their first repetition."""
        seen: set[bytes] = set()
        twice: dict[str, None] = {}
        for field in self.fields:
            if field.name in seen and field.name in SINGLETONS:
                twice[field.name.decode("ascii")] = None
            seen.add(field.name)
        return list(twice)


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
    return Message(fields=read_fields(head + b"\r\n"), body=body)


def _check_lines(raw: bytes) -> None:
    if b"\x00" in raw:
        raise _fault("The message holds a NUL byte.")
    ends = raw.count(b"\r\n")
    if raw.count(b"\n") != ends or raw.count(b"\r") != ends:
        raise _fault("A line ends in a bare LF or CR.")
    # Jumps from the last line end within reach to the next: a line that reaches no end is too long.
    start, reach = 0, MAX_LINE_BYTES + 2
    while len(raw) - start > MAX_LINE_BYTES:
        end = raw.rfind(b"\n", start, start + reach)
        if end < 0:
            raise _fault(f"A line has more than {MAX_LINE_BYTES} bytes.")
        start = end + 1


def read_fields(head: bytes) -> tuple[Field, ...]:
    """Split header bytes (lines that end in CR LF, none of them empty) into fields; raise ``Invalid`` as said above."""
    if len(head) > MAX_HEADER_BYTES:
        raise _fault(f"The header has more than {MAX_HEADER_BYTES} bytes.")
    if len(head.translate(None, _CONTROLS)) != len(head):
        raise _fault("A header field holds a control character.")
    if head[:1] in (b" ", b"\t", b"\r", b""):
        raise _fault("The header does not begin with a field.")
    # A fold begins with white space, so a line end followed by anything else ends a field.
    lines = head[:-2].split(b"\r\n")
    if len(lines) > MAX_HEADER_FIELDS:
        lines = _counted(lines)
    fields: list[Field] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and lines[index][:1] in (b" ", b"\t"):
            if not lines[index].strip():
                raise _fault("A folded line holds nothing but white space.")
            continue
        fields.append(_field(lines[start:index]))
        start = index
    return tuple(fields)


def _counted(lines: list[bytes]) -> list[bytes]:
    if sum(line[:1] not in (b" ", b"\t") for line in lines) > MAX_HEADER_FIELDS:
        raise _fault(f"The header has more than {MAX_HEADER_FIELDS} fields.")
    return lines


def _field(lines: list[bytes]) -> Field:
    name, colon, _ = lines[0].partition(b":")
    if not colon or not name or name.translate(None, _NAME_BYTES):
        raise _fault(f"A header line has no proper field name: {lines[0][:40]!a}.")
    return Field(name.lower(), b"\r\n".join(lines) + b"\r\n")

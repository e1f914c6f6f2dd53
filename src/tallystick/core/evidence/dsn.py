# SPDX-License-Identifier: Apache-2.0
"""Reads delivery status notifications (RFC 3464, https://www.rfc-editor.org/rfc/rfc3464).

They are not signed: anybody can write one. What is read here supports at most "Never reached", and only when the caller
has matched it to its own queue (the address it was sent to, or the envelope id).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.core.errors import Invalid
from tallystick.core.evidence.message import Field, Message, read_fields, read_message

MAX_DSN_BYTES = 2 * 1024 * 1024
MAX_PARTS = 20
MAX_RECIPIENTS = 50

_CLASSES = {"failed": "45", "delayed": "4", "delivered": "2", "relayed": "2", "expanded": "2"}
_RULE = "RFC 3464: multipart/report with one message/delivery-status part."
_TYPE = re.compile(rb"([a-z0-9-]+/[a-z0-9.+-]+) ?((?:;.*)?)", re.IGNORECASE)
_PARAMETER = re.compile(rb'; ?([a-z0-9*-]+) ?= ?(?:"([^"\\]*)"|([^\s;"]+)) ?', re.IGNORECASE)
_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_STATUS = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?: ?\([^()]*\))?")
_TYPED = re.compile(r"([A-Za-z0-9-]+) ?; ?(.+)")


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What a mail server says happened to one recipient's copy."""

    action: str  # "failed", "delayed", "delivered", "relayed" or "expanded"
    status: str  # RFC 3463 code such as "5.1.1"
    final_recipient: str
    original_envelope_id: str | None
    reporting_mta: str
    diagnostic: str | None  # the text after the type, as the server gave it


def _fault(what: str) -> Invalid:
    return Invalid(what, rule=_RULE, next_step="Keep the mail; the request stays as sent, with no answer.")


def read_dsn(raw: bytes, *, recipient: str | None = None) -> DeliveryStatus:
    """Read one delivery report, as the exact bytes received.

    ``recipient`` names whose status is wanted, compared with Final- and Original-Recipient without regard to case. It
    may be left out only where the report is about a single recipient.

    Raises ``Invalid`` for a mail that is no delivery report, a missing or malformed field, or no such recipient.
    """
    message = read_message(raw, max_bytes=MAX_DSN_BYTES)
    blocks = _blocks(_status_part(message))
    about = _values(blocks[0])
    found = [
        block for block in map(_values, blocks[1:]) if recipient is None or recipient.lower() in _recipients(block)
    ]
    if len(found) != 1:
        raise _fault(f"The report holds {len(found)} matching recipients instead of one.")
    one = found[0]
    action = _required(one, "action").lower()
    status = _STATUS.fullmatch(_required(one, "status"))
    if action not in _CLASSES or status is None or status[1][0] not in _CLASSES[action]:
        raise _fault("The report's Action and Status are malformed or contradict each other.")
    return DeliveryStatus(
        action=action,
        status=status[1],
        final_recipient=_typed(_required(one, "final-recipient"), "rfc822"),
        original_envelope_id=about.get("original-envelope-id"),
        reporting_mta=_typed(_required(about, "reporting-mta"), "dns"),
        diagnostic=_typed(one["diagnostic-code"]) if "diagnostic-code" in one else None,
    )


def _status_part(message: Message) -> bytes:
    kind, parameters = _content_type(message)
    if kind != b"multipart/report" or parameters.get(b"report-type", b"").lower() != b"delivery-status":
        raise _fault("The mail is not a delivery report.")
    boundary = parameters.get(b"boundary", b"")
    if not _BOUNDARY.fullmatch(boundary):
        raise _fault("The report has no proper boundary.")
    parts = [part for part in _parts(message.body, boundary) if _content_type(part)[0] == b"message/delivery-status"]
    if len(parts) != 1:
        raise _fault(f"The report has {len(parts)} delivery-status parts instead of one.")
    encoding = parts[0].only(b"content-transfer-encoding")
    if encoding is not None and encoding.flat.lower() not in (b"7bit", b"8bit"):
        raise _fault("The delivery-status part is encoded.")
    return parts[0].body


def _content_type(message: Message) -> tuple[bytes, dict[bytes, bytes]]:
    field = message.only(b"content-type")
    found = _TYPE.fullmatch(field.flat) if field else None
    if found is None:
        return b"text/plain", {}
    parameters: dict[bytes, bytes] = {}
    position = 0
    while (match := _PARAMETER.match(found[2], position)) is not None:
        name = match[1].lower()
        if name in parameters:
            raise _fault("A Content-Type parameter is given twice.")
        parameters[name] = match[2] if match[2] is not None else match[3]
        position = match.end()
    return found[1].lower(), parameters


def _parts(body: bytes, boundary: bytes) -> Iterator[Message]:
    """Yield the parts between boundary lines (RFC 2046 section 5.1.1); the last boundary line must be there."""
    delimiter = b"\r\n--" + boundary
    chunks = (b"\r\n" + body).split(delimiter)
    if not 2 < len(chunks) <= MAX_PARTS + 2 or not chunks[-1].startswith(b"--"):
        raise _fault("The parts of the report are not closed by its boundary, or are too many.")
    for chunk in chunks[1:-1]:
        padding, found, rest = chunk.partition(b"\r\n")
        if not found or padding.strip(b" \t"):
            raise _fault("A boundary line of the report holds other text.")
        yield _part(rest)


def _part(chunk: bytes) -> Message:
    if chunk.startswith(b"\r\n"):
        return Message.of((), chunk[2:])
    head, _, body = chunk.partition(b"\r\n\r\n")
    return Message.of(read_fields(head + b"\r\n"), body)


def _blocks(text: bytes) -> list[tuple[Field, ...]]:
    blocks = [block.strip(b"\r\n") for block in text.split(b"\r\n\r\n")]
    filled = [read_fields(block + b"\r\n") for block in blocks if block]
    if not 2 <= len(filled) <= MAX_RECIPIENTS + 1:
        raise _fault("The report is about no recipient, or about too many.")
    return filled


def _values(block: tuple[Field, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for field in block:
        name = field.name.decode("ascii")
        if name in values:
            raise _fault(f"The report gives {name} twice.")
        values[name] = field.text
    return values


def _required(values: dict[str, str], name: str) -> str:
    if not values.get(name):
        raise _fault(f"The report lacks {name}.")
    return values[name]


def _typed(value: str, kind: str | None = None) -> str:
    found = _TYPED.fullmatch(value)
    if found is None or (kind is not None and found[1].lower() != kind):
        raise _fault(f"The report holds a malformed value: {value[:60]!a}.")
    return found[2]


def _recipients(values: dict[str, str]) -> set[str]:
    names = ("final-recipient", "original-recipient")
    return {_typed(values[name]).lower() for name in names if name in values}
